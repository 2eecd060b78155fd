//! Runs every program under `tests/programs` and compares what it prints with what
//! CPython 3.13 printed: CPython is the oracle, its outputs are recorded, so the tests
//! do not need it. Each ends with a recount of the heap (`--audit`).
//!
//! Each program is one test, named by its path (`exceptions/chaining`). The conventions
//! (headers, helper modules, which stderr is compared) are in `tests/programs/README.md`.
//! To record a new or changed program, with CPython 3.13:
//!
//! ```text
//! python3.13 tests/record.py exceptions/chaining     # write .out and .err
//! python3.13 tests/record.py --check                 # is everything still what CPython prints?
//! ```
//!
//! Variables: `RCPY_TEST_ARGS` adds interpreter options to every run, so that each
//! program is also a stress test (`RCPY_TEST_ARGS="--audit --stress-gc=1" cargo test
//! --test programs`); `RCPY_TEST_SECONDS` replaces the limit of 60 s per program.
//! Programs under `wishlist/` are listed as ignored (`cargo test --test programs --
//! --ignored` runs them).

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use similar::{ChangeTag, TextDiff};
use wait_timeout::ChildExt;

/// Seconds a program may run before it counts as hanging.
const SECONDS: u64 = 60;

/// Lines of a diff that are shown; the rest is counted.
const DIFF_LINES: usize = 120;

fn main() {
    let arguments = Arguments::from_args();
    // Canonical, because tracebacks show the path that the system reports for the folder.
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").canonicalize().expect("tests/programs exists");
    let mut paths = Vec::new();
    find_programs(&root, &mut paths);
    paths.sort();
    let trials = paths
        .into_iter()
        .map(|path| {
            let name = test_name(&root, &path);
            let ignored = name.starts_with("wishlist/");
            Trial::test(name, move || Program::load(path)?.check()).with_ignored_flag(ignored)
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// Collects the programs under `folder`: every `.py` file, except that a folder which
/// holds a `main.py` is one program and its other files are modules of that program.
fn find_programs(folder: &Path, out: &mut Vec<PathBuf>) {
    let main = folder.join("main.py");
    if main.is_file() {
        out.push(main);
        return;
    }
    let entries = fs::read_dir(folder).expect("tests/programs and its folders are readable");
    for entry in entries {
        let path = entry.expect("a directory entry is readable").path();
        if path.is_dir() {
            if !path.ends_with("__pycache__") {
                find_programs(&path, out);
            }
        } else if path.extension().is_some_and(|e| e == "py") {
            out.push(path);
        }
    }
}

/// `exceptions/chaining` for `…/exceptions/chaining.py`, `imports/cycle` for
/// `…/imports/cycle/main.py`.
fn test_name(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).expect("programs lie under the root");
    let name = relative.with_extension("").to_string_lossy().replace('\\', "/");
    name.strip_suffix("/main").map_or(name.clone(), str::to_owned)
}

/// A program, its header and what it must print.
struct Program {
    path: PathBuf,
    exit: i32,
    args: Vec<String>,
    stdin: Vec<u8>,
    out: String,
    /// The expected stderr; `None` means that stderr is not compared.
    err: Option<String>,
}

impl Program {
    fn load(path: PathBuf) -> Result<Program, Failed> {
        let source = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut program = Program {
            exit: 0,
            args: Vec::new(),
            stdin: Vec::new(),
            out: fs::read_to_string(path.with_extension("out"))
                .map_err(|e| format!("no recorded output ({e}): see the header of tests/programs.rs"))?,
            err: fs::read_to_string(path.with_extension("err")).ok(),
            path,
        };
        for line in String::from_utf8_lossy(&source).lines() {
            let Some(comment) = line.strip_prefix('#') else {
                break;
            };
            let Some((key, value)) = comment.trim_start().split_once(':') else {
                continue;
            };
            match key {
                "exit" => {
                    program.exit = value.trim().parse().map_err(|e| format!("header `exit`: {e}"))?;
                }
                "args" => program.args = value.split_whitespace().map(str::to_owned).collect(),
                "stdin" => {
                    program.stdin = value.trim_start().replace("\\n", "\n").into_bytes();
                }
                _ => {}
            }
        }
        Ok(program)
    }

    fn folder(&self) -> &Path {
        self.path.parent().expect("a program lies in a folder")
    }

    fn check(&self) -> Result<(), Failed> {
        let scratch = Scratch::new()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_rcpy"));
        if let Ok(extra) = std::env::var("RCPY_TEST_ARGS") {
            command.args(extra.split_whitespace());
        }
        // Nothing may be left alive, and every count must be explained.
        command
            .arg("--audit")
            .arg(self.path.file_name().expect("a program has a file name"))
            .args(&self.args)
            .current_dir(self.folder())
            .env_remove("PYTHONPATH")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_COLOR", "1")
            .env("TEST_TMP", &scratch.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|e| format!("cannot start rcpy: {e}"))?;
        let ran = attend(&mut child, &self.stdin)?;

        let mut complaints = String::new();
        let stdout = text(&ran.stdout);
        let stderr = normalise(&text(&ran.stderr), self.folder());
        match ran.status {
            None => {
                let _ = writeln!(complaints, "killed: still running after {} s", seconds());
            }
            Some(status) if status.code() != Some(self.exit) => {
                let _ = writeln!(complaints, "{status}, expected exit code {}", self.exit);
            }
            Some(_) => {}
        }
        if stdout != self.out {
            complaints.push_str(&diff("stdout", &self.out, &stdout));
        }
        match &self.err {
            Some(expected) if *expected != stderr => {
                complaints.push_str(&diff("stderr", expected, &stderr));
            }
            _ if stderr.contains("panicked at") => complaints.push_str("the interpreter panicked\n"),
            _ if stderr.contains("\naudit:") || stderr.starts_with("audit:") => {
                complaints.push_str("the audit found something\n");
            }
            _ => {}
        }
        if complaints.is_empty() {
            return Ok(());
        }
        if self.err.is_none() && !stderr.is_empty() {
            let _ = writeln!(complaints, "stderr was:\n{}", tail(&stderr, 40));
        }
        Err(complaints.into())
    }
}

/// What a finished (or killed: `status` is `None`) child left.
struct Ran {
    status: Option<ExitStatus>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// Feeds and reads the child on threads of their own, so that no full pipe can block it,
/// and kills it when its time is over.
fn attend(child: &mut Child, input: &[u8]) -> Result<Ran, Failed> {
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let mut stdout = child.stdout.take().expect("stdout is piped");
    let mut stderr = child.stderr.take().expect("stderr is piped");
    thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends without reading its input closes the pipe: no failure.
            let _ = stdin.write_all(input);
        });
        let out = scope.spawn(move || {
            let mut bytes = Vec::new();
            stdout.read_to_end(&mut bytes).map(|_| bytes)
        });
        let err = scope.spawn(move || {
            let mut bytes = Vec::new();
            stderr.read_to_end(&mut bytes).map(|_| bytes)
        });
        let status = child.wait_timeout(Duration::from_secs(seconds()))?;
        if status.is_none() {
            child.kill()?;
            child.wait()?;
        }
        Ok(Ran {
            status,
            stdout: out.join().expect("the reader does not panic")?,
            stderr: err.join().expect("the reader does not panic")?,
        })
    })
}

