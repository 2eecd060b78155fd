//! The compiler: syntax tree to [`CodeUnit`]s.
//!
//! Stages, each in its file: [`collect`] walks the tree for names and [`scope`] decides where each lives; [`stmt`],
//! [`handler`], [`define`], [`expr`], [`call`], [`comprehension`] and [`pattern`] write instructions with labels into a
//! [`unit::Unit`]; then [`flow`] removes dead code and finds stack depths and unbound locals, [`borrow`] finds loads that
//! need no count, [`fuse`] makes superinstructions, and [`emit`] turns labels into distances and writes the tables.
//!
//! Native recursion is bounded by the tree: the parser limits the depth of expressions, statements and patterns, and
//! stores the chains that programs make long (binary operators, `elif`) flat.

mod borrow;
mod call;
mod collect;
mod comprehension;
mod define;
mod dubious;
mod emit;
mod expr;
mod flow;
mod fold;
mod fuse;
mod handler;
mod konst;
mod pattern;
mod scope;
mod stmt;
mod store;
#[cfg(test)]
mod tests;
mod unit;
mod unparse;
pub mod verify;

use std::sync::Arc;

use rcpy_syntax::ast::{Expr, ExprKind, Mod, Span, Stmt, StmtKind};
use rcpy_syntax::{ErrorKind, LineIndex, Names, Parsed, Stage, Symbol, SyntaxError, SyntaxWarning};
use rustc_hash::FxHashMap;

use crate::bytecode::code::flags;
use crate::bytecode::{CodeUnit, Const, Op};
use collect::Collector;
use scope::{Scopes, Unbound};
use unit::Unit;

/// What the compiler reports: the front end's error type, so that callers handle one.
pub type CompileError = SyntaxError;

pub(crate) type Result<T> = std::result::Result<T, CompileError>;

/// How to compile.
#[derive(Clone, Copy, Default, Debug)]
pub struct Options {
    /// 0: everything; 1: without `assert` and with `__debug__` false; 2: without docstrings too.
    pub optimize: u8,
    /// As if the text began with `from __future__ import annotations` (it may also do so itself).
    pub future_annotations: bool,
    /// Line number of the first line, minus one.
    pub first_line: u32,
}

/// Most instructions one compilation may produce: nested `finally` blocks are copied to every exit, so that a short
/// text could otherwise ask for any amount of memory.
const MAX_CODE: usize = 1 << 23;

/// What every stage reads: names, lines, source, options.
pub(crate) struct Context<'a> {
    pub names: Names,
    pub lines: &'a LineIndex,
    pub source: &'a str,
    pub filename: Arc<str>,
    pub options: Options,
    /// `__debug__`, which cannot be assigned.
    debug_name: Symbol,
    mangled: FxHashMap<(Symbol, Symbol), Symbol>,
    /// What is dubious about the text, in the order of the walk over the tree.
    pub warnings: Vec<SyntaxWarning>,
}

impl Context<'_> {
    /// An error at `span`.
    pub fn error(&self, message: &str, span: Span) -> CompileError {
        let length = self.source.len() as u32;
        let (start, end) = (span.start.min(length), span.end.min(length));
        let line = self.lines.line(start);
        SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.to_owned(),
            span,
            line: line + self.options.first_line,
            column: self.lines.char_column(self.source, start) + 1,
            end_line: self.lines.line(end) + self.options.first_line,
            end_column: Some(self.lines.char_column(self.source, end) as i32 + 1),
            text: String::new(),
            stage: Stage::Compiler,
            incomplete: false,
        }
    }

    /// The name that `name` stands for inside class `private`: `__x` becomes `_Class__x`.
    pub fn mangle(&mut self, private: Option<Symbol>, name: Symbol) -> Symbol {
        let Some(class) = private else { return name };
        if !self.names.get(name).starts_with("__") {
            return name;
        }
        if let Some(&found) = self.mangled.get(&(class, name)) {
            return found;
        }
        let text = self.names.get(name);
        let stripped = self.names.get(class).trim_start_matches('_');
        let result = if text.ends_with("__") || text.contains('.') || stripped.is_empty() {
            name
        } else {
            let full = format!("_{stripped}{text}");
            self.names.intern(&full)
        };
        self.mangled.insert((class, name), result);
        result
    }

    /// The part of a dotted name before the first dot.
    pub fn first_part(&mut self, name: Symbol) -> Symbol {
        match self.names.get(name).split_once('.') {
            None => name,
            Some((first, _)) => {
                let first = first.to_owned();
                self.names.intern(&first)
            }
        }
    }

    /// `__debug__` cannot be bound.
    pub fn check_binding(&self, name: Symbol, span: Span) -> Result<()> {
        if name == self.debug_name {
            return Err(self.error("cannot assign to __debug__", span));
        }
        Ok(())
    }
}

