//! The report: `report.md` with plots beside it, and `report.html`, one file that needs nothing else.

use std::path::{Path, PathBuf};

use rcpy_primitives::time;

use super::Failure;
use super::answers::{self, Section};
use super::plot::{PLOT_STYLE, Paper};
use super::results::Results;
use super::table::{Table, escape};

/// Writes `report.md`, `report.html` and `plots/*.svg` into a folder.
///
/// # Errors
/// When a file cannot be written.
pub fn write(results: &Results, folder: &Path) -> Result<(), Failure> {
    let sections = answers::all(results);
    let save = |path: PathBuf, text: &str| std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()));
    let plots = folder.join("plots");
    std::fs::create_dir_all(&plots).map_err(|e| format!("{}: {e}", plots.display()))?;
    for figure in sections.iter().flat_map(|s| &s.figures) {
        if let Some(plot) = &figure.plot {
            save(plots.join(format!("{}.svg", figure.name)), &plot.draw(Paper::WIDE))?;
        }
    }
    save(folder.join("findings.md"), &findings_text(results, &sections))?;
    save(folder.join("report.md"), &markdown(results, &sections))?;
    save(folder.join("report.html"), &html(results, &sections))
}

/// `rcpy-lab report`: writes the report of kept results beside them.
///
/// # Errors
/// When the results cannot be read or the report not be written.
pub fn rewrite(file: &Path) -> Result<(), Failure> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write(&Results::load(file)?, folder)?;
    eprintln!("{}", folder.join("report.html").display());
    Ok(())
}

/// What was found, one line each, with the circumstances: for a README.
fn findings_text(results: &Results, sections: &[Section]) -> String {
    let machine = &results.machine;
    let mut text = format!(
        "Measured on {} ({} cores, {}), commit {}, {} processes:\n\n",
        machine.processor,
        machine.cores,
        machine.kernel,
        machine.commit,
        results.samples.len()
    );
    for finding in sections.iter().flat_map(|s| &s.findings) {
        text += &format!("- {finding}\n");
    }
    text
}

const INTRODUCTION: &str = "Every number is a ratio of times measured beside each other in the same round, in fresh processes, with the result of \
     each process checked. `1.053 (1.041…1.066)` is a ratio with its bootstrap 95 % interval.";

fn circumstances(results: &Results) -> Table {
    let machine = &results.machine;
    let rounds = results.samples.iter().map(|s| s.round + 1).max().unwrap_or(0);
    let mut table = Table::new(&["circumstance", "value"]);
    let mut row = |name: &str, value: String| {
        if !value.is_empty() {
            table.row(vec![name.to_owned(), value]);
        }
    };
    row("processor", machine.processor.clone());
    row("processors usable", machine.cores.to_string());
    row("memory", format!("{:.1} GiB", machine.memory as f64 / f64::from(1 << 30)));
    row("system", machine.kernel.clone());
    row("frequency governor", machine.governor.clone());
    row("load when it began", format!("{:.2}", machine.load));
    row("compiler", machine.rustc.clone());
    row("RUSTFLAGS", machine.rustflags.clone());
    row("profile", machine.profile.clone());
    row("commit", machine.commit.clone());
    row("began", date(results.began));
    row("kind", if results.quick { "quick".into() } else { "full".into() });
    row("rounds", rounds.to_string());
    row("processes measured", results.samples.len().to_string());
    table
}

/// Seconds since 1970 as a date and time (UTC).
fn date(seconds: u64) -> String {
    match i64::try_from(seconds).map(time::gmtime) {
        Ok(Ok(tm)) => format!("{}-{:02}-{:02} {:02}:{:02} UTC", tm.year, tm.month, tm.day, tm.hour, tm.minute),
        _ => "unknown".into(),
    }
}

fn builds(results: &Results) -> Table {
    let mut table = Table::new(&["variant", "what it says of itself", "code layout"]);
    for build in &results.builds {
        let layout = build.layout.map_or_else(|| "usual".into(), |seed| format!("shuffled, seed {seed}"));
        table.row(vec![build.name.clone(), build.describe.clone(), if build.peer { "—".into() } else { layout }]);
    }
    table
}

fn programs(results: &Results) -> Table {
    let mut table = Table::new(&["program", "scale", "what it stresses"]);
    for program in &results.programs {
        let scale = program.scale.map_or_else(|| "—".into(), |s| s.to_string());
        table.row(vec![program.name.clone(), scale, program.line.clone()]);
    }
    table
}

