//! Reports of exceptions, as CPython prints them: tracebacks with source lines and marks, causes and contexts, notes, groups as
//! trees, suggestions.
//!
//! An exception and everything chained to it is first collected into a list of nodes without recursion (chains may be
//! long), then written. What fails while a report is made (a `__str__` that raises …) is part of the report, not an error.

mod anchors;
mod carets;
mod source;
mod style;
mod suggest;
mod syntax;
mod unraisable;
mod width;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write as _;

use source::Files;
pub use source::Sources;
use style::{BOLD_MAGENTA, MAGENTA, Style};
pub use suggest::closest;
pub use unraisable::{UNRAISABLE_HOOK_ARGS, print_unraisable, unraisable};

use crate::memory::Ref;
use crate::object::exception::{self as ex, Exception};
use crate::object::string::Str;
use crate::object::traceback::Traceback;
use crate::object::{kind, list::List, tuple::Tuple};
use crate::runtime::{PyResult, Raised, Thread};

/// Entries of the same place in a row that are shown.
const REPEATS: usize = 3;
/// Members of a group that are shown.
const GROUP_WIDTH: usize = 15;
/// Levels of nested groups that are shown.
const GROUP_DEPTH: usize = 10;
/// Exceptions that one report covers.
const MOST_NODES: usize = 100_000;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// One exception of a report, with the places of those chained to it.
struct Node {
    exception: Ref,
    cause: Option<usize>,
    context: Option<usize>,
    members: Option<Vec<usize>>,
}

/// Collects exceptions and what is chained to them.
struct Collector {
    nodes: Vec<Node>,
    seen: HashSet<usize>,
    pending: Vec<usize>,
}

impl Collector {
    /// Collects an exception and all that is chained to it; the first node is the exception itself.
    fn collect(exception: &Ref) -> Vec<Node> {
        let mut this = Collector { nodes: Vec::new(), seen: HashSet::new(), pending: Vec::new() };
        this.add(exception.clone());
        while let Some(place) = this.pending.pop() {
            if this.nodes.len() < MOST_NODES {
                this.chain(place);
            }
        }
        this.nodes
    }

