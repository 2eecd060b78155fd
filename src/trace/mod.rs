//! The timeline: what each thread was doing, noted where its state changes, and written as a picture or for a trace viewer.
//!
//! A thread's *lane* is a list of (time, state). States change only where a thread stops running Python code or starts again (the gate's
//! slow path, around what blocks, a parked object lock, a stop of the world, a collection), all of them places that cost a system call or
//! nearly so; there [`enter`] costs one relaxed load while nothing is recorded, and a clock reading while something is.
//!
//! Lanes belong to the process and not to a Vm: one command line records one script. This layer knows nothing of those above.

mod chrome;
mod html;
mod svg;

use std::cell::RefCell;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use parking_lot::Mutex;

/// What a thread does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum State {
    /// Runs Python code or native code that holds the gate.
    Running,
    /// Wants to run and waits for the global lock.
    WaitingForGil,
    /// Left the gate for something that may block: input, output, sleep, a `threading.Lock`.
    Blocked,
    /// Waits for the lock of an object.
    WaitingForObject,
    /// Waits until a thread that stopped the world lets it go on.
    Stopped,
    /// Collects garbage.
    Collecting,
    /// Is gone.
    Ended,
}

impl State {
    /// Those that are drawn, in the order of legends.
    pub const DRAWN: [State; 6] = [
        State::Running,
        State::WaitingForGil,
        State::Blocked,
        State::WaitingForObject,
        State::Stopped,
        State::Collecting,
    ];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            State::Running => "running",
            State::WaitingForGil => "waiting for the GIL",
            State::Blocked => "blocked",
            State::WaitingForObject => "waiting for an object lock",
            State::Stopped => "stopped for a collection",
            State::Collecting => "collecting",
            State::Ended => "ended",
        }
    }
}

/// Changes of state kept for each lane; later ones are left out, and the lane's name says so. 64 MiB.
const MOST: usize = 4 << 20;

#[derive(Default)]
struct Recording {
    name: String,
    /// Nanoseconds since the start, and the state from then on.
    changes: Vec<(u64, State)>,
    cut: bool,
}

static ON: AtomicBool = AtomicBool::new(false);
static START: OnceLock<Instant> = OnceLock::new();
static LANES: Mutex<Vec<Arc<Mutex<Recording>>>> = Mutex::new(Vec::new());

thread_local! {
    static LANE: RefCell<Option<Arc<Mutex<Recording>>>> = const { RefCell::new(None) };
}

/// Starts recording; the calling thread is the first lane.
pub fn start() {
    START.get_or_init(Instant::now);
    // Relaxed: a thread that sees it late loses nothing but its first moments.
    ON.store(true, Ordering::Relaxed);
    begin("MainThread".to_owned());
}

/// Is a timeline recorded?
#[inline(always)]
pub fn is_on() -> bool {
    ON.load(Ordering::Relaxed)
}

fn now() -> u64 {
    START.get().map_or(0, |start| start.elapsed().as_nanos() as u64)
}

/// Opens the calling thread's lane; it runs.
pub fn begin(name: String) {
    if !is_on() {
        return;
    }
    let lane = Arc::new(Mutex::new(Recording { name, changes: vec![(now(), State::Running)], cut: false }));
    LANES.lock().push(lane.clone());
    LANE.set(Some(lane));
}

/// Notes that the calling thread is in a state from now on.
#[inline(always)]
pub fn enter(state: State) {
    if is_on() {
        note(state);
    }
}

#[cold]
#[inline(never)]
fn note(state: State) {
    // A thread whose variables are gone, or that has no lane, is none of ours.
    let _ = LANE.try_with(|lane| {
        let Ok(lane) = lane.try_borrow() else { return };
        let Some(lane) = lane.as_ref() else { return };
        let mut lane = lane.lock();
        if lane.changes.last().is_some_and(|last| last.1 == state) {
            return;
        }
        if lane.changes.len() < MOST {
            lane.changes.push((now(), state));
        } else {
            lane.cut = true;
        }
    });
}

/// A state for as long as this lives; then the thread runs again.
pub struct During(());

/// Enters `state` and goes back to running at the end of the scope.
#[inline(always)]
pub fn during(state: State) -> During {
    enter(state);
    During(())
}

impl Drop for During {
    #[inline(always)]
    fn drop(&mut self) {
        enter(State::Running);
    }
}

/// A stretch of time in one state.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    /// Nanoseconds since recording began.
    pub start: u64,
    /// As `start`.
    pub end: u64,
    /// What the thread did.
    pub state: State,
}

/// A thread's spans, by time and without gaps.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// The thread's name.
    pub name: String,
    /// What it did.
    pub spans: Vec<Span>,
}

/// A whole recording.
pub struct Timeline {
    /// What was run.
    pub title: String,
    /// Which build ran it.
    pub build: String,
    /// In the order in which the threads began.
    pub lanes: Vec<Lane>,
    /// Its end, nanoseconds.
    pub end: u64,
}

