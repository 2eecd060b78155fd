//! `rcpy-lab publish`: puts a report where the repository keeps it, and its findings into the README.
//!
//! The folder gets the page, the Markdown with its plots, and two pictures of the same threads with and without the lock, made by the
//! binaries that were measured. The README has two marks between which the findings stand.

use std::path::Path;
use std::process::Command;

use super::results::Results;
use super::{Failure, campaign, report};

const BEGIN: &str = "<!-- findings: written by `rcpy-lab publish` -->";
const END: &str = "<!-- end of findings -->";
/// The script whose threads are drawn.
const SCRIPT: &str = "examples/two_threads.py";
/// The pictures' names, what they show, and the variants to draw them with, the first that is there.
const PICTURES: [(&str, &str, &[&str]); 2] = [
    ("timeline-lock", "With the global lock: two threads that compute take turns", &["classic", "gil-full"]),
    ("timeline-free", "Without it: both compute at the same time", &["full", "pep703"]),
];

/// Publishes kept results.
///
/// # Errors
/// When the results cannot be read or something not be written.
pub fn run(file: &Path, out: &Path) -> Result<(), Failure> {
    let root = campaign::root();
    let results = Results::load(file)?;
    let folder = root.join("docs/report");
    report::write(&results, &folder)?;
    // The binaries that were measured lie beside the results, or where `--out` says.
    let beside = file.parent().map(|f| f.join("bin")).filter(|f| f.is_dir());
    let binaries = beside.unwrap_or_else(|| out.join("bin"));
    let mut pictures = Vec::new();
    for (name, caption, variants) in PICTURES {
        let picture = folder.join("plots").join(format!("{name}.svg"));
        if let Err(reason) = draw(&binaries, variants, &root.join(SCRIPT), &picture) {
            // Results may come without their binaries: a picture that is there still shows what it says.
            let instead = if picture.is_file() { "the old one stays" } else { "the README will lack it" };
            eprintln!("rcpy-lab: no new picture {name}.svg ({reason}): {instead}");
        }
        if picture.is_file() {
            pictures.push((name, caption));
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

/// Draws the threads of a script in the first of some variants that has a binary. A picture is replaced only by a whole one.
fn draw(binaries: &Path, variants: &[&str], script: &Path, picture: &Path) -> Result<(), Failure> {
    let binary = variants.iter().map(|v| binaries.join(v)).find(|b| b.is_file());
    let binary = binary.ok_or_else(|| format!("no binary of {} in {}", variants.join(" or "), binaries.display()))?;
    let fresh = picture.with_extension("new.svg");
    let output = Command::new(&binary).arg(format!("--timeline={}", fresh.display())).arg(script).output();
    let output = output.map_err(|e| format!("{}: {e}", binary.display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} failed: {}", binary.display(), said.trim()));
    }
    std::fs::rename(&fresh, picture).map_err(|e| format!("{}: {e}", picture.display()))
}

/// The README with these findings between the marks; in front of its second section if there are no marks yet.
fn with_findings(readme: &str, findings: &str, pictures: &[(&str, &str)]) -> String {
    let mut part = format!(
        "{BEGIN}\n## Findings\n\n{}\n![The ladder on one thread](docs/report/plots/ladder.svg)\n\nThe whole report: [docs/report](docs/report/report.md), or `docs/report/report.html` in a browser.\n",
        findings.trim_end().to_owned() + "\n"
    );
    if !pictures.is_empty() {
        part += "\nTwo threads that compute and one that sleeps now and then, with the lock and without it, drawn by `--timeline`:\n";
    }
    for (name, caption) in pictures {
        part += &format!("\n![{caption}](docs/report/plots/{name}.svg)\n");
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
        let once = with_findings(readme, "- first\n", &[("timeline-lock", "With the lock")]);
        assert!(
            once.starts_with("# rcpy\n\nText.\n\n## One\n\nA.\n\n<!--") && once.ends_with("## Two\n\nB.\n"),
            "{once}"
        );
        assert!(once.contains("- first\n") && once.contains("![With the lock](docs/report/plots/timeline-lock.svg)"));
        let twice = with_findings(&once, "- second\n", &[]);
        assert!(twice.contains("- second") && !twice.contains("- first") && !twice.contains("timeline"), "{twice}");
        assert_eq!(with_findings(&twice, "- second\n", &[]), twice);
    }
}
