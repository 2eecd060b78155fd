//! Curves over a number of threads, in a small panel for each program, all to one scale.

use super::super::table::escape;
use super::Plot;
use super::canvas::{COLOURS, Canvas, Head, Paper, fitting, short, ticks};

/// One curve.
#[derive(Clone, Debug)]
pub struct Series {
    /// Which entry of the legend it is.
    pub index: usize,
    /// (x, y), by x.
    pub points: Vec<(f64, f64)>,
}

/// A panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it is about.
    pub title: String,
    /// A word on it, in its corner.
    pub note: String,
    /// What would be perfect; drawn dashed.
    pub ideal: Vec<(f64, f64)>,
    /// The curves.
    pub series: Vec<Series>,
}

/// All of them.
#[derive(Clone, Debug)]
pub struct Panels {
    /// Above them.
    pub head: Head,
    /// What is across, and what is up.
    pub units: (String, String),
    /// The legend.
    pub names: Vec<String>,
    /// From left to right and top to bottom.
    pub panels: Vec<Panel>,
}

const HEIGHT: f64 = 130.0;

impl Plot for Panels {
    fn draw(&self, paper: Paper) -> String {
        let mut canvas = Canvas::new(paper, &self.head);
        let mut names = self.names.clone();
        names.push("ideal".into());
        canvas.legend(&names, |canvas, i, x, y| {
            if i + 1 == names.len() {
                canvas.raw(&format!(
                    "<path d=\"M{:.1} {y:.1}h14\" stroke=\"var(--faint)\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>",
                    x - 7.0
                ));
            } else {
                canvas.raw(&format!("<path d=\"{}\" fill=\"var(--c{})\"/>", shape(i, x, y), i % COLOURS));
            }
        });
        let columns = if paper.narrow { 2 } else { 3 };
        let wide = (paper.width - 12.0) / columns as f64;
        let points = || {
            let all = self.panels.iter();
            all.flat_map(|p| p.series.iter().flat_map(|s| &s.points).chain(&p.ideal))
                .filter(|p| p.0.is_finite() && p.1.is_finite())
        };
        let most = points().map(|p| p.1).fold(0.0, f64::max).max(1e-9) * 1.08;
        let high = HEIGHT + 62.0;
        let top = canvas.top;
        for (i, panel) in self.panels.iter().enumerate() {
            let x = 6.0 + wide * (i % columns) as f64;
            let y = top + high * (i / columns) as f64;
            panel.draw(&mut canvas, (x + 30.0, x + wide - 14.0), (y + 26.0, y + 26.0 + HEIGHT), most);
        }
        let rows = self.panels.len().div_ceil(columns) as f64;
        let bottom = top + high * rows;
        canvas.text(
            paper.width / 2.0,
            bottom + 8.0,
            "small",
            "middle",
            &format!("across: {}; up: {}", self.units.0, self.units.1),
        );
        canvas.finish(bottom + 18.0)
    }
}

impl Panel {
    fn draw(&self, canvas: &mut Canvas, (left, right): (f64, f64), (top, bottom): (f64, f64), most: f64) {
        let room = ((right - left + 18.0 - 6.4 * self.note.chars().count() as f64) / 8.4).max(4.0) as usize;
        canvas.text(left - 24.0, top - 10.0, "bold", "start", &fitting(&self.title, room));
        canvas.text(right, top - 10.0, "small", "end", &self.note);
        let all = || {
            let curves = self.series.iter().flat_map(|s| &s.points).chain(&self.ideal);
            curves.copied().filter(|p| p.0.is_finite() && p.1.is_finite())
        };
        let least_x = all().map(|p| p.0).fold(f64::INFINITY, f64::min).min(1e300);
        let most_x = all().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max).max(least_x + 1e-9);
        let place_x = |x: f64| left + 8.0 + (x - least_x) / (most_x - least_x) * (right - left - 16.0);
        let place_y = |y: f64| bottom - y.clamp(0.0, most) / most * (bottom - top);
        for tick in ticks(0.0, most, 4) {
            canvas.line("rule", left, place_y(tick), right, place_y(tick));
            canvas.text(left - 5.0, place_y(tick) + 4.0, "small", "end", &short(tick));
        }
        let mut xs: Vec<f64> = all().map(|p| p.0).collect();
        xs.sort_by(f64::total_cmp);
        xs.dedup();
        let mut last = f64::NEG_INFINITY;
        for x in xs {
            if place_x(x) - last >= 18.0 {
                last = place_x(x);
                canvas.text(last, bottom + 15.0, "small", "middle", &short(x));
            }
        }
        let path = |points: &[(f64, f64)]| {
            let finite = points.iter().filter(|p| p.0.is_finite() && p.1.is_finite());
            finite.map(|p| format!("{:.1},{:.1}", place_x(p.0), place_y(p.1))).collect::<Vec<_>>().join(" ")
        };
        canvas.raw(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"var(--faint)\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>",
            path(&self.ideal)
        ));
        for series in &self.series {
            let colour = series.index % COLOURS;
            canvas.raw(&format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"var(--c{colour})\" stroke-width=\"2\"/>",
                path(&series.points)
            ));
            for p in series.points.iter().filter(|p| p.0.is_finite() && p.1.is_finite()) {
                let tip = escape(&format!("{}, {}: {:.2}", self.title, short(p.0), p.1));
                let d = shape(series.index, place_x(p.0), place_y(p.1));
                canvas.raw(&format!("<path d=\"{d}\" fill=\"var(--c{colour})\"><title>{tip}</title></path>"));
            }
        }
        canvas.line("base", left, bottom, right, bottom);
    }
}

/// A mark whose shape tells neighbouring series apart.
fn shape(series: usize, x: f64, y: f64) -> String {
    match series % 4 {
        0 => format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", x - 4.0),
        1 => format!("M{:.1} {:.1}h7v7h-7Z", x - 3.5, y - 3.5),
        2 => format!("M{x:.1} {:.1}l5 8h-10Z", y - 4.5),
        _ => format!("M{x:.1} {:.1}l5 5l-5 5l-5 -5Z", y - 5.0),
    }
}
