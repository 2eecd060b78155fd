//! Other Python interpreters on this machine.

use std::path::PathBuf;
use std::process::Command;

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
        let Some(program) = program(&path) else { continue };
        // One program may have several names, and a manager's shim is one file for several programs.
        if seen.contains(&program) {
            continue;
        }
        seen.push(program);
        peers.push(peer(&name, &[path.display().to_string()]));
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

/// What an interpreter says it is, and where.
fn program(path: &std::path::Path) -> Option<String> {
    let script = "import os, sys; print(sys.version, os.path.realpath(sys.executable))";
    let output = Command::new(path).args(["-c", script]).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
