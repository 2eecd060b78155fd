//! Horizontal bars with intervals; optionally a dot for each of the values that a bar sums up.

use super::super::stats::Ratio;
use super::super::table::escape;
use super::Plot;
use super::canvas::{COLOURS, Canvas, Head, Paper, fitting, short, ticks};

/// Where bars begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// At 1, to both sides.
    Ratio,
    /// At 0.
    FromZero,
    /// Nowhere: equal lengths are equal factors, so a value is a point, with a line to what lies beyond it.
    Log,
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its colour and place in the legend.
    pub series: usize,
    /// Its value and interval; no whisker if it rests on no rounds.
    pub ratio: Ratio,
    /// What it sums up: (name, value).
    pub dots: Vec<(String, f64)>,
}

impl Mark {
    /// A value without interval and parts.
    pub fn plain(series: usize, value: f64) -> Mark {
        Mark { series, ratio: Ratio { point: value, low: value, high: value, rounds: 0 }, dots: Vec::new() }
    }
}

/// Bars with a common label.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What stands to the left, or above.
    pub label: String,
    /// Of less interest: canaries.
    pub faint: bool,
    /// From top to bottom.
    pub marks: Vec<Mark>,
}

/// A plot of bars.
#[derive(Clone, Debug)]
pub struct Bars {
    /// Above it.
    pub head: Head,
    /// Below it.
    pub unit: String,
    /// Where bars begin.
    pub axis: Axis,
    /// The legend; empty for none.
    pub series: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// The relative difference that means nothing: a band around 1.
    pub noise: Option<f64>,
}

/// Values to places.
struct Scale {
    axis: Axis,
    low: f64,
    high: f64,
    left: f64,
    right: f64,
}

