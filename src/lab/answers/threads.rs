//! Many threads: scaling, contention, the convoy, and the law fitted to the curves.

use super::super::plot::{Axis, Bars, Head, Mark, Panel, Panels, Row, Series};
use super::super::results::{Cell, Measure, Results};
use super::super::stats::{self, Ratio};
use super::super::table::Table;
use super::super::usl;
use super::super::variants::BASE;
use super::{Role, Section, View, compared};

/// Throughput of `threads` threads over one thread's, of the same variant, paired by round.
fn speed_up(results: &Results, variant: &str, workload: &str, threads: usize) -> Option<Ratio> {
    let work = results.programs.iter().find(|p| p.name == workload)?.work.get(&threads).copied()?;
    if threads == 1 {
        return results.cell(variant, workload, 1).next().map(|_| Ratio::ONE);
    }
    let cell = |threads| Cell { variant, workload, threads };
    let (one, many) = results.paired(cell(1), cell(threads), Measure::Wall);
    Some(stats::paired_ratio(&many, &one)?.scaled(work))
}

/// Scaling curves.
pub fn scaling(view: &View) -> Section {
    let mut section = Section::new(
        "Scaling with threads",
        "Every thread does its own share of work, so perfect scaling keeps the time constant while the work grows. Speed-up is the work \
         per second of n threads over that of one thread of the same variant; under a global lock it stays at 1 or below. Beyond the number of \
         cores nothing can scale.",
    );
    let names = view.builds(&[Role::Ladder, Role::Own, Role::Peer]);
    // Nine curves over each other show nothing; the tables have all variants.
    let shown: Vec<&str> = ["classic", "gil-full", "atomic", "biased", "pep703", "full"]
        .into_iter()
        .filter(|name| view.has(name))
        .chain(view.builds(&[Role::Own, Role::Peer]))
        .collect();
    let cores = view.results.machine.cores;
    let mut panels = Vec::new();
    let mut best: Vec<(&str, &str, f64)> = Vec::new();
    let mut all_counts: Vec<usize> = view.threaded.iter().flat_map(|(_, counts)| counts).copied().collect();
    all_counts.sort_unstable();
    all_counts.dedup();
    let mut head = vec!["program".to_owned(), "variant".to_owned(), "one thread, s".to_owned()];
    head.extend(all_counts.iter().filter(|n| **n > 1).map(|n| format!("speed-up of {n}")));
    let mut table = Table::with_head(head);
    for (workload, counts) in view.threaded.iter().filter(|(_, counts)| counts.len() > 1 && counts.contains(&1)) {
        // Not the work: two threads may share one thread's.
        let ideal = counts.iter().map(|&n| (n as f64, n.min(cores) as f64));
        let mut panel =
            Panel { title: (*workload).into(), note: String::new(), ideal: ideal.collect(), series: Vec::new() };
        let most = counts.iter().copied().filter(|n| *n <= cores).max().unwrap_or(1);
        let mut top: Option<(&str, f64)> = None;
        for name in &names {
            let Some(seconds) = view.results.median(name, workload, 1, Measure::Wall) else { continue };
            let mut cells = vec![(*workload).to_owned(), (*name).to_owned(), format!("{seconds:.3}")];
            let mut points = Vec::new();
            for &n in &all_counts {
                let found = speed_up(view.results, name, workload, n);
                if let Some(found) = found {
                    points.push((n as f64, found.point));
                    if n == most && top.is_none_or(|t| t.1 < found.point) {
                        top = Some((name, found.point));
                    }
                }
                if n > 1 {
                    cells.push(found.map_or_else(|| "—".into(), |r| r.text()));
                }
            }
            table.row(cells);
            if let Some(index) = shown.iter().position(|s| s == name) {
                panel.series.push(Series { index, points });
            }
        }
        if let Some((name, value)) = top {
            panel.note = format!("best {value:.2}");
            best.push((workload, name, value));
        }
        panels.push(panel);
    }
    if panels.is_empty() {
        section.text.push("Not measured: no threaded program ran with one thread and with more.".into());
        return section;
    }
    let free = ["full", "pep703", "biased"].into_iter().find(|name| view.has(name));
    if let Some(free) = free {
        let up = |name: &str, workload: &str| speed_up(view.results, name, workload, cores).map(|r| r.point);
        let mut ups: Vec<(&str, f64)> =
            view.threaded.iter().filter_map(|(workload, _)| Some((*workload, up(free, workload)?))).collect();
        ups.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let (Some(best), Some(worst)) = (ups.first(), ups.last()) {
            let locked = up(BASE, best.0).map_or_else(String::new, |r| format!(" (`classic`: {r:.2})"));
            let other = match ups.len() {
                1 => String::new(),
                _ => format!("; its worst is `{}` with {:.2}", worst.0, worst.1),
            };
            section.findings.push(format!(
                "{cores} threads on {cores} cores: `{free}` speeds `{}` up to {:.2}{locked}{other}.",
                best.0, best.1
            ));
        }
    }
    let units = ("threads".to_owned(), "work per second, that of one thread of the same variant being 1".to_owned());
    let plot = Panels {
        head: Head::new(
            section.headline("Speed-up with threads"),
            "Each thread does its own share of the work: perfect scaling is the dashed line, a lock keeps all at 1.",
        ),
        units,
        names: shown.iter().map(|s| (*s).to_owned()).collect(),
        panels,
    };
    let mut summary = Table::new(&["program", "best variant", "its speed-up"]);
    for (workload, name, value) in &best {
        summary.row(vec![(*workload).into(), (*name).into(), format!("{value:.3}")]);
    }
    section.figure("scaling", plot, "the best of each program", summary);
    section.table("scaling-variants", "by program and variant", table);
    section
}

