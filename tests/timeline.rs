//! `--timeline` and `--stress-switch`, through the program itself.

use std::path::PathBuf;
use std::process::Command;

const SCRIPT: &str = "
import gc, threading, time

def compute():
    total = 0
    for i in range(300_000):
        total += i & 7
    return total

def wait():
    time.sleep(0.02)

threads = [threading.Thread(target=compute, name='first'), threading.Thread(target=compute, name='second <&>')]
threads.append(threading.Thread(target=wait, name='sleeper'))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
gc.collect()
print('done', flush=True)
";

fn run(option: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rcpy")).args([option, "-c", SCRIPT]).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "done\n");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn recorded(ending: &str) -> String {
    let path: PathBuf = std::env::temp_dir().join(format!("rcpy-timeline-{}.{ending}", std::process::id()));
    run(&format!("--timeline={}", path.display()));
    let text = std::fs::read_to_string(&path).expect("it was written");
    std::fs::remove_file(&path).expect("it is there");
    text
}

#[test]
fn every_thread_has_a_lane_without_gaps() {
    let value: serde_json::Value = serde_json::from_str(&recorded("json")).expect("it is JSON");
    let events = value["traceEvents"].as_array().expect("a list of events");
    let named = |name: &str| {
        let event = events.iter().find(|e| e["name"] == "thread_name" && e["args"]["name"] == name);
        event.unwrap_or_else(|| panic!("no lane {name:?}"))["tid"].as_u64().expect("a number")
    };
    let spans = |tid: u64| -> Vec<(f64, f64, &str)> {
        let own = events.iter().filter(move |e| e["ph"] == "X" && e["tid"] == tid);
        own.map(|e| (e["ts"].as_f64().unwrap(), e["dur"].as_f64().unwrap(), e["name"].as_str().unwrap())).collect()
    };
    for name in ["MainThread", "first", "second <&>", "sleeper"] {
        let spans = spans(named(name));
        assert!(spans.iter().any(|s| s.2 == "running"), "{name}: {spans:?}");
        for pair in spans.windows(2) {
            assert!((pair[0].0 + pair[0].1 - pair[1].0).abs() < 0.01, "{name}: a gap between {pair:?}");
        }
    }
    let slept: f64 = spans(named("sleeper")).iter().filter(|s| s.2 == "blocked").map(|s| s.1).sum();
    assert!(slept >= 20_000.0, "{slept} µs");
    let collected = spans(named("MainThread")).iter().any(|s| s.2 == "collecting");
    assert!(collected || rcpy::config::UNCOUNTED);
    let waited = events.iter().any(|e| e["name"] == "waiting for the GIL");
    assert!(waited || rcpy::config::NOGIL, "two threads that compute take turns");
}

#[test]
fn pictures_and_pages_are_written() {
    roxmltree::Document::parse(&recorded("svg")).expect("it is XML");
    assert!(recorded("html").contains("second &lt;&amp;&gt;"));
}

#[test]
fn switching_all_the_time_changes_no_result() {
    run("--stress-switch=1");
    run("--stress-switch=7");
}

#[test]
fn a_file_that_cannot_be_written_is_refused_before_the_script_runs() {
    for option in ["--timeline=/no/such/folder/t.json", "--heap-graph=/no/such/folder/g.svg"] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_rcpy")).args([option, "-c", "print('ran')"]).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{option}");
        assert!(output.stdout.is_empty(), "{option}: the script ran");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.starts_with("rcpy: cannot write '/no/such/folder/"), "{said}");
    }
}
