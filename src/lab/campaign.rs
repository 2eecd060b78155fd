//! A whole measurement: choose, build, run round by round, count events, weigh objects, report.
//!
//! Each round runs every program on every variant, the variants of a program directly after each other and in an order
//! drawn anew, so that drift of the machine hits all of them alike and no variant always follows the same one.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::build::{Builder, Built};
use super::keeper::{self, Keeper};
use super::machine::{self, Machine};
use super::options::Options;
use super::progress::{Progress, duration};
use super::results::{Build, FORMAT, Program, Results, Sample};
use super::variants::{self, Kind, Variant};
use super::workloads::{self, Workload};
use super::{Failure, Ladder, extras, peers, report, run};

/// What a quick run may measure in rounds, seconds; the rest of ten minutes is for sizes and events.
const QUICK_BUDGET: f64 = 520.0;
/// The most of measured time that an interruption loses, seconds.
const SAVE_EVERY: f64 = 10.0;

/// The folder of the sources: the current one or one above it, else where this program was compiled.
pub fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let above = here.ancestors().find(|f| f.join("benches/programs/expected.json").is_file());
    above.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), Path::to_owned)
}

/// A variant that can be started.
pub struct Runner {
    /// What it is.
    pub variant: Variant,
    /// The start of its command line.
    pub words: Vec<String>,
}

/// A program with a number of threads.
pub struct Task<'a> {
    /// The program.
    pub workload: &'a Workload,
    /// How many threads it uses.
    pub threads: usize,
}

/// `rcpy-lab list`.
///
/// # Errors
/// When the workloads cannot be read.
pub fn list(options: &Options, ladder: Ladder) -> Result<(), Failure> {
    println!("variants (a full run measures all, --quick the first ones):");
    for variant in variants::standard(ladder, false) {
        println!("  {:<24} {}", variant.name, variant.features.join(" "));
    }
    println!("workloads:");
    for workload in choose_workloads(options, &root())? {
        println!("  {:<24} {}", workload.name, workload.line);
    }
    Ok(())
}

/// `rcpy-lab build`: makes the binaries that a measurement with the same options takes, those with event counters too.
///
/// # Errors
/// With the variant's name and the compiler's output.
pub fn build(options: &Options, ladder: Ladder) -> Result<(), Failure> {
    let root = root();
    let variants = choose_variants(options, ladder)?;
    make_folder(&options.out)?;
    let builder = Builder::new(&root, &options.out);
    make(options, &builder, &variants)?;
    start_all(&builder, &variants, &mut Vec::new()).map(|_| ())
}

/// Measures and reports.
///
/// # Errors
/// With the name and output of what failed; what was measured until then is kept in `results.json`.
pub fn run(options: &Options, ladder: Ladder) -> Result<(), Failure> {
    let root = root();
    let variants = choose_variants(options, ladder)?;
    let workloads = choose_workloads(options, &root)?;
    let tasks = tasks(&workloads, options);
    make_folder(&options.out)?;
    let mut keeper = Keeper::new(options);
    let builder = Builder::new(&root, &options.out);
    let mut builds = Vec::new();
    // Before building, since what cannot be resumed should be known at once.
    let old = if options.resume { Some(keeper::earlier(&keeper.file)?) } else { None };
    if options.build {
        make(options, &builder, &variants)?;
    }
    let runners = start_all(&builder, &variants, &mut builds)?;
    let programs = tasks_as_programs(&workloads, &tasks);
    // After building, so that the load is that of others.
    let mut machine = Machine::here(&root);
    let doubts = commit_of_builds(&mut machine, &builds);
    let mut results = Results {
        format: FORMAT,
        began: std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs()),
        machine,
        quick: options.quick,
        builds,
        programs,
        notes: doubts.into_iter().inspect(|note| eprintln!("rcpy-lab: {note}")).collect(),
        ..Results::default()
    };
    if results.machine.load > 0.3 * results.machine.cores as f64 {
        let note = format!(
            "the machine was busy when measuring began (load {:.2}): intervals are wide, and processor time is more to be trusted than elapsed time",
            results.machine.load
        );
        eprintln!("rcpy-lab: {note}");
        results.note(note);
    }
    if let Some(old) = old {
        keeper::resume(&mut results, old, &keeper.file)?;
    }
    run::heed_interrupts();
    let started = Instant::now();
    let measured = rounds(options, &runners, &tasks, &mut results, &mut keeper);
    keeper.save(&results)?;
    if let Err(failure) = measured {
        return Err(match results.samples.len() {
            0 => failure,
            n => format!("{}\n{}", failure.trim_end(), keeper.kept(n)),
        });
    }
    if results.samples.is_empty() {
        return Err(format!("nothing could be measured\n{}", results.notes.join("\n")));
    }
    if options.counts_events() {
        extras::sizes(options, &root, &runners, &mut results);
        keeper.save(&results)?;
        extras::count_events(options, &builder, &variants, &tasks, &mut results);
        keeper.save(&results)?;
        if run::interrupted() {
            return Err(format!("interrupted\n{}", keeper.kept(results.samples.len())));
        }
    }
    eprintln!("measured for {}", duration(started.elapsed().as_secs_f64()));
    report::write(&results, &options.out)?;
    eprintln!("{}", options.out.join("report.html").display());
    Ok(())
}

