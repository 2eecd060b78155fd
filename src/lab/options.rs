//! The command line of the laboratory.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

/// What `--help` prints.
pub const HELP: &str = "\
usage: rcpy-lab [options]                   build the variants, measure, report
       rcpy-lab run SCRIPT [ARG ...]        the same with a script of your own (options come first)
       rcpy-lab peers [options]             the same, beside every other Python found
       rcpy-lab compare A.json B.json       what changed between two results
       rcpy-lab report [results.json]       write the report again from kept results
       rcpy-lab publish [results.json]      the report into docs/report, its findings into README.md
       rcpy-lab csv [results.json]          (or --csv) the samples as CSV on standard output
       rcpy-lab pyperf [results.json] DIR   one file a variant, for `python -m pyperf compare_to`
       rcpy-lab build [options]             only build the binaries, for a later run with --no-build
       rcpy-lab list                        variants and workloads

What to measure
  --quick             ten minutes of measuring: ladder and canaries, smaller workloads, fewer thread counts
  --variants a,b,c    only these (names of `list`, or NAME+FEATURE, NAME-FEATURE) and `classic`
  --features a,b,c    an own mix of features, beside `classic` unless --variants names others
  --workloads a,b,c   only these
  --threads 1,2,4     numbers of threads for the threaded workloads
  --rounds N          how often everything runs (default: 15; with --quick: what fits into ten minutes, 3 to 12)
  --minutes N         as many rounds as fit into so much measuring, but at least 3
  --peer NAME=CMD     one more interpreter in the same rounds (may be repeated)
  --pyperformance DIR the programs of a checkout of that suite (bm_*/run_benchmark.py)

How
  --resume            go on where an interrupted run stopped
  --no-build          take the binaries that are there
  --no-extras         no event counts, no memory per object
  --timeout SECONDS   the most that one process may take (default: 120)
  --out DIR           where results go (default: target/lab)
  --slow-down PERCENT add `slowed`: classic with that much busy waiting, to see that the laboratory finds it
";

/// The file in `--out` that keeps what was measured.
pub const RESULTS: &str = "results.json";

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Print [`HELP`].
    Help,
    /// Print variants and workloads.
    List,
    /// Build, measure, report.
    Measure,
    /// Build.
    Build,
    /// Compare two results files.
    Compare(PathBuf, PathBuf),
    /// Print samples.
    Csv(PathBuf),
    /// Export for pyperf: results file, folder.
    Pyperf(PathBuf, PathBuf),
    /// Write the report again.
    Report(PathBuf),
    /// Put the report into `docs/report` and its findings into the README.
    Publish(PathBuf),
}

/// A command line.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to do.
    pub action: Action,
    /// `--quick`.
    pub quick: bool,
    /// `--variants`; `None`: all that the mode asks for.
    pub variants: Option<Vec<String>>,
    /// `--features`.
    pub features: Option<Vec<String>>,
    /// `--workloads`.
    pub workloads: Option<Vec<String>>,
    /// `--threads`.
    pub threads: Option<Vec<usize>>,
    /// `--rounds`.
    pub rounds: Option<usize>,
    /// `--minutes`.
    pub minutes: Option<f64>,
    /// Whether to look for other interpreters.
    pub peers: bool,
    /// `--peer`, as (name, command).
    pub peer: Vec<(String, String)>,
    /// `--pyperformance`.
    pub pyperformance: Option<PathBuf>,
    /// `run SCRIPT ARG…`.
    pub script: Option<(PathBuf, Vec<String>)>,
    /// `--resume`.
    pub resume: bool,
    /// Not `--no-build`.
    pub build: bool,
    /// Not `--no-extras`.
    pub extras: bool,
    /// `--timeout`, seconds.
    pub timeout: f64,
    /// `--out`.
    pub out: PathBuf,
    /// `--slow-down`, per cent.
    pub slow_down: Option<f64>,
}

impl Options {
    /// Whether objects are weighed and events counted: not for programs of others.
    pub fn counts_events(&self) -> bool {
        self.extras && self.script.is_none() && self.pyperformance.is_none()
    }

