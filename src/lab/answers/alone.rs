//! Each technique by itself: added to the lower end, taken from the upper, and atomic counts against biased ones.

use super::super::plot::{Axis, Bars, Head, Mark, Row};
use super::super::results::Measure;
use super::super::stats::Ratio;
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
    let mut added_alone: Vec<(&str, Ratio)> = Vec::new();
    for technique in &view.techniques {
        let added = format!("{BASE}+{technique}");
        let missing = format!("full-{technique}");
        let alone = view.has(&added).then(|| view.results.overall(BASE, &added, over, Measure::Wall)).flatten();
        let last = view.has(&missing).then(|| view.results.overall(&missing, "full", over, Measure::Wall)).flatten();
        if alone.is_none() && last.is_none() {
            continue;
        }
        added_alone.extend(alone.filter(|r| noise.verdict(*r).is_sure()).map(|r| (*technique, r)));
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
        rows.push(Row { label: (*technique).into(), faint: false, marks });
    }
    added_alone.sort_by(|a, b| a.1.point.total_cmp(&b.1.point));
    let said: Vec<String> =
        added_alone.iter().map(|(name, ratio)| format!("`{name}` {}", percent(ratio.point))).collect();
    if !said.is_empty() {
        section.findings.push(format!("Added to `classic` alone: {}.", said.join(", ")));
    }
    let plot = Bars {
        head: Head::new(
            section.headline("Each technique by itself, one thread"),
            "Time on one thread with a technique relative to that without it; grey band: what equal builds differ by.",
        ),
        unit: "time with / without (left: gain)".into(),
        axis: Axis::Ratio,
        series: vec!["classic + X / classic".to_owned(), "full / full − X".to_owned()],
        rows,
        noise: Some(noise.relative),
    };
    section.figure("alone", plot, "by technique", table);
    section
}

/// The price of atomic counts, and what biased ones save of it.
pub fn atomic_against_biased(view: &View) -> Section {
    let mut section = Section::new(
        "The price of atomic counts, against biased",
        "`atomic` counts with locked instructions what `whole-heap` counts with plain ones; `biased` needs them only for \
         objects of other threads. Both have locks of objects where it has the global one. Time on one thread relative to `whole-heap`, by program.",
    );
    if !["whole-heap", "atomic", "biased"].iter().all(|v| view.has(v)) {
        section.text.push("Not measured: it needs `whole-heap`, `atomic` and `biased`.".into());
        return section;
    }
    let noise = view.noise(&view.single, Measure::Wall);
    let mut table = Table::new(&["program", "atomic / whole-heap", "biased / whole-heap", "biased / atomic"]);
    let mut rows = Vec::new();
    let mut overall = None;
    let mut add = |label: &str, over: &[(&str, usize)]| {
        let ratio = |base: &str, other: &str| view.results.overall(base, other, over, Measure::Wall);
        let (Some(atomic), Some(biased), Some(gain)) =
            (ratio("whole-heap", "atomic"), ratio("whole-heap", "biased"), ratio("atomic", "biased"))
        else {
            return;
        };
        overall.get_or_insert((atomic, biased));
        table.row(vec![label.into(), atomic.text(), biased.text(), gain.text()]);
        let marks = [atomic, biased].into_iter().enumerate();
        let marks = marks.map(|(series, ratio)| Mark { series, ratio, dots: Vec::new() }).collect();
        rows.push(Row { label: label.into(), faint: false, marks });
    };
    add("all programs", &view.single);
    for cell in &view.single {
        add(cell.0, &[*cell]);
    }
    if let Some((atomic, biased)) = overall {
        section.findings.push(format!(
            "Without the lock one thread pays {} with atomic counts and {} with biased ones, the locks of objects included.",
            percent(atomic.point),
            percent(biased.point)
        ));
    }
    let plot = Bars {
        head: Head::new(
            section.headline("Atomic and biased counts, one thread"),
            "Time relative to whole-heap, which has a lock and plain counts, with 95 % intervals.",
        ),
        unit: "time / whole-heap (left: faster)".into(),
        axis: Axis::Ratio,
        series: vec!["atomic".to_owned(), "biased".to_owned()],
        rows,
        noise: Some(noise.relative),
    };
    section.figure("atomic-biased", plot, "by program", table);
    section
}
