//! Where counts go, pauses, memory of objects, processor time and peak memory.

use std::collections::BTreeMap;

use super::super::plot::{Axis, Bars, Head, Mark, Row, Stack, Stacks};
use super::super::results::Measure;
use super::super::stats::{Ratio, geometric_mean};
use super::super::table::Table;
use super::super::variants::BASE;
use super::{Role, Section, View, mebibytes};

/// How the names of events begin that tell what became of a copied reference.
const BYTECODE: &str = "bytecode copies, ";
/// As above, for references that native code copied.
const NATIVE: &str = "native copies, ";
/// What the names go on with, in the order of the plot: counted first, then what was saved.
const WAYS: &[(&str, &str)] = &[
    ("plain", "counted, plain"),
    ("atomic", "counted, atomic"),
    ("local", "counted, owner's half"),
    ("shared", "counted, shared half"),
    ("borrowed", "borrowed"),
    ("deferred", "deferred"),
    ("tagged", "no object (tagged)"),
    ("immortal", "immortal"),
];
/// How many of those are counted.
const COUNTED: usize = 4;

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
            let sum = sums.entry(name.clone()).or_insert(0.0);
            *sum = if is_extreme(name) { sum.max(*count) } else { *sum + count };
        }
    }
    totals
}

/// Whether an event's number is a largest one, which adding and dividing would make meaningless.
fn is_extreme(name: &str) -> bool {
    name.contains("longest")
}

/// Where every count goes.
pub fn counts(view: &View) -> Section {
    let mut section = Section::new(
        "Where every count goes",
        "From builds with event counters: what became of each reference that was copied, and other events of memory management, \
         summed over the single-threaded programs (and over the threaded ones in the second table), per million instructions (the longest pause as it was, instructions in all). Each counted copy is \
         uncounted once more when it is dropped. The bytecode's copies are equal in number in all variants with equal `adaptive`, whatever becomes of \
         them; what native code copies depends on how much of the work it does. Time is never measured on these builds.",
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
                let by = if is_instructions(name) || is_extreme(name) { 1.0 } else { scale(sums) };
                cells.push(format!("{:.1}", by * sums.get(*name).copied().unwrap_or(0.0)));
            }
            table.row(cells);
        }
        let of = |sums: &BTreeMap<String, f64>, prefix: &str, way: &str| {
            scale(sums) * sums.get(&format!("{prefix}{way}")).copied().unwrap_or(0.0)
        };
        let ways: Vec<&(&str, &str)> =
            WAYS.iter().filter(|w| totals.iter().any(|(_, sums)| of(sums, BYTECODE, w.0) > 0.0)).collect();
        let counted = |sums: &BTreeMap<String, f64>, prefix: &str| -> f64 {
            WAYS[..COUNTED].iter().map(|w| of(sums, prefix, w.0)).sum()
        };
        let rows: Vec<Stack> = totals
            .iter()
            .map(|(variant, sums)| {
                let mut parts: Vec<f64> = ways.iter().map(|w| of(sums, BYTECODE, w.0)).collect();
                parts.push(counted(sums, NATIVE));
                Stack { label: variant.clone(), parts }
            })
            .collect();
        let mut names: Vec<String> = ways.iter().map(|w| w.1.to_owned()).collect();
        names.push("counted by native code".into());
        let share = |variant: &str| {
            let sums = &totals.iter().find(|(name, _)| name == variant)?.1;
            let all: f64 = WAYS.iter().map(|w| of(sums, BYTECODE, w.0)).sum();
            (all > 0.0).then(|| 100.0 * counted(sums, BYTECODE) / all)
        };
        if !threaded && let (Some(base), Some(full)) = (share("classic"), share("full").or_else(|| share("gil-full"))) {
            let name = if share("full").is_some() { "full" } else { "gil-full" };
            section.findings.push(format!(
                "Of 100 references that bytecode copies, `classic` counts {base:.0}, `{name}` {full:.0}."
            ));
        }
        let which = if threaded { "threaded programs" } else { "single-threaded programs" };
        if ways.is_empty() {
            section.table(if threaded { "events-threads" } else { "events" }, &format!("all events, {which}"), table);
            continue;
        }
        let plot = Stacks {
            head: Head::new(
                if threaded {
                    "Where counts go, threaded programs".into()
                } else {
                    section.headline("Where counts go")
                },
                format!("What became of each reference that was copied, for a million instructions of the {which}."),
            ),
            unit: "references per million instructions".into(),
            names,
            rows,
        };
        section.figure(
            if threaded { "events-threads" } else { "events" },
            plot,
            &format!("all events, {which}"),
            table,
        );
    }
    section.text.extend(equal_copies(view));
    if section.figures.is_empty() {
        section
            .text
            .push("Not measured: no build with event counters reported any (the notes at the end say why).".into());
    }
    section
}

