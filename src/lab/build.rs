//! Builds the variants' binaries.
//!
//! All variants share one target directory, in which cargo keeps each set of features apart, so what does not depend on
//! a memory feature (the grammar, every dependency) is compiled once. Each binary is then copied under its
//! variant's name, since cargo keeps only the last one in place.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::variants::{Kind, Variant};
use super::{Failure, run};

/// A folder of binaries.
pub struct Builder<'a> {
    /// Where the sources are.
    root: &'a Path,
    /// Where `build/` and `bin/` are made.
    out: &'a Path,
    /// The binaries made in this run, which other variants may share.
    fresh: RefCell<HashSet<PathBuf>>,
}

/// A binary that is there.
#[derive(Clone, Debug)]
pub struct Built {
    /// The file.
    pub path: PathBuf,
    /// What `-VV` says of it.
    pub describe: String,
    /// Its size, bytes.
    pub bytes: u64,
}

impl<'a> Builder<'a> {
    /// Builds sources in `root` into `out`.
    pub fn new(root: &'a Path, out: &'a Path) -> Builder<'a> {
        Builder { root, out, fresh: RefCell::default() }
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

    /// Builds a variant, with event counters if `stats`, and copies its binary.
    ///
    /// # Errors
    /// With the variant's name and the end of the compiler's output.
    pub fn build(&self, variant: &Variant, stats: bool) -> Result<Built, Failure> {
        let kept = self.kept(variant, stats);
        let shares = matches!(variant.kind, Kind::Again(_) | Kind::Slowed(..));
        if shares && self.fresh.borrow().contains(&kept) {
            return self.look(variant, stats);
        }
        let mut features = variant.features.clone();
        if stats {
            features.push("stats".into());
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        // Counters tell the same however fast the code is that counts.
        let profile = if stats { "counters" } else { "release" };
        command.current_dir(self.root).args(["rustc", "--bin", "rcpy", "--no-default-features", "--profile", profile]);
        command.arg("--features").arg(features.join(" "));
        let target = std::path::absolute(self.out.join("build")).map_err(|e| e.to_string())?;
        command.arg("--target-dir").arg(&target);
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
        let output = command.output().map_err(|e| format!("cargo: {e}"))?;
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
            .map_err(|e| format!("{}: {e}", kept.display()))?;
        self.fresh.borrow_mut().insert(kept);
        self.look(variant, stats)
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
        Ok(Built { path, describe: said.out.trim().to_owned(), bytes })
    }
}