/// Makes the folder of results, and finds out whether files can be made in it before anything is measured.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|e| format!("cannot make the folder {}: {e}", folder.display()))?;
    let probe = folder.join("results.json.new");
    std::fs::write(&probe, "\n")
        .and_then(|()| std::fs::remove_file(&probe))
        .map_err(|e| format!("cannot write to the folder {}: {e}", folder.display()))
}

/// Puts the commit of the binaries in place of that of the sources, which may be newer; tells what is doubtful about it.
fn commit_of_builds(machine: &mut Machine, builds: &[Build]) -> Option<String> {
    let own = || builds.iter().filter(|b| !b.peer);
    let mut commits: Vec<&str> = own().filter_map(|b| b.commit.as_deref()).collect();
    commits.dedup();
    match commits[..] {
        [] if own().next().is_some() => {
            Some(format!("the commit of the binaries is not recorded; that of the sources is {}", machine.commit))
        }
        [] => None,
        [one] => {
            machine.commit = one.to_owned();
            own()
                .find(|b| b.commit.is_none())
                .map(|b| format!("the commit of the binary of {} is not recorded", b.name))
        }
        _ => {
            let each: Vec<String> =
                own().map(|b| format!("{} of {}", b.name, b.commit.as_deref().unwrap_or("unknown"))).collect();
            Some(format!(
                "the binaries are of different commits, so that not only techniques differ: {}",
                each.join(", ")
            ))
        }
    }
}

fn choose_variants(options: &Options, ladder: Ladder) -> Result<Vec<Variant>, Failure> {
    let mut chosen = match (&options.variants, &options.features) {
        (Some(names), _) => {
            let mut named = names.iter().map(|n| variants::named(ladder, n)).collect::<Result<Vec<_>, _>>()?;
            if !named.is_empty() && !names.iter().any(|n| n == variants::BASE) {
                eprintln!("rcpy-lab: `{}` too, since all are compared with it", variants::BASE);
                named.push(variants::named(ladder, variants::BASE)?);
            }
            named
        }
        (None, Some(_)) => vec![variants::named(ladder, variants::BASE)?, variants::named(ladder, variants::AGAIN)?],
        (None, None) => variants::standard(ladder, options.quick),
    };
    if let Some(features) = &options.features {
        chosen.push(variants::own_mix(ladder, features)?);
    }
    if let Some(percent) = options.slow_down {
        let base = variants::named(ladder, variants::BASE)?;
        let kind = Kind::Slowed(base.name, percent);
        chosen.push(Variant { name: "slowed".into(), features: base.features, kind });
    }
    if options.peers {
        chosen.extend(peers::found());
    }
    chosen.extend(options.peer.iter().map(|(name, command)| peers::given(name, command)));
    for (i, variant) in chosen.iter().enumerate() {
        if chosen[..i].iter().any(|v| v.name == variant.name) {
            return Err(format!("{} is named twice", variant.name));
        }
    }
    if chosen.is_empty() {
        return Err("no variants to measure".into());
    }
    // However they were named: a step of the ladder is compared with the one before it.
    let usual = variants::standard(ladder, false);
    chosen.sort_by_key(|v| usual.iter().position(|u| u.name == v.name).unwrap_or(usual.len()));
    Ok(chosen)
}

fn choose_workloads(options: &Options, root: &Path) -> Result<Vec<Workload>, Failure> {
    if let Some((script, arguments)) = &options.script {
        return Ok(vec![workloads::foreign(script, arguments)?]);
    }
    let mut all = match &options.pyperformance {
        Some(folder) => workloads::pyperformance(folder, &root.join("benches/shim"))?,
        None => workloads::shipped(&root.join("benches/programs"), options.quick)?,
    };
    if let Some(names) = &options.workloads {
        if let Some(unknown) = names.iter().find(|n| !all.iter().any(|w| w.name == **n)) {
            return Err(format!("there is no workload {unknown:?}; `rcpy-lab list` names them"));
        }
        all.retain(|w| names.contains(&w.name));
        if all.is_empty() {
            return Err("no workloads to measure".into());
        }
    }
    Ok(all)
}

