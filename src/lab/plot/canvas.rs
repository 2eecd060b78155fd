//! What all plots share: paper, colours, text, ticks, the legend.

use super::super::table::escape;

/// How much room there is. A page shows the plot that fits its window, so that text is never scaled until it cannot be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Width in the units of the view box, which are pixels where nothing is scaled.
    pub width: f64,
    /// Labels stand above what they name, not beside it.
    pub narrow: bool,
}

impl Paper {
    /// For windows, and for the files of their own.
    pub const WIDE: Paper = Paper { width: 800.0, narrow: false };
    /// For telephones.
    pub const NARROW: Paper = Paper { width: 380.0, narrow: true };

    /// Where the area of bars begins.
    pub fn left(self) -> f64 {
        if self.narrow { 12.0 } else { 180.0 }
    }

    /// Where it ends: numbers stand behind it.
    pub fn right(self) -> f64 {
        self.width - if self.narrow { 52.0 } else { 70.0 }
    }
}

/// How many colours there are; later series start over.
pub const COLOURS: usize = 10;

/// The style sheet of plots. Colours were chosen to differ in lightness as well as hue, on both papers.
pub const PLOT_STYLE: &str = "
svg.lab{--paper:#fff;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;--band:#e8ebef;--c0:#2563c9;--c1:#d9580d;--c2:#15803d;--c3:#8b3fd1;--c4:#c79a00;--c5:#0e7490;--c6:#be185d;--c7:#8c959f;--c8:#65a30d;--c9:#7c2d12;font:13px system-ui,sans-serif}
@media (prefers-color-scheme:dark){svg.lab{--paper:#0d1117;--ink:#e6edf3;--faint:#9aa5b1;--rule:#30363d;--band:#21272f;--c0:#58a6ff;--c1:#ff9a52;--c2:#4ac26b;--c3:#c297ff;--c4:#e3b341;--c5:#4fc3dc;--c6:#ff80b0;--c7:#6e7781;--c8:#a8d84e;--c9:#e8a17c}}
svg.lab text{fill:var(--ink)}svg.lab .small{font-size:11px;fill:var(--faint)}svg.lab .faint{fill:var(--faint)}svg.lab .bold{font-weight:600}svg.lab .head{font-size:16px;font-weight:600}svg.lab .sub{font-size:12px;fill:var(--faint)}
svg.lab .rule{stroke:var(--rule);stroke-width:1}svg.lab .base{stroke:var(--ink);stroke-width:1.5}svg.lab .whisker{stroke:var(--ink);stroke-width:1.5;fill:none}
svg.lab .dot{fill:var(--ink);fill-opacity:.6;stroke:var(--paper);stroke-width:.8}svg.lab .out{fill:var(--paper);stroke:var(--ink);stroke-width:1}svg.lab .band{fill:var(--band)}";

/// What stands above a plot.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// What it shows, as a sentence.
    pub title: String,
    /// What is drawn, in which unit, and how to read it.
    pub subtitle: String,
}

impl Head {
    /// Both.
    pub fn new(title: impl Into<String>, subtitle: impl Into<String>) -> Head {
        Head { title: title.into(), subtitle: subtitle.into() }
    }
}

/// An SVG document being written.
pub struct Canvas {
    body: String,
    title: String,
    paper: Paper,
    /// The y below what was written from the top.
    pub top: f64,
}

impl Canvas {
    /// An empty one, titled.
    pub fn new(paper: Paper, head: &Head) -> Canvas {
        let mut canvas = Canvas { body: String::new(), title: head.title.clone(), paper, top: 8.0 };
        let room = paper.width - 24.0;
        for line in wrapped(&head.title, (room / 9.4) as usize) {
            canvas.top += 20.0;
            canvas.text(12.0, canvas.top - 4.0, "head", "start", &line);
        }
        for line in wrapped(&head.subtitle, (room / 6.6) as usize) {
            canvas.top += 16.0;
            canvas.text(12.0, canvas.top - 2.0, "sub", "start", &line);
        }
        canvas.top += 8.0;
        canvas
    }

    /// A text at a point; `anchor` is `start`, `middle` or `end`.
    pub fn text(&mut self, x: f64, y: f64, class: &str, anchor: &str, text: &str) {
        let text = escape(text);
        self.body +=
            &format!("<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\" text-anchor=\"{anchor}\">{text}</text>\n");
    }

    /// A straight line of a class.
    pub fn line(&mut self, class: &str, x1: f64, y1: f64, x2: f64, y2: f64) {
        self.body +=
            &format!("<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>\n");
    }

    /// A filled rectangle between two x in a series' colour, with a tooltip.
    pub fn bar(&mut self, series: usize, x1: f64, x2: f64, y: f64, height: f64, tip: &str) {
        let (x, width) = (x1.min(x2), (x2 - x1).abs().max(0.5));
        self.body += &format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"var(--c{})\"><title>{}</title></rect>\n",
            series % COLOURS,
            escape(tip)
        );
    }

    /// Anything else.
    pub fn raw(&mut self, svg: &str) {
        self.body += svg;
        self.body.push('\n');
    }

    /// A legend below what is there; `mark` draws the sign of a series at a point of its middle.
    pub fn legend(&mut self, names: &[String], mark: impl Fn(&mut Canvas, usize, f64, f64)) {
        if names.is_empty() {
            return;
        }
        let mut x = 12.0;
        for (i, name) in names.iter().enumerate() {
            // Letters are narrower than this on average, so entries never overlap.
            let width = 28.0 + 7.4 * name.chars().count() as f64;
            if x + width > self.paper.width && x > 12.0 {
                x = 12.0;
                self.top += 19.0;
            }
            let middle = self.top + 7.0;
            mark(self, i, x + 6.0, middle);
            self.text(x + 17.0, middle + 4.5, "", "start", name);
            x += width;
        }
        self.top += 24.0;
    }

    /// A legend of squares.
    pub fn squares(&mut self, names: &[String]) {
        self.legend(names, |canvas, i, x, y| canvas.bar(i, x - 6.0, x + 6.0, y - 6.0, 12.0, &names[i]));
    }

    /// The document, `height` high.
    pub fn finish(self, height: f64) -> String {
        let width = self.paper.width;
        format!(
            "<svg class=\"lab\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n<title>{}</title>\n<style>{PLOT_STYLE}</style>\n<rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"var(--paper)\"/>\n{}</svg>\n",
            escape(&self.title),
            self.body
        )
    }
}

/// A text in lines of at most so many letters, broken at spaces.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A number keeps its sign.
    let text = text.replace(" %", "\u{a0}%");
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A label cut to so many letters.
pub fn fitting(label: &str, most: usize) -> String {
    if label.chars().count() <= most { label.to_owned() } else { label.chars().take(most - 1).chain(['…']).collect() }
}

/// Round numbers from `low` to `high`, about `wanted` of them.
pub fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let rough = span / wanted.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough).unwrap_or(rough);
    let first = (low / step).ceil() as i64;
    (first..first + 100).map(|i| i as f64 * step).take_while(|t| *t <= high + step * 1e-9).collect()
}

/// A number as short as a tick wants it.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if size >= 1e6 {
        format!("{}M", trimmed(value / 1e6, 1))
    } else if size >= 1e4 {
        format!("{}k", trimmed(value / 1e3, 1))
    } else if size >= 100.0 {
        format!("{value:.0}")
    } else if size >= 10.0 {
        trimmed(value, 1)
    } else {
        trimmed(value, 3)
    }
}

fn trimmed(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 10.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(1.0, 1.0, 5), [1.0]);
        assert_eq!(short(1_500_000.0), "1.5M");
        assert_eq!(short(0.25), "0.25");
        assert_eq!(short(150.0), "150");
        assert_eq!(short(34.885), "34.9");
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("immeasurable", 3), ["immeasurable"]);
        assert!(wrapped("", 3).is_empty());
        assert_eq!(wrapped("costs 5 % more", 7), ["costs", "5\u{a0}%", "more"]);
    }
}
