//! The prompt: reads statements, runs them, prints values and exceptions. At a terminal with an editor, else line by line.

use std::io::Write as _;

use rcpy_syntax::ParseOptions;

use super::editor::{Editor, Input};
use super::outcome::{Outcome, exit, show};
use crate::config;
use crate::object::exception as ex;
use crate::runtime::compile::{self, Mode, flags};
use crate::runtime::{PyResult, Raised, Thread, start};

/// The name that code from the prompt has.
const FILE: &str = "<stdin>";

/// Where lines come from.
enum Lines {
    Terminal(Box<Editor>),
    Plain,
}

/// Reads and runs until the end of the input. `greet`: this is no prompt after a script.
pub fn run(t: &Thread, greet: bool) -> Outcome {
    // SAFETY: asks about descriptors only.
    let terminal = unsafe { libc::isatty(0) == 1 && libc::isatty(1) == 1 };
    if greet && !t.vm().options.flags.quiet {
        let version = env!("CARGO_PKG_VERSION");
        eprintln!("Python 3.13.0 (rcpy {version}, {}) on {}", config::describe(), std::env::consts::OS);
        eprintln!("exit() or Ctrl-D ends the prompt.");
    }
    if greet && let Some(outcome) = run_startup_file(t) {
        return outcome;
    }
    let mut lines = match terminal.then(|| Editor::new(t)).flatten() {
        Some(editor) => Lines::Terminal(Box::new(editor)),
        None => Lines::Plain,
    };
    loop {
        let source = match read(t, &mut lines) {
            Ok(Some(source)) => source,
            Ok(None) => {
                eprintln!();
                return Outcome::Done;
            }
            Err(raised) => match report(t, &raised) {
                Some(outcome) => return outcome,
                None => continue,
            },
        };
        if source.trim().is_empty() {
            continue;
        }
        if let Err(raised) = run_one(t, &source)
            && let Some(outcome) = report(t, &raised)
        {
            return outcome;
        }
    }
}

/// Shows an exception at the prompt; `SystemExit` ends it.
fn report(t: &Thread, raised: &Raised) -> Option<Outcome> {
    if t.raised_is(raised, &ex::SYSTEM_EXIT) {
        return Some(exit(t, raised));
    }
    if t.raised_is(raised, &ex::KEYBOARD_INTERRUPT) {
        eprintln!("\nKeyboardInterrupt");
        return None;
    }
    show(t, &raised.0)
}

/// `PYTHONSTARTUP`.
fn run_startup_file(t: &Thread) -> Option<Outcome> {
    if t.vm().options.flags.ignore_environment {
        return None;
    }
    let path = std::env::var("PYTHONSTARTUP").ok().filter(|p| !p.is_empty())?;
    let result = crate::runtime::import::compile_path(t, std::path::Path::new(&path)).and_then(|code| {
        let globals = start::main_namespace(t)?.into_ref();
        t.run_module_code(&code, &globals)
    });
    result.err().and_then(|raised| report(t, &raised))
}

fn run_one(t: &Thread, source: &str) -> PyResult<()> {
    t.vm().sources.register(FILE, source);
    let code = compile::compile_source(t, source, FILE, Mode::Single, flags::DONT_IMPLY_DEDENT, -1)?;
    let globals = start::main_namespace(t)?.into_ref();
    let result = t.run_module_code(&code, &globals);
    if let Some(stdout) = t.sys_attribute("stdout") {
        t.call_method(&stdout, "flush", &[])?;
    }
    result.map(drop)
}

/// What `sys.ps1` or `sys.ps2` shows.
fn prompt(t: &Thread, name: &str, default: &str) -> String {
    match t.sys_attribute(name) {
        Some(prompt) => t.to_str(&prompt).map_or_else(|_| default.to_owned(), |p| t.str_of(&p).into_owned()),
        None => default.to_owned(),
    }
}

/// Could more lines make this a statement?
pub fn is_incomplete(source: &str) -> bool {
    let options = ParseOptions { require_blank_line: true, ..ParseOptions::default() };
    rcpy_syntax::parse_interactive(source, options).is_err_and(|error| error.incomplete)
}

/// One statement; `None` at the end of the input.
fn read(t: &Thread, lines: &mut Lines) -> PyResult<Option<String>> {
    let mut source = String::new();
    loop {
        let prompt = if source.is_empty() { prompt(t, "ps1", ">>> ") } else { prompt(t, "ps2", "... ") };
        let input = match lines {
            Lines::Terminal(editor) => t.blocking(|| editor.read(&prompt, &source)),
            Lines::Plain => {
                let _ = write!(std::io::stderr(), "{prompt}");
                t.blocking(read_plain)
            }
        };
        t.poll()?;
        let mut ended = false;
        match input {
            Input::Line(line) => {
                // Blanks that an editor put in front of nothing do not make a line.
                source.push_str(if line.trim().is_empty() { "" } else { &line });
                source.push('\n');
            }
            Input::Interrupted => {
                eprintln!("KeyboardInterrupt");
                source.clear();
                continue;
            }
            Input::End if source.is_empty() => return Ok(None),
            Input::End => {
                // What is missing is for the parser to say.
                source.push('\n');
                ended = true;
            }
        }
        if ended || !is_incomplete(&source) {
            if let Lines::Terminal(editor) = lines {
                editor.remember(&source);
            }
            return Ok(Some(source));
        }
    }
}

/// A line of standard input, byte by byte: what follows belongs to the script's own reads.
fn read_plain() -> Input {
    let mut line = Vec::new();
    loop {
        let mut byte = 0u8;
        // SAFETY: one byte is read into one.
        match unsafe { libc::read(0, (&raw mut byte).cast(), 1) } {
            1 if byte == b'\n' => break,
            1 => line.push(byte),
            0 if line.is_empty() => return Input::End,
            0 => break,
            _ if std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted => {
                return Input::Interrupted;
            }
            _ => return Input::End,
        }
    }
    Input::Line(String::from_utf8_lossy(&line).into_owned())
}

#[cfg(test)]
mod tests {
    use super::is_incomplete;

    #[test]
    fn knows_when_more_is_to_come() {
        for text in ["def f():\n", "x = (\n", "if x:\n    y\n", "'''abc\n", "@d\n", "for i in x:\n"] {
            assert!(is_incomplete(text), "{text:?}");
        }
        for text in ["x\n", "def f():\n    y\n\n", "x = )\n", "if x: y\n\n", "\n"] {
            assert!(!is_incomplete(text), "{text:?}");
        }
    }
}