/// The numbers of threads to measure with: all up to four cores, then ever fewer, and once twice the cores.
fn thread_counts(cores: usize, quick: bool) -> Vec<usize> {
    let mut counts: Vec<usize> = (1..=cores.min(4)).collect();
    let mut n = 6;
    while n < cores {
        counts.push(n);
        n += (n / 4).max(2);
    }
    if quick {
        counts.retain(|&n| n == 1 || n == 2);
    }
    counts.push(cores);
    if !quick {
        counts.push(2 * cores);
    }
    counts.sort_unstable();
    counts.dedup();
    counts
}

fn tasks<'a>(workloads: &'a [Workload], options: &Options) -> Vec<Task<'a>> {
    let counts = options.threads.clone().unwrap_or_else(|| thread_counts(machine::cores(), options.quick));
    let mut tasks = Vec::new();
    for workload in workloads {
        if !workload.threaded {
            tasks.push(Task { workload, threads: 1 });
        } else if workload.timed {
            tasks.extend(counts.iter().map(|&threads| Task { workload, threads }));
        } else {
            // The convoy is about one thread that computes beside one that waits.
            tasks.push(Task { workload, threads: 2 });
        }
    }
    tasks
}

fn tasks_as_programs(workloads: &[Workload], tasks: &[Task]) -> Vec<Program> {
    workloads
        .iter()
        .map(|w| Program {
            name: w.name.clone(),
            line: w.line.clone(),
            source: Some(w.source),
            threaded: w.threaded,
            timed: w.timed,
            scale: w.scale,
            work: tasks.iter().filter(|t| t.workload.name == w.name).map(|t| (t.threads, w.work(t.threads))).collect(),
        })
        .collect()
}

/// Builds all that a measurement with these options runs.
fn make(options: &Options, builder: &Builder, variants: &[Variant]) -> Result<(), Failure> {
    let started = Instant::now();
    let own = variants.iter().filter(|v| !matches!(v.kind, Kind::Peer(_)));
    let mut wanted: Vec<(&Variant, bool)> = own.map(|v| (v, false)).collect();
    if options.counts_events() {
        wanted.extend(extras::counted(options, variants).into_iter().map(|v| (v, true)));
    }
    builder.build_all(&wanted, machine::cores())?;
    eprintln!("built in {}", duration(started.elapsed().as_secs_f64()));
    Ok(())
}

/// Starts every variant once: those that do not run are found, and the others are in the page cache.
fn start_all(builder: &Builder, variants: &[Variant], builds: &mut Vec<Build>) -> Result<Vec<Runner>, Failure> {
    let mut runners = Vec::new();
    for variant in variants {
        let (words, describe, bytes, commit) = if let Kind::Peer(words) = &variant.kind {
            let mut version = words.clone();
            version.extend(["-c".into(), "import sys; print(sys.implementation.name, sys.version)".into()]);
            let said = run::measure(&version, &[], 60.0).map_err(|e| format!("the peer {}: {e}", variant.name))?;
            (words.clone(), said.out.trim().replace('\n', " "), 0, None)
        } else {
            let Built { path, describe, bytes, commit } = builder.look(variant, false)?;
            (vec![path.display().to_string()], describe, bytes, commit)
        };
        let layout = if let Kind::Layout(seed) = variant.kind { Some(seed) } else { None };
        builds.push(Build {
            name: variant.name.clone(),
            features: variant.features.clone(),
            describe,
            layout,
            peer: matches!(variant.kind, Kind::Peer(_)),
            bytes,
            commit,
        });
        runners.push(Runner { variant: variant.clone(), words });
    }
    Ok(runners)
}

