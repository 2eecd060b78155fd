//! The report's sections: each answers one question, with a plot and the numbers beneath it.

mod alone;
mod details;
mod ladder;
mod peer;
mod threads;

use super::plot::Plot;
use super::results::{Build, Measure, Results};
use super::stats::{Noise, Ratio, Verdict};
use super::table::Table;
use super::variants::{AGAIN, BASE, FLOOR};

/// A plot with its numbers.
pub struct Figure {
    /// Its file name, without ending.
    pub name: String,
    /// The plot; absent where a table says it better.
    pub plot: Option<Box<dyn Plot>>,
    /// What the table has.
    pub caption: String,
    /// The numbers.
    pub table: Table,
}

/// One answer.
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What was found, a sentence each, without marks but backquotes.
    pub findings: Vec<String>,
    /// Paragraphs before the figures.
    pub text: Vec<String>,
    /// Plots and tables.
    pub figures: Vec<Figure>,
}

impl Section {
    fn new(title: &str, text: &str) -> Section {
        Section { title: title.into(), findings: Vec::new(), text: vec![text.into()], figures: Vec::new() }
    }

    fn figure(&mut self, name: &str, plot: impl Plot + 'static, caption: &str, table: Table) {
        if !table.is_empty() {
            self.figures.push(Figure { name: name.into(), plot: Some(Box::new(plot)), caption: caption.into(), table });
        }
    }

    fn table(&mut self, name: &str, caption: &str, table: Table) {
        if !table.is_empty() {
            self.figures.push(Figure { name: name.into(), plot: None, caption: caption.into(), table });
        }
    }

    /// The first finding, as a plot's title; else what the plot is about.
    fn headline(&self, otherwise: &str) -> String {
        self.findings.first().map_or_else(|| otherwise.to_owned(), |f| f.replace('`', ""))
    }
}

/// All sections that the results have something for.
pub fn all(results: &Results) -> Vec<Section> {
    let view = View::new(results);
    vec![
        ladder::one_thread(&view),
        alone::one_by_one(&view),
        ladder::pep_table(&view),
        threads::scaling(&view),
        threads::contention(&view),
        details::counts(&view),
        alone::atomic_against_biased(&view),
        threads::convoy(&view),
        details::pauses(&view),
        details::object_sizes(&view),
        details::time_and_memory(&view),
        threads::universal_law(&view),
        peer::peers(&view),
    ]
}

/// What a build is in a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// A named variant.
    Ladder,
    /// A name plus a technique.
    More,
    /// A name minus a technique.
    Less,
    /// A program that is known to be equal to the base.
    Canary,
    /// Counts nothing.
    Floor,
    /// Another interpreter.
    Peer,
    /// A mix of the user's, or a test's.
    Own,
}

/// The techniques of all builds, in order.
fn techniques(results: &Results) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for feature in results.builds.iter().flat_map(|b| &b.features) {
        if !found.contains(&feature.as_str()) {
            found.push(feature);
        }
    }
    found
}

/// The role that a build's name gives it: a technique after a sign says what it has more or less.
fn role(build: &Build, techniques: &[&str]) -> Role {
    let signed = |sign: char| techniques.iter().any(|t| build.name.strip_suffix(t).is_some_and(|n| n.ends_with(sign)));
    if build.peer {
        Role::Peer
    } else if build.name.starts_with("own:") || build.name == "slowed" {
        Role::Own
    } else if build.name == AGAIN || build.layout.is_some() {
        Role::Canary
    } else if build.name == FLOOR {
        Role::Floor
    } else if signed('+') {
        Role::More
    } else if signed('-') {
        Role::Less
    } else {
        Role::Ladder
    }
}

/// Results with what every section asks for.
pub struct View<'a> {
    /// The numbers.
    pub results: &'a Results,
    /// What builds are made of.
    pub techniques: Vec<&'a str>,
    /// Timed programs of one thread that the base ran.
    pub single: Vec<(&'a str, usize)>,
    /// Timed threaded programs that the base ran, with all thread counts.
    pub threaded: Vec<(&'a str, Vec<usize>)>,
}

impl<'a> View<'a> {
    fn new(results: &'a Results) -> View<'a> {
        let timed = || results.programs.iter().filter(|p| p.timed);
        let there = |p: &str| results.samples.iter().any(|s| s.workload == p);
        View {
            results,
            techniques: techniques(results),
            single: timed().filter(|p| !p.threaded && there(&p.name)).map(|p| (p.name.as_str(), 1)).collect(),
            threaded: timed()
                .filter(|p| p.threaded && there(&p.name))
                .map(|p| (p.name.as_str(), results.thread_counts(&p.name)))
                .collect(),
        }
    }

    /// What a build is here.
    pub fn role(&self, build: &Build) -> Role {
        role(build, &self.techniques)
    }

    /// Names of builds of some roles, in order.
    pub fn builds(&self, roles: &[Role]) -> Vec<&'a str> {
        self.results.builds.iter().filter(|b| roles.contains(&self.role(b))).map(|b| b.name.as_str()).collect()
    }

    /// Whether a variant was measured.
    pub fn has(&self, variant: &str) -> bool {
        self.results.samples.iter().any(|s| s.variant == variant)
    }

    /// The noise of comparisons over programs.
    pub fn noise(&self, over: &[(&str, usize)], measure: Measure) -> Noise {
        let canaries: Vec<_> = self.builds(&[Role::Canary]);
        let layouts = self.results.builds.iter().filter(|b| b.layout.is_some()).count();
        let ratios: Vec<_> = canaries.iter().filter_map(|c| self.results.overall(BASE, c, over, measure)).collect();
        Noise::of(&ratios, layouts >= 2)
    }

    /// The threaded programs with their largest number of threads up to the number of cores, beyond one.
    pub fn many(&self) -> Vec<(&'a str, usize)> {
        let cores = self.results.machine.cores.max(2);
        let most = |counts: &Vec<usize>| counts.iter().copied().filter(|&n| n > 1 && n <= cores).max();
        self.threaded.iter().filter_map(|(name, counts)| Some((*name, most(counts)?))).collect()
    }
}

/// A ratio of times in words: `21 % less time than`, `as much time as`.
pub fn compared(ratio: Ratio, noise: Noise) -> String {
    let percent = 100.0 * (ratio.point - 1.0).abs();
    let size = if percent < 9.95 { format!("{percent:.1} %") } else { format!("{percent:.0} %") };
    match noise.verdict(ratio) {
        Verdict::OneRound => {
            format!(
                "{size} {} time (one round, which proves nothing) than",
                if ratio.point < 1.0 { "less" } else { "more" }
            )
        }
        Verdict::None => "as much time (within noise) as".into(),
        _ if ratio.point >= 2.0 => format!("{:.1} times the time of", ratio.point),
        Verdict::Slower => format!("{size} more time than"),
        Verdict::Faster => format!("{size} less time than"),
        Verdict::OneLayout if ratio.point < 1.0 => format!("{size} less time (seen in one code layout only) than"),
        Verdict::OneLayout => format!("{size} more time (seen in one code layout only) than"),
    }
}

/// The text for a difference in per cent: `+3.2 %`.
pub fn percent(ratio: f64) -> String {
    format!("{:+.1} %", 100.0 * (ratio - 1.0))
}

/// Bytes in MiB.
pub fn mebibytes(bytes: f64) -> String {
    format!("{:.1} MiB", bytes / f64::from(1 << 20))
}
