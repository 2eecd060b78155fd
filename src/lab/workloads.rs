//! The programs to run, what each stresses, and the checksums they must print.
//!
//! A workload is a Python file whose first line says what it stresses; it takes a scale and, if it is a threaded one, a
//! number of threads, and prints `checksum WORDS`. `expected.json` beside the files holds scales and known checksums.
//! Lines `metric NAME NUMBER` are kept with the sample.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Failure;

/// A program to measure.
#[derive(Clone, Debug)]
pub struct Workload {
    /// Its name in tables.
    pub name: String,
    /// The file.
    pub script: PathBuf,
    /// What it stresses, in one sentence.
    pub line: String,
    /// The CRC-32 of the file: a script that was edited is another one.
    pub source: u32,
    /// Whether it takes a number of threads.
    pub threaded: bool,
    /// Whether its time is that of work, and not of waiting (the convoy's is not).
    pub timed: bool,
    /// Whether an interpreter may be unable to run it; a failure is then noted and no reason to stop.
    pub may_fail: bool,
    /// Its first argument, if it is one of ours.
    pub scale: Option<u64>,
    /// Arguments of a script from elsewhere.
    pub arguments: Vec<String>,
    /// Variables to set.
    pub environment: Vec<(String, String)>,
    /// Known checksums by (scale, threads).
    pub expected: HashMap<(u64, usize), String>,
}

impl Workload {
    /// What to put after the interpreter's name.
    pub fn command_line(&self, threads: usize) -> Vec<String> {
        let mut words = vec![self.script.display().to_string()];
        if let Some(scale) = self.scale {
            words.push(scale.to_string());
            if self.threaded {
                words.push(threads.to_string());
            }
        }
        words.extend(self.arguments.iter().cloned());
        words
    }

    /// The checksum it must print; `None` if that is not known beforehand.
    pub fn expected(&self, threads: usize) -> Option<&str> {
        self.expected.get(&(self.scale?, threads)).map(String::as_str)
    }

    /// How much work `threads` threads do, in units of what one thread does: each does its own share.
    pub fn work(&self, threads: usize) -> f64 {
        // Producers and consumers come in pairs, and one thread does the work of a pair.
        if self.name == "producer_consumer" { (threads / 2).max(1) as f64 } else { threads as f64 }
    }
}

#[derive(Deserialize)]
struct Entry {
    threaded: bool,
    full_scale: u64,
    quick_scale: u64,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    scale: u64,
    threads: usize,
    checksum: String,
}

/// The convoy's switch intervals, seconds, and how a workload's name ends for each.
const INTERVALS: &[(&str, &str)] = &[("0.02", "@20ms"), ("0.001", "@1ms"), ("0.0001", "@0.1ms")];

/// The workloads that ship, in a folder; quick ones do half the work.
///
/// # Errors
/// When the folder is not what it should be.
pub fn shipped(folder: &Path, quick: bool) -> Result<Vec<Workload>, Failure> {
    let file = folder.join("expected.json");
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let entries: std::collections::BTreeMap<String, Entry> =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut found = Vec::new();
    for (name, entry) in entries {
        let script = folder.join(format!("{name}.py"));
        let text = read(&script)?;
        let workload = Workload {
            line: text.lines().next().unwrap_or("").trim_start_matches(['#', ' ']).to_owned(),
            source: crc32fast::hash(text.as_bytes()),
            threaded: entry.threaded,
            timed: name != "convoy",
            may_fail: false,
            scale: Some(if quick { entry.quick_scale } else { entry.full_scale }),
            arguments: Vec::new(),
            environment: Vec::new(),
            expected: entry.runs.into_iter().map(|r| ((r.scale, r.threads), r.checksum)).collect(),
            script,
            name,
        };
        if !workload.timed {
            for (seconds, suffix) in INTERVALS {
                found.push(Workload {
                    name: format!("{}{suffix}", workload.name),
                    environment: vec![("CONVOY_SWITCH_INTERVAL".into(), (*seconds).into())],
                    ..workload.clone()
                });
            }
        }
        found.push(workload);
    }
    // One thread first, then many; by name within.
    found.sort_by(|a, b| (a.threaded, &a.name).cmp(&(b.threaded, &b.name)));
    Ok(found)
}

fn read(script: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(script).map_err(|e| format!("{}: {e}", script.display()))
}

/// A script from elsewhere.
///
/// # Errors
/// When it cannot be read.
pub fn foreign(script: &Path, arguments: &[String]) -> Result<Workload, Failure> {
    Ok(Workload {
        source: crc32fast::hash(read(script)?.as_bytes()),
        name: script.file_stem().map_or_else(|| "script".into(), |s| s.to_string_lossy().into_owned()),
        script: script.to_owned(),
        line: format!("{} (a script of your own)", [&[script.display().to_string()], arguments].concat().join(" ")),
        threaded: false,
        timed: true,
        may_fail: false,
        scale: None,
        arguments: arguments.to_vec(),
        environment: Vec::new(),
        expected: HashMap::new(),
    })
}

/// The programs of a checkout of pyperformance: every `bm_NAME/run_benchmark.py` below a folder. They import `pyperf`,
/// which needs far more of Python than a benchmark does; `shim` holds a module of that name which runs the function a few times.
///
/// # Errors
/// When there are none.
pub fn pyperformance(folder: &Path, shim: &Path) -> Result<Vec<Workload>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for path in entries.flatten().map(|e| e.path()).filter(|p| p.is_dir()) {
            let script = path.join("run_benchmark.py");
            let name = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_prefix("bm_"));
            match name {
                Some(name) if script.is_file() => found.push(Workload {
                    name: name.to_owned(),
                    may_fail: true,
                    environment: vec![("PYTHONPATH".into(), shim.display().to_string())],
                    line: format!("pyperformance's {name}"),
                    ..foreign(&script, &[])?
                }),
                _ if depth < 4 => folders.push((path, depth + 1)),
                _ => {}
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if found.is_empty() {
        return Err(format!("{}: no bm_*/run_benchmark.py below it", folder.display()));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_workloads_say_what_they_stress() {
        let folder = super::super::campaign::root().join("benches/programs");
        let workloads = shipped(&folder, false).unwrap();
        assert!(workloads.len() >= 25);
        for workload in &workloads {
            assert!(workload.line.contains("tress"), "{}: {}", workload.name, workload.line);
            assert!(workload.expected(1).is_some(), "{}", workload.name);
            let text = std::fs::read_to_string(&workload.script).unwrap();
            let default = format!("else {}\n", workload.scale.unwrap());
            assert!(text.contains(&default), "{}: the default scale is not {default}", workload.name);
        }
        for file in std::fs::read_dir(&folder).unwrap().flatten().map(|e| e.path()) {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let program = file.extension().is_some_and(|e| e == "py");
            assert!(!program || workloads.iter().any(|w| w.name == name), "{name}.py is not in expected.json");
        }
    }
}