fn lane_of(recording: &Recording, end: u64) -> Lane {
    let mut spans = Vec::with_capacity(recording.changes.len());
    for (i, &(start, state)) in recording.changes.iter().enumerate() {
        let until = recording.changes.get(i + 1).map_or(end, |next| next.0);
        if state != State::Ended && until > start {
            spans.push(Span { start, end: until, state });
        }
    }
    let name = if recording.cut { format!("{} (cut)", recording.name) } else { recording.name.clone() };
    Lane { name, spans }
}

impl Timeline {
    /// Nanoseconds that a lane spent in each of [`State::DRAWN`].
    fn totals(lane: &Lane) -> [u64; State::DRAWN.len()] {
        let mut totals = [0; State::DRAWN.len()];
        for span in &lane.spans {
            if let Some(total) = totals.get_mut(span.state as usize) {
                *total += span.end - span.start;
            }
        }
        totals
    }

    /// The states that occur.
    fn states(&self) -> Vec<State> {
        let occurs = |state: &State| self.lanes.iter().any(|lane| Timeline::totals(lane)[*state as usize] > 0);
        State::DRAWN.into_iter().filter(occurs).collect()
    }
}

/// Ends recording and writes it; the file's ending says how: `.json` (Chrome's trace format), `.html` or `.svg`.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, title: &str, build: &str) -> std::io::Result<()> {
    let end = now();
    ON.store(false, Ordering::Relaxed);
    let lanes = LANES.lock().iter().map(|lane| lane_of(&lane.lock(), end)).collect();
    let timeline = Timeline { title: title.to_owned(), build: build.to_owned(), lanes, end };
    let text = match kind_of(path) {
        Some(Kind::Html) => html::text(&timeline),
        Some(Kind::Svg) => svg::text(&timeline),
        _ => chrome::text(&timeline),
    };
    std::fs::write(path, text)
}

enum Kind {
    Json,
    Html,
    Svg,
}

fn kind_of(path: &Path) -> Option<Kind> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "json" => Some(Kind::Json),
        "html" | "htm" => Some(Kind::Html),
        "svg" => Some(Kind::Svg),
        _ => None,
    }
}

/// Is the ending of a file's name one that [`write`] knows?
pub fn is_known(path: &Path) -> bool {
    kind_of(path).is_some()
}

/// Milliseconds in words, as short as their size allows.
fn duration(nanoseconds: u64) -> String {
    let ms = nanoseconds as f64 / 1e6;
    match ms {
        _ if ms >= 10_000.0 => format!("{:.1} s", ms / 1e3),
        _ if ms >= 1000.0 => format!("{:.2} s", ms / 1e3),
        _ if ms >= 100.0 => format!("{ms:.0} ms"),
        _ if ms >= 1.0 => format!("{ms:.1} ms"),
        _ => format!("{:.0} µs", ms * 1e3),
    }
}

/// A text in which markup means itself; control characters become blanks.
fn escape(text: &str) -> String {
    rcpy_primitives::markup::escape(text, |c| c.is_control().then_some(" "))
}

/// A text as a JSON string that may stand in a page's script.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // `</script>` would end the page's script.
            c if c.is_control() || c == '<' || c == '\u{2028}' || c == '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn example() -> Timeline {
        let ms = 1_000_000;
        let span = |start, end, state| Span { start: start * ms, end: end * ms, state };
        let first = vec![
            span(0, 10, State::Running),
            span(10, 15, State::WaitingForGil),
            span(15, 30, State::Running),
            span(30, 32, State::Collecting),
            span(32, 50, State::Blocked),
        ];
        let second = vec![span(8, 10, State::WaitingForGil), span(10, 15, State::Running)];
        Timeline {
            title: "a <&> \"b\".py".into(),
            build: "classic".into(),
            lanes: vec![
                Lane { name: "MainThread".into(), spans: first },
                Lane { name: "</script>\u{2028}".into(), spans: second },
            ],
            end: 50 * ms,
        }
    }

    #[test]
    fn changes_become_spans_without_gaps() {
        let changes = vec![(5, State::Running), (9, State::Blocked), (9, State::Running), (20, State::Ended)];
        let lane = lane_of(&Recording { name: "x".into(), changes, cut: false }, 100);
        let span = |start, end| Span { start, end, state: State::Running };
        assert_eq!(lane.spans, [span(5, 9), span(9, 20)]);
        let open = lane_of(&Recording { name: "x".into(), changes: vec![(5, State::Running)], cut: true }, 100);
        assert_eq!(open.spans, [span(5, 100)]);
        assert_eq!(open.name, "x (cut)");
    }

    #[test]
    fn totals_add_up() {
        let timeline = example();
        let totals = Timeline::totals(&timeline.lanes[0]);
        assert_eq!(totals.iter().sum::<u64>(), timeline.end);
        assert_eq!(totals[State::WaitingForGil as usize], 5_000_000);
        assert_eq!(timeline.states().len(), 4);
    }

    #[test]
    fn texts_are_harmless() {
        assert_eq!(quoted("</script>\n\"\\"), "\"\\u003c/script>\\u000a\\\"\\\\\"");
        assert_eq!(escape("<&>\u{1}"), "&lt;&amp;&gt; ");
        assert_eq!(duration(1_500), "2 µs");
        assert_eq!(duration(12_340_000), "12.3 ms");
    }
}
