//! Plots as SVG text that reads well on light and dark paper, in wide and narrow windows.
//!
//! Colours are CSS variables which follow the reader's preference, in an image of its own as well as within a page. Series
//! differ by shape or place too, so that colour is never the only sign. Titles state what is to be seen. Every mark has a
//! tooltip; the numbers themselves are in the table that the report puts beneath each plot.

mod bars;
mod canvas;
mod panels;
mod stacks;

pub use bars::{Axis, Bars, Mark, Row};
pub use canvas::{Head, PLOT_STYLE, Paper};
pub use panels::{Panel, Panels, Series};
pub use stacks::{Stack, Stacks};

/// Something that can be drawn on wide and on narrow paper.
pub trait Plot {
    /// The SVG document.
    fn draw(&self, paper: Paper) -> String;
}

/// The words below a plot, in as many lines as they need.
fn canvas_lines(text: &str, paper: Paper) -> Vec<String> {
    let most = ((paper.right() - paper.left()) / 5.8) as usize;
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line");
        if line.is_empty() || line.chars().count() + word.chars().count() < most {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
pub mod tests {
    use super::super::stats::Ratio;
    use super::*;

    /// Fails unless the text is an XML document with the root `svg` and finite numbers only.
    pub fn assert_svg(svg: &str) {
        let document = roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{e}\n{svg}"));
        assert_eq!(document.root_element().tag_name().name(), "svg");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    fn on_both(plot: &dyn Plot) {
        assert_svg(&plot.draw(Paper::WIDE));
        assert_svg(&plot.draw(Paper::NARROW));
    }

    fn row(label: &str, point: f64) -> Row {
        let ratio = Ratio { point, low: point * 0.9, high: point * 1.1, rounds: 5 };
        let marks = vec![Mark { series: 0, ratio, dots: vec![("a <&> \"b\"".into(), point)] }];
        Row { label: label.into(), faint: point == 1.0, marks }
    }

    fn bars(axis: Axis, series: &[&str], rows: Vec<Row>) -> Bars {
        Bars {
            head: Head::new("A & B differ by a title that is far too long for one line of narrow paper", "<unit>"),
            unit: "ratio, and so many words about it that they do not fit into one line of narrow paper".into(),
            axis,
            series: series.iter().map(|s| (*s).to_owned()).collect(),
            rows,
            noise: (axis == Axis::Ratio).then_some(0.02),
        }
    }

    fn panels(names: usize, points: Vec<(f64, f64)>) -> Panels {
        Panels {
            head: Head::new("scaling", "x"),
            units: ("threads".into(), "speed".into()),
            names: (0..names).map(|i| format!("v<{i}")).collect(),
            panels: vec![Panel {
                title: "p<".into(),
                note: "best: v<1".into(),
                ideal: points.clone(),
                series: (0..names).map(|index| Series { index, points: points.clone() }).collect(),
            }],
        }
    }

    #[test]
    fn every_plot_is_well_formed() {
        let rows = || vec![row("classic <&>", 1.0), row("full", 0.7), row("atomic", 1.6)];
        on_both(&bars(Axis::Ratio, &["one"], rows()));
        on_both(&bars(Axis::Log, &["series number 1", "series number 2", "series number 3"], rows()));
        on_both(&bars(Axis::FromZero, &[], rows()));
        on_both(&panels(10, vec![(1.0, 1.0), (2.0, 1.9)]));
        let rows = vec![Stack { label: "classic".into(), parts: vec![1.0, 2.0, 0.0] }];
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        on_both(&Stacks { head: Head::default(), unit: "events".into(), names, rows });
    }

    #[test]
    fn empty_and_odd_data_do_not_break_a_plot() {
        on_both(&bars(Axis::Ratio, &[], vec![]));
        on_both(&bars(Axis::Log, &[], vec![row("z", 0.0)]));
        on_both(&bars(Axis::FromZero, &[], vec![row("n", f64::NAN)]));
        on_both(&panels(0, vec![]));
        let rows = vec![Stack { label: "z".into(), parts: vec![0.0] }];
        on_both(&Stacks { head: Head::default(), unit: String::new(), names: vec![], rows });
    }
}
