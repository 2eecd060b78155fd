//! Stacked bars: what a total consists of.

use super::canvas::{Canvas, WIDTH, short, ticks};

/// One bar.
#[derive(Clone, Debug)]
pub struct Stack {
    /// What stands to the left.
    pub label: String,
    /// Its parts, none negative, in the legend's order.
    pub parts: Vec<f64>,
}

const LEFT: f64 = 190.0;
const RIGHT: f64 = WIDTH - 70.0;

/// Draws them; `names` is the legend.
pub fn stacks(title: &str, unit: &str, names: &[String], rows: &[Stack]) -> String {
    let mut canvas = Canvas::new(title);
    let top = canvas.legend(names, 40.0) + 4.0;
    let total = |row: &Stack| row.parts.iter().filter(|p| p.is_finite()).sum::<f64>();
    let most = rows.iter().map(total).fold(0.0, f64::max).max(1e-9) * 1.02;
    let place = |value: f64| LEFT + value / most * (RIGHT - LEFT);
    let bottom = top + 27.0 * rows.len() as f64 + 6.0;
    for tick in ticks(0.0, most, 6) {
        canvas.line("rule", place(tick), top, place(tick), bottom);
        canvas.text(place(tick), bottom + 16.0, "small", "middle", &short(tick));
    }
    for (i, row) in rows.iter().enumerate() {
        let y = top + 6.0 + 27.0 * i as f64;
        canvas.text(LEFT - 8.0, y + 14.0, "", "end", &row.label);
        let mut sum = 0.0;
        for (part, &value) in row.parts.iter().enumerate().filter(|(_, v)| v.is_finite() && **v > 0.0) {
            let name = names.get(part).map_or("", String::as_str);
            let tip = format!("{}, {name}: {}", row.label, short(value));
            canvas.bar(part, place(sum), place(sum + value), y, 20.0, &tip);
            sum += value;
        }
        canvas.text(WIDTH - 6.0, y + 14.0, "small", "end", &short(sum));
    }
    canvas.line("base", LEFT, top, LEFT, bottom);
    canvas.text((LEFT + RIGHT) / 2.0, bottom + 34.0, "small", "middle", unit);
    canvas.finish(bottom + 44.0)
}
