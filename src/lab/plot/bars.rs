//! Horizontal bars with intervals; optionally a dot for each of the values that a bar sums up.

use super::super::stats::Ratio;
use super::canvas::{Canvas, WIDTH, short, ticks};

/// Where bars begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// At 1, to both sides.
    Ratio,
    /// At 0.
    FromZero,
    /// At a power of ten; equal lengths are equal factors.
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

/// Bars with a common label.
#[derive(Clone, Debug)]
pub struct Row {
    /// What stands to the left.
    pub label: String,
    /// From top to bottom.
    pub marks: Vec<Mark>,
}

const LEFT: f64 = 190.0;
const RIGHT: f64 = WIDTH - 70.0;

/// Draws them; `series` is the legend, empty for none.
pub fn bars(title: &str, unit: &str, axis: Axis, series: &[String], rows: &[Row]) -> String {
    let mut canvas = Canvas::new(title);
    let top = canvas.legend(series, 40.0) + 4.0;
    let values: Vec<f64> = rows
        .iter()
        .flat_map(|r| &r.marks)
        .flat_map(|m| [m.ratio.low, m.ratio.high, m.ratio.point].into_iter().chain(m.dots.iter().map(|d| d.1)))
        .filter(|v| v.is_finite() && (axis != Axis::Log || *v > 0.0))
        .collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (low, high, origin) = match axis {
        _ if values.is_empty() => (0.0, 1.0, 0.0),
        Axis::Ratio => {
            let margin = 0.04 * (most.max(1.0) - least.min(1.0)).max(0.05);
            (least.min(1.0) - margin, most.max(1.0) + margin, 1.0)
        }
        Axis::FromZero => (0.0, if most > 0.0 { most * 1.05 } else { 1.0 }, 0.0),
        Axis::Log => {
            let low = least.log10().floor();
            (low, most.log10().ceil().max(low + 1.0), low)
        }
    };
    let place = |value: f64| {
        let value = if axis == Axis::Log { value.max(1e-300).log10() } else { value };
        LEFT + (value.clamp(low, high) - low) / (high - low) * (RIGHT - LEFT)
    };
    let thickness = |row: &Row| if row.marks.len() > 1 { 11.0 } else { 18.0 };
    let heights: Vec<f64> = rows.iter().map(|r| r.marks.len() as f64 * (thickness(r) + 2.0) + 9.0).collect();
    let bottom = top + heights.iter().sum::<f64>();
    let steps: Vec<(f64, String)> = if axis == Axis::Log {
        (low as i64..=high as i64).map(|p| (10f64.powi(p as i32), short(10f64.powi(p as i32)))).collect()
    } else {
        ticks(low, high, 7).into_iter().map(|t| (t, short(t))).collect()
    };
    for (value, label) in steps {
        canvas.line("rule", place(value), top, place(value), bottom);
        canvas.text(place(value), bottom + 16.0, "small", "middle", &label);
    }
    let origin = if axis == Axis::Log { 10f64.powf(origin) } else { origin };
    let mut y = top + 4.0;
    for (row, height) in rows.iter().zip(&heights) {
        canvas.text(LEFT - 8.0, y + (height - 9.0) / 2.0 + 4.0, "", "end", &fitting(&row.label));
        for mark in &row.marks {
            let Ratio { point, low, high, rounds } = mark.ratio;
            if point.is_finite() {
                let of = series.get(mark.series).map_or(String::new(), |s| format!(", {s}"));
                let tip = format!("{}{of}: {}", row.label, mark.ratio.text());
                canvas.bar(mark.series, place(origin), place(point), y, thickness(row), &tip);
                let middle = y + thickness(row) / 2.0;
                for (name, value) in mark.dots.iter().filter(|d| d.1.is_finite()) {
                    let tip = super::super::table::escape(&format!("{name}: {value:.3}"));
                    let x = place(*value);
                    canvas.raw(&format!(
                        "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"2.5\"><title>{tip}</title></circle>"
                    ));
                }
                if rounds > 1 && low.is_finite() && high.is_finite() {
                    let (a, b) = (place(low), place(high));
                    let (up, down) = (middle - 4.0, middle + 4.0);
                    canvas.raw(&format!(
                        "<path class=\"whisker\" d=\"M{a:.1} {up:.1}V{down:.1}M{a:.1} {middle:.1}H{b:.1}M{b:.1} {up:.1}V{down:.1}\"/>"
                    ));
                }
                canvas.text(WIDTH - 6.0, middle + 4.0, "small", "end", &number(axis, point));
            }
            y += thickness(row) + 2.0;
        }
        y += 9.0;
    }
    canvas.line("base", place(origin), top, place(origin), bottom);
    canvas.text((LEFT + RIGHT) / 2.0, bottom + 34.0, "small", "middle", unit);
    canvas.finish(bottom + 44.0)
}

/// A label cut so that it does not reach beyond the plot's edge.
fn fitting(label: &str) -> String {
    if label.chars().count() <= 25 { label.to_owned() } else { label.chars().take(24).chain(['…']).collect() }
}

fn number(axis: Axis, value: f64) -> String {
    if axis == Axis::Ratio { format!("{value:.3}") } else { short(value) }
}
