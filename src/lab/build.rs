//! Builds the variants' binaries.
//!
//! Variants share a target directory, in which cargo keeps each set of features apart, so what does not depend on
//! a memory feature (the grammar, every dependency) is compiled once. Each binary is then copied under its
//! variant's name, since cargo keeps only the last one in place. Optimising a whole program is work for one processor, so several variants
//! are built at a time, each worker with a target directory of its own.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::variants::{Kind, Variant};
use super::{Failure, machine, run};

/// A folder of binaries.
pub struct Builder<'a> {
    /// Where the sources are.
    root: &'a Path,
    /// Where `build/` and `bin/` are made.
    out: &'a Path,
}

/// The most variants that are built at a time: each takes gigabytes while it is linked.
const MOST_WORKERS: usize = 4;

/// A binary that is there.
#[derive(Clone, Debug)]
pub struct Built {
    /// The file.
    pub path: PathBuf,
    /// What `-VV` says of it.
    pub describe: String,
    /// Its size, bytes.
    pub bytes: u64,
    /// The commit that it was built from, if that was noted.
    pub commit: Option<String>,
}

impl<'a> Builder<'a> {
    /// Builds sources in `root` into `out`.
    pub fn new(root: &'a Path, out: &'a Path) -> Builder<'a> {
        Builder { root, out }
    }

    /// Where a variant's binary lies. Names contain nothing that a file name may not.
    fn kept(&self, variant: &Variant, stats: bool) -> PathBuf {
        let name = match &variant.kind {
            Kind::Again(of) | Kind::Slowed(of, _) => of,
            _ => &variant.name,
        };
        let name = name.replace([':', '/'], "_");
        self.out.join("bin").join(if stats { format!("{name}+stats") } else { name })
    }

    /// Builds variants, each with event counters if its flag says so, and says how far it is.
    ///
    /// # Errors
    /// With the name of the first variant that does not build and the end of the compiler's output.
    pub fn build_all(&self, wanted: &[(&Variant, bool)], cores: usize) -> Result<(), Failure> {
        // A binary that several variants share is built once.
        let mut files = HashSet::new();
        let wanted: Vec<_> = wanted.iter().filter(|(v, stats)| files.insert(self.kept(v, *stats))).collect();
        let workers = cores.min(MOST_WORKERS).min(wanted.len()).max(1);
        // Before building: what is changed meanwhile shows as a difference from it only later.
        let commit = &machine::commit(self.root);
        let (next, done, started) = (AtomicUsize::new(0), AtomicUsize::new(0), Instant::now());
        let failed = Mutex::new(None);
        let work = &|worker: usize| {
            while let Some((variant, stats)) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
                let finished = done.load(Ordering::Relaxed);
                let left = match finished {
                    0 => String::new(),
                    n => {
                        let each = started.elapsed().as_secs_f64() / n as f64;
                        format!(", about {} left", super::progress::duration(each * (wanted.len() - n) as f64))
                    }
                };
                let with = if *stats { " with event counters" } else { "" };
                eprintln!("building {}{with} ({finished} of {} done{left})", variant.name, wanted.len());
                if let Err(failure) = self.build(variant, *stats, commit, worker, (cores / workers).max(1)) {
                    failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
                    next.store(wanted.len(), Ordering::Relaxed);
                    return;
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
        };
        std::thread::scope(|scope| {
            for worker in 0..workers {
                scope.spawn(move || work(worker));
            }
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// Builds a variant in a worker's target directory, and copies its binary.
    fn build(&self, variant: &Variant, stats: bool, commit: &str, worker: usize, jobs: usize) -> Result<(), Failure> {
        let kept = self.kept(variant, stats);
        let mut features = variant.features.clone();
        if stats {
            features.push("stats".into());
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(&cargo);
        // Counters tell the same however fast the code is that counts.
        let profile = if stats { "counters" } else { "release" };
        command.current_dir(self.root).args(["rustc", "--bin", "rcpy", "--no-default-features", "--profile", profile]);
        command.arg("--features").arg(features.join(" "));
        let folder = if worker == 0 { "build".to_owned() } else { format!("build{}", worker + 1) };
        let target = std::path::absolute(self.out.join(folder)).map_err(|e| e.to_string())?;
        command.arg("--target-dir").arg(&target).args(["--jobs", &jobs.to_string()]);
        // The build script turns this into the cfg; as a compiler flag it would rebuild every dependency.
        command.env_remove("RCPY_UNCOUNTED");
        if variant.kind == Kind::Floor {
            command.env("RCPY_UNCOUNTED", "1");
        }
        if let Kind::Layout(seed) = variant.kind {
            // lld, the default linker of this target, puts the functions in an order drawn from the seed. Only the last
            // crate is linked again.
            command.args(["--", "-C", &format!("link-arg=-Wl,--shuffle-sections=.text*={seed}")]);
        }
        let output = command
            .output()
            .map_err(|e| format!("the variant {} does not build: {}: {e}", variant.name, cargo.display()))?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            return Err(format!(
                "the variant {} does not build; `--variants` can leave it out\n{}",
                variant.name,
                run::tail(&text)
            ));
        }
        let folder = kept.parent().expect("it lies in bin");
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        // Not over the old one, which may be running: a new file takes its name.
        let fresh = kept.with_extension("new");
        let binary = target.join(profile).join("rcpy");
        std::fs::copy(&binary, &fresh)
            .and_then(|_| std::fs::rename(&fresh, &kept))
            .and_then(|()| std::fs::write(commit_file(&kept), commit))
            .map_err(|e| format!("{}: {e}", kept.display()))?;
        Ok(())
    }

    /// The binary of a variant as it is. Running it once also brings it into the page cache.
    ///
    /// # Errors
    /// When there is none or it does not run.
    pub fn look(&self, variant: &Variant, stats: bool) -> Result<Built, Failure> {
        let path = std::path::absolute(self.kept(variant, stats)).map_err(|e| e.to_string())?;
        let bytes = std::fs::metadata(&path).map_err(|e| format!("{} (not built yet?): {e}", path.display()))?.len();
        let said = run::measure(&[path.display().to_string(), "-VV".into()], &[], 20.0)
            .map_err(|e| format!("the variant {} does not run: {e}", variant.name))?;
        let commit = std::fs::read_to_string(commit_file(&path)).ok().map(|c| c.trim().to_owned());
        Ok(Built { path, describe: said.out.trim().to_owned(), bytes, commit: commit.filter(|c| !c.is_empty()) })
    }
}

/// The file beside a binary that says what commit it was built from: it may be measured much later (`--no-build`).
fn commit_file(binary: &Path) -> PathBuf {
    let mut name = binary.as_os_str().to_owned();
    name.push(".commit");
    name.into()
}
