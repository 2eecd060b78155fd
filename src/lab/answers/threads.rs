//! Many threads: scaling, contention, the convoy, and the law fitted to the curves.

use super::super::plot::{Axis, Mark, Row, Series, bars, lines};
use super::super::results::{Cell, Measure, Results};
use super::super::stats::{self, Ratio};
use super::super::table::Table;
use super::super::usl;
use super::super::variants::BASE;
use super::{Role, Section, View};

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
    for (workload, counts) in view.threaded.iter().filter(|(_, counts)| counts.len() > 1 && counts.contains(&1)) {
        let mut head = vec!["variant".to_owned(), "one thread, s".to_owned()];
        head.extend(counts.iter().filter(|n| **n > 1).map(|n| format!("speed-up of {n}")));
        let mut table = Table::with_head(head);
        let cores = view.results.machine.cores;
        let ideal = counts.iter().filter_map(|&n| {
            let program = view.results.programs.iter().find(|p| p.name == *workload)?;
            Some((n as f64, program.work.get(&n).copied()?.min(cores as f64)))
        });
        let mut series = vec![Series { name: "ideal".into(), points: ideal.collect(), ideal: true }];
        for name in &names {
            let Some(seconds) = view.results.median(name, workload, 1, Measure::Wall) else { continue };
            let mut cells = vec![(*name).to_owned(), format!("{seconds:.3}")];
            let mut points = Vec::new();
            for &n in counts {
                let found = speed_up(view.results, name, workload, n);
                if let Some(found) = found {
                    points.push((n as f64, found.point));
                }
                if n > 1 {
                    cells.push(found.map_or_else(|| "—".into(), |r| r.text()));
                }
            }
            table.row(cells);
            series.push(Series { name: (*name).into(), points, ideal: false });
        }
        let plot = lines(&format!("Scaling of {workload}"), "threads", "work per second over one thread's", &series);
        section.figure(&format!("scaling-{workload}"), Some(plot), table);
    }
    if section.figures.is_empty() {
        section.text.push("Not measured: no threaded program ran with one thread and with more.".into());
    }
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
    for name in &names {
        let Some(ratio) = view.results.overall(BASE, name, &over, Measure::Wall) else {
            total.push("—".into());
            continue;
        };
        let dots = over
            .iter()
            .filter_map(|&(w, n)| Some((w.to_owned(), view.results.ratio(BASE, name, w, n, Measure::Wall)?.point)));
        rows.push(Row { label: (*name).into(), marks: vec![Mark { series: 0, ratio, dots: dots.collect() }] });
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
    let plot = bars(
        "Time of threaded programs, relative to classic",
        "time / classic (left: faster)",
        Axis::Ratio,
        &[],
        &rows,
    );
    section.figure("threads", Some(plot), table);
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
    let programs: Vec<&str> =
        view.results.programs.iter().filter(|p| p.name.starts_with("convoy")).map(|p| p.name.as_str()).collect();
    let names = view.builds(&[Role::Ladder, Role::Own, Role::Peer]);
    let mut table = Table::new(&["variant", "switch interval", "median, µs", "99 %, µs"]);
    let mut rows = Vec::new();
    for name in &names {
        let mut marks = Vec::new();
        for (series, program) in programs.iter().enumerate() {
            let metric = |metric| view.results.metric(name, program, 2, metric);
            let (Some(median), Some(late)) = (metric("latency_median_us"), metric("latency_p99_us")) else { continue };
            table.row(vec![(*name).into(), interval(program).into(), format!("{median:.0}"), format!("{late:.0}")]);
            let ratio = Ratio { point: median.max(0.1), low: median, high: median, rounds: 0 };
            marks.push(Mark { series, ratio, dots: vec![("99 %".into(), late)] });
        }
        if !marks.is_empty() {
            rows.push(Row { label: (*name).into(), marks });
        }
    }
    let legend: Vec<String> = programs.iter().map(|p| format!("interval {}", interval(p))).collect();
    let plot = bars(
        "Latency beside a computing thread",
        "µs, each line ten times more; dots: 99 %",
        Axis::Log,
        &legend,
        &rows,
    );
    section.figure("convoy", Some(plot), table);
    if section.figures.is_empty() {
        section.text.push("Not measured.".into());
    }
    section
}

fn interval(program: &str) -> &str {
    program.split_once('@').map_or("5 ms", |(_, interval)| interval)
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
    section.figure("usl", None, table);
    section
}
