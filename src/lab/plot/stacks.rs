//! Stacked bars: what a total consists of.

use super::Plot;
use super::canvas::{Canvas, Head, Paper, fitting, short, ticks};

/// One bar.
#[derive(Clone, Debug)]
pub struct Stack {
    /// What stands to the left, or above.
    pub label: String,
    /// Its parts, none negative, in the legend's order.
    pub parts: Vec<f64>,
}

/// A plot of them.
#[derive(Clone, Debug)]
pub struct Stacks {
    /// Above it.
    pub head: Head,
    /// Below it.
    pub unit: String,
    /// The legend.
    pub names: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<Stack>,
}

const BAR: f64 = 20.0;

impl Plot for Stacks {
    fn draw(&self, paper: Paper) -> String {
        let mut canvas = Canvas::new(paper, &self.head);
        canvas.squares(&self.names);
        let top = canvas.top + 2.0;
        let total = |row: &Stack| row.parts.iter().filter(|p| p.is_finite()).sum::<f64>();
        let most = self.rows.iter().map(total).fold(0.0, f64::max).max(1e-9) * 1.02;
        let (left, right) = (paper.left(), paper.right());
        let place = |value: f64| left + value / most * (right - left);
        let above = if paper.narrow { 17.0 } else { 0.0 };
        let high = above + BAR + 7.0;
        let bottom = top + high * self.rows.len() as f64 + 6.0;
        for tick in ticks(0.0, most, if paper.narrow { 4 } else { 6 }) {
            canvas.line("rule", place(tick), top, place(tick), bottom);
            canvas.text(place(tick), bottom + 15.0, "small", "middle", &short(tick));
        }
        for (i, row) in self.rows.iter().enumerate() {
            let y = top + 6.0 + high * i as f64 + above;
            if paper.narrow {
                canvas.text(left, y - 5.0, "", "start", &fitting(&row.label, 44));
            } else {
                canvas.text(left - 8.0, y + 14.0, "", "end", &fitting(&row.label, 24));
            }
            let mut sum = 0.0;
            for (part, &value) in row.parts.iter().enumerate().filter(|(_, v)| v.is_finite() && **v > 0.0) {
                let name = self.names.get(part).map_or("", String::as_str);
                let tip = format!("{}, {name}: {}", row.label, short(value));
                canvas.bar(part, place(sum), place(sum + value), y, BAR, &tip);
                let room = place(sum + value) - place(sum);
                let share = format!("{:.0} %", 100.0 * value / total(row));
                if room > 34.0 {
                    let x = place(sum + value / 2.0);
                    canvas.raw(&format!(
                        "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" style=\"fill:var(--paper);font-size:11px\">{share}</text>",
                        y + 14.0
                    ));
                }
                sum += value;
            }
            canvas.text(right + 46.0, y + 14.0, "", "end", &short(sum));
        }
        canvas.line("base", left, top, left, bottom);
        canvas.text((left + right) / 2.0, bottom + 32.0, "small", "middle", &self.unit);
        canvas.finish(bottom + 40.0)
    }
}
