//! Each technique by itself: added to the lower end, taken from the upper, and atomic counts against biased ones.

use super::super::plot::{Axis, Mark, Row, bars};
use super::super::results::Measure;
use super::super::table::Table;
use super::super::variants::BASE;
use super::{Role, Section, View, percent};

/// `classic` + X and `full` − X for each technique X.
pub fn one_by_one(view: &View) -> Section {
    let mut section = Section::new(
        "Each technique alone, and missing",
        "A ladder depends on its order. So each technique is also added to `classic` alone, and taken from `full` alone. The first bar is \
         `classic` + X against `classic`; the second is `full` against `full` − X: both say what X does to the time on one thread, below 1 is a gain.",
    );
    if view.builds(&[Role::More, Role::Less]).is_empty() {
        section.text.push(
            "Not measured: a quick run leaves these builds out (`--variants classic,classic+biased,…` picks some)."
                .into(),
        );
        return section;
    }
    let over = &view.single;
    let noise = view.noise(over, Measure::Wall);
    let mut table =
        Table::new(&["technique", "added to classic", "difference", "full with it / without", "difference"]);
    let mut rows = Vec::new();
    for technique in &view.techniques {
        let added = format!("{BASE}+{technique}");
        let missing = format!("full-{technique}");
        let alone = view.has(&added).then(|| view.results.overall(BASE, &added, over, Measure::Wall)).flatten();
        let last = view.has(&missing).then(|| view.results.overall(&missing, "full", over, Measure::Wall)).flatten();
        if alone.is_none() && last.is_none() {
            continue;
        }
        let mut cells = vec![(*technique).to_owned()];
        let mut marks = Vec::new();
        for (series, ratio) in [alone, last].into_iter().enumerate() {
            match ratio {
                Some(ratio) => {
                    cells.extend([ratio.text(), format!("{} ({})", noise.verdict(ratio).word(), percent(ratio.point))]);
                    marks.push(Mark { series, ratio, dots: Vec::new() });
                }
                None => cells.extend(["—".into(), "—".into()]),
            }
        }
        table.row(cells);
        rows.push(Row { label: (*technique).into(), marks });
    }
    let legend = ["classic + X / classic".to_owned(), "full / full − X".to_owned()];
    let plot =
        bars("Each technique by itself, one thread", "time with / without (left: gain)", Axis::Ratio, &legend, &rows);
    section.figure("alone", Some(plot), table);
    section
}

/// The price of atomic counts, and what biased ones save of it.
pub fn atomic_against_biased(view: &View) -> Section {
    let mut section = Section::new(
        "The price of atomic counts, against biased",
        "`atomic` counts with locked instructions what `whole-heap` counts with plain ones; `biased` needs them only for \
         objects of other threads. Time on one thread relative to `whole-heap`, by program.",
    );
    if !["whole-heap", "atomic", "biased"].iter().all(|v| view.has(v)) {
        section.text.push("Not measured: it needs `whole-heap`, `atomic` and `biased`.".into());
        return section;
    }
    let mut table = Table::new(&["program", "atomic / whole-heap", "biased / whole-heap", "biased / atomic"]);
    let mut rows = Vec::new();
    let mut add = |label: &str, over: &[(&str, usize)]| {
        let ratio = |base: &str, other: &str| view.results.overall(base, other, over, Measure::Wall);
        let (Some(atomic), Some(biased), Some(gain)) =
            (ratio("whole-heap", "atomic"), ratio("whole-heap", "biased"), ratio("atomic", "biased"))
        else {
            return;
        };
        table.row(vec![label.into(), atomic.text(), biased.text(), gain.text()]);
        let marks = [atomic, biased].into_iter().enumerate();
        let marks = marks.map(|(series, ratio)| Mark { series, ratio, dots: Vec::new() }).collect();
        rows.push(Row { label: label.into(), marks });
    };
    add("all", &view.single);
    for cell in &view.single {
        add(cell.0, &[*cell]);
    }
    let legend = ["atomic".to_owned(), "biased".to_owned()];
    let plot =
        bars("Atomic and biased counts, one thread", "time / whole-heap (left: faster)", Axis::Ratio, &legend, &rows);
    section.figure("atomic-biased", Some(plot), table);
    section
}
