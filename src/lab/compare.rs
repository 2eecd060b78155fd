//! `rcpy-lab compare A.json B.json`: what changed from one measurement to another.
//!
//! Rounds of different runs have nothing in common, so they cannot be paired and the machine's drift between the runs is in
//! the difference. Where both runs measured `classic` beside a variant, the change of the *ratio to classic* is shown
//! too: that is free of drift.

use std::path::Path;

use super::Failure;
use super::machine::Machine;
use super::results::{Measure, Results};
use super::table::Table;
use super::variants::BASE;

/// Prints the comparison.
///
/// # Errors
/// When a file cannot be read.
pub fn run(a: &Path, b: &Path) -> Result<(), Failure> {
    let (a, b) = (Results::load(a)?, Results::load(b)?);
    let table = table(&a, &b);
    if table.is_empty() {
        return Err(format!(
            "the two have nothing to compare: no variant was measured in both beside `{BASE}` with the same program, scale and number of threads"
        ));
    }
    let differing = differing(&a.machine, &b.machine);
    if !differing.is_empty() {
        println!("The circumstances differ: {}.\n", differing.join("; "));
    }
    println!(
        "A: commit {}, {} samples. B: commit {}, {} samples.\n",
        a.machine.commit,
        a.samples.len(),
        b.machine.commit,
        b.samples.len()
    );
    print!("{}", table.markdown());
    Ok(())
}

/// What but the program differs.
fn differing(a: &Machine, b: &Machine) -> Vec<String> {
    [
        ("processor", a.processor.clone(), b.processor.clone()),
        ("usable processors", a.cores.to_string(), b.cores.to_string()),
        ("system", a.kernel.clone(), b.kernel.clone()),
        ("compiler", a.rustc.clone(), b.rustc.clone()),
        ("RUSTFLAGS", format!("{:?}", a.rustflags), format!("{:?}", b.rustflags)),
        ("profile", a.profile.clone(), b.profile.clone()),
    ]
    .into_iter()
    .filter(|(_, a, b)| a != b)
    .map(|(what, a, b)| format!("{what} {a} / {b}"))
    .collect()
}

/// One row for each variant that both measured, over the programs that both ran at the same scale.
fn table(a: &Results, b: &Results) -> Table {
    let mut table = Table::new(&[
        "variant",
        "programs",
        "time B / A",
        "ratio to classic, A",
        "ratio to classic, B",
        "B / A of that",
    ]);
    for build in &a.builds {
        let over: Vec<(&str, usize)> = a
            .programs
            .iter()
            .filter(|p| p.timed && b.programs.iter().any(|o| o.name == p.name && o.scale == p.scale))
            .flat_map(|p| p.work.keys().map(|&n| (p.name.as_str(), n)))
            .filter(|&(w, n)| {
                let both = [a, b].iter().all(|r| r.cell(&build.name, w, n).next().is_some());
                both && [a, b].iter().all(|r| r.cell(BASE, w, n).next().is_some())
            })
            .collect();
        if over.is_empty() {
            continue;
        }
        let logs: f64 = over
            .iter()
            .filter_map(|&(w, n)| {
                let of = |r: &Results| r.median(&build.name, w, n, Measure::Wall);
                Some((of(b)? / of(a)?).ln())
            })
            .sum();
        let (ra, rb) =
            (a.overall(BASE, &build.name, &over, Measure::Wall), b.overall(BASE, &build.name, &over, Measure::Wall));
        let text = |r: Option<super::stats::Ratio>| r.map_or_else(|| "—".into(), |r| r.text());
        let change = match (ra, rb) {
            (Some(ra), Some(rb)) if build.name != BASE => {
                let apart = if ra.rounds.min(rb.rounds) == 1 {
                    " (one round)"
                } else if rb.low > ra.high || rb.high < ra.low {
                    ""
                } else {
                    " (intervals overlap)"
                };
                format!("{:.3}{apart}", rb.point / ra.point)
            }
            _ => "—".into(),
        };
        table.row(vec![
            build.name.clone(),
            over.len().to_string(),
            format!("{:.3}", (logs / over.len() as f64).exp()),
            text(ra),
            text(rb),
            change,
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::synthetic;
    use super::*;

    #[test]
    fn what_differs_beside_the_program_is_told() {
        let here = Machine { processor: "X".into(), cores: 2, rustc: "rustc 1".into(), ..Machine::default() };
        assert_eq!(differing(&here, &here), [""; 0]);
        let there = Machine { cores: 8, rustflags: "-O".into(), ..here.clone() };
        assert_eq!(differing(&here, &there), ["usable processors 2 / 8", "RUSTFLAGS \"\" / \"-O\""]);
    }

    #[test]
    fn a_change_is_seen_beside_equal_ones() {
        let a = synthetic(&[("classic", 1.0), ("full", 0.8)], &[("calls", false)], 9);
        let b = synthetic(&[("classic", 1.0), ("full", 0.6)], &[("calls", false)], 9);
        let text = table(&a, &b).markdown();
        assert!(text.contains("| full | 1 | 0.75"), "{text}");
        assert!(!text.lines().last().unwrap().contains("overlap"));
    }
}