/// The address of a tree node: its identity while the tree is borrowed.
pub(crate) fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

/// The compiler's state while it writes code.
pub(crate) struct Compiler<'a> {
    pub(crate) context: Context<'a>,
    scopes: Scopes,
    unit: Unit<'a>,
    /// The units around `unit`.
    outer: Vec<Unit<'a>>,
    /// Instructions of finished units.
    finished: usize,
    future_annotations: bool,
    /// Offset behind the module's leading `from __future__` imports.
    futures_end: u32,
    /// Expression statements of the module print their values.
    prints: bool,
    /// Names the compiler itself uses.
    known: Known,
}

/// Symbols of names the compiler itself uses.
struct Known {
    class_cell: Symbol,
    super_name: Symbol,
    iter_param: Symbol,
    annotations: Symbol,
    self_name: Symbol,
}

/// A compiled text.
pub struct Compiled {
    /// Its code.
    pub unit: Arc<CodeUnit>,
    /// What is dubious about it.
    pub warnings: Vec<SyntaxWarning>,
}

/// Compiles one parsed text. `source` is the text that was parsed.
///
/// A `Module` runs for its effects, an `Expression` returns its value, an `Interactive` prints the values of its
/// expression statements.
///
/// # Errors
/// If the text breaks a rule that the grammar cannot express, with CPython 3.13's wording and position.
pub fn compile_module(parsed: &Parsed, source: &str, filename: &str, options: Options) -> Result<Compiled> {
    let mut names = parsed.names.clone();
    let known = Known {
        class_cell: names.intern("__class__"),
        super_name: names.intern("super"),
        iter_param: names.intern(".0"),
        annotations: names.intern("__annotations__"),
        self_name: names.intern("self"),
    };
    let debug_name = names.intern("__debug__");
    let mut context = Context {
        names,
        lines: &parsed.lines,
        source,
        filename: Arc::from(filename),
        options,
        debug_name,
        mangled: FxHashMap::default(),
        warnings: Vec::new(),
    };
    let (imported, futures_end) =
        check_futures(&context, &parsed.module).map_err(|e| CompileError { end_column: None, ..in_scopes(e) })?;
    let future_annotations = imported || options.future_annotations;
    let mut collector = Collector::new(&mut context, &parsed.module, future_annotations);
    collector.module(&parsed.module).map_err(in_scopes)?;
    let Collector { mut scopes, declarations, .. } = collector;
    if let Err(Unbound { scope, name }) = scopes.resolve(known.class_cell) {
        let span = declarations.iter().find(|n| n.0 == scope && n.1 == name).map_or_else(Span::default, |n| n.2);
        let message = format!("no binding for nonlocal '{}' found", context.names.get(name));
        return Err(in_scopes(context.error(&message, span)));
    }
    if let Some(refused) = &parsed.refused {
        return Err(refused.clone());
    }
    let mut unit = Unit::new(0, "<module>".into(), "<module>".into(), 1);
    unit.flags = flags::NAMESPACE;
    let mut compiler = Compiler {
        context,
        scopes,
        unit,
        outer: Vec::new(),
        finished: 0,
        future_annotations,
        futures_end,
        prints: false,
        known,
    };
    compiler.lay_out_locals(&[]);
    compiler.module(&parsed.module)?;
    let unit = compiler.finish_unit()?;
    Ok(Compiled { unit, warnings: compiler.context.warnings })
}

/// As an error of the pass that sorts names into scopes.
fn in_scopes(error: CompileError) -> CompileError {
    CompileError { stage: Stage::Scopes, ..error }
}