/// The limit for one program, in seconds.
fn seconds() -> u64 {
    let given = std::env::var("RCPY_TEST_SECONDS").ok();
    given.and_then(|s| s.parse().ok()).unwrap_or(SECONDS)
}

/// An empty folder for one run, named to the program by `TEST_TMP`.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Scratch, Failed> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        // Only the number must be unique, nothing is published with it.
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("programs-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A leftover folder in the target directory harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Output as text; bytes that are not UTF-8 show up as replacement characters in the diff.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Makes stderr independent of where the tests lie and of how the library is written:
/// paths become relative to the program's folder, frames of library modules are dropped.
/// `tests/record.py` does the same.
fn normalise(stderr: &str, folder: &Path) -> String {
    let prefix = OsString::from(folder).to_string_lossy().into_owned() + "/";
    let stderr = stderr.replace(&prefix, "");
    let mut out = String::new();
    let mut dropping = false;
    for line in stderr.split_inclusive('\n') {
        if let Some(file) = frame_file(line) {
            let own = ["<string>", "<stdin>", "<test>"].contains(&file)
                || Path::new(file).is_relative() && folder.join(file).is_file();
            dropping = !own;
        } else if !line.starts_with("    ") {
            dropping = false;
        }
        if !dropping {
            out.push_str(line);
        }
    }
    out
}

/// The file that a traceback line `  File "…", line N` names.
fn frame_file(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '|']);
    let (file, rest) = line.strip_prefix("File \"")?.split_once('"')?;
    rest.starts_with(", line ").then_some(file)
}

/// A line diff: `-` lines were expected, `+` lines came.
fn diff(what: &str, expected: &str, actual: &str) -> String {
    let mut out = format!("{what} differs (-expected +actual):\n");
    let mut lines = 0;
    let differ = TextDiff::from_lines(expected, actual);
    for group in differ.grouped_ops(2) {
        for change in group.iter().flat_map(|op| differ.iter_changes(op)) {
            lines += 1;
            if lines > DIFF_LINES {
                continue;
            }
            let number = change.old_index().or(change.new_index()).unwrap_or(0) + 1;
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let value = change.value();
            let _ = write!(out, "{sign}{number:4} {value}");
            if !value.ends_with('\n') {
                out.push_str("⏎ missing\n");
            }
        }
    }
    if lines > DIFF_LINES {
        let _ = writeln!(out, "… {} more lines", lines - DIFF_LINES);
    }
    out
}

/// The last `count` lines of `text`.
fn tail(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
