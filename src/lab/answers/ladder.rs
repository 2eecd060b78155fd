//! What each step of the ladder adds on one thread, and the PEP's table of overheads.

use super::super::plot::{Axis, Bars, Head, Mark, Row};
use super::super::results::{Build, Measure};
use super::super::stats::{Noise, Ratio};
use super::super::table::Table;
use super::super::variants::{AGAIN, BASE, FLOOR};
use super::{Role, Section, View, compared, percent};

/// The ladder on one thread.
pub fn one_thread(view: &View) -> Section {
    let mut section = Section::new(
        "The ladder on one thread",
        "How much time each variant takes, compared with `classic` (a global lock, plain counts, generations) in the same rounds: \
         below 1 is faster. Each variant adds one technique to the one before, except `gil-full`, which is the fastest build that keeps the \
         lock, and `uncounted`, which counts and frees nothing: the floor.",
    );
    let over = &view.single;
    let noise = view.noise(over, Measure::Wall);
    let names = view.builds(&[Role::Ladder, Role::Floor, Role::Own, Role::Canary]);
    let mut table = Table::new(&["variant", "time / classic", "difference", "time / step before", "features"]);
    let mut rows = Vec::new();
    let mut steps: Vec<(&str, Ratio)> = Vec::new();
    let mut before: Option<&Build> = None;
    for name in &names {
        let Some(ratio) = view.results.overall(BASE, name, over, Measure::Wall) else { continue };
        let dots = over
            .iter()
            .filter_map(|&(w, n)| Some((w.to_owned(), view.results.ratio(BASE, name, w, n, Measure::Wall)?.point)));
        let build = view.results.builds.iter().find(|b| b.name == *name);
        let faint = build.is_some_and(|b| view.role(b) == Role::Canary);
        rows.push(Row { label: (*name).into(), faint, marks: vec![Mark { series: 0, ratio, dots: dots.collect() }] });
        let rung = build.filter(|b| view.role(b) == Role::Ladder && *name != "gil-full");
        // Where builds between were left out, the difference is not one step's.
        let below = before.filter(|b| rung.is_some_and(|r| is_a_step(b, r)));
        let step = below.and_then(|b| view.results.overall(&b.name, name, over, Measure::Wall));
        table.row(vec![
            (*name).into(),
            ratio.text(),
            if *name == BASE {
                "—".into()
            } else {
                format!("{} ({})", noise.verdict(ratio).word(), percent(ratio.point))
            },
            step.map_or_else(|| "—".into(), |s| s.text()),
            build.map_or_else(String::new, |b| b.features.join(" ")),
        ]);
        if rung.is_some() {
            steps.extend(step.map(|s| (*name, s)));
            before = rung;
        }
    }
    findings(view, noise, &steps, &mut section);
    section.text.push(canaries(view, noise));
    let plot = Bars {
        head: Head::new(
            section.headline("Time on one thread, relative to classic"),
            "Time of the single-threaded programs relative to classic. Bars: geometric mean and 95 % interval; dots: programs (hollow: farther out); grey band: what equal builds differ by.",
        ),
        unit: "time / classic (left: faster)".into(),
        axis: Axis::Ratio,
        series: Vec::new(),
        rows,
        noise: Some(noise.relative),
    };
    section.figure("ladder", plot, "by variant", table);
    section.table("ladder-programs", "by program", programs(view, &names));
    section
}

/// Whether a build has exactly one technique more than another.
fn is_a_step(from: &Build, to: &Build) -> bool {
    to.features.len() == from.features.len() + 1 && from.features.iter().all(|f| to.features.contains(f))
}

/// What the canaries said, or that there were none.
fn canaries(view: &View, noise: Noise) -> String {
    let marked = if noise.layouts {
        ""
    } else {
        "; with fewer than two other code layouts measured, differences below 5 % are marked"
    };
    let mut kinds = Vec::new();
    if view.has(AGAIN) {
        kinds.push("under a second name");
    }
    if view.results.builds.iter().any(|b| b.layout.is_some() && view.has(&b.name)) {
        kinds.push("linked with other code layouts");
    }
    if !noise.known {
        return format!(
            "No canary was measured (`{AGAIN}`, `classic-layout1`, `classic-layout2`): what equal builds differ by on this machine is not known, \
             and a difference is called none only if its interval includes 1{marked}."
        );
    }
    format!(
        "Canaries (`{BASE}` {}) differ from `{BASE}` by up to {:.1} % over all programs: a difference whose interval reaches into that is called \
         none{marked}.",
        kinds.join(", and "),
        100.0 * noise.relative,
    )
}

