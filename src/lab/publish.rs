//! `rcpy-lab publish`: puts a report where the repository keeps it, and its findings into the README.
//!
//! The folder gets the page, the Markdown with its plots, and two pictures of the same threads with and without the lock, made by the
//! binaries that were measured. The README has two marks between which the findings stand.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::results::Results;
use super::{Failure, campaign, report};

const BEGIN: &str = "<!-- findings: written by `rcpy-lab publish` -->";
const END: &str = "<!-- end of findings -->";
/// The script whose threads are drawn, and the pairs of variants to draw them with, the first that is there.
const SCRIPT: &str = "examples/two_threads.py";
const PICTURES: [(&str, &[&str]); 2] =
    [("timeline-lock", &["classic", "gil-full"]), ("timeline-free", &["full", "pep703"])];

/// Publishes kept results.
///
/// # Errors
/// When the results cannot be read or something not be written.
pub fn run(file: &Option<PathBuf>, out: &Path) -> Result<(), Failure> {
    let root = campaign::root();
    let file = file.clone().unwrap_or_else(|| out.join("results.json"));
    let results = Results::load(&file)?;
    let folder = root.join("docs/report");
    report::write(&results, &folder)?;
    let mut pictures = Vec::new();
    for (name, variants) in PICTURES {
        let there = |v: &&&str| out.join("bin").join(v).is_file();
        let Some(variant) = variants.iter().find(there) else { continue };
        let picture = folder.join("plots").join(format!("{name}.svg"));
        let status = Command::new(out.join("bin").join(variant))
            .arg(format!("--timeline={}", picture.display()))
            .arg(root.join(SCRIPT))
            .output();
        match status {
            Ok(output) if output.status.success() => pictures.push((name, *variant)),
            Ok(output) => eprintln!("rcpy-lab: no picture of {variant}: {}", String::from_utf8_lossy(&output.stderr)),
            Err(e) => eprintln!("rcpy-lab: no picture of {variant}: {e}"),
        }
    }
    let readme = root.join("README.md");
    let text = std::fs::read_to_string(&readme).map_err(|e| format!("{}: {e}", readme.display()))?;
    let findings = std::fs::read_to_string(folder.join("findings.md")).map_err(|e| e.to_string())?;
    let text = with_findings(&text, &findings, &pictures);
    std::fs::write(&readme, text).map_err(|e| format!("{}: {e}", readme.display()))?;
    eprintln!("{}\n{}", folder.join("report.html").display(), readme.display());
    Ok(())
}

/// The README with these findings between the marks; in front of its second section if there are no marks yet.
fn with_findings(readme: &str, findings: &str, pictures: &[(&str, &str)]) -> String {
    let mut part = format!(
        "{BEGIN}\n## Findings\n\n{}\n![The ladder on one thread](docs/report/plots/ladder.svg)\n\nThe whole report: [docs/report](docs/report/report.md), or `docs/report/report.html` in a browser.\n",
        findings.trim_end().to_owned() + "\n"
    );
    if !pictures.is_empty() {
        part += "\nTwo threads that compute and one that sleeps, drawn by `--timeline`:\n";
    }
    for (name, variant) in pictures {
        part += &format!("\n![The threads in {variant}](docs/report/plots/{name}.svg)\n");
    }
    part += END;
    match (readme.find(BEGIN), readme.find(END)) {
        (Some(from), Some(to)) if from < to => format!("{}{part}{}", &readme[..from], &readme[to + END.len()..]),
        _ => {
            let first = readme.find("\n## ").map_or(readme.len(), |at| at + 1);
            let second = readme[first..].find("\n## ").map_or(readme.len(), |at| first + at + 1);
            format!("{}{part}\n\n{}", &readme[..second], &readme[second..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_put_in_and_replaced() {
        let readme = "# rcpy\n\nText.\n\n## One\n\nA.\n\n## Two\n\nB.\n";
        let once = with_findings(readme, "- first\n", &[("timeline-lock", "classic")]);
        assert!(
            once.starts_with("# rcpy\n\nText.\n\n## One\n\nA.\n\n<!--") && once.ends_with("## Two\n\nB.\n"),
            "{once}"
        );
        assert!(once.contains("- first\n") && once.contains("timeline-lock.svg"));
        let twice = with_findings(&once, "- second\n", &[]);
        assert!(twice.contains("- second") && !twice.contains("- first") && !twice.contains("timeline"), "{twice}");
        assert_eq!(with_findings(&twice, "- second\n", &[]), twice);
    }
}
