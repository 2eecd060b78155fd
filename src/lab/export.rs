//! Samples in the formats of other tools: CSV, and pyperf's JSON.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::Failure;
use super::results::Results;

/// Prints one line a sample.
///
/// # Errors
/// When the results cannot be read.
pub fn csv(file: &Path) -> Result<(), Failure> {
    let text = csv_text(&Results::load(file)?);
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

fn csv_text(results: &Results) -> String {
    let mut text = String::from("variant,workload,threads,round,wall_s,user_s,system_s,peak_bytes,metrics\n");
    for s in &results.samples {
        let metrics: Vec<String> = s.metrics.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cells = [quoted(&s.variant), quoted(&s.workload)];
        text += &format!(
            "{},{},{},{},{:.6},{:.6},{:.6},{},{}\n",
            cells[0],
            cells[1],
            s.threads,
            s.round,
            s.wall,
            s.user,
            s.system,
            s.peak,
            quoted(&metrics.join(";"))
        );
    }
    text
}

/// A CSV field as RFC 4180 wants it.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// Writes one file a variant, which `python -m pyperf compare_to` and `pyperf stats` read.
///
/// # Errors
/// When the results cannot be read or the files not be written.
pub fn pyperf(file: &Path, folder: &Path) -> Result<(), Failure> {
    let results = Results::load(file)?;
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for build in &results.builds {
        let Some(suite) = suite(&results, &build.name) else { continue };
        let path = folder.join(format!("{}.json", build.name.replace([':', '/'], "_")));
        std::fs::write(&path, format!("{suite}\n")).map_err(|e| format!("{}: {e}", path.display()))?;
        eprintln!("{}", path.display());
    }
    Ok(())
}

/// A variant's benchmarks: one a program and number of threads, each sample a run of its own (a fresh process). `None`
/// if nothing was measured.
fn suite(results: &Results, variant: &str) -> Option<Value> {
    let build = results.builds.iter().find(|b| b.name == variant)?;
    let mut benchmarks = Vec::new();
    for program in results.programs.iter().filter(|p| p.timed) {
        for threads in results.thread_counts(&program.name) {
            let runs: Vec<Value> = results
                .cell(variant, &program.name, threads)
                .map(|s| json!({"metadata": {"mem_max_rss": s.peak, "duration": s.wall}, "values": [s.wall]}))
                .collect();
            if runs.is_empty() {
                continue;
            }
            let name = if program.threaded { format!("{}-{threads}", program.name) } else { program.name.clone() };
            let metadata =
                json!({"name": name, "unit": "second", "loops": 1, "inner_loops": 1, "description": program.line});
            benchmarks.push(json!({"metadata": metadata, "runs": runs}));
        }
    }
    if benchmarks.is_empty() {
        return None;
    }
    let metadata = json!({
        "python_implementation": if build.peer { build.describe.split(' ').next().unwrap_or("") } else { "rcpy" },
        "python_version": build.describe,
        "cpu_model_name": results.machine.processor,
        "cpu_count": results.machine.cores,
        "platform": results.machine.kernel,
    });
    Some(json!({"version": "1.0", "metadata": metadata, "benchmarks": benchmarks}))
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::synthetic;
    use super::*;

    #[test]
    fn pyperf_gets_every_sample() {
        let results = synthetic(&[("classic", 1.0)], &[("calls", false), ("private_work", true), ("convoy", true)], 4);
        let suite = suite(&results, "classic").unwrap();
        let benchmarks = suite["benchmarks"].as_array().unwrap();
        assert_eq!(benchmarks.len(), 3, "the convoy has no time to compare");
        assert_eq!(benchmarks[0]["runs"].as_array().unwrap().len(), 4);
        assert_eq!(benchmarks[2]["metadata"]["name"], "private_work-2");
    }

    #[test]
    fn csv_has_a_line_a_sample() {
        let results = synthetic(&[("classic", 1.0)], &[("calls", false)], 4);
        assert_eq!(csv_text(&results).lines().count(), 5);
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