/// Elapsed time of threaded programs against the lock.
pub fn contention(view: &View) -> Section {
    let mut section = Section::new(
        "Against the lock",
        "Elapsed time of the threaded programs, relative to `classic` with the same number of threads: the largest \
         number up to the number of cores. Dots are single programs.",
    );
    let over = view.many();
    if over.is_empty() {
        section.text.push("Not measured: no threaded program ran with more than one thread.".into());
        return section;
    }
    let noise = view.noise(&over, Measure::Wall);
    let names = view.builds(&[Role::Ladder, Role::Own, Role::Floor, Role::Canary]);
    let mut head = vec!["program, threads".to_owned()];
    head.extend(names.iter().filter(|n| **n != BASE).map(|n| (*n).to_owned()));
    let mut table = Table::with_head(head);
    let mut rows = Vec::new();
    let mut total = vec!["all".to_owned()];
    let mut said = Vec::new();
    for name in &names {
        let Some(ratio) = view.results.overall(BASE, name, &over, Measure::Wall) else {
            total.push("—".into());
            continue;
        };
        let dots = over
            .iter()
            .filter_map(|&(w, n)| Some((w.to_owned(), view.results.ratio(BASE, name, w, n, Measure::Wall)?.point)));
        let faint = view.results.builds.iter().any(|b| b.name == *name && view.role(b) == Role::Canary);
        rows.push(Row { label: (*name).into(), faint, marks: vec![Mark { series: 0, ratio, dots: dots.collect() }] });
        if ["full", "pep703"].contains(name) {
            said.push(format!("`{name}` takes {} `classic`", compared(ratio, noise)));
        }
        if *name != BASE {
            total.push(format!("{} {}", ratio.text(), noise.verdict(ratio).word()));
        }
    }
    table.row(total);
    for &(workload, threads) in &over {
        let mut cells = vec![format!("{workload}, {threads}")];
        for name in names.iter().filter(|n| **n != BASE) {
            let ratio = view.results.ratio(BASE, name, workload, threads, Measure::Wall);
            cells.push(ratio.map_or_else(|| "—".into(), |r| r.text()));
        }
        table.row(cells);
    }
    if !said.is_empty() {
        said.reverse();
        section.findings.push(format!("With as many threads as cores {}.", said.join("; ")));
    }
    let plot = Bars {
        head: Head::new(
            section.headline("Time of threaded programs, relative to classic"),
            "Elapsed time of the threaded programs relative to classic with as many threads. Bars: geometric mean and 95 % interval; dots: programs (hollow: farther out); grey band: what equal builds differ by.",
        ),
        unit: "time / classic (left: faster)".into(),
        axis: Axis::Ratio,
        series: Vec::new(),
        rows,
        noise: Some(noise.relative),
    };
    section.figure("threads", plot, "by program", table);
    section
}