impl Scale {
    fn new(plot: &Bars, left: f64, right: f64) -> Scale {
        let axis = plot.axis;
        let marks = || plot.rows.iter().flat_map(|r| &r.marks);
        let fits = |v: &f64| v.is_finite() && (axis != Axis::Log || *v > 0.0);
        let mut values: Vec<f64> =
            marks().flat_map(|m| [m.ratio.low, m.ratio.high, m.ratio.point]).filter(fits).collect();
        let of = |values: &[f64]| {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            (least, values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
        };
        // A few programs far off would press all bars together: they are drawn hollow, at the edge.
        let (least, most) = of(&values);
        let room = if axis == Axis::Ratio { 0.6 * (most.max(1.0) - least.min(1.0)).max(0.25) } else { f64::INFINITY };
        let dots = marks().flat_map(|m| &m.dots).map(|d| d.1).filter(fits);
        values.extend(dots.filter(|v| *v >= least - room && *v <= most + room));
        let (least, most) = of(&values);
        let (low, high) = match axis {
            _ if values.is_empty() => (0.0, 1.0),
            Axis::Ratio => {
                let beyond = 1.0 + 1.5 * plot.noise.unwrap_or(0.0);
                let (least, most) = (least.min(1.0 / beyond), most.max(beyond));
                let margin = 0.04 * (most - least).max(0.05);
                (least - margin, most + margin)
            }
            Axis::FromZero => (0.0, if most > 0.0 { most * 1.05 } else { 1.0 }),
            Axis::Log => {
                let low = least.log10().floor();
                (low, most.log10().ceil().max(low + 1.0))
            }
        };
        Scale { axis, low, high, left, right }
    }

    fn place(&self, value: f64) -> f64 {
        let value = if self.axis == Axis::Log { value.max(1e-300).log10() } else { value };
        self.left + (value.clamp(self.low, self.high) - self.low) / (self.high - self.low) * (self.right - self.left)
    }

    fn origin(&self) -> f64 {
        if self.axis == Axis::Ratio { 1.0 } else { 0.0 }
    }

    fn ticks(&self, wanted: usize) -> Vec<f64> {
        if self.axis == Axis::Log {
            (self.low as i64..=self.high as i64).map(|p| 10f64.powi(p as i32)).collect()
        } else {
            ticks(self.low, self.high, wanted)
        }
    }
}

impl Plot for Bars {
    fn draw(&self, paper: Paper) -> String {
        let mut canvas = Canvas::new(paper, &self.head);
        canvas.squares(&self.series);
        let scale = Scale::new(self, paper.left(), paper.right());
        let above = if paper.narrow { 17.0 } else { 0.0 };
        let thickness = |row: &Row| if row.marks.len() > 1 { 12.0 } else { 18.0 };
        let height = |r: &Row| above + r.marks.len() as f64 * (thickness(r) + 2.0) + 9.0;
        let top = canvas.top + 2.0;
        let bottom = top + self.rows.iter().map(height).sum::<f64>() + 4.0;
        if let Some(noise) = self.noise.filter(|n| *n > 0.0) {
            let (a, b) = (scale.place(1.0 / (1.0 + noise)), scale.place(1.0 + noise));
            canvas.raw(&format!(
                "<rect class=\"band\" x=\"{a:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"><title>noise: ±{:.1} %</title></rect>",
                b - a,
                bottom - top,
                100.0 * noise
            ));
        }
        for value in scale.ticks(if paper.narrow { 4 } else { 7 }) {
            canvas.line("rule", scale.place(value), top, scale.place(value), bottom);
            canvas.text(scale.place(value), bottom + 15.0, "small", "middle", &short(value));
        }
        if self.axis != Axis::Log {
            canvas.line("base", scale.place(scale.origin()), top, scale.place(scale.origin()), bottom);
        }
        let mut y = top + 5.0;
        for row in &self.rows {
            let class = if row.faint { "faint" } else { "" };
            let marks = height(row) - above - 9.0;
            if paper.narrow {
                canvas.text(paper.left(), y + 12.0, class, "start", &fitting(&row.label, 44));
            } else {
                canvas.text(paper.left() - 8.0, y + marks / 2.0 + 4.0, class, "end", &fitting(&row.label, 24));
            }
            let mut at = y + above;
            for mark in &row.marks {
                self.mark(&mut canvas, &scale, row, mark, at, thickness(row));
                at += thickness(row) + 2.0;
            }
            y += height(row);
        }
        for (i, line) in super::canvas_lines(&self.unit, paper).into_iter().enumerate() {
            canvas.text(
                (paper.left() + paper.right()) / 2.0,
                bottom + 32.0 + 14.0 * i as f64,
                "small",
                "middle",
                &line,
            );
        }
        let lines = super::canvas_lines(&self.unit, paper).len().max(1) as f64;
        canvas.finish(bottom + 26.0 + 14.0 * lines)
    }
}

impl Bars {
    fn mark(&self, canvas: &mut Canvas, scale: &Scale, row: &Row, mark: &Mark, y: f64, thickness: f64) {
        let Ratio { point, low, high, rounds } = mark.ratio;
        if !point.is_finite() {
            return;
        }
        let of = self.series.get(mark.series).map_or(String::new(), |s| format!(", {s}"));
        let value = if rounds > 0 { mark.ratio.text() } else { short(point) };
        let tip = format!("{}{of}: {value}", row.label);
        let middle = y + thickness / 2.0;
        let x = scale.place(point);
        if self.axis == Axis::Log {
            let far = mark.dots.iter().map(|d| d.1).filter(|v| v.is_finite()).fold(point, f64::max);
            let colour = mark.series % COLOURS;
            canvas.raw(&format!(
                "<path d=\"M{x:.1} {middle:.1}H{:.1}\" stroke=\"var(--c{colour})\" stroke-width=\"2\"/><circle cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\" fill=\"var(--c{colour})\"><title>{}</title></circle>",
                scale.place(far),
                escape(&tip)
            ));
        } else {
            canvas.bar(mark.series, scale.place(scale.origin()), x, y, thickness, &tip);
        }
        for (name, value) in mark.dots.iter().filter(|d| d.1.is_finite()) {
            let tip = escape(&format!("{name}: {}", short(*value)));
            let x = scale.place(*value);
            let out = if self.axis == Axis::Ratio && (*value > scale.high || *value < scale.low) { " out" } else { "" };
            canvas.raw(&format!(
                "<circle class=\"dot{out}\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"2.6\"><title>{tip}</title></circle>"
            ));
        }
        if rounds > 1 && low.is_finite() && high.is_finite() {
            let (a, b) = (scale.place(low), scale.place(high));
            let (up, down) = (middle - 4.0, middle + 4.0);
            canvas.raw(&format!(
                "<path class=\"whisker\" d=\"M{a:.1} {up:.1}V{down:.1}M{a:.1} {middle:.1}H{b:.1}M{b:.1} {up:.1}V{down:.1}\"/>"
            ));
        }
        let number = if self.axis == Axis::Ratio { format!("{point:.3}") } else { short(point) };
        let nothing = self.axis == Axis::Ratio && self.noise.is_some_and(|n| high > 1.0 / (1.0 + n) && low < 1.0 + n);
        let class = if nothing || row.faint { "small" } else { "" };
        canvas.text(scale.right + 46.0, middle + 4.0, class, "end", &number);
    }
}