    fn add(&mut self, exception: Ref) -> usize {
        self.seen.insert(exception.value().address() as usize);
        self.nodes.push(Node { exception, cause: None, context: None, members: None });
        self.pending.push(self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    fn add_new(&mut self, exception: Option<Ref>) -> Option<usize> {
        let exception = exception.filter(|e| !self.seen.contains(&(e.value().address() as usize)))?;
        exception.downcast::<Exception>()?;
        Some(self.add(exception))
    }

    fn chain(&mut self, place: usize) {
        let exception = self.nodes[place].exception.clone();
        let Some(body) = exception.downcast::<Exception>() else { return };
        let cause = self.add_new(body.cause.get());
        let context =
            if cause.is_none() && !body.suppresses_context() { self.add_new(body.context.get()) } else { None };
        let members = ex::group_members(&exception).map(|members| members.into_iter().map(|m| self.add(m)).collect());
        let node = &mut self.nodes[place];
        (node.cause, node.context, node.members) = (cause, context, members);
    }
}

/// The text of a `str`, with escapes for lone surrogates, which no stream takes.
fn text_of(t: &Thread, text: &Ref) -> String {
    match text.downcast::<Str>() {
        Some(body) if body.has_surrogates() => {
            let mut out = String::new();
            for code in body.chars() {
                match char::from_u32(code) {
                    Some(c) => out.push(c),
                    None => {
                        let _ = write!(out, "\\u{code:04x}");
                    }
                }
            }
            out
        }
        _ => t.str_of(text).into_owned(),
    }
}

/// `str(value)`, or a remark that it failed.
fn safe_str(t: &Thread, value: &Ref, what: &str) -> String {
    t.to_str(value).map_or_else(|_| format!("<{what} str() failed>"), |text| text_of(t, &text))
}

/// `repr(value)`, or a remark that it failed.
fn safe_repr(t: &Thread, value: &Ref, what: &str) -> String {
    t.repr(value).map_or_else(|_| format!("<{what} repr() failed>"), |text| text_of(t, &text))
}

/// The name of an exception's class as reports show it: with the module, unless that is the main one or `builtins`.
fn class_name(t: &Thread, exception: &Ref) -> String {
    let class = t.type_ref(exception);
    let attribute = |name: &str| {
        let value = t.getattr_opt(&class, name).ok().flatten()?;
        value.downcast::<Str>().map(|_| text_of(t, &value))
    };
    let name = attribute("__qualname__").unwrap_or_else(|| t.type_name(exception));
    match attribute("__module__").as_deref() {
        Some("__main__" | "builtins") => name,
        Some(module) => format!("{module}.{name}"),
        None => format!("<unknown>.{name}"),
    }
}

/// Writes a report.
struct Writer<'t> {
    t: &'t Thread,
    nodes: Vec<Node>,
    files: Files<'t>,
    style: Style,
    /// Newest entries of each traceback that are shown.
    limit: usize,
    out: String,
    /// Nesting of exception groups.
    depth: usize,
    /// The innermost group is to draw the line that closes the tree.
    need_close: bool,
}

impl<'t> Writer<'t> {
    fn new(t: &'t Thread, exception: &Ref, color: bool) -> Writer<'t> {
        Writer {
            t,
            nodes: Collector::collect(exception),
            files: Files::new(t),
            style: Style(color),
            limit: traceback_limit(t),
            out: String::new(),
            depth: 0,
            need_close: false,
        }
    }

    fn margin(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    /// Appends lines, inside a group behind its margin.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let indent = format!("{}{margin} ", self.margin());
        for line in text.split_inclusive('\n') {
            self.out.push_str(&indent);
            self.out.push_str(line);
        }
    }

    /// Writes an exception behind those that led to it.
    fn chain(&mut self, start: usize) {
        let mut order = Vec::new();
        let mut place = Some(start);
        while let Some(i) = place {
            let node = &self.nodes[i];
            let (message, next) = match (node.cause, node.context) {
                (Some(cause), _) => (Some(CAUSE), Some(cause)),
                (None, Some(context)) => (Some(CONTEXT), Some(context)),
                (None, None) => (None, None),
            };
            order.push((message, i));
            place = next;
        }
        for (message, i) in order.into_iter().rev() {
            if let Some(message) = message {
                self.emit(message, '|');
            }
            match self.nodes[i].members.clone() {
                Some(_) if self.depth > GROUP_DEPTH => {
                    self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
                }
                Some(members) => self.group(i, &members),
                None => {
                    let stack = self.stack(i);
                    if !stack.is_empty() {
                        self.emit("Traceback (most recent call last):\n", '|');
                        self.emit(&stack, '|');
                    }
                    let end = self.last_lines(i);
                    self.emit(&end, '|');
                }
            }
        }
    }

    fn group(&mut self, i: usize, members: &[usize]) {
        let is_outermost = self.depth == 0;
        if is_outermost {
            self.depth = 1;
        }
        let stack = self.stack(i);
        if !stack.is_empty() {
            let margin = if is_outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            self.emit(&stack, '|');
        }
        let end = self.last_lines(i);
        self.emit(&end, '|');
        let rows = members.len().min(GROUP_WIDTH + 1);
        self.need_close = false;
        for (row, member) in members.iter().take(rows).enumerate() {
            let is_last = row + 1 == rows;
            let is_cut = row == GROUP_WIDTH;
            if is_last {
                self.need_close = true;
            }
            let title = if is_cut { "...".to_owned() } else { (row + 1).to_string() };
            let lead = if row == 0 { "+-" } else { "  " };
            let margin = self.margin();
            let _ = writeln!(self.out, "{margin}{lead}+---------------- {title} ----------------");
            self.depth += 1;
            if is_cut {
                let left = members.len() - GROUP_WIDTH;
                let plural = if left > 1 { "s" } else { "" };
                self.emit(&format!("and {left} more exception{plural}\n"), '|');
            } else {
                self.chain(*member);
            }
            if is_last && self.need_close {
                let margin = self.margin();
                let _ = writeln!(self.out, "{margin}+------------------------------------");
                self.need_close = false;
            }
            self.depth -= 1;
        }
        if is_outermost {
            self.depth = 0;
        }
    }

    /// The entries of an exception's traceback.
    fn stack(&mut self, i: usize) -> String {
        let mut entries = Vec::new();
        let mut place = self.nodes[i].exception.downcast::<Exception>().and_then(|e| e.traceback.get());
        while let Some(entry) = place {
            place = entry.downcast::<Traceback>().and_then(|body| body.next.get());
            entries.push(entry);
        }
        let mut out = String::new();
        let mut last: Option<(String, u32, String)> = None;
        let mut count = 0;
        let first = entries.len().saturating_sub(self.limit);
        for entry in &entries[first..] {
            let body = entry.downcast::<Traceback>().expect("tracebacks link to tracebacks");
            let unit = &body.code().unit;
            let place = (unit.filename.to_string(), body.line(), unit.name.to_string());
            if last.as_ref() != Some(&place) {
                push_repeats(&mut out, count);
                count = 0;
                last = Some(place);
            }
            count += 1;
            if count <= REPEATS {
                let text = self.entry(body);
                out.push_str(&text);
            }
        }
        push_repeats(&mut out, count);
        out
    }

    fn entry(&mut self, entry: &Traceback) -> String {
        let unit = &entry.code().unit;
        let mut position = unit.position(entry.index());
        let line = entry.line();
        if line != position.line {
            position = crate::bytecode::code::Position { line, end_line: line, col: 0, end_col: 0 };
        }
        let style = self.style;
        let mut out = format!(
            "  File {}, line {}, in {}\n",
            style.paint(MAGENTA, &format!("\"{}\"", unit.filename)),
            style.paint(MAGENTA, &line.to_string()),
            style.paint(MAGENTA, &unit.name)
        );
        let lines = self.files.lines(&unit.filename, position.line, position.end_line);
        if !lines.is_empty() {
            out.push_str(&carets::rows(&lines, position, style));
        }
        out
    }

    /// Class, message and notes.
    fn last_lines(&self, i: usize) -> String {
        let (t, style) = (self.t, self.style);
        let exception = &self.nodes[i].exception;
        let name = class_name(t, exception);
        let mut out = String::new();
        if exception.downcast::<Exception>().is_some_and(|e| e.family == ex::Family::Syntax) {
            syntax::write(t, exception, &name, style, &mut out);
        } else {
            let mut message = safe_str(t, exception, "exception");
            message.push_str(&suggest::hint(t, exception));
            out.push_str(&style.paint(BOLD_MAGENTA, &name));
            if !message.is_empty() {
                out.push_str(": ");
                out.push_str(&style.paint(MAGENTA, &message));
            }
            out.push('\n');
        }
        self.notes(exception, &mut out);
        out
    }

    fn notes(&self, exception: &Ref, out: &mut String) {
        let t = self.t;
        let notes = match t.getattr_opt(exception, "__notes__") {
            Ok(Some(notes)) if !notes.value().is_none(t) => notes,
            Ok(_) => return,
            Err(raised) => {
                let shown = safe_repr(t, &raised.0, "__notes__");
                let _ = writeln!(out, "Ignored error getting __notes__: {shown}");
                return;
            }
        };
        let items = match notes.value().kind().layout() {
            kind::LIST => notes.downcast::<List>().map(List::snapshot),
            kind::TUPLE => notes.downcast::<Tuple>().map(|tuple| tuple.items().to_vec()),
            _ => None,
        };
        let Some(items) = items else {
            let _ = writeln!(out, "{}", safe_repr(t, &notes, "__notes__"));
            return;
        };
        for note in items {
            for line in safe_str(t, &note, "note").split('\n') {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
}

fn push_repeats(out: &mut String, count: usize) {
    if count > REPEATS {
        let more = count - REPEATS;
        let plural = if more > 1 { "s" } else { "" };
        let _ = writeln!(out, "  [Previous line repeated {more} more time{plural}]");
    }
}

/// `sys.tracebacklimit`.
fn traceback_limit(t: &Thread) -> usize {
    let sys = t.vm().sys.get();
    let limit = sys.and_then(|sys| t.dict_get_str(&sys, "tracebacklimit").ok().flatten());
    match limit.and_then(|limit| t.as_i64(&limit)) {
        Some(limit) => usize::try_from(limit).unwrap_or(0),
        None => 1000,
    }
}

/// The report of an exception and of what led to it.
///
/// # Errors
/// `RecursionError` when there is no native stack for it.
pub fn format_exception(t: &Thread, exception: &Ref, color: bool) -> PyResult<String> {
    let _depth = t.enter(" while formatting an exception")?;
    let mut writer = Writer::new(t, exception, color);
    writer.chain(0);
    Ok(writer.out)
}

/// The report of an exception without what led to it.
fn format_alone(t: &Thread, exception: &Ref, color: bool) -> PyResult<String> {
    let _depth = t.enter(" while formatting an exception")?;
    let mut writer = Writer::new(t, exception, color);
    (writer.nodes[0].cause, writer.nodes[0].context, writer.nodes[0].members) = (None, None, None);
    writer.chain(0);
    Ok(writer.out)
}

/// `sys.stderr`, unless it is None or missing.
fn stderr(t: &Thread) -> Option<Ref> {
    let sys = t.vm().sys.get()?;
    t.dict_get_str(&sys, "stderr").ok().flatten().filter(|stream| !stream.value().is_none(t))
}

/// Writes to `sys.stderr`; to the process's standard error when the script has none, or when its `write` fails.
pub fn write_stderr(t: &Thread, text: &str) {
    let written = stderr(t).and_then(|stream| {
        let text = t.str(text).ok()?;
        t.call_method(&stream, "write", &[text]).ok()?;
        // What a stream without `flush` has taken is written.
        let _ = t.call_method(&stream, "flush", &[]);
        Some(())
    });
    if written.is_none() {
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// What `sys.__excepthook__` does: prints an exception to `sys.stderr`.
pub fn print_exception(t: &Thread, exception: &Ref) {
    let color = style::wanted(t, stderr(t).as_ref());
    match format_exception(t, exception, color) {
        Ok(text) => write_stderr(t, &text),
        Err(raised) => write_stderr(t, &format!("{}\n", class_name(t, &raised.0))),
    }
}

/// Reports an exception that nobody handled, by `sys.excepthook`.
pub fn print_uncaught(t: &Thread, raised: &Raised) {
    let exception = &raised.0;
    let sys = t.vm().sys.get();
    let hook = sys.and_then(|sys| t.dict_get_str(&sys, "excepthook").ok().flatten());
    let Some(hook) = hook.filter(|hook| !hook.value().is_none(t)) else {
        print_exception(t, exception);
        return;
    };
    let traceback = exception.downcast::<Exception>().and_then(|e| e.traceback.get()).unwrap_or_else(|| t.none());
    if let Err(failed) = t.call(&hook, &[t.type_ref(exception), exception.clone(), traceback]) {
        if t.raised_is(&failed, &ex::SYSTEM_EXIT) {
            return;
        }
        write_stderr(t, "Error in sys.excepthook:\n");
        print_exception(t, &failed.0);
        write_stderr(t, "\nOriginal exception was:\n");
        print_exception(t, exception);
    }
}
