//! The line editor of the prompt: history, completion, colours.

use std::borrow::Cow;
use std::path::PathBuf;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Helper};

use super::{complete, highlight};
use crate::runtime::Thread;

/// What an attempt to read a line gives.
#[derive(Debug)]
pub enum Input {
    /// A line without its end (or several, from the history).
    Line(String),
    /// Ctrl-C.
    Interrupted,
    /// The end of the input.
    End,
}

/// Lines that the history keeps.
const HISTORY: usize = 2000;

/// See the module's documentation.
pub struct Editor {
    inner: rustyline::Editor<Assistant, FileHistory>,
    file: Option<PathBuf>,
}

impl Editor {
    /// An editor for the terminal; `None` when the terminal cannot be used so.
    pub fn new(t: &Thread) -> Option<Editor> {
        let config =
            Config::builder().max_history_size(HISTORY).ok()?.completion_type(CompletionType::List).tab_stop(4).build();
        let mut inner = rustyline::Editor::<Assistant, FileHistory>::with_config(config).ok()?;
        let colours =
            std::env::var_os("NO_COLOR").is_none() && std::env::var_os("PYTHON_COLORS").is_none_or(|v| v != "0");
        inner.set_helper(Some(Assistant { thread: t, colours }));
        let file = std::env::var_os("PYTHON_HISTORY").map(PathBuf::from).or_else(|| {
            let home = std::env::var_os("HOME").filter(|home| !home.is_empty())?;
            Some(PathBuf::from(home).join(".rcpy_history"))
        });
        if let Some(file) = &file {
            // There is none yet at first.
            let _ = inner.load_history(file);
        }
        Some(Editor { inner, file })
    }

    /// Reads a line. `before` are the lines of the statement so far, from which the indentation follows.
    pub fn read(&mut self, prompt: &str, before: &str) -> Input {
        let indent = indentation(before);
        match self.inner.readline_with_initial(prompt, (&indent, "")) {
            Ok(line) => Input::Line(line),
            Err(ReadlineError::Interrupted) => Input::Interrupted,
            Err(_) => Input::End,
        }
    }

    /// Adds a statement to the history.
    pub fn remember(&mut self, source: &str) {
        let source = source.trim_end();
        if !source.is_empty() {
            // A history that cannot be kept is no reason to stop.
            let _ = self.inner.add_history_entry(source);
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let _ = self.inner.save_history(file);
        }
    }
}

/// The blanks that the next line of a statement starts with.
fn indentation(before: &str) -> String {
    let Some(last) = before.lines().next_back() else { return String::new() };
    let blanks: String = last.chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    if last.trim_end().ends_with(':') { blanks + "    " } else { blanks }
}

/// What the editor asks while a line is being typed.
struct Assistant {
    thread: *const Thread,
    colours: bool,
}

impl Helper for Assistant {}
impl Validator for Assistant {}
impl Hinter for Assistant {
    type Hint = String;
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _context: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        if line[..pos].trim().is_empty() {
            return Ok((pos, vec![Pair { display: String::new(), replacement: "    ".to_owned() }]));
        }
        // SAFETY: the editor reads on the thread it was made for, which has left the Vm for that time and enters it here.
        let (t, previous) = unsafe {
            let t = &*self.thread;
            (t, t.attach())
        };
        let (start, names) = complete::complete(t, &line[..pos]);
        // SAFETY: attached above.
        unsafe { t.detach(previous) };
        Ok((start, names.into_iter().map(|name| Pair { display: name.clone(), replacement: name }).collect()))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if self.colours { Cow::Owned(highlight::coloured(line)) } else { Cow::Borrowed(line) }
    }

    fn highlight_char(&self, _line: &str, _pos: usize, kind: CmdKind) -> bool {
        self.colours && kind != CmdKind::MoveCursor
    }
}

#[cfg(test)]
mod tests {
    use super::indentation;

    #[test]
    fn indents_blocks() {
        assert_eq!(indentation(""), "");
        assert_eq!(indentation("def f():\n"), "    ");
        assert_eq!(indentation("def f():\n    if x:\n"), "        ");
        assert_eq!(indentation("def f():\n    x\n"), "    ");
    }
}
