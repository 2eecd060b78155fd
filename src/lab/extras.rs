//! What is measured once and not in rounds: the memory of one object, and event counts.

use std::path::Path;

use super::build::Builder;
use super::campaign::{Runner, Task};
use super::options::Options;
use super::progress::Progress;
use super::results::{EventCounts, ObjectSize, Results};
use super::variants::{Kind, Variant};
use super::workloads::Workload;
use super::{events, machine, run};

/// Objects held for the memory of one.
const HELD: usize = 100_000;
/// The kinds that `benches/memory/objects.py` knows.
const KINDS: &[&str] = &[
    "int",
    "int above 2**62",
    "float",
    "str of 8",
    "tuple of 2",
    "list of 2",
    "dict of 2",
    "instance of 2",
    "slotted of 2",
    "closure",
];
/// Variants whose events a quick run counts.
const QUICK_EVENTS: &[&str] = &["classic", "biased", "pep703", "full", "gil-full"];

/// The memory of one object of each kind, by variant. What fails is noted.
pub fn sizes(options: &Options, root: &Path, runners: &[Runner], results: &mut Results) {
    let script = root.join("benches/memory/objects.py").display().to_string();
    let wanted = |r: &&Runner| matches!(r.variant.kind, Kind::Build | Kind::Peer(_) | Kind::Floor);
    let mut progress = Progress::new(KINDS.len() * runners.iter().filter(wanted).count());
    for runner in runners.iter().filter(wanted) {
        for kind in KINDS {
            if run::interrupted() {
                break;
            }
            if results.sizes.iter().any(|s| s.variant == runner.variant.name && s.kind == *kind) {
                progress.skip();
                continue;
            }
            progress.show(&format!("memory of {kind} on {}", runner.variant.name));
            progress.step();
            let peak = |count: usize| {
                let mut words = runner.words.clone();
                words.extend([script.clone(), (*kind).to_owned(), count.to_string()]);
                run::measure(&words, &[], options.timeout).map(|m| m.peak as f64)
            };
            // The list's own word for each object is in both runs' difference, and is taken out.
            match (peak(HELD), peak(3 * HELD)) {
                (Ok(few), Ok(many)) => results.sizes.push(ObjectSize {
                    variant: runner.variant.name.clone(),
                    kind: (*kind).into(),
                    bytes: ((many - few) / (2 * HELD) as f64 - 8.0).max(0.0),
                }),
                _ if run::interrupted() => break,
                (Err(e), _) | (_, Err(e)) => {
                    let cause = e.lines().last().unwrap_or("").trim().to_owned();
                    results.note(format!("memory of {kind} on {}: {cause}", runner.variant.name));
                }
            }
        }
    }
    progress.finish();
}

/// A workload with less to do. Builds with counters also keep a ledger of native references and are many times slower; what happens in
/// a million instructions is the same after fewer of them.
fn smaller(workload: &Workload) -> Workload {
    let scale = workload.scale.map(|scale| match scale {
        1000.. => scale / 10,
        50.. => scale / 5,
        // The depth of trees.
        _ => scale.saturating_sub(3).max(1),
    });
    Workload { scale, ..workload.clone() }
}

/// The variants whose events are counted.
pub fn counted<'a>(options: &Options, variants: &'a [Variant]) -> Vec<&'a Variant> {
    variants
        .iter()
        .filter(|v| v.kind == Kind::Build)
        .filter(|v| !options.quick || QUICK_EVENTS.contains(&v.name.as_str()))
        .collect()
}

/// Runs every program once on builds with counters. What fails is noted: the times do not depend on it.
pub fn count_events(options: &Options, builder: &Builder, variants: &[Variant], tasks: &[Task], results: &mut Results) {
    let wanted = counted(options, variants);
    let most = tasks.iter().map(|t| t.threads).filter(|&n| n <= machine::cores()).max().unwrap_or(1);
    let tasks: Vec<&Task> =
        tasks.iter().filter(|t| t.workload.timed && (t.threads == 1 || t.threads == most)).collect();
    for variant in wanted {
        if run::interrupted() {
            return;
        }
        let path = match builder.look(variant, true) {
            Ok(built) => {
                if let Some(other) = built.commit.filter(|commit| *commit != results.machine.commit) {
                    results.note(format!("the event counts of {} are of commit {other}", variant.name));
                }
                built.path.display().to_string()
            }
            Err(failure) => {
                let cause = failure.lines().next().unwrap_or("");
                results.note(format!("no event counts of {}: {cause}", variant.name));
                continue;
            }
        };
        let mut progress = Progress::new(tasks.len());
        for task in &tasks {
            if run::interrupted() {
                break;
            }
            let there = |e: &EventCounts| {
                (&e.variant, &e.workload, e.threads) == (&variant.name, &task.workload.name, task.threads)
            };
            if results.events.iter().any(there) {
                progress.skip();
                continue;
            }
            progress.show(&format!("counting events of {} on {}", task.workload.name, variant.name));
            progress.step();
            let mut words = vec![path.clone(), "--stats".into()];
            words.extend(smaller(task.workload).command_line(task.threads));
            let counts =
                run::measure(&words, &task.workload.environment, options.timeout).map(|m| events::parse(&m.err));
            match counts {
                Ok(counts) if !counts.is_empty() => results.events.push(EventCounts {
                    variant: variant.name.clone(),
                    workload: task.workload.name.clone(),
                    threads: task.threads,
                    counts,
                }),
                Ok(_) => {
                    results.note(format!("no event counts of {}: `--stats` printed none", variant.name));
                    break;
                }
                Err(_) if run::interrupted() => break,
                Err(failure) => {
                    let cause = failure.lines().last().unwrap_or("").trim();
                    results.note(format!("no event counts of {} on {}: {cause}", task.workload.name, variant.name));
                }
            }
        }
        progress.finish();
    }
}
