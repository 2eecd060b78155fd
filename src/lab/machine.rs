//! What the numbers depend on beside the program: processor, kernel, compiler, flags, commit.

use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// The circumstances of a measurement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's model name.
    pub processor: String,
    /// How many processors this process may use.
    pub cores: usize,
    /// System and version.
    pub kernel: String,
    /// The frequency governor, if the system tells.
    pub governor: String,
    /// Main memory, bytes.
    pub memory: u64,
    /// The first line of `rustc -V`.
    pub rustc: String,
    /// `RUSTFLAGS` at the time of building.
    pub rustflags: String,
    /// The release profile, and what the environment changes in it.
    #[serde(default)]
    pub profile: String,
    /// The commit of the sources, `-dirty` if they differ from it.
    pub commit: String,
    /// The load average of the last minute when measuring began.
    pub load: f64,
}

impl Machine {
    /// Looks around; `root` is the folder of the sources. What cannot be found out is an empty string.
    pub fn here(root: &Path) -> Machine {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| {
            let line = text.lines().find(|l| l.starts_with(name)).unwrap_or("");
            line.split_once(':').map_or("", |(_, value)| value).trim().to_owned()
        };
        let kilobytes = field(&read("/proc/meminfo"), "MemTotal");
        Machine {
            processor: field(&read("/proc/cpuinfo"), "model name"),
            cores: cores(),
            kernel: said("uname", &["-sr"], root),
            governor: read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").trim().to_owned(),
            memory: kilobytes.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024,
            rustc: said("rustc", &["-V"], root),
            rustflags: std::env::var("RUSTFLAGS").unwrap_or_default(),
            profile: profile(root),
            commit: commit(root),
            load: read("/proc/loadavg").split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0),
        }
    }
}

/// The lines of the release profile, then the variables that overrule them.
fn profile(root: &Path) -> String {
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    let section = manifest.lines().skip_while(|l| l.trim() != "[profile.release]").skip(1);
    let mut words: Vec<String> = section.take_while(|l| l.contains('=')).map(|l| l.replace([' ', '"'], "")).collect();
    let mut changed: Vec<String> = std::env::vars()
        .filter(|(name, _)| name.starts_with("CARGO_PROFILE_RELEASE_"))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    changed.sort();
    words.append(&mut changed);
    words.join(" ")
}

/// How many processors this process may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The commit of the sources.
pub fn commit(root: &Path) -> String {
    let commit = said("git", &["rev-parse", "--short=12", "HEAD"], root);
    let dirty = !said("git", &["status", "--porcelain", "--untracked-files=no"], root).is_empty();
    if dirty { format!("{commit}-dirty") } else { commit }
}

fn said(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
}
