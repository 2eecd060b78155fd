//! The refcount suite: runs every program under `tests/refcounts` with `--audit` and compares what it prints with its `.out`. The examples
//! are run too, for their audit alone.
//!
//! One command for any variant: `cargo test --test refcounts --no-default-features --features adaptive,mimalloc`. With `RCPY_BIN` it tests
//! a binary that exists already. What each program shows is in `tests/refcounts/README.md`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use libtest_mimic::{Arguments, Failed, Trial};
use wait_timeout::ChildExt as _;

/// Seconds a program may run, in a build without optimisation on a busy machine.
const SECONDS: u64 = 600;

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refcounts");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let trials = [("", folder), ("examples/", examples)]
        .into_iter()
        .flat_map(|(prefix, folder)| programs(&folder).into_iter().map(move |path| (prefix, path)))
        .map(|(prefix, path)| {
            let name = path.file_stem().expect("a program has a name").to_string_lossy();
            Trial::test(format!("{prefix}{name}"), move || check(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// The programs of a folder.
fn programs(folder: &Path) -> Vec<PathBuf> {
    let mut programs: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("a directory entry is readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    programs.sort();
    programs
}

/// The words behind `# key:` in the first lines of a program.
fn header(source: &str, key: &str) -> Vec<String> {
    let line = source.lines().take(5).find_map(|line| line.strip_prefix(&format!("# {key}:")));
    line.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

fn check(path: &Path) -> Result<(), Failed> {
    let source = fs::read_to_string(path)?;
    // Examples have none: what they print is not compared.
    let expected = fs::read_to_string(path.with_extension("out")).ok();
    let binary = env::var_os("RCPY_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_rcpy").into());
    let mut child = Command::new(binary)
        .args(header(&source, "options"))
        .arg("--audit")
        .arg(path)
        .args(header(&source, "args"))
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (mut stdout, mut stderr) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let read = |pipe: &mut dyn std::io::Read| {
        let mut text = Vec::new();
        pipe.read_to_end(&mut text).map(|_| String::from_utf8_lossy(&text).into_owned())
    };
    let (status, printed, said) = std::thread::scope(|scope| {
        let said = scope.spawn(move || read(&mut stderr));
        let printed = scope.spawn(move || read(&mut stdout));
        let status = child.wait_timeout(Duration::from_secs(SECONDS))?;
        if status.is_none() {
            child.kill()?;
        }
        let printed = printed.join().expect("the reader does not panic")?;
        Ok::<_, std::io::Error>((status, printed, said.join().expect("the reader does not panic")?))
    })?;
    let Some(status) = status else { return Err(format!("still running after {SECONDS} s").into()) };
    if status.success() && expected.as_ref().is_none_or(|expected| *expected == printed) && !said.contains("audit:") {
        return Ok(());
    }
    let expected = expected.unwrap_or_default();
    Err(format!("{status}\n-- expected:\n{expected}\n-- printed:\n{printed}\n-- stderr:\n{said}").into())
}