/// Latency of a thread that waits for I/O beside one that computes.
pub fn convoy(view: &View) -> Section {
    let mut section = Section::new(
        "The convoy",
        "One thread computes; another sleeps for half a millisecond, writes a byte to a pipe and reads it back. How much later than \
         asked is it done? Under a global lock each return from waiting may cost a whole switch interval (5 ms unless the name says otherwise); \
         without one it costs what the system's scheduler takes. Medians over processes of each process' median and 99th percentile.",
    );
    let mut programs: Vec<&str> =
        view.results.programs.iter().filter(|p| p.name.starts_with("convoy")).map(|p| p.name.as_str()).collect();
    programs.sort_by(|a, b| milliseconds(a).total_cmp(&milliseconds(b)));
    let names = view.builds(&[Role::Ladder, Role::Own, Role::Peer]);
    let mut table = Table::new(&["variant", "switch interval", "median, µs", "99 %, µs"]);
    let mut rows = Vec::new();
    let mut usual = Vec::new();
    for name in &names {
        let mut marks = Vec::new();
        for (series, program) in programs.iter().enumerate() {
            let metric = |metric| view.results.metric(name, program, 2, metric);
            let (Some(median), Some(late)) = (metric("latency_median_us"), metric("latency_p99_us")) else { continue };
            table.row(vec![(*name).into(), interval(program), format!("{median:.0}"), format!("{late:.0}")]);
            let mark = Mark::plain(series, median.max(0.1));
            marks.push(Mark { dots: vec![("99 %".into(), late)], ..mark });
            if *program == "convoy" {
                usual.push((name, median));
            }
        }
        if !marks.is_empty() {
            rows.push(Row { label: (*name).into(), faint: false, marks });
        }
    }
    let of = |wanted: &str| usual.iter().find(|u| *u.0 == wanted).map(|u| u.1);
    if let (Some(locked), Some(free)) = (of(BASE), of("full").or_else(|| of("pep703"))) {
        section.findings.push(format!(
            "Beside a computing thread, one that waits for I/O comes back {} late under the lock, {} without it.",
            late(locked),
            late(free)
        ));
    }
    let legend: Vec<String> = programs.iter().map(|p| format!("interval {}", interval(p))).collect();
    let plot = Bars {
        head: Head::new(
            section.headline("Latency beside a computing thread"),
            "How late a thread comes back from waiting: big points are medians, lines reach to the 99th percentile. A logarithmic scale.",
        ),
        unit: "µs, each line ten times more (left: sooner)".into(),
        axis: Axis::Log,
        series: legend,
        rows,
        noise: None,
    };
    section.figure("convoy", plot, "by variant and switch interval", table);
    if section.figures.is_empty() {
        section.text.push("Not measured.".into());
    }
    section
}

/// Microseconds in words.
fn late(microseconds: f64) -> String {
    if microseconds >= 1000.0 { format!("{:.1} ms", microseconds / 1000.0) } else { format!("{microseconds:.0} µs") }
}

/// The switch interval that a program's name stands for.
fn milliseconds(program: &str) -> f64 {
    program.split_once('@').and_then(|(_, interval)| interval.trim_end_matches("ms").parse().ok()).unwrap_or(5.0)
}

fn interval(program: &str) -> String {
    format!("{} ms", milliseconds(program))
}

/// The Universal Scalability Law, where there are cores enough to fit it.
pub fn universal_law(view: &View) -> Section {
    let mut section = Section::new("Projection: the Universal Scalability Law", "");
    let cores = view.results.machine.cores;
    if cores < usl::MIN_CORES {
        section.text = vec![format!(
            "Absent: this machine has {cores} {}, and a fit of two parameters to so few points would say nothing. It is made from {} cores on.",
            if cores == 1 { "core" } else { "cores" },
            usl::MIN_CORES
        )];
        return section;
    }
    section.text = vec![
        "A projection, not a measurement: throughput is taken as n / (1 + σ(n−1) + κn(n−1)) and fitted to the measured \
         points up to the number of cores. σ is the serialised share, κ the cost of agreeing on shared data; the peak is where more threads begin to harm."
            .into(),
    ];
    let mut table =
        Table::new(&["program", "variant", "σ", "κ", "peak, threads", "projected speed-up of twice the cores"]);
    for (workload, counts) in &view.threaded {
        for name in view.builds(&[Role::Ladder, Role::Own]) {
            let points: Vec<(usize, f64)> = counts
                .iter()
                .filter(|n| **n <= cores)
                .filter_map(|&n| Some((n, speed_up(view.results, name, workload, n)?.point)))
                .collect();
            let Some(fit) = usl::fit(&points) else { continue };
            table.row(vec![
                (*workload).into(),
                name.into(),
                format!("{:.4}", fit.sigma),
                format!("{:.5}", fit.kappa),
                fit.peak().map_or_else(|| "none".into(), |p| format!("{p:.0}")),
                format!("{:.2}", fit.speed_up(2.0 * cores as f64)),
            ]);
        }
    }
    section.table("usl", "fitted parameters", table);
    section
}