/// In words: the ends of the ladder, its dearest and its best step, the floor.
fn findings(view: &View, noise: Noise, steps: &[(&str, Ratio)], section: &mut Section) {
    let against = |name: &str| {
        let ratio = view.has(name).then(|| view.results.overall(BASE, name, &view.single, Measure::Wall)).flatten()?;
        Some(format!("`{name}` takes {} `classic`", compared(ratio, noise)))
    };
    let ends: Vec<String> = ["full", "gil-full"].into_iter().filter_map(against).collect();
    if !ends.is_empty() {
        section.findings.push(format!("On one thread {}.", ends.join("; ")));
    }
    let sure = |(_, ratio): &&(&str, Ratio)| noise.verdict(*ratio).is_sure();
    let by_size = |a: &&(&str, Ratio), b: &&(&str, Ratio)| a.1.point.total_cmp(&b.1.point);
    let dearest = steps.iter().filter(sure).max_by(by_size).filter(|s| s.1.point > 1.0);
    let best = steps.iter().filter(sure).min_by(by_size).filter(|s| s.1.point < 1.0);
    let parts: Vec<String> = [("costs most", dearest), ("saves most", best)]
        .into_iter()
        .filter_map(|(what, step)| {
            step.map(|(name, ratio)| format!("the step to `{name}` {what} ({})", percent(ratio.point)))
        })
        .collect();
    if !parts.is_empty() {
        section.findings.push(format!("Of the ladder's steps {}.", parts.join(", ")));
    }
    if let Some(floor) = against(FLOOR) {
        let what = "The build that counts and frees nothing, so that it always works in fresh memory";
        section.findings.push(format!("{what}: {floor}."));
    }
}

/// Every program's ratio by variant.
fn programs(view: &View, names: &[&str]) -> Table {
    let mut head = vec!["program".to_owned(), "classic, s".to_owned()];
    head.extend(names.iter().filter(|n| **n != BASE).map(|n| (*n).to_owned()));
    let mut table = Table::with_head(head);
    for &(workload, threads) in &view.single {
        let seconds = view.results.median(BASE, workload, threads, Measure::Wall);
        let mut cells = vec![workload.to_owned(), seconds.map_or_else(|| "—".into(), |s| format!("{s:.3}"))];
        for name in names.iter().filter(|n| **n != BASE) {
            let ratio = view.results.ratio(BASE, name, workload, threads, Measure::Wall);
            cells.push(ratio.map_or_else(|| "—".into(), |r| r.text()));
        }
        table.row(cells);
    }
    table
}

/// The overheads that the PEP states, beside ours.
pub fn pep_table(view: &View) -> Section {
    let mut section = Section::new(
        "The PEP's table",
        "PEP 703 states the overhead of its techniques, against CPython with the lock, as 6 % (Skylake) and 5 % (Zen 3) \
         with one thread, and 8 % and 7 % with many. Here one thread is the time of the single-threaded programs; many is the *processor time* of \
         the threaded programs at the largest number of threads up to the number of cores, since under a lock the elapsed time is mostly \
         waiting. `classic` collects by generations and `whole-heap` as the PEP does, so the second isolates the counting.",
    );
    let many = view.many();
    let noise = view.noise(&view.single, Measure::Wall);
    let mut table = Table::new(&["overhead of", "against", "one thread", "many threads (processor time)"]);
    table.row(vec!["PEP 703, Skylake".into(), "CPython".into(), "+6 %".into(), "+8 %".into()]);
    table.row(vec!["PEP 703, Zen 3".into(), "CPython".into(), "+5 %".into(), "+7 %".into()]);
    let stated = |label: &str, one: f64, more: f64| Row {
        label: label.into(),
        faint: true,
        marks: vec![Mark::plain(0, one), Mark::plain(1, more)],
    };
    let mut rows = vec![stated("the PEP: Skylake", 1.06, 1.08), stated("the PEP: Zen 3", 1.05, 1.07)];
    for (variant, base) in [("pep703", "whole-heap"), ("pep703", "classic"), ("full", "gil-full")] {
        if !view.has(variant) || !view.has(base) {
            continue;
        }
        let one = view.results.overall(base, variant, &view.single, Measure::Wall);
        let more = if many.is_empty() { None } else { view.results.overall(base, variant, &many, Measure::Cpu) };
        let text = |r: Option<Ratio>| {
            r.map_or_else(|| "—".into(), |r| format!("{} ({}…{})", percent(r.point), percent(r.low), percent(r.high)))
        };
        table.row(vec![variant.into(), base.into(), text(one), text(more)]);
        if let Some(one) = one.filter(|_| section.findings.is_empty()) {
            let more = more.map_or_else(String::new, |m| format!(", {} with many", percent(m.point)));
            section.findings.push(format!(
                "The PEP's techniques cost {} against `{base}` with one thread{more} (the PEP: 5 to 6 %, and 7 to 8 %).",
                percent(one.point)
            ));
        }
        let marks = [one, more].into_iter().enumerate();
        let marks = marks.filter_map(|(series, r)| Some(Mark { series, ratio: r?, dots: Vec::new() })).collect();
        rows.push(Row { label: format!("{variant} / {base}"), faint: false, marks });
    }
    if rows.len() == 2 {
        section.text.push("Not measured here: it needs `pep703` with `whole-heap` or `classic`.".into());
        section.table("pep", "what the PEP states", table);
        return section;
    }
    let plot = Bars {
        head: Head::new(
            section.headline("What the lock's absence costs"),
            "Time of a build without the lock relative to one with it; the PEP's own numbers for CPython in grey writing.",
        ),
        unit: "ratio (left: cheaper)".into(),
        axis: Axis::Ratio,
        series: vec!["one thread".to_owned(), "many threads, processor time".to_owned()],
        rows,
        noise: Some(noise.relative),
    };
    section.figure("pep", plot, "The PEP's table, with ours beneath", table);
    section
}
