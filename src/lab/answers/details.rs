//! Where counts go, pauses, memory of objects, processor time and peak memory.

use std::collections::BTreeMap;

use super::super::plot::{Axis, Mark, Row, Stack, bars, stacks};
use super::super::results::Measure;
use super::super::stats::{Ratio, geometric_mean};
use super::super::table::Table;
use super::super::variants::BASE;
use super::{Role, Section, View, mebibytes};

/// Words in the names of events that are ways for a count to go, in the order of the plot.
const WAYS: &[&str] = &["plain", "local", "shared", "atomic", "immortal", "deferred", "borrowed", "tagged"];

/// Events of all single-threaded programs, by variant and name, and the number of instructions.
fn totals(view: &View, threaded: bool) -> Vec<(String, BTreeMap<String, f64>)> {
    let mut totals: Vec<(String, BTreeMap<String, f64>)> = Vec::new();
    for event in &view.results.events {
        let program = view.results.programs.iter().find(|p| p.name == event.workload);
        if program.is_none_or(|p| p.threaded != threaded) {
            continue;
        }
        if totals.last().is_none_or(|(name, _)| *name != event.variant) {
            totals.push((event.variant.clone(), BTreeMap::new()));
        }
        let sums = &mut totals.last_mut().expect("one was just pushed").1;
        for (name, count) in &event.counts {
            *sums.entry(name.clone()).or_insert(0.0) += count;
        }
    }
    totals
}

/// Where every count goes.
pub fn counts(view: &View) -> Section {
    let mut section = Section::new(
        "Where every count goes",
        "From builds with event counters: what became of each copying or dropping of a reference, and other events of memory management, \
         summed over the single-threaded programs (and over the threaded ones in the second table), per million instructions where instructions are \
         counted. Time is never measured on these builds.",
    );
    for threaded in [false, true] {
        let totals = totals(view, threaded);
        let is_instructions = |name: &str| name.rsplit('.').next() == Some("instructions");
        let mut names: Vec<&String> = totals.iter().flat_map(|(_, sums)| sums.keys()).collect();
        names.sort();
        names.dedup();
        let scale = |sums: &BTreeMap<String, f64>| {
            let instructions = sums.iter().find(|(n, _)| is_instructions(n)).map_or(0.0, |(_, v)| *v);
            if instructions > 0.0 { 1e6 / instructions } else { 1.0 }
        };
        let mut head = vec!["event".to_owned()];
        head.extend(totals.iter().map(|(variant, _)| variant.clone()));
        let mut table = Table::with_head(head);
        for name in &names {
            let mut cells = vec![(*name).clone()];
            for (_, sums) in &totals {
                let by = if is_instructions(name) { 1.0 } else { scale(sums) };
                cells.push(format!("{:.1}", by * sums.get(*name).copied().unwrap_or(0.0)));
            }
            table.row(cells);
        }
        let ways: Vec<&&str> = WAYS.iter().filter(|w| names.iter().any(|n| n.contains(**w))).collect();
        let rows: Vec<Stack> = totals
            .iter()
            .map(|(variant, sums)| Stack {
                label: variant.clone(),
                parts: ways
                    .iter()
                    .map(|way| {
                        scale(sums)
                            * sums.iter().filter(|(n, _)| first_way(n) == Some(way)).map(|(_, v)| v).sum::<f64>()
                    })
                    .collect(),
            })
            .collect();
        let legend: Vec<String> = ways.iter().map(|w| (**w).to_string()).collect();
        let title = if threaded { "Where counts go, threaded programs" } else { "Where counts go, one thread" };
        let plot = (!legend.is_empty()).then(|| stacks(title, "events (per million instructions)", &legend, &rows));
        section.figure(if threaded { "events-threads" } else { "events" }, plot, table);
    }
    if section.figures.is_empty() {
        section
            .text
            .push("Not measured: no build with event counters reported any (the notes at the end say why).".into());
    }
    section
}

/// The way that an event's name stands for: the first that it contains, so that no event is counted twice.
fn first_way(name: &str) -> Option<&&'static str> {
    WAYS.iter().find(|w| name.contains(**w))
}

/// Pauses of collections.
pub fn pauses(view: &View) -> Section {
    let mut section = Section::new(
        "Pauses",
        "How long collections stop the program, from builds with event counters: the median and the largest over programs, in the unit of the event's name.",
    );
    let mut table = Table::new(&["variant", "event", "median", "largest"]);
    let mut by_event: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for event in &view.results.events {
        for (name, value) in event.counts.iter().filter(|(n, _)| n.contains("pause")) {
            by_event.entry((&event.variant, name)).or_default().push(*value);
        }
    }
    let mut rows = Vec::new();
    for ((variant, name), values) in by_event {
        let median = super::super::stats::median(&values).unwrap_or(0.0);
        let largest = values.iter().copied().fold(0.0, f64::max);
        table.row(vec![variant.into(), name.into(), format!("{median:.1}"), format!("{largest:.1}")]);
        let ratio = Ratio { point: largest.max(0.1), low: largest, high: largest, rounds: 0 };
        rows.push(Row { label: format!("{variant} {name}"), marks: vec![Mark { series: 0, ratio, dots: Vec::new() }] });
    }
    if table.is_empty() {
        section.text.push("Not measured: no event of that name was reported.".into());
    } else {
        section.figure(
            "pauses",
            Some(bars("Largest pauses", "each line ten times more", Axis::Log, &[], &rows)),
            table,
        );
    }
    section
}

