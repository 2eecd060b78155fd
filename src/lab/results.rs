//! Everything that was measured, as it is kept in `results.json`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Failure;
use super::machine::Machine;
use super::stats::{self, Ratio};

/// The number of this file format.
pub const FORMAT: u32 = 1;

/// One process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Which build or peer.
    pub variant: String,
    /// Which program.
    pub workload: String,
    /// How many threads it used.
    pub threads: usize,
    /// Samples of equal round were measured beside each other.
    pub round: usize,
    /// Seconds from start to end.
    pub wall: f64,
    /// Processor time in user mode, seconds.
    pub user: f64,
    /// Processor time in the kernel, seconds.
    pub system: f64,
    /// Peak resident memory, bytes.
    pub peak: u64,
    /// What the program reported of itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metrics: BTreeMap<String, f64>,
}

/// A variant as it was built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Build {
    /// Its name.
    pub name: String,
    /// Cargo features; empty for a peer.
    pub features: Vec<String>,
    /// What `-VV` said.
    pub describe: String,
    /// The seed of its code layout, if it is not the usual one.
    pub layout: Option<u32>,
    /// Whether it is another interpreter.
    pub peer: bool,
    /// Size of the binary, bytes; 0 for a peer.
    pub bytes: u64,
    /// The commit that it was built from, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
}

/// A workload as it was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// What it stresses.
    pub line: String,
    /// The CRC-32 of its script, if that was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<u32>,
    /// Whether it takes a number of threads.
    pub threaded: bool,
    /// Whether its time says something.
    pub timed: bool,
    /// Its scale argument.
    pub scale: Option<u64>,
    /// Work by number of threads, one thread's being 1.
    pub work: BTreeMap<usize, f64>,
}

/// Bytes of one object of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectSize {
    /// Which build or peer.
    pub variant: String,
    /// Which kind of object.
    pub kind: String,
    /// Bytes for each, from the growth of peak resident memory.
    pub bytes: f64,
}

/// Event counts of one run of a build with counters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventCounts {
    /// Which build.
    pub variant: String,
    /// Which program.
    pub workload: String,
    /// How many threads it used.
    pub threads: usize,
    /// Counts by the interpreter's names.
    pub counts: BTreeMap<String, f64>,
}

/// The file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// [`FORMAT`].
    pub format: u32,
    /// When measuring began, seconds since 1970.
    pub began: u64,
    /// Where it was measured.
    pub machine: Machine,
    /// Whether it was a quick run.
    pub quick: bool,
    /// Builds and peers, in the order of tables.
    pub builds: Vec<Build>,
    /// Programs, in the order of tables.
    pub programs: Vec<Program>,
    /// Processes.
    pub samples: Vec<Sample>,
    /// Memory per object.
    #[serde(default)]
    pub sizes: Vec<ObjectSize>,
    /// Event counts.
    #[serde(default)]
    pub events: Vec<EventCounts>,
    /// What could not be measured, and why.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What of a sample is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Seconds from start to end.
    Wall,
    /// Seconds of processor time.
    Cpu,
    /// Peak memory.
    Peak,
}

impl Measure {
    /// The value of a sample.
    pub fn of(self, sample: &Sample) -> f64 {
        match self {
            Measure::Wall => sample.wall,
            Measure::Cpu => sample.user + sample.system,
            Measure::Peak => sample.peak as f64,
        }
    }
}

impl Results {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not one of ours.
    pub fn load(path: &Path) -> Result<Results, Failure> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let refused = |e| format!("{} is not a whole results file of rcpy-lab: {e}", path.display());
        let results: Results = serde_json::from_str(&text).map_err(refused)?;
        if results.format != FORMAT {
            return Err(format!("{}: format {}, not {FORMAT}", path.display(), results.format));
        }
        Ok(results)
    }

    /// Writes a file in one step: a reader finds the old one or the new one.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string(self).map_err(|e| format!("{}: {e}", path.display()))?;
        let fresh = path.with_extension("json.new");
        std::fs::write(&fresh, text + "\n")
            .and_then(|()| std::fs::rename(&fresh, path))
            .map_err(|e| format!("{}: {e}", path.display()))
    }

    /// Adds a note, once.
    pub fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Whether a sample is there.
    pub fn has(&self, variant: &str, workload: &str, threads: usize, round: usize) -> bool {
        self.samples
            .iter()
            .any(|s| s.round == round && s.threads == threads && s.variant == variant && s.workload == workload)
    }

    /// The samples of a cell, by round.
    pub fn cell<'a>(&'a self, variant: &'a str, workload: &'a str, threads: usize) -> impl Iterator<Item = &'a Sample> {
        self.samples.iter().filter(move |s| s.threads == threads && s.variant == variant && s.workload == workload)
    }

    /// The median of a measure in a cell.
    pub fn median(&self, variant: &str, workload: &str, threads: usize, measure: Measure) -> Option<f64> {
        let values: Vec<f64> = self.cell(variant, workload, threads).map(|s| measure.of(s)).collect();
        stats::median(&values)
    }

    /// The median of what a program reported.
    pub fn metric(&self, variant: &str, workload: &str, threads: usize, name: &str) -> Option<f64> {
        let values: Vec<f64> =
            self.cell(variant, workload, threads).filter_map(|s| s.metrics.get(name).copied()).collect();
        stats::median(&values)
    }

    /// A measure of two cells in the rounds that both have.
    pub fn paired(&self, base: Cell, other: Cell, measure: Measure) -> (Vec<f64>, Vec<f64>) {
        let rounds: BTreeMap<usize, f64> =
            self.cell(other.variant, other.workload, other.threads).map(|s| (s.round, measure.of(s))).collect();
        self.cell(base.variant, base.workload, base.threads)
            .filter_map(|s| Some((measure.of(s), *rounds.get(&s.round)?)))
            .unzip()
    }

    /// `other / base` in one workload.
    pub fn ratio(&self, base: &str, other: &str, workload: &str, threads: usize, measure: Measure) -> Option<Ratio> {
        if base == other {
            return self.cell(base, workload, threads).next().map(|_| Ratio::ONE);
        }
        let cell = |variant| Cell { variant, workload, threads };
        let (base, other) = self.paired(cell(base), cell(other), measure);
        stats::paired_ratio(&base, &other)
    }

    /// The geometric mean of `other / base` over (workload, threads) pairs that both have; `None` if one is missing
    /// in `other` that `base` has, since a mean over other programs would not compare.
    pub fn overall(&self, base: &str, other: &str, over: &[(&str, usize)], measure: Measure) -> Option<Ratio> {
        if base == other {
            return Some(Ratio::ONE);
        }
        let mut pairs = Vec::new();
        for &(workload, threads) in over {
            let cell = |variant| Cell { variant, workload, threads };
            let pair = self.paired(cell(base), cell(other), measure);
            if pair.0.is_empty() {
                return None;
            }
            pairs.push(pair);
        }
        stats::overall_ratio(&pairs)
    }

    /// The thread counts that a program was run with.
    pub fn thread_counts(&self, workload: &str) -> Vec<usize> {
        let mut counts: Vec<usize> =
            self.samples.iter().filter(|s| s.workload == workload).map(|s| s.threads).collect();
        counts.sort_unstable();
        counts.dedup();
        counts
    }
}

