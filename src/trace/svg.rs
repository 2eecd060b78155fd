//! A picture of the whole recording: one lane a thread.
//!
//! Where changes come faster than the picture has columns, a column shows the shares of its time, stacked; so what is drawn is
//! true at every density, and the file stays small.

use std::fmt::Write as _;

use super::{Lane, State, Timeline, duration, escape};

const LEFT: f64 = 150.0;
const COLUMNS: usize = 960;
const RIGHT: f64 = 20.0;
const LANE: f64 = 34.0;
const BAR: f64 = 24.0;

/// Fill colours by state, for light and dark paper; they differ in lightness as well as in hue.
pub const COLOURS: [(&str, &str); 6] = [
    ("#2563c9", "#58a6ff"),
    ("#d1242f", "#ff6b61"),
    ("#d3d9df", "#3a424c"),
    ("#e07b00", "#ffa94d"),
    ("#7e22ce", "#c297ff"),
    ("#15803d", "#3fb950"),
];

/// Round steps of an axis.
fn step(span: f64, wanted: f64) -> f64 {
    let rough = (span / wanted).max(1.0);
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough).unwrap_or(rough)
}

/// Shares of time in each state, for every column.
fn shares(lane: &Lane, end: u64) -> Vec<[f64; 6]> {
    let mut columns = vec![[0.0; 6]; COLUMNS];
    let width = end.max(1) as f64 / COLUMNS as f64;
    for span in &lane.spans {
        let Some(state) = State::DRAWN.iter().position(|s| *s == span.state) else { continue };
        let (from, to) = (span.start as f64 / width, span.end as f64 / width);
        let last = (to.ceil() as usize).min(COLUMNS);
        for (i, column) in columns.iter_mut().enumerate().take(last).skip(from as usize) {
            let overlap = to.min((i + 1) as f64) - from.max(i as f64);
            column[state] += overlap.max(0.0);
        }
    }
    columns
}

/// The document.
pub fn text(timeline: &Timeline) -> String {
    let width = LEFT + COLUMNS as f64 + RIGHT;
    let states = timeline.states();
    let top = 84.0;
    let bottom = top + LANE * timeline.lanes.len() as f64;
    let height = bottom + 44.0;
    let mut out = format!(
        "<svg class=\"timeline\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n<title>{0}</title>\n<style>\n",
        escape(&format!("What the threads of {} did", timeline.title))
    );
    let colours = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        COLOURS.iter().enumerate().map(|(i, c)| format!("--s{i}:{};", pick(c))).collect::<String>()
    };
    let _ = writeln!(
        out,
        ".timeline{{--paper:#fff;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;{}font:14px system-ui,sans-serif}}\n@media (prefers-color-scheme:dark){{.timeline{{--paper:#0d1117;--ink:#e6edf3;--faint:#9aa5b1;--rule:#30363d;{}}}}}\n.timeline text{{fill:var(--ink)}}.timeline .faint{{fill:var(--faint);font-size:12px}}.timeline .head{{font-size:16px;font-weight:600}}\n</style>\n<rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"var(--paper)\"/>",
        colours(|c| c.0),
        colours(|c| c.1),
    );
    let _ = writeln!(
        out,
        "<text class=\"head\" x=\"14\" y=\"26\">{}</text><text class=\"faint\" x=\"{:.0}\" y=\"26\" text-anchor=\"end\">{}</text>",
        escape(&timeline.title),
        width - RIGHT,
        escape(&timeline.build)
    );
    let mut x = 14.0;
    for state in &states {
        let total: u64 = timeline.lanes.iter().map(|lane| Timeline::totals(lane)[*state as usize]).sum();
        let label = format!("{} {}", state.name(), duration(total));
        let _ = writeln!(
            out,
            "<rect x=\"{x:.0}\" y=\"44\" width=\"13\" height=\"13\" rx=\"2\" fill=\"var(--s{})\"/><text x=\"{:.0}\" y=\"55\">{label}</text>",
            *state as usize,
            x + 19.0,
        );
        x += 42.0 + 7.6 * label.chars().count() as f64;
    }
    let place = |time: f64| LEFT + time / timeline.end.max(1) as f64 * COLUMNS as f64;
    let unit = step(timeline.end as f64, 8.0);
    let mut tick = 0.0;
    while tick <= timeline.end as f64 {
        let at = place(tick);
        let _ = writeln!(
            out,
            "<path d=\"M{at:.1} {:.0}V{bottom:.0}\" stroke=\"var(--rule)\"/><text class=\"faint\" x=\"{at:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>",
            top - 6.0,
            bottom + 18.0,
            if tick == 0.0 { "0".into() } else { duration(tick as u64) }
        );
        tick += unit;
    }
    for (i, lane) in timeline.lanes.iter().enumerate() {
        let y = top + LANE * i as f64;
        let shown: String = if lane.name.chars().count() <= 19 {
            lane.name.clone()
        } else {
            lane.name.chars().take(18).chain(['…']).collect()
        };
        let totals = Timeline::totals(lane);
        let said: Vec<String> = State::DRAWN
            .iter()
            .filter(|s| totals[**s as usize] > 0)
            .map(|s| format!("{} {}", s.name(), duration(totals[*s as usize])))
            .collect();
        let _ = writeln!(
            out,
            "<g><title>{}</title><text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>",
            escape(&format!("{}: {}", lane.name, said.join(", "))),
            LEFT - 10.0,
            y + BAR / 2.0 + 5.0,
            escape(&shown)
        );
        bars(&mut out, &shares(lane, timeline.end), y);
        out.push_str("</g>\n");
    }
    out + "</svg>\n"
}

/// A lane's columns as one path for each state. Equal neighbours become one rectangle.
fn bars(out: &mut String, columns: &[[f64; 6]], y: f64) {
    let mut paths: [String; 6] = Default::default();
    let mut i = 0;
    while i < columns.len() {
        let same = columns[i..].iter().take_while(|c| **c == columns[i]).count();
        let mut from = 0.0;
        for (state, share) in columns[i].iter().enumerate().filter(|s| *s.1 > 1e-3) {
            let (top, high) = (y + BAR * from, BAR * share.min(1.0 - from));
            let _ = write!(paths[state], "M{:.0} {top:.1}h{same}v{high:.1}h-{same}z", LEFT + i as f64);
            from += share;
        }
        i += same;
    }
    for (state, path) in paths.iter().enumerate().filter(|p| !p.1.is_empty()) {
        let _ = writeln!(out, "<path d=\"{path}\" fill=\"var(--s{state})\" shape-rendering=\"crispEdges\"/>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_all_of_a_lanes_time() {
        let timeline = super::super::tests::example();
        let columns = shares(&timeline.lanes[0], timeline.end);
        let sum: f64 = columns.iter().flatten().sum();
        assert!((sum - COLUMNS as f64).abs() < 1e-6, "{sum}");
        assert!(columns.iter().all(|c| c.iter().sum::<f64>() < 1.0 + 1e-9));
    }

    #[test]
    fn it_is_well_formed() {
        let picture = text(&super::super::tests::example());
        let document = roxmltree::Document::parse(&picture).unwrap_or_else(|e| panic!("{e}\n{picture}"));
        assert_eq!(document.root_element().tag_name().name(), "svg");
        assert!(!picture.replace("http://www.w3.org/2000/svg", "").contains("http"));
        let empty = Timeline { title: String::new(), build: String::new(), lanes: Vec::new(), end: 0 };
        roxmltree::Document::parse(&text(&empty)).unwrap();
    }
}
