//! What all plots share: paper, colours, text, ticks, the legend.

use super::super::table::escape;

/// Width of every plot, in the units of its view box; the page scales it.
pub const WIDTH: f64 = 760.0;
/// How many colours there are; later series start over.
pub const COLOURS: usize = 10;

/// The style. Colours were chosen to differ in lightness as well as hue, on both papers.
const STYLE: &str = "
svg.lab{--paper:#fff;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;--c0:#0b62c4;--c1:#c2410c;--c2:#15803d;--c3:#7e22ce;--c4:#b8860b;--c5:#0e7490;--c6:#be185d;--c7:#4d5761;--c8:#65a30d;--c9:#7c2d12;font:13px system-ui,sans-serif}
@media (prefers-color-scheme:dark){svg.lab{--paper:#0d1117;--ink:#e6edf3;--faint:#9aa5b1;--rule:#30363d;--c0:#58a6ff;--c1:#ff9a52;--c2:#4ac26b;--c3:#c297ff;--c4:#e3b341;--c5:#4fc3dc;--c6:#ff80b0;--c7:#aab4be;--c8:#a8d84e;--c9:#e8a17c}}
svg.lab text{fill:var(--ink)}svg.lab .small{font-size:11px;fill:var(--faint)}svg.lab .head{font-size:15px;font-weight:600}
svg.lab .rule{stroke:var(--rule);stroke-width:1}svg.lab .base{stroke:var(--ink);stroke-width:1.5}svg.lab .whisker{stroke:var(--ink);stroke-width:1.5;fill:none}
svg.lab .dot{fill:var(--ink);fill-opacity:.55}";

/// An SVG document being written.
pub struct Canvas {
    body: String,
    title: String,
}

impl Canvas {
    /// An empty one, titled.
    pub fn new(title: &str) -> Canvas {
        let mut canvas = Canvas { body: String::new(), title: title.to_owned() };
        canvas.text(12.0, 24.0, "head", "start", title);
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

    /// A legend from `y` down; gives the y below it.
    pub fn legend(&mut self, names: &[String], y: f64) -> f64 {
        let (mut x, mut y) = (12.0, y);
        for (i, name) in names.iter().enumerate() {
            // Letters are narrower than this on average, so entries never overlap.
            let width = 26.0 + 7.6 * name.chars().count() as f64;
            if x + width > WIDTH && x > 12.0 {
                x = 12.0;
                y += 18.0;
            }
            self.bar(i, x, x + 11.0, y, 11.0, name);
            self.text(x + 16.0, y + 10.0, "", "start", name);
            x += width;
        }
        if names.is_empty() { y } else { y + 24.0 }
    }

    /// The document, `height` high.
    pub fn finish(self, height: f64) -> String {
        format!(
            "<svg class=\"lab\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\">\n<title>{}</title>\n<style>{STYLE}</style>\n<rect width=\"{WIDTH:.0}\" height=\"{height:.0}\" fill=\"var(--paper)\"/>\n{}</svg>\n",
            escape(&self.title),
            self.body
        )
    }
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
    }
}
