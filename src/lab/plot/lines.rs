//! Curves over a number of threads.

use super::canvas::{COLOURS, Canvas, WIDTH, short, ticks};

/// One curve.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// (x, y), by x.
    pub points: Vec<(f64, f64)>,
    /// Drawn dashed and without marks: what would be perfect.
    pub ideal: bool,
}

const LEFT: f64 = 60.0;
const RIGHT: f64 = WIDTH - 20.0;
const HEIGHT: f64 = 280.0;

/// Draws them from zero up.
pub fn lines(title: &str, x_unit: &str, y_unit: &str, series: &[Series]) -> String {
    let mut canvas = Canvas::new(title);
    let names: Vec<String> = series.iter().map(|s| s.name.clone()).collect();
    let top = canvas.legend(&names, 40.0) + 8.0;
    let bottom = top + HEIGHT;
    let points = || series.iter().flat_map(|s| &s.points).filter(|p| p.0.is_finite() && p.1.is_finite());
    let least_x = points().map(|p| p.0).fold(f64::INFINITY, f64::min).min(1e300);
    let most_x = points().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max).max(least_x + 1e-9);
    let most_y = points().map(|p| p.1).fold(0.0, f64::max).max(1e-9) * 1.05;
    let place_x = |x: f64| LEFT + 16.0 + (x - least_x) / (most_x - least_x) * (RIGHT - LEFT - 32.0);
    let place_y = |y: f64| bottom - y.clamp(0.0, most_y) / most_y * HEIGHT;
    for tick in ticks(0.0, most_y, 6) {
        canvas.line("rule", LEFT, place_y(tick), RIGHT, place_y(tick));
        canvas.text(LEFT - 8.0, place_y(tick) + 4.0, "small", "end", &short(tick));
    }
    let mut xs: Vec<f64> = points().map(|p| p.0).collect();
    xs.sort_by(f64::total_cmp);
    xs.dedup();
    let mut last_label = f64::NEG_INFINITY;
    for x in xs {
        if place_x(x) - last_label >= 24.0 {
            last_label = place_x(x);
            canvas.text(place_x(x), bottom + 16.0, "small", "middle", &short(x));
        }
    }
    for (i, s) in series.iter().enumerate() {
        let colour = i % COLOURS;
        let points: Vec<(f64, f64)> = s.points.iter().copied().filter(|p| p.0.is_finite() && p.1.is_finite()).collect();
        let path: Vec<String> = points.iter().map(|p| format!("{:.1},{:.1}", place_x(p.0), place_y(p.1))).collect();
        let dash = if s.ideal { " stroke-dasharray=\"6 5\"" } else { "" };
        canvas.raw(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"var(--c{colour})\" stroke-width=\"2\"{dash}/>",
            path.join(" ")
        ));
        if s.ideal {
            continue;
        }
        for p in points {
            let tip = super::super::table::escape(&format!("{}, {} {x_unit}: {:.3}", s.name, short(p.0), p.1));
            let (x, y) = (place_x(p.0), place_y(p.1));
            canvas
                .raw(&format!("<path d=\"{}\" fill=\"var(--c{colour})\"><title>{tip}</title></path>", shape(i, x, y)));
        }
    }
    canvas.line("base", LEFT, bottom, RIGHT, bottom);
    canvas.text((LEFT + RIGHT) / 2.0, bottom + 34.0, "small", "middle", &format!("{x_unit} (across), {y_unit} (up)"));
    canvas.finish(bottom + 44.0)
}

/// A mark whose shape tells neighbouring series apart.
fn shape(series: usize, x: f64, y: f64) -> String {
    match series % 4 {
        0 => format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", x - 4.0),
        1 => format!("M{:.1} {:.1}h8v8h-8Z", x - 4.0, y - 4.0),
        2 => format!("M{x:.1} {:.1}l5 9h-10Z", y - 5.0),
        _ => format!("M{x:.1} {:.1}l5 5l-5 5l-5 -5Z", y - 5.0),
    }
}