impl<'a> Compiler<'a> {
    fn module(&mut self, module: &'a Mod) -> Result<()> {
        let span = Span::default();
        if self.future_annotations {
            self.unit.flags |= flags::FUTURE_ANNOTATIONS;
        }
        match module {
            Mod::Module(body) => {
                if has_annotations(body) {
                    self.unit.op(Op::SETUP_ANNOTATIONS, 0, span);
                }
                let body = self.namespace_docstring(body)?;
                self.body(body)?;
                self.load_const_return(span);
            }
            Mod::Interactive(body) => {
                if has_annotations(body) {
                    self.unit.op(Op::SETUP_ANNOTATIONS, 0, span);
                }
                self.interactive(body)?;
                self.load_const_return(span);
            }
            Mod::Expression(e) => {
                self.expr(e)?;
                self.unit.op(Op::RETURN, 0, e.span);
            }
        }
        Ok(())
    }

    fn load_const_return(&mut self, span: Span) {
        let none = self.unit.k.constant(Const::None);
        self.unit.op(Op::RETURN_CONST, none, span);
    }

    /// Stores the docstring of a module or class in `__doc__`; returns the statements after it.
    fn namespace_docstring(&mut self, body: &'a [Stmt]) -> Result<&'a [Stmt]> {
        let Some((doc, span)) = docstring(body) else { return Ok(body) };
        if self.context.options.optimize < 2 {
            let value = self.unit.k.constant(fold::clean_docstring(doc));
            self.unit.op(Op::LOAD_CONST, value, span);
            let name = self.context.names.intern("__doc__");
            self.store_name(name, span)?;
        }
        Ok(&body[1..])
    }

    pub(crate) fn error<T>(&self, message: &str, span: Span) -> Result<T> {
        Err(self.context.error(message, span))
    }

    /// Fails when the compilation produced more instructions than any sensible text does.
    fn check_size(&self, span: Span) -> Result<()> {
        if self.finished + self.unit.code.len() > MAX_CODE {
            return self.error("too many instructions: the code is too large", span);
        }
        Ok(())
    }
}

/// The string that documents a body, if its first statement is one.
fn docstring(body: &[Stmt]) -> Option<(&rcpy_syntax::ast::Text, Span)> {
    let StmtKind::Expr(e) = &body.first()?.kind else { return None };
    match &e.kind {
        ExprKind::Constant(rcpy_syntax::ast::Constant::Str(text)) => Some((text, e.span)),
        _ => None,
    }
}

/// Whether a module or class body annotates a variable, not looking into functions and classes.
fn has_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|s| match &s.kind {
        StmtKind::AnnAssign(_) => true,
        StmtKind::For(f) => has_annotations(&f.body) || has_annotations(&f.orelse),
        StmtKind::While(w) => has_annotations(&w.body) || has_annotations(&w.orelse),
        StmtKind::If(i) => {
            has_annotations(&i.body) || i.elifs.iter().any(|e| has_annotations(&e.body)) || has_annotations(&i.orelse)
        }
        StmtKind::With(w) => has_annotations(&w.body),
        StmtKind::Match(m) => m.cases.iter().any(|c| has_annotations(&c.body)),
        StmtKind::Try(t) => {
            has_annotations(&t.body)
                || t.handlers.iter().any(|h| has_annotations(&h.body))
                || has_annotations(&t.orelse)
                || has_annotations(&t.finalbody)
        }
        _ => false,
    })
}

/// Checks the `from __future__` imports; tells whether annotations stay text, and the offset behind the imports.
fn check_futures(context: &Context<'_>, module: &Mod) -> Result<(bool, u32)> {
    let (Mod::Module(body) | Mod::Interactive(body)) = module else { return Ok((false, 0)) };
    let start = usize::from(docstring(body).is_some());
    let mut annotations = false;
    let mut allowed = true;
    let mut end = 0;
    for stmt in &body[start..] {
        match &stmt.kind {
            StmtKind::ImportFrom(i)
                if i.level == 0 && i.module.is_some_and(|m| context.names.get(m) == "__future__") =>
            {
                if !allowed {
                    let message = "from __future__ imports must occur at the beginning of the file";
                    return Err(context.error(message, stmt.span));
                }
                end = stmt.span.end;
                for alias in &i.names {
                    match context.names.get(alias.name) {
                        "annotations" => annotations = true,
                        "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement"
                        | "print_function" | "unicode_literals" | "barry_as_FLUFL" | "generator_stop" => {}
                        "braces" => return Err(context.error("not a chance", stmt.span)),
                        other => {
                            let message = format!("future feature {other} is not defined");
                            return Err(context.error(&message, stmt.span));
                        }
                    }
                }
            }
            _ => allowed = false,
        }
    }
    Ok((annotations, end))
}

/// Whether an expression is `*x`.
fn is_starred(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Starred(_))
}
