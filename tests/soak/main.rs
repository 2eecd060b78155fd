//! Random programs of several threads that share objects of all kinds, each run under the auditor.
//!
//! A program is a function of its seed. Its threads do random operations on shared containers, instances, classes, generators,
//! closures, iterators and locks; whatever they find is checked, and at the end counts must add up: every token that was made has
//! died once, nothing that was appended under a lock is missing, and the heap's counts are explained (`--audit`).
//!
//! Variables: `RCPY_SOAK_SECONDS` (how long; without it a fixed number of programs), `RCPY_SOAK_SEED` (the first seed),
//! `RCPY_SOAK_BINARY` (another interpreter than the one that cargo built), `RCPY_SOAK_OPTIONS` (more interpreter options).
//! `RCPY_SOAK_PRINT=SEED` shows a program and runs nothing. A program that fails is kept, and its path is in the message.

mod operations;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait_timeout::ChildExt;

/// Programs in an ordinary test run.
const PROGRAMS: u64 = 24;
/// Seconds that one program may take.
const LIMIT: u64 = 120;

/// What the interpreter is asked to do besides, in turn.
const MODES: [&[&str]; 5] = [
    &[],
    &["--stress-switch=1"],
    &["--stress-gc=30"],
    &["--stress-switch=5", "--stress-gc=100"],
    &["-X", "dispatch=match"],
];

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn number(name: &str) -> Option<u64> {
    variable(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text:?}")))
}

/// Runs the program of a seed; what is wrong with it.
fn run(binary: &Path, seed: u64) -> Result<(), String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("soak-{seed}.py"));
    fs::write(&path, program::of_seed(seed)).map_err(|e| e.to_string())?;
    let mode = MODES[(seed % MODES.len() as u64) as usize];
    let output = path.with_extension("out");
    let errors = path.with_extension("err");
    let open = |path: &Path| fs::File::create(path).map(Stdio::from).map_err(|e| e.to_string());
    let mut command = Command::new(binary);
    command.arg("--audit").args(mode);
    if let Some(more) = variable("RCPY_SOAK_OPTIONS") {
        command.args(more.split_whitespace());
    }
    command.arg(&path).env("NO_COLOR", "1").stdin(Stdio::null()).stdout(open(&output)?).stderr(open(&errors)?);
    let mut child = command.spawn().map_err(|e| format!("cannot start {}: {e}", binary.display()))?;
    let ended = child.wait_timeout(Duration::from_secs(LIMIT)).map_err(|e| e.to_string())?;
    if ended.is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned();
    let (said, complained) = (read(&output), read(&errors));
    let fine = ended.is_some_and(|status| status.success()) && said == "ok\n" && complained.is_empty();
    let _ = (fs::remove_file(&output), fs::remove_file(&errors));
    if fine {
        let _ = fs::remove_file(&path);
        return Ok(());
    }
    let how = ended.map_or_else(|| format!("still running after {LIMIT} s"), |status| status.to_string());
    let head = |text: &str| text.lines().take(40).collect::<Vec<_>>().join("\n");
    let command = format!("{} --audit {} {}", binary.display(), mode.join(" "), path.display());
    Err(format!("{command}\n{how}\n{}\n{}\n", head(&said), head(&complained)))
}

#[test]
fn random_threaded_programs() {
    if let Some(seed) = number("RCPY_SOAK_PRINT") {
        print!("{}", program::of_seed(seed));
        return;
    }
    let binary = variable("RCPY_SOAK_BINARY").map_or_else(|| env!("CARGO_BIN_EXE_rcpy").into(), PathBuf::from);
    let first = number("RCPY_SOAK_SEED").unwrap_or(0);
    let end = number("RCPY_SOAK_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let (mut seed, mut failures) = (first, Vec::new());
    while end.map_or(seed < first + PROGRAMS, |end| Instant::now() < end) && failures.len() < 10 {
        failures.extend(run(&binary, seed).err());
        seed += 1;
    }
    println!("{} programs, seeds {first} to {}", seed - first, seed - 1);
    assert!(failures.is_empty(), "{} programs failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_seed_always_gives_the_same_program() {
    assert_eq!(program::of_seed(7), program::of_seed(7));
    assert_ne!(program::of_seed(7), program::of_seed(8));
}