/// Memory of one object.
pub fn object_sizes(view: &View) -> Section {
    let mut section = Section::new(
        "Memory per object",
        "How much peak memory grows with each further object of a kind that a list holds, the list's own word taken out. Whatever an object needs \
         counts: its header, its buffers, values it refers to that are made for it, and the collector's side tables.",
    );
    let mut kinds: Vec<&str> = Vec::new();
    let mut variants: Vec<&str> = Vec::new();
    for size in &view.results.sizes {
        if !kinds.contains(&size.kind.as_str()) {
            kinds.push(&size.kind);
        }
        if !variants.contains(&size.variant.as_str()) {
            variants.push(&size.variant);
        }
    }
    let of = |variant: &str, kind: &str| {
        view.results.sizes.iter().find(|s| s.variant == variant && s.kind == kind).map(|s| s.bytes)
    };
    let mut head = vec!["bytes for each".to_owned()];
    head.extend(variants.iter().map(|v| (*v).to_owned()));
    let mut table = Table::with_head(head);
    // Techniques alone and missing would make the plot unreadable; the table has them all.
    let shown: Vec<&str> = ["classic", "atomic", "biased", "pep703", "full", "gil-full"]
        .into_iter()
        .chain(view.builds(&[Role::Peer, Role::Own]))
        .filter(|v| variants.contains(v))
        .collect();
    let mut rows = Vec::new();
    for kind in &kinds {
        let mut cells = vec![(*kind).to_owned()];
        cells.extend(variants.iter().map(|v| of(v, kind).map_or_else(|| "—".into(), |b| format!("{b:.1}"))));
        table.row(cells);
        let marks = shown.iter().enumerate().filter_map(|(series, variant)| {
            let bytes = of(variant, kind)?;
            Some(Mark { series, ratio: Ratio { point: bytes, low: bytes, high: bytes, rounds: 0 }, dots: Vec::new() })
        });
        rows.push(Row { label: (*kind).into(), marks: marks.collect() });
    }
    let legend: Vec<String> = shown.iter().map(|s| (*s).to_owned()).collect();
    section.figure("sizes", Some(bars("Memory of one object", "bytes", Axis::FromZero, &legend, &rows)), table);
    if section.figures.is_empty() {
        section.text.push("Not measured.".into());
    }
    section
}

/// Processor time and peak memory beside the elapsed time.
pub fn time_and_memory(view: &View) -> Section {
    let mut section = Section::new(
        "Processor time and peak memory",
        "Geometric means relative to `classic`. On one thread processor time should agree with elapsed time; where it does not, threads \
         of the interpreter itself work beside it. Peak memory is that of whole processes, with the interpreter's own start included.",
    );
    let mut table = Table::new(&[
        "variant",
        "elapsed, one thread",
        "processor, one thread",
        "processor, many threads",
        "peak memory, one thread",
        "median peak",
        "binary",
    ]);
    let many = view.many();
    let mut rows = Vec::new();
    for build in &view.results.builds {
        let name = build.name.as_str();
        let ratio = |over: &[(&str, usize)], measure| {
            if over.is_empty() { None } else { view.results.overall(BASE, name, over, measure) }
        };
        let text = |r: Option<Ratio>| r.map_or_else(|| "—".into(), |r| r.text());
        let peaks: Vec<f64> =
            view.single.iter().filter_map(|&(w, n)| view.results.median(name, w, n, Measure::Peak)).collect();
        let peak = ratio(&view.single, Measure::Peak);
        table.row(vec![
            name.into(),
            text(ratio(&view.single, Measure::Wall)),
            text(ratio(&view.single, Measure::Cpu)),
            text(ratio(&many, Measure::Cpu)),
            text(peak),
            geometric_mean(&peaks).map_or_else(|| "—".into(), mebibytes),
            if build.bytes > 0 { mebibytes(build.bytes as f64) } else { "—".into() },
        ]);
        if let Some(ratio) = peak {
            rows.push(Row { label: name.into(), marks: vec![Mark { series: 0, ratio, dots: Vec::new() }] });
        }
    }
    let plot = (!rows.is_empty()).then(|| {
        bars("Peak memory on one thread, relative to classic", "peak / classic (left: less)", Axis::Ratio, &[], &rows)
    });
    section.figure("memory", plot, table);
    section
}
