//! The command line: reads the options, starts a Vm, runs what was asked for, and ends with CPython's exit codes.

mod complete;
mod editor;
mod highlight;
mod options;
mod outcome;
mod repl;
mod script;

use options::{Command, Parsed, What};
use outcome::Outcome;

use std::path::{Path, PathBuf};

use crate::memory::{self, Header, collect};
use crate::runtime::{Thread, graph, start};
use crate::thread::gate::Gate as _;
use crate::trace;

/// Address space of the native stack that the interpreter runs on; pages count when they are used.
const NATIVE_STACK: usize = 256 << 20;
/// Exit code for options that cannot be followed, as for those that are not understood.
const UNUSABLE: i32 = 2;

/// Runs the program that the process' arguments ask for; gives its exit code.
///
/// The interpreter gets a thread of its own, with a stack larger than the system's default. That thread ends the process; signals are
/// blocked in this one, so that they interrupt what the script waits for.
pub fn run() -> i32 {
    // While there is no second thread this is quick.
    crate::thread::private::prepare();
    let spawned = std::thread::Builder::new().name("main".into()).stack_size(NATIVE_STACK).spawn(|| {
        let code = program();
        // What Rust's own stream holds goes out; everything else ends with the process, without the allocator tidying up first.
        let _ = std::io::Write::flush(&mut std::io::stdout());
        // SAFETY: the process ends; nothing registered for its end matters.
        unsafe { libc::_exit(code) }
    });
    let Ok(thread) = spawned else {
        eprintln!("rcpy: there is no memory for the stack of the main thread");
        return 1;
    };
    // SAFETY: the set is filled before it is used; only this thread's mask changes.
    unsafe {
        let mut all = std::mem::zeroed::<libc::sigset_t>();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
    // A panic has been reported.
    thread.join().unwrap_or(101)
}

fn program() -> i32 {
    let arguments = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let environment = |name: &str| std::env::var_os(name).map(|v| v.to_string_lossy().into_owned());
    match options::parse(arguments, environment) {
        Parsed::Print(text) => {
            use std::io::Write as _;
            // A closed pipe is no reason to say anything.
            let _ = std::io::stdout().write_all(text.as_bytes());
            0
        }
        Parsed::Refuse(text, code) => {
            eprint!("{text}");
            code
        }
        Parsed::Run(command) => execute(*command),
    }
}

fn execute(command: Command) -> i32 {
    let Command { mut options, what } = command;
    if let Err((message, code)) = script::prepare(&mut options, &what) {
        eprintln!("{message}");
        return code;
    }
    let (audit, inspect, stats) = (options.audit, options.inspect, options.stats);
    // The script may change the folder.
    let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let picture = options.heap_graph.as_ref().map(absolute);
    let timeline = options.timeline.as_ref().map(absolute);
    // Before the script has run for an hour. Who reads from a pipe would take this for the end.
    for path in picture.iter().chain(&timeline).filter(|path| path.is_file() || !path.exists()) {
        if let Err(error) = std::fs::OpenOptions::new().append(true).create(true).open(path) {
            eprintln!("rcpy: cannot write '{}': {error}", path.display());
            return UNUSABLE;
        }
    }
    if timeline.is_some() {
        trace::start();
    }
    let running = match start::start(options, NATIVE_STACK - (1 << 20)) {
        Ok(running) => running,
        Err(message) => {
            eprintln!("Fatal Python error: {message}");
            return 1;
        }
    };
    let t = running.thread();
    let interactive = matches!(what, What::Prompt);
    let mut outcome = if interactive { Outcome::Done } else { script::run(t, &what) };
    let asked_for_prompt = inspect || std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty());
    if interactive || (asked_for_prompt && !matches!(what, What::Stdin)) {
        outcome = repl::run(t, interactive);
    }
    if let Some(path) = &picture {
        draw(t, &main_objects(t), path);
    }
    let ending = running.finish(audit || picture.is_some() || cfg!(debug_assertions));
    if let Some(path) = picture.filter(|_| !ending.leaked.is_empty()) {
        draw(t, &ending.leaked, &path);
    }
    if let Some(path) = &timeline {
        let title = t.vm().options.argv.first().map_or("", String::as_str);
        let title = if title.is_empty() { "<string>" } else { title.rsplit('/').next().unwrap_or(title) };
        if let Err(error) = trace::write(path, title, &crate::config::describe()) {
            eprintln!("rcpy: cannot write '{}': {error}", path.display());
        }
    }
    if stats {
        let gate = t.vm().gate.stats();
        eprint!("{}{}", memory::stats::report(), collect::report(t));
        eprint!("gate switches: {}\nforced switches: {}\ngate waits: {}\n", gate.switches, gate.forced, gate.waits);
    }
    let code = outcome.code();
    // A failure to write is the more serious news only when all else went well.
    let code = if ending.flush_failed && code == 0 { 120 } else { code };
    if !ending.leaks.is_empty() {
        eprintln!("audit: objects that nothing leads to are still alive:");
        for (class, count) in &ending.leaks {
            eprintln!("  {count} {class}");
        }
    }
    if !ending.miscounted.is_empty() {
        eprintln!("audit: counts that nothing explains:");
        for mismatch in &ending.miscounted {
            eprintln!("  {mismatch}");
        }
    }
    if audit && !(ending.leaks.is_empty() && ending.miscounted.is_empty() && t.vm().collector.faults() == 0) {
        return 1;
    }
    if matches!(outcome, Outcome::Interrupted) {
        outcome::die_by_interrupt();
    }
    // The process ends here, and its memory with it: nothing is gained by freeing that piece by piece.
    code
}

/// The namespace of the main module.
fn main_objects(t: &Thread) -> Vec<*mut Header> {
    // The picture shows the script's own names.
    start::main_namespace(t).map(|dict| vec![dict.as_ref().value().address()]).unwrap_or_default()
}

fn draw(t: &Thread, roots: &[*mut Header], path: &Path) {
    let limits = graph::Limits { backward: 1, nodes: 150, ..graph::Limits::default() };
    if let Err(error) = graph::draw(t, roots, limits, path) {
        eprintln!("rcpy: cannot write '{}': {error}", path.display());
    }
}
