//! Colours of reports, and when they are used.

use crate::memory::Ref;
use crate::runtime::Thread;

/// Whether to colour; `paint` does nothing otherwise.
#[derive(Clone, Copy)]
pub struct Style(pub bool);

/// File names, line numbers, messages.
pub const MAGENTA: &str = "\x1b[35m";
/// Exception names.
pub const BOLD_MAGENTA: &str = "\x1b[1;35m";
/// What `^` points to.
pub const BOLD_RED: &str = "\x1b[1;31m";
/// What `~` points to.
pub const RED: &str = "\x1b[31m";
const RESET: &str = "\x1b[0m";

impl Style {
    /// The text in a colour.
    pub fn paint(self, colour: &str, text: &str) -> String {
        if self.0 { format!("{colour}{text}{RESET}") } else { text.to_owned() }
    }
}

/// Should what is written to `stream` (the script's `sys.stderr`) be coloured? The environment decides, else whether it is a terminal.
pub fn wanted(t: &Thread, stream: Option<&Ref>) -> bool {
    let env = |name: &str| std::env::var_os(name);
    match env("PYTHON_COLORS") {
        Some(value) if value == "0" => return false,
        Some(value) if value == "1" => return true,
        _ => {}
    }
    if env("NO_COLOR").is_some() {
        return false;
    }
    if env("FORCE_COLOR").is_some() {
        return true;
    }
    if env("TERM").is_some_and(|term| term == "dumb") {
        return false;
    }
    match stream {
        Some(stream) => t.call_method(stream, "isatty", &[]).and_then(|answer| t.truth(&answer)).unwrap_or(false),
        // SAFETY: asks about a descriptor only.
        None => unsafe { libc::isatty(2) == 1 },
    }
}
