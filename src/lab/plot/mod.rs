//! Plots as SVG text that reads well on light and dark paper.
//!
//! Colours are CSS variables which follow the reader's preference, in an image of its own as well as within a page. Series
//! differ by shape or pattern too where lines cross, so that colour is never the only sign. Every mark has a tooltip; the
//! numbers themselves are in the table that the report puts beneath each plot.

mod bars;
mod canvas;
mod lines;
mod stacks;

pub use bars::{Axis, Mark, Row, bars};
pub use lines::{Series, lines};
pub use stacks::{Stack, stacks};

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

    fn row(label: &str, point: f64) -> Row {
        let ratio = Ratio { point, low: point * 0.9, high: point * 1.1, rounds: 5 };
        Row { label: label.into(), marks: vec![Mark { series: 0, ratio, dots: vec![("a <&> \"b\"".into(), point)] }] }
    }

    #[test]
    fn every_plot_is_well_formed() {
        let rows = [row("classic <&>", 1.0), row("full", 0.7), row("atomic", 1.6)];
        assert_svg(&bars("A & B", "ratio", Axis::Ratio, &["one".into()], &rows));
        let many: Vec<String> = (0..12).map(|i| format!("series number {i}")).collect();
        assert_svg(&bars("latency", "µs", Axis::Log, &many, &rows));
        assert_svg(&bars("bytes", "bytes", Axis::FromZero, &[], &rows));
        let series: Vec<Series> = (0..10)
            .map(|i| Series {
                name: format!("v<{i}"),
                points: vec![(1.0, 1.0), (2.0, 1.9 - 0.1 * i as f64)],
                ideal: i == 0,
            })
            .collect();
        assert_svg(&lines("scaling", "threads", "speed-up", &series));
        let stack = [Stack { label: "classic".into(), parts: vec![1.0, 2.0, 0.0] }];
        assert_svg(&stacks("counts", "events", &["a".into(), "b".into(), "c".into()], &stack));
    }

    #[test]
    fn empty_and_odd_data_do_not_break_a_plot() {
        assert_svg(&bars("nothing", "x", Axis::Ratio, &[], &[]));
        assert_svg(&bars("zero", "x", Axis::Log, &[], &[row("z", 0.0)]));
        assert_svg(&lines("nothing", "x", "y", &[]));
        assert_svg(&stacks("nothing", "x", &[], &[Stack { label: "z".into(), parts: vec![0.0] }]));
        assert_svg(&bars("nan", "x", Axis::FromZero, &[], &[row("n", f64::NAN)]));
    }
}
