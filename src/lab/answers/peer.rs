//! Other interpreters, in the same rounds.

use super::super::plot::{Axis, Bars, Head, Mark, Row};
use super::super::results::Measure;
use super::super::table::Table;
use super::super::variants::BASE;
use super::{Role, Section, View};

/// Peers against `classic`, `full` and `gil-full`.
pub fn peers(view: &View) -> Section {
    let mut section = Section::new(
        "Other interpreters",
        "Elapsed time of whole processes, start included, relative to `classic` in the same rounds; left is faster. A \
         mean covers only the programs that the interpreter ran.",
    );
    let peers = view.builds(&[Role::Peer]);
    if peers.is_empty() {
        section.text.push("Not measured: `rcpy-lab peers` looks for them.".into());
        return section;
    }
    let mut names: Vec<&str> = ["classic", "pep703", "full", "gil-full"].into_iter().filter(|v| view.has(v)).collect();
    let best = *names.last().unwrap_or(&BASE);
    names.extend(&peers);
    let over: Vec<(&str, usize)> = view.single.iter().copied().chain(view.many()).collect();
    let mut head = vec!["program".to_owned()];
    head.extend(names.iter().map(|n| (*n).to_owned()));
    let mut table = Table::with_head(head);
    let mut rows = Vec::new();
    let mut mean = vec!["mean".to_owned()];
    for name in &names {
        let ran: Vec<(&str, usize)> =
            over.iter().copied().filter(|&(w, n)| view.results.cell(name, w, n).next().is_some()).collect();
        let Some(ratio) = (!ran.is_empty()).then(|| view.results.overall(BASE, name, &ran, Measure::Wall)).flatten()
        else {
            mean.push("—".into());
            continue;
        };
        mean.push(format!("{}, {} of {} programs", ratio.text(), ran.len(), over.len()));
        if peers.contains(name)
            && let Some(ours) = view.results.overall(name, best, &ran, Measure::Wall)
        {
            section.findings.push(format!("`{best}` takes {:.2} times the time of {name}.", ours.point));
        }
        let dots = ran
            .iter()
            .filter_map(|&(w, n)| Some((w.to_owned(), view.results.ratio(BASE, name, w, n, Measure::Wall)?.point)));
        let marks = vec![Mark { series: 0, ratio, dots: dots.collect() }];
        rows.push(Row { label: (*name).into(), faint: false, marks });
    }
    table.row(mean);
    for &(workload, threads) in &over {
        let label = if threads == 1 { workload.to_owned() } else { format!("{workload}, {threads} threads") };
        let mut cells = vec![label];
        for name in &names {
            let ratio = view.results.ratio(BASE, name, workload, threads, Measure::Wall);
            cells.push(ratio.map_or_else(|| "—".into(), |r| r.text()));
        }
        table.row(cells);
    }
    let plot = Bars {
        head: Head::new(
            section.headline("Beside other interpreters"),
            "Time relative to classic, all programs that an interpreter runs; bars: geometric means with 95 % intervals, dots: programs.",
        ),
        unit: "time / classic (left: faster)".into(),
        axis: Axis::Ratio,
        series: Vec::new(),
        rows,
        noise: None,
    };
    section.figure("peers", plot, "by program", table);
    let mut versions = Table::new(&["interpreter", "version"]);
    for build in view.results.builds.iter().filter(|b| b.peer) {
        versions.row(vec![build.name.clone(), build.describe.clone()]);
    }
    section.table("peer-versions", "versions", versions);
    section
}
