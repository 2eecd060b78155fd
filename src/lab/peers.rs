//! Other Python interpreters on this machine.

use std::path::{Path, PathBuf};

use super::run;
use super::variants::{Kind, Variant};

/// The interpreters found on the search path, each program once, named after itself and its version.
pub fn found() -> Vec<Variant> {
    let mut names: Vec<String> = vec!["python3".into()];
    for minor in 8..=15 {
        names.push(format!("python3.{minor}"));
        if minor >= 13 {
            names.push(format!("python3.{minor}t"));
        }
    }
    names.extend(["pypy3".into(), "rustpython".into()]);
    let mut seen: Vec<String> = Vec::new();
    let mut peers = Vec::new();
    for name in names {
        let Some(path) = on_path(&name) else { continue };
        // Managers such as pyenv install names that lead to no interpreter: only one that answers is there.
        let Some((program, version)) = program(&path) else { continue };
        // One program may have several names, and a manager's shim is one file for several programs.
        if seen.contains(&version) {
            continue;
        }
        seen.push(version);
        // Not the shim, whose own time would be counted as the interpreter's.
        peers.push(peer(&name, &[program]));
    }
    peers
}

/// A peer from `--peer NAME=COMMAND`; the command is split at spaces.
pub fn given(name: &str, command: &str) -> Variant {
    let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    peer(name, &words)
}

fn peer(name: &str, words: &[String]) -> Variant {
    Variant { name: name.to_owned(), features: Vec::new(), kind: Kind::Peer(words.to_vec()) }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|p| p.is_file())
}

/// The file of an interpreter, and what it says it is and where.
fn program(path: &Path) -> Option<(String, String)> {
    let script = "import os, sys; print(sys.executable); print(sys.version, os.path.realpath(sys.executable))";
    let said = run::measure(&[path.display().to_string(), "-c".into(), script.into()], &[], 20.0).ok()?;
    let (file, version) = said.out.trim_end().split_once('\n')?;
    // Some do not know their own file.
    let file = if Path::new(file).is_file() { file.to_owned() } else { path.display().to_string() };
    Some((file, version.to_owned()))
}
