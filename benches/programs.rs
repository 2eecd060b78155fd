//! The laboratory's single-threaded programs under criterion: whole processes of this build, results checked.
//!
//! For comparing one build with its past; for comparing variants there is `rcpy-lab`, which interleaves them.

mod stamp;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};

fn programs(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("the workloads' scales are there");
    let expected: serde_json::Value = serde_json::from_str(&text).expect("they are JSON");
    let mut group = c.benchmark_group(format!("programs {}", stamp::stamp()));
    group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(4));
    for (name, entry) in expected.as_object().expect("an object of programs") {
        if entry["threaded"] == true {
            continue;
        }
        let scale = entry["quick_scale"].to_string();
        let runs = entry["runs"].as_array().expect("a list of runs");
        let run = runs.iter().find(|r| r["scale"] == entry["quick_scale"]).expect("the quick scale has a checksum");
        let wanted = format!("checksum {}\n", run["checksum"].as_str().expect("a text"));
        let script = folder.join(format!("{name}.py"));
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| {
                let output = Command::new(env!("CARGO_BIN_EXE_rcpy"))
                    .arg(&script)
                    .arg(&scale)
                    .stdin(Stdio::null())
                    .stderr(Stdio::inherit())
                    .output()
                    .expect("the interpreter starts");
                assert_eq!(String::from_utf8_lossy(&output.stdout), wanted, "{name}");
            });
        });
    }
    group.finish();
}

criterion_group!(benches, programs);
criterion_main!(benches);