    /// Reads the arguments that follow the program's name.
    ///
    /// # Errors
    /// With words for the user when they make no sense.
    pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Options, String> {
        read(arguments).map_err(|e| e.to_string())
    }
}

fn read(arguments: impl Iterator<Item = OsString>) -> Result<Options, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut options = Options {
        action: Action::Measure,
        quick: false,
        variants: None,
        features: None,
        workloads: None,
        threads: None,
        rounds: None,
        minutes: None,
        peers: false,
        peer: Vec::new(),
        pyperformance: None,
        script: None,
        resume: false,
        build: true,
        extras: true,
        timeout: 120.0,
        out: PathBuf::from("target/lab"),
        slow_down: None,
    };
    let mut words: Vec<OsString> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("help") | Short('h') => options.action = Action::Help,
            Long("quick") => options.quick = true,
            Long("variants") => options.variants = Some(list(&parser.value()?.string()?)),
            Long("features") => options.features = Some(list(&parser.value()?.string()?)),
            Long("workloads") => options.workloads = Some(list(&parser.value()?.string()?)),
            Long("threads") => {
                let numbers = list(&parser.value()?.string()?);
                let numbers: Result<Vec<usize>, _> = numbers.iter().map(|n| n.parse()).collect();
                let numbers = numbers.map_err(|_| "--threads wants numbers such as 1,2,4")?;
                if numbers.is_empty() || numbers.iter().any(|n| !(1..=1024).contains(n)) {
                    return Err("--threads wants numbers from 1 to 1024".into());
                }
                options.threads = Some(numbers);
            }
            Long("rounds") => {
                let rounds = parser.value()?.parse::<usize>().ok().filter(|n| (1..=10_000).contains(n));
                options.rounds = Some(rounds.ok_or("--rounds wants a number from 1 to 10000")?);
            }
            Long("minutes") => {
                let minutes = parser.value()?.parse::<f64>().ok().filter(|m| *m > 0.0 && *m < 1e5);
                options.minutes = Some(minutes.ok_or("--minutes wants a number of minutes")?);
            }
            Long("peer") => {
                let value = parser.value()?.string()?;
                let (name, command) = value.split_once('=').map_or(("", ""), |(n, c)| (n.trim(), c.trim()));
                if name.is_empty() || command.is_empty() {
                    return Err("--peer wants NAME=COMMAND".into());
                }
                options.peer.push((name.to_owned(), command.to_owned()));
            }
            Long("pyperformance") => options.pyperformance = Some(parser.value()?.into()),
            Long("csv") => words.push("csv".into()),
            Long("resume") => options.resume = true,
            Long("no-build") => options.build = false,
            Long("no-extras") => options.extras = false,
            Long("timeout") => {
                let seconds = parser.value()?.parse::<f64>().ok().filter(|s| *s > 0.0 && *s < 1e6);
                options.timeout = seconds.ok_or("--timeout wants a number of seconds")?;
            }
            Long("out") => options.out = parser.value()?.into(),
            Long("slow-down") => {
                let percent = parser.value()?.parse::<f64>().ok().filter(|p| (0.0..=1000.0).contains(p));
                options.slow_down = Some(percent.ok_or("--slow-down wants per cent from 0 to 1000")?);
            }
            Value(word) if words.is_empty() && word == "run" => {
                let script = parser.value().map_err(|_| "run wants a script")?.into();
                let mut rest = Vec::new();
                for argument in parser.raw_args()? {
                    rest.push(argument.string()?);
                }
                options.script = Some((script, rest));
                words.push(word);
            }
            Value(word) => words.push(word),
            _ => return Err(argument.unexpected()),
        }
    }
    if options.action == Action::Help {
        return Ok(options);
    }
    let word = words.first().and_then(|w| w.to_str()).unwrap_or("").to_owned();
    let mut paths = words.iter().skip(1).map(PathBuf::from);
    let kept = options.out.join(RESULTS);
    let (first, second, more) = (paths.next(), paths.next(), paths.next());
    options.action = match (word.as_str(), first, second, more) {
        ("" | "run", None, None, None) => Action::Measure,
        ("peers", None, None, None) => {
            options.peers = true;
            Action::Measure
        }
        ("list", None, None, None) => Action::List,
        ("build", None, None, None) => Action::Build,
        ("compare", Some(a), Some(b), None) => Action::Compare(a, b),
        ("compare", ..) => return Err("compare wants two results files".into()),
        ("csv", file, None, None) => Action::Csv(file.unwrap_or(kept)),
        ("report", file, None, None) => Action::Report(file.unwrap_or(kept)),
        ("publish", file, None, None) => Action::Publish(file.unwrap_or(kept)),
        ("pyperf", Some(folder), None, None) if !folder.is_file() => Action::Pyperf(kept, folder),
        ("pyperf", Some(file), Some(folder), None) => Action::Pyperf(file, folder),
        ("pyperf", ..) => return Err("pyperf wants a folder to write to".into()),
        _ => return Err(format!("cannot understand {words:?}").into()),
    };
    Ok(options)
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Options, String> {
        Options::read(words.iter().map(OsString::from))
    }

    #[test]
    fn actions() {
        assert_eq!(read(&[]).unwrap().action, Action::Measure);
        assert!(read(&["peers", "--quick"]).unwrap().peers);
        assert_eq!(read(&["compare", "a", "b"]).unwrap().action, Action::Compare("a".into(), "b".into()));
        assert!(read(&["compare", "a"]).is_err());
        assert_eq!(read(&["--csv", "r.json"]).unwrap().action, Action::Csv("r.json".into()));
        assert_eq!(read(&["csv", "--out", "d"]).unwrap().action, Action::Csv("d/results.json".into()));
        assert!(read(&["frobnicate"]).is_err());
        let kept: PathBuf = "target/lab/results.json".into();
        assert_eq!(read(&["pyperf", "d"]).unwrap().action, Action::Pyperf(kept, "d".into()));
        assert!(read(&["pyperf", "Cargo.toml"]).is_err(), "a file is no folder to write to");
    }

    #[test]
    fn the_manual_has_every_option() {
        fn flags(text: &str) -> std::collections::BTreeSet<&str> {
            let word = |c: char| !(c.is_ascii_lowercase() || c == '-');
            text.split(word).filter(|w| w.len() > 3 && w.starts_with("--") && !w[2..].starts_with('-')).collect()
        }
        let manual = std::fs::read_to_string(super::super::campaign::root().join("docs/lab.md")).unwrap();
        let table: Vec<&str> = manual.lines().filter(|l| l.starts_with("| `--")).collect();
        assert_eq!(flags(&table.join("\n")), flags(HELP));
        for flag in flags(HELP) {
            // With a value that suits most; what is unknown complains of the option itself.
            let message = read(&[flag, "1"]).err().unwrap_or_default();
            assert!(!message.contains("invalid option"), "{message}");
        }
    }

    #[test]
    fn lists_numbers_and_scripts() {
        let options = read(&["--variants", "classic, full", "--threads=1,2", "run", "my.py", "--deep", "3"]).unwrap();
        assert_eq!(options.variants.unwrap(), ["classic", "full"]);
        assert_eq!(options.threads.unwrap(), [1, 2]);
        assert_eq!(options.script.unwrap(), ("my.py".into(), vec!["--deep".to_owned(), "3".to_owned()]));
        assert!(read(&["--threads", "0"]).is_err());
        for wrong in [
            &["--peer", "x"],
            &["--peer", "=python3"],
            &["--peer", "x= "],
            &["--timeout", "nan"],
            &["--rounds", "0"],
            &["--rounds", "-3"],
            &["--minutes", "-1"],
            &["--slow-down", "-5"],
        ] {
            let message = read(wrong).unwrap_err();
            assert!(message.starts_with(wrong[0]), "{wrong:?}: {message}");
        }
    }
}