/// The sections that are the same in every report.
fn appendix(results: &Results) -> Vec<(&'static str, Table)> {
    let mut notes = Table::new(&["note"]);
    for note in &results.notes {
        notes.row(vec![note.clone()]);
    }
    let mut parts =
        vec![("Circumstances", circumstances(results)), ("Builds", builds(results)), ("Programs", programs(results))];
    if !notes.is_empty() {
        parts.push(("Notes: what could not be measured", notes));
    }
    parts
}

fn markdown(results: &Results, sections: &[Section]) -> String {
    let mut text = format!("# What each technique costs and brings\n\n{INTRODUCTION}\n\n");
    for finding in sections.iter().flat_map(|s| &s.findings) {
        text += &format!("- {finding}\n");
    }
    text.push('\n');
    for section in sections {
        text += &format!("## {}\n\n", section.title);
        for paragraph in &section.text {
            text += &format!("{paragraph}\n\n");
        }
        for figure in &section.figures {
            if figure.plot.is_some() {
                text += &format!("![{0}](plots/{0}.svg)\n\n", figure.name);
            }
            text += &format!("{}:\n\n{}\n", figure.caption, figure.table.markdown());
        }
    }
    for (title, table) in appendix(results) {
        text += &format!("## {title}\n\n{}\n", table.markdown());
    }
    text
}

const STYLE: &str = "
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;--stripe:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--faint:#9aa5b1;--rule:#30363d;--stripe:#161b22}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{line-height:1.2}h2{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:1rem}
svg.lab{display:block;width:100%;height:auto;margin:1rem 0}
.plot .narrow{display:none}
@media (max-width:640px){.plot .narrow{display:block}.plot .wide-plot{display:none}}
.findings{padding-left:1.2rem}.findings li{margin:.3rem 0}.found{font-size:1.05rem;font-weight:600}
.wide{overflow-x:auto;margin-bottom:1rem}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid var(--rule);white-space:nowrap}
td:last-child{white-space:normal;min-width:9rem}
tbody tr:nth-child(even){background:var(--stripe)}
details{margin-bottom:.4rem}summary{cursor:pointer;color:var(--faint);padding:.1rem 0}
nav ul{columns:18rem;padding-left:1.2rem}a{color:inherit}
code{font-family:ui-monospace,monospace;font-size:.9em}";

fn html(results: &Results, sections: &[Section]) -> String {
    let appendix = appendix(results);
    let titles = sections.iter().map(|s| s.title.as_str()).chain(appendix.iter().map(|a| a.0));
    let entries: String =
        titles.enumerate().map(|(i, t)| format!("<li><a href=\"#s{i}\">{}</a></li>\n", escape(t))).collect();
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>rcpy-lab: what each technique costs and brings</title>\n<style>{STYLE}{PLOT_STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>What each technique costs and brings</h1>\n<p>{}</p>\n{}<nav aria-label=\"sections\"><ul>\n{entries}</ul></nav>\n",
        inline(INTRODUCTION),
        found(sections)
    );
    for (i, section) in sections.iter().enumerate() {
        text += &format!("<section>\n<h2 id=\"s{i}\">{}</h2>\n", escape(&section.title));
        for paragraph in &section.text {
            text += &format!("<p>{}</p>\n", inline(paragraph));
        }
        for figure in &section.figures {
            if let Some(plot) = &figure.plot {
                text += &format!(
                    "<div class=\"plot\"><div class=\"wide-plot\">{}</div><div class=\"narrow\">{}</div></div>\n",
                    bare(&plot.draw(Paper::WIDE)),
                    bare(&plot.draw(Paper::NARROW))
                );
            }
            text += &format!(
                "<details><summary>The numbers: {}</summary>\n{}</details>\n",
                inline(&figure.caption),
                figure.table.html()
            );
        }
        text += "</section>\n";
    }
    for (i, (title, table)) in appendix.iter().enumerate() {
        text += &format!("<section>\n<h2 id=\"s{}\">{title}</h2>\n{}</section>\n", sections.len() + i, table.html());
    }
    text + "</main>\n</body>\n</html>\n"
}

/// A plot without its style sheet, which the page has once.
fn bare(svg: &str) -> String {
    match (svg.find("<style>"), svg.find("</style>")) {
        (Some(from), Some(to)) => format!("{}{}", &svg[..from], &svg[to + "</style>".len()..]),
        _ => svg.to_owned(),
    }
}

/// The list of what was found.
fn found(sections: &[Section]) -> String {
    let lines: String =
        sections.iter().flat_map(|s| &s.findings).map(|f| format!("<li>{}</li>\n", inline(f))).collect();
    if lines.is_empty() { String::new() } else { format!("<ul class=\"findings\">\n{lines}</ul>\n") }
}

