//! The file of results on disk: written while measuring goes on, never over an earlier run's, and taken up again by `--resume`.

use std::path::{Path, PathBuf};

use super::Failure;
use super::machine::Machine;
use super::options::{Options, RESULTS};
use super::results::{Program, Results};

/// Where samples are kept. What an earlier run kept there is put aside before the first sample of this one takes its place.
pub struct Keeper {
    /// The file.
    pub file: PathBuf,
    /// Whether the file belongs to this run.
    ours: bool,
}

impl Keeper {
    /// Keeps them where the options say.
    pub fn new(options: &Options) -> Keeper {
        Keeper { file: options.out.join(RESULTS), ours: options.resume }
    }

    /// Writes what was measured, if anything was.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn save(&mut self, results: &Results) -> Result<(), Failure> {
        if results.samples.is_empty() {
            return Ok(());
        }
        if !self.ours {
            self.put_aside()?;
            self.ours = true;
        }
        results.save(&self.file)
    }

    /// Renames an earlier run's file to `results-N.json`: hours of measuring are not overwritten by a look at a script.
    fn put_aside(&self) -> Result<(), Failure> {
        if std::fs::metadata(&self.file).map_or(0, |m| m.len()) == 0 {
            return Ok(());
        }
        let mut names = (1..).map(|n| self.file.with_file_name(format!("results-{n}.json")));
        let aside = names.find(|name| !name.exists()).expect("there are numbers enough");
        std::fs::rename(&self.file, &aside).map_err(|e| format!("{}: {e}", aside.display()))?;
        eprintln!("the results that were there are now {}", aside.display());
        Ok(())
    }

    /// What to tell somebody whose measurement ended early.
    pub fn kept(&self, samples: usize) -> String {
        format!("{samples} samples are kept in {}: the same command with --resume goes on", self.file.display())
    }
}

/// What an interrupted run measured.
///
/// # Errors
/// When there is nothing of it, or nothing whole.
pub fn earlier(file: &Path) -> Result<Results, Failure> {
    if !file.exists() {
        return Err(format!("there is nothing to resume: {} does not exist", file.display()));
    }
    Results::load(file)
}

/// Takes over what an interrupted run measured.
///
/// # Errors
/// When it does not pair with what is about to be measured.
pub fn resume(results: &mut Results, old: Results, file: &Path) -> Result<(), Failure> {
    let here = |m: &Machine| (m.processor.clone(), m.cores, m.kernel.clone());
    if here(&old.machine) != here(&results.machine) {
        return Err(format!(
            "{} was measured on another machine or system ({}, {} cores, {}): it cannot be resumed here",
            file.display(),
            old.machine.processor,
            old.machine.cores,
            old.machine.kernel
        ));
    }
    let same_builds = results.builds.iter().all(|b| old.builds.iter().all(|o| o.name != b.name || o == b));
    let same = |p: &Program, o: &Program| {
        o.name != p.name || (o.scale == p.scale && o.line == p.line && o.source.is_none_or(|s| p.source == Some(s)))
    };
    let same_scales = results.programs.iter().all(|p| old.programs.iter().all(|o| same(p, o)));
    if old.machine.commit != results.machine.commit || !same_builds || !same_scales {
        return Err(format!(
            "{} is of commit {} with other builds, scales or scripts: it cannot be resumed, since rounds of different programs do not pair",
            file.display(),
            old.machine.commit
        ));
    }
    eprintln!("resuming after {} samples", old.samples.len());
    results.began = old.began;
    results.machine = old.machine;
    results.samples = old.samples;
    results.sizes = old.sizes;
    results.events = old.events;
    let new = std::mem::replace(&mut results.notes, old.notes);
    new.into_iter().for_each(|note| results.note(note));
    for build in old.builds {
        if !results.builds.iter().any(|b| b.name == build.name) {
            results.builds.push(build);
        }
    }
    for program in old.programs {
        match results.programs.iter_mut().find(|p| p.name == program.name) {
            // Other numbers of threads than this time.
            Some(known) => known.work.extend(program.work),
            None => results.programs.push(program),
        }
    }
    Ok(())
}