/// A place in the table of samples.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Which build or peer.
    pub variant: &'a str,
    /// Which program.
    pub workload: &'a str,
    /// How many threads.
    pub threads: usize,
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Results with known ratios for tests: each variant is `factor` times slower than the first, in every program.
    pub fn synthetic(variants: &[(&str, f64)], programs: &[(&str, bool)], rounds: usize) -> Results {
        let mut rng = fastrand::Rng::with_seed(7);
        let mut results = Results { format: FORMAT, quick: true, ..Results::default() };
        results.machine.cores = 2;
        results.machine.processor = "Test <&> \"processor\"".into();
        for (name, _) in variants {
            results.builds.push(Build {
                name: (*name).into(),
                features: vec!["adaptive".into(), "biased".into()],
                describe: format!("rcpy {name}"),
                layout: name.strip_prefix("classic-layout").and_then(|s| s.parse().ok()),
                peer: name.starts_with("python"),
                bytes: 1 << 20,
                commit: None,
            });
        }
        for (name, threaded) in programs {
            let counts: &[usize] = if *threaded { &[1, 2] } else { &[1] };
            results.programs.push(Program {
                name: (*name).into(),
                line: format!("Stresses: {name} <&>."),
                source: None,
                threaded: *threaded,
                timed: !name.starts_with("convoy"),
                scale: Some(10),
                work: counts.iter().map(|n| (*n, *n as f64)).collect(),
            });
            for &threads in counts {
                for round in 0..rounds {
                    let drift = 1.0 + rng.f64();
                    for (variant, factor) in variants {
                        let wall = drift * factor * (0.02 * (rng.f64() - 0.5)).exp();
                        let mut metrics = BTreeMap::new();
                        if name.starts_with("convoy") {
                            metrics.insert("latency_median_us".into(), 5000.0 * factor);
                            metrics.insert("latency_p99_us".into(), 9000.0 * factor);
                        }
                        results.samples.push(Sample {
                            variant: (*variant).into(),
                            workload: (*name).into(),
                            threads,
                            round,
                            wall,
                            user: 0.9 * wall,
                            system: 0.1 * wall,
                            peak: 10 << 20,
                            metrics,
                        });
                    }
                }
            }
        }
        results
    }

    #[test]
    fn a_round_trip_loses_nothing() {
        let folder = std::env::temp_dir().join(format!("rcpy-lab-results-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut results = synthetic(&[("classic", 1.0), ("full", 0.8)], &[("calls", false), ("private_work", true)], 3);
        results.sizes.push(ObjectSize { variant: "classic".into(), kind: "list".into(), bytes: 56.25 });
        results.events.push(EventCounts {
            variant: "classic".into(),
            workload: "calls".into(),
            threads: 1,
            counts: BTreeMap::from([("plain".into(), 12.0)]),
        });
        let path = folder.join("results.json");
        results.save(&path).unwrap();
        assert_eq!(Results::load(&path).unwrap(), results);
        std::fs::write(&path, "{\"format\": 99}").unwrap();
        assert!(Results::load(&path).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn ratios_are_those_that_went_in() {
        let results = synthetic(&[("classic", 1.0), ("full", 0.8)], &[("calls", false), ("dicts", false)], 9);
        let ratio = results.ratio("classic", "full", "calls", 1, Measure::Wall).unwrap();
        assert!((ratio.point - 0.8).abs() < 0.02 && ratio.high < 0.9, "{ratio:?}");
        let over = [("calls", 1), ("dicts", 1)];
        let ratio = results.overall("classic", "full", &over, Measure::Cpu).unwrap();
        assert!((ratio.point - 0.8).abs() < 0.02);
        assert!(results.overall("classic", "full", &[("absent", 1)], Measure::Wall).is_none());
    }
}