/// A paragraph's backquotes and asterisks as markup.
fn inline(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in escape(text).split('`').enumerate() {
        if i % 2 == 1 {
            out += &format!("<code>{part}</code>");
            continue;
        }
        for (j, part) in part.split('*').enumerate() {
            out += &if j % 2 == 1 { format!("<em>{part}</em>") } else { part.to_owned() };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::plot::tests::assert_svg;
    use super::super::results::tests::synthetic;
    use super::super::results::{EventCounts, ObjectSize};
    use super::*;

    fn report() -> (Results, Vec<Section>) {
        let variants = [
            ("classic", 1.0),
            ("whole-heap", 0.98),
            ("atomic", 1.6),
            ("biased", 1.1),
            ("pep703", 1.05),
            ("full", 0.8),
            ("gil-full", 0.75),
            ("classic-again", 1.0),
            ("classic-layout1", 1.0),
            ("classic+biased", 1.08),
            ("full-biased", 1.3),
            ("python3", 2.0),
        ];
        let programs =
            [("calls", false), ("dicts", false), ("private_work", true), ("convoy", true), ("convoy@1ms", true)];
        let mut results = synthetic(&variants, &programs, 5);
        results.sizes.push(ObjectSize { variant: "classic".into(), kind: "list".into(), bytes: 56.25 });
        let counts = [
            ("instructions", 1e6),
            ("bytecode copies, plain", 5e5),
            ("bytecode copies, immortal", 1e5),
            ("gc longest pause, microseconds", 120.0),
        ];
        results.events.push(EventCounts {
            variant: "classic".into(),
            workload: "calls".into(),
            threads: 1,
            counts: counts.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect(),
        });
        results.notes.push("a note <&>".into());
        let sections = answers::all(&results);
        (results, sections)
    }

    #[test]
    fn every_section_has_its_plot_and_table() {
        let (_, sections) = report();
        for section in &sections {
            for figure in &section.figures {
                assert!(!figure.table.is_empty());
                if let Some(plot) = &figure.plot {
                    assert_svg(&plot.draw(Paper::WIDE));
                    assert_svg(&plot.draw(Paper::NARROW));
                }
            }
        }
        let plots: Vec<&str> =
            sections.iter().flat_map(|s| &s.figures).filter(|f| f.plot.is_some()).map(|f| f.name.as_str()).collect();
        for wanted in [
            "ladder",
            "alone",
            "pep",
            "scaling",
            "threads",
            "events",
            "atomic-biased",
            "convoy",
            "pauses",
            "sizes",
            "peers",
        ] {
            assert!(plots.contains(&wanted), "{wanted} is missing in {plots:?}");
        }
    }

    #[test]
    fn the_page_is_well_formed_and_needs_no_network() {
        let (results, sections) = report();
        let page = html(&results, &sections);
        // Void elements are closed for the XML parser only.
        let mut xml = page.replace("<!DOCTYPE html>\n", "").replace("<meta charset=\"utf-8\">", "");
        for name in ["<meta name", "<link rel"] {
            let at = xml.find(name).unwrap();
            let end = at + xml[at..].find('>').unwrap();
            xml.insert(end, '/');
        }
        roxmltree::Document::parse(&xml).unwrap();
        let outside = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!outside.contains("http"), "it refers to the network");
    }

    #[test]
    fn dates() {
        assert_eq!(date(0), "1970-01-01 00:00 UTC");
        assert_eq!(date(951_782_399), "2000-02-28 23:59 UTC");
        assert_eq!(date(951_782_400), "2000-02-29 00:00 UTC");
        assert_eq!(date(1_795_367_457), "2026-11-22 17:10 UTC");
    }

    #[test]
    fn verdicts_follow_the_canaries() {
        let (results, sections) = report();
        let text = markdown(&results, &sections);
        let line = |name: &str| text.lines().find(|l| l.starts_with(&format!("| {name} |"))).unwrap().to_owned();
        assert!(line("atomic").contains("slower"), "{}", line("atomic"));
        assert!(line("full").contains("faster"), "{}", line("full"));
        assert!(line("classic-again").contains("none"), "{}", line("classic-again"));
    }

    #[test]
    fn results_of_nearly_nothing_make_a_report() {
        let results = synthetic(&[("classic", 1.0)], &[("calls", false)], 1);
        markdown(&results, &answers::all(&results));
        let empty = Results::default();
        html(&empty, &answers::all(&empty));
    }
}
