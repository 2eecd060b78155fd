//! The laboratory through its command line, with shell scripts in place of the variants' binaries: what it does when something goes wrong.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One test at a time: a process that another test starts may for a moment have a script open for writing, which then cannot be executed.
static ONE: Mutex<()> = Mutex::new(());

/// A folder for results, with binaries and a script to run.
struct Bench {
    folder: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

impl Bench {
    fn new(name: &str) -> Bench {
        let folder = std::env::temp_dir().join(format!("rcpy-lab-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("bin")).unwrap();
        std::fs::write(folder.join("my.py"), "print('never run')\n").unwrap();
        let bench = Bench { folder, _alone: ONE.lock().unwrap_or_else(PoisonError::into_inner) };
        for name in ["classic", "full"] {
            bench.binary(name, "echo checksum 7");
        }
        bench
    }

    /// Makes a variant's binary of the lines of a shell script.
    fn binary(&self, name: &str, lines: &str) {
        let path = self.folder.join("bin").join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The laboratory, about to measure the script with these options in front.
    fn command(&self, options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rcpy-lab"));
        command.args(["--variants", "classic,full", "--out"]).arg(&self.folder).args(options);
        command.arg("run").arg(self.folder.join("my.py"));
        command
    }

    fn run(&self, options: &[&str]) -> Output {
        self.command(&[&["--no-build"], options].concat()).output().unwrap()
    }

    fn samples(&self, file: &str) -> usize {
        samples(&self.folder.join(file))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn samples(file: &Path) -> usize {
    let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    value["samples"].as_array().unwrap().len()
}

fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn done(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_wrong_checksum_stops_it_and_the_rest_is_kept() {
    let bench = Bench::new("checksum");
    let wrong = "echo as it should be not; echo checksum 8; echo and an error >&2";
    bench.binary("full", &format!("if [ $1 != -VV -a -e \"$0.wrong\" ]; then {wrong}; else echo checksum 7; fi"));
    done(&bench.run(&["--rounds", "2"]));
    std::fs::write(bench.folder.join("bin/full.wrong"), "").unwrap();
    let text = complaint(&bench.run(&["--rounds", "4", "--resume"]));
    for part in ["full", "\"8\"", "as it should be not", "and an error", "--resume"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!((4..6).contains(&bench.samples("results.json")), "those of two rounds, perhaps one of the third");
}

#[test]
fn what_fails_or_hangs_stops_it() {
    let bench = Bench::new("failure");
    bench.binary("full", "case $1 in -VV) ;; *) echo last words; exit 3;; esac");
    let text = complaint(&bench.run(&["--rounds", "1"]));
    assert!(text.contains("full") && text.contains("code 3") && text.contains("last words"), "{text}");
    bench.binary("full", "case $1 in -VV) ;; *) echo last words; sleep 60;; esac");
    let text = complaint(&bench.run(&["--rounds", "1", "--timeout", "0.3"]));
    assert!(text.contains("full") && text.contains("longer than") && text.contains("last words"), "{text}");
}

#[test]
fn a_broken_build_leaves_earlier_results_alone() {
    let bench = Bench::new("build");
    done(&bench.run(&["--rounds", "2"]));
    bench.binary("cargo", "echo error: no such thing >&2; exit 101");
    let output = bench.command(&["--rounds", "1"]).env("CARGO", bench.folder.join("bin/cargo")).output().unwrap();
    let text = complaint(&output);
    // Both are built at once, and either may fail first.
    let named = ["classic", "full"].iter().any(|v| text.contains(&format!("the variant {v} does not build")));
    assert!(named && text.contains("error: no such thing"), "{text}");
    assert_eq!(bench.samples("results.json"), 4);
    assert!(!bench.folder.join("results-1.json").exists());
}

#[test]
fn a_new_run_puts_earlier_results_aside() {
    let bench = Bench::new("aside");
    for rounds in ["1", "2", "3"] {
        done(&bench.run(&["--rounds", rounds]));
    }
    bench.binary("classic", "case $1 in -VV) ;; *) exit 1;; esac");
    bench.binary("full", "case $1 in -VV) ;; *) exit 1;; esac");
    complaint(&bench.run(&["--rounds", "4"]));
    assert_eq!(bench.samples("results-1.json"), 2);
    assert_eq!(bench.samples("results-2.json"), 4);
    assert_eq!(bench.samples("results.json"), 6, "nothing was measured that could take its place");
}

#[test]
fn an_interrupt_keeps_what_was_measured() {
    let bench = Bench::new("interrupt");
    for name in ["classic", "full"] {
        bench.binary(name, "sleep 0.02; echo checksum 7; echo ran >> \"$0.log\"");
    }
    let mut command = bench.command(&["--no-build", "--rounds", "1000"]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let log = bench.folder.join("bin/full.log");
    let some = || std::fs::read_to_string(&log).is_ok_and(|log| log.lines().count() > 5);
    for _ in 0..6000 {
        if some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    done(&Command::new("kill").args(["-TERM", &child.id().to_string()]).output().unwrap());
    let text = complaint(&child.wait_with_output().unwrap());
    assert!(text.contains("interrupted") && text.contains("--resume"), "{text}");
    let kept = bench.samples("results.json");
    assert!((1..2000).contains(&kept), "{kept}");
    done(&bench.run(&["--resume", "--rounds", &(kept / 2 + 2).to_string()]));
    assert_eq!(bench.samples("results.json"), 2 * (kept / 2 + 2), "nothing twice, nothing missing");
    // An edited script is another one.
    let script = bench.folder.join("my.py");
    let text = std::fs::read_to_string(&script).unwrap();
    std::fs::write(&script, format!("{text}\n# More.\n")).unwrap();
    let text = complaint(&bench.run(&["--resume", "--rounds", "1000"]));
    assert!(text.contains("do not pair"), "{text}");
    assert_eq!(bench.samples("results.json"), 2 * (kept / 2 + 2), "what was measured stays");
}

#[test]
fn a_slowed_down_variant_is_slowed_and_a_canary_has_no_difference() {
    let bench = Bench::new("slowed");
    bench.binary("classic", "[ $1 = -VV ] || sleep 0.04; echo checksum 7");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rcpy-lab"));
    command.args(["--variants", "classic,classic-again", "--slow-down", "400", "--no-build", "--rounds", "4", "--out"]);
    command.arg(&bench.folder).arg("run").arg(bench.folder.join("my.py"));
    done(&command.output().unwrap());
    let text = std::fs::read_to_string(bench.folder.join("results.json")).unwrap();
    let results: serde_json::Value = serde_json::from_str(&text).unwrap();
    let slowed: Vec<f64> = results["samples"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["variant"] == "slowed")
        .map(|s| s["wall"].as_f64().unwrap())
        .collect();
    // That such a difference is then found is tested on synthetic times: real ones depend on what else the machine does.
    assert!(slowed.len() == 4 && slowed.iter().all(|wall| *wall >= 0.2), "{slowed:?}");
    let report = std::fs::read_to_string(bench.folder.join("report.md")).unwrap();
    let line = |name: &str| report.lines().find(|l| l.starts_with(&format!("| {name} |"))).unwrap();
    assert!(line("classic-again").contains("none"), "{}", line("classic-again"));
}

#[test]
fn files_that_are_no_results_are_refused() {
    let bench = Bench::new("files");
    let file = bench.folder.join("results.json");
    let text = complaint(&bench.run(&["--resume"]));
    assert!(text.contains("nothing to resume"), "{text}");
    for content in ["", "{\"format\": 1, \"sam", "{}", "[]"] {
        std::fs::write(&file, content).unwrap();
        for command in ["report", "csv"] {
            let lab = Command::new(env!("CARGO_BIN_EXE_rcpy-lab")).arg(command).arg(&file).output().unwrap();
            let text = complaint(&lab);
            assert!(text.contains("results.json"), "{content:?}: {text}");
        }
        let text = complaint(&bench.run(&["--resume"]));
        assert!(text.contains("results.json"), "{content:?}: {text}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
    }
}