/// Whether the bytecode's copies were equal in number in all variants, program by program.
fn equal_copies(view: &View) -> Option<String> {
    let mut by_program: BTreeMap<&str, Vec<(&str, f64)>> = BTreeMap::new();
    for event in &view.results.events {
        let threaded = view.results.programs.iter().any(|p| p.name == event.workload && p.threaded);
        if !threaded {
            let copies = event.counts.iter().filter(|(name, _)| name.starts_with(BYTECODE)).map(|(_, n)| n).sum();
            by_program.entry(&event.workload).or_default().push((&event.variant, copies));
        }
    }
    let programs = by_program.len();
    let mut most = 1;
    let unequal: Vec<String> = by_program
        .into_iter()
        .filter_map(|(program, counts)| {
            most = most.max(counts.len());
            let (least, highest) = counts.iter().fold((f64::INFINITY, 0.0f64), |(l, h), c| (l.min(c.1), h.max(c.1)));
            (least < highest).then(|| format!("{program} by {:.3} %", 100.0 * (highest / least.max(1.0) - 1.0)))
        })
        .collect();
    if most < 2 {
        return None;
    }
    Some(if unequal.is_empty() {
        format!(
            "In each of the {programs} single-threaded programs the bytecode's copies are equal in number in all {most} variants."
        )
    } else {
        format!(
            "In {} of {programs} single-threaded programs the bytecode's copies are equal in number in all {most} variants; they differ in {}.",
            programs - unequal.len(),
            unequal.join(", ")
        )
    })
}

/// Pauses of collections.
pub fn pauses(view: &View) -> Section {
    let mut section = Section::new(
        "Pauses",
        "How long collections stop the program, from builds with event counters: the median and the largest over programs, in the unit of the event's name.",
    );
    let mut table = Table::new(&["variant", "figure", "median", "largest"]);
    let mut by_event: BTreeMap<(usize, &str), Vec<f64>> = BTreeMap::new();
    let place = |variant: &str| view.results.builds.iter().position(|b| b.name == variant).unwrap_or(usize::MAX);
    for event in &view.results.events {
        for (name, value) in event.counts.iter().filter(|(n, _)| n.contains("pause")) {
            by_event.entry((place(&event.variant), name)).or_default().push(*value);
        }
    }
    let mut rows = Vec::new();
    let mut longest = Vec::new();
    for ((place, name), values) in by_event {
        let Some(build) = view.results.builds.get(place) else { continue };
        let median = super::super::stats::median(&values).unwrap_or(0.0);
        let largest = values.iter().copied().fold(0.0, f64::max);
        table.row(vec![build.name.clone(), name.into(), format!("{median:.1}"), format!("{largest:.1}")]);
        if name.contains("longest") && largest > 0.0 {
            longest.push((build.name.as_str(), largest));
            let mark = Mark { dots: vec![("largest".into(), largest)], ..Mark::plain(0, median.max(1.0)) };
            rows.push(Row { label: build.name.clone(), faint: false, marks: vec![mark] });
        }
    }
    if table.is_empty() {
        section.text.push("Not measured: no event of that name was reported.".into());
        return section;
    }
    let by_length = |a: &&(&str, f64), b: &&(&str, f64)| a.1.total_cmp(&b.1);
    if let (Some(worst), Some(best)) = (longest.iter().max_by(by_length), longest.iter().min_by(by_length)) {
        section.findings.push(format!(
            "The longest pause of a collection over all programs: {:.1} ms in `{}`, {:.1} ms in `{}`.",
            best.1 / 1e3,
            best.0,
            worst.1 / 1e3,
            worst.0
        ));
    }
    let plot = Bars {
        head: Head::new(
            section.headline("Longest pauses of collections"),
            "The longest pause of each program: points are medians over programs, lines reach to the longest. A logarithmic scale.",
        ),
        unit: "µs, each line ten times more".into(),
        axis: Axis::Log,
        series: Vec::new(),
        rows,
        noise: None,
    };
    section.figure("pauses", plot, "by variant", table);
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
        let marks = shown.iter().enumerate();
        let marks = marks.filter_map(|(series, variant)| Some(Mark::plain(series, of(variant, kind)?.round())));
        rows.push(Row { label: (*kind).into(), faint: false, marks: marks.collect() });
    }
    let kind = "instance of 2";
    let said: Vec<String> = ["classic", "full", "gil-full"]
        .into_iter()
        .filter_map(|v| Some(format!("{:.0} bytes in `{v}`", of(v, kind)?)))
        .take(2)
        .collect();
    if said.len() == 2 {
        section.findings.push(format!("An instance with two attributes takes {}.", said.join(", ")));
    }
    let plot = Bars {
        head: Head::new(
            section.headline("Memory of one object"),
            "How much the process grows for each further object, its contents made for it included.",
        ),
        unit: "bytes (left: less)".into(),
        axis: Axis::FromZero,
        series: shown.iter().map(|s| (*s).to_owned()).collect(),
        rows,
        noise: None,
    };
    section.figure("sizes", plot, "by kind of object and variant", table);
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
            let faint = view.role(build) == Role::Canary;
            rows.push(Row { label: name.into(), faint, marks: vec![Mark { series: 0, ratio, dots: Vec::new() }] });
        }
    }
    let noise = view.noise(&view.single, Measure::Peak);
    let plot = Bars {
        head: Head::new(
            "Peak memory of whole processes on one thread",
            "Relative to classic, geometric mean over the single-threaded programs.",
        ),
        unit: "peak / classic (left: less)".into(),
        axis: Axis::Ratio,
        series: Vec::new(),
        rows,
        noise: Some(noise.relative),
    };
    section.figure("memory", plot, "by variant", table);
    section
}