/// All rounds. Samples are saved on the way.
fn rounds(
    options: &Options,
    runners: &[Runner],
    tasks: &[Task],
    results: &mut Results,
    keeper: &mut Keeper,
) -> Result<(), Failure> {
    // What fits into the time that was given, if one was.
    let budget = match (options.minutes, options.quick && options.rounds.is_none()) {
        (Some(minutes), _) => Some(60.0 * minutes),
        (None, true) => Some(QUICK_BUDGET),
        (None, false) => None,
    };
    let usual = match (options.minutes, options.quick) {
        (Some(_), _) => 60,
        (None, true) => 12,
        (None, false) => 15,
    };
    let most = options.rounds.unwrap_or(usual);
    let per_round = runners.len() * tasks.len();
    let mut progress = Progress::new(most * per_round);
    let mut order: Vec<usize> = (0..runners.len()).collect();
    let mut rng = fastrand::Rng::with_seed(703);
    let mut refused: Vec<(usize, usize)> = Vec::new();
    let started = Instant::now();
    let mut saved = Instant::now();
    let mut longest = 0.0f64;
    for round in 0..most {
        let round_started = Instant::now();
        for (t, task) in tasks.iter().enumerate() {
            rng.shuffle(&mut order);
            for &r in &order {
                let runner = &runners[r];
                let name = &task.workload.name;
                progress.show(&format!(
                    "round {}, {name} on {}, {}",
                    round + 1,
                    runner.variant.name,
                    threads_text(task.threads)
                ));
                if refused.contains(&(r, t)) || results.has(&runner.variant.name, name, task.threads, round) {
                    progress.skip();
                    continue;
                }
                match sample(options, runner, task, round, results) {
                    Ok(sample) => results.samples.push(sample),
                    Err(_) if run::interrupted() => {
                        progress.finish();
                        return Err("interrupted".into());
                    }
                    // A peer may lack a library, and what frees nothing the memory.
                    Err(failure)
                        if task.workload.may_fail || matches!(runner.variant.kind, Kind::Peer(_) | Kind::Floor) =>
                    {
                        let cause = failure.lines().last().unwrap_or("").trim();
                        results.note(format!("{} does not run {name}: {cause}", runner.variant.name));
                        refused.push((r, t));
                    }
                    Err(failure) => {
                        progress.finish();
                        return Err(format!("{} on the variant {}: {failure}", name, runner.variant.name));
                    }
                }
                progress.step();
                if saved.elapsed().as_secs_f64() > SAVE_EVERY {
                    keeper.save(results)?;
                    saved = Instant::now();
                }
            }
        }
        longest = longest.max(round_started.elapsed().as_secs_f64());
        let elapsed = started.elapsed().as_secs_f64();
        if let Some(budget) = budget {
            let fitting = (budget / longest.max(1e-3)) as usize;
            progress.set_total(fitting.clamp(3.min(most), most) * per_round);
            if round >= 2 && elapsed + longest > budget {
                break;
            }
        }
    }
    progress.finish();
    Ok(())
}

fn threads_text(threads: usize) -> String {
    if threads == 1 { "one thread".into() } else { format!("{threads} threads") }
}

/// Runs one process and checks what it printed.
fn sample(options: &Options, runner: &Runner, task: &Task, round: usize, results: &Results) -> Result<Sample, Failure> {
    let mut words = runner.words.clone();
    words.extend(task.workload.command_line(task.threads));
    let mut measured = run::measure(&words, &task.workload.environment, options.timeout)?;
    if let Kind::Slowed(_, percent) = runner.variant.kind {
        let spun = Instant::now();
        let wanted = measured.wall * percent / 100.0;
        while spun.elapsed().as_secs_f64() < wanted {
            std::hint::spin_loop();
        }
        measured.wall += spun.elapsed().as_secs_f64();
        measured.user += wanted;
    }
    let sum = measured.checksum();
    let mut metrics = measured.metrics();
    if let Some(expected) = task.workload.expected(task.threads) {
        if sum != expected {
            return Err(format!("the checksum is {sum:?}, not {expected:?}\n{}", measured.tails()));
        }
    } else if task.workload.scale.is_some() || !sum.starts_with("output ") {
        // Unknown beforehand (an unusual number of threads): all variants must agree with the first.
        let hash = f64::from(u32::from_le_bytes(fold(&sum)));
        let first = results.samples.iter().find(|s| s.workload == task.workload.name && s.threads == task.threads);
        if let Some(first) = first.and_then(|s| s.metrics.get("checksum_hash").map(|h| (h, &s.variant)))
            && *first.0 != hash
        {
            return Err(format!("the checksum is {sum:?}, other than on {}\n{}", first.1, measured.tails()));
        }
        metrics.insert("checksum_hash".into(), hash);
    }
    Ok(Sample {
        variant: runner.variant.name.clone(),
        workload: task.workload.name.clone(),
        threads: task.threads,
        round,
        wall: measured.wall,
        user: measured.user,
        system: measured.system,
        peak: measured.peak,
        metrics,
    })
}

/// Four bytes that depend on every byte of a text.
fn fold(text: &str) -> [u8; 4] {
    text.bytes().fold(0x811c_9dc5u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193)).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thread_counts_cover_the_machine() {
        assert_eq!(thread_counts(2, true), [1, 2]);
        assert_eq!(thread_counts(2, false), [1, 2, 4]);
        assert_eq!(thread_counts(1, false), [1, 2]);
        assert_eq!(thread_counts(16, true), [1, 2, 16]);
        assert_eq!(thread_counts(16, false), [1, 2, 3, 4, 6, 8, 10, 12, 15, 16, 32]);
    }
}
