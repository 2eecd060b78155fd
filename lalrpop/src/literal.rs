//! From string tokens to constants and `JoinedStr`.
//!
//! The parser collects the parts of f-strings as places in the source; they are decoded here when the whole run of
//! adjacent literals is known.

use crate::ast::{Constant, Conversion, Expr, ExprKind, FormattedValue, Ident, Span, Text};
use crate::context::Context;
use crate::error::Fault;
use crate::string::{self, EscapeError, Style, TextBuilder};

/// One of several adjacent literals.
pub(crate) enum Piece {
    /// Plain literals, one or more.
    Plain(Span),
    /// An f-string.
    Formatted(Span, Vec<Part>),
}

/// A part of an f-string or of a format spec.
pub(crate) enum Part {
    /// Text between fields, undecoded.
    Text(Span),
    /// A replacement field.
    Field(Box<Field>),
}

/// A replacement field.
pub(crate) struct Field {
    /// With its braces.
    span: Span,
    /// The source text of `{expression=}`.
    debug: Option<Span>,
    value: Expr,
    conversion: Conversion,
    spec: Option<(u32, Vec<Part>)>,
}

impl Part {
    fn end(&self) -> u32 {
        match self {
            Self::Text(span) => span.end,
            Self::Field(field) => field.span.end,
        }
    }
}

impl Context<'_> {
    /// The name after `!`; `start` is where the `!` is.
    pub fn conversion(&mut self, name: Ident, start: u32, end: u32) -> Conversion {
        if name.span.start != start + 1 {
            self.syntax("f-string: conversion type must come right after the exclamanation mark", start, end);
            return Conversion::None;
        }
        match self.names.get(name.name) {
            "s" => Conversion::Str,
            "r" => Conversion::Repr,
            "a" => Conversion::Ascii,
            other => {
                let message = format!("f-string: invalid conversion character '{other}': expected 's', 'r', or 'a'");
                self.syntax(message, name.span.start, name.span.end);
                Conversion::None
            }
        }
    }

    /// A replacement field. `start` is where its expression's text starts, `debug` where the `=` after it ends.
    pub fn field(
        &mut self,
        span: Span,
        start: u32,
        value: Expr,
        debug: Option<u32>,
        conversion: Conversion,
        spec: Option<(u32, Vec<Part>)>,
    ) -> Box<Field> {
        self.not_starred(&value);
        let conversion = match (conversion, debug, &spec) {
            (Conversion::None, Some(_), None) => Conversion::Repr,
            _ => conversion,
        };
        let debug = debug.map(|equal| Span::new(start, self.skip_blank(equal)));
        Box::new(Field { span, debug, value, conversion, spec })
    }

    /// The offset after spaces, line ends and comments.
    fn skip_blank(&self, from: u32) -> u32 {
        let bytes = self.source.as_bytes();
        let mut at = from as usize;
        loop {
            match bytes.get(at) {
                Some(b' ' | b'\t' | b'\n' | 0x0C) => at += 1,
                Some(b'#') => at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
                _ => return at as u32,
            }
        }
    }

    /// A run of adjacent literals without f-strings.
    pub fn plain_strings(&mut self, start: u32, end: u32) -> Expr {
        let span = Span::new(start, end);
        let style = Style::at(self.source, start as usize);
        let value = if style.bytes {
            let mut out = Vec::new();
            self.each_literal(span, |context, place, style| {
                if !style.bytes {
                    return context.mixed(end);
                }
                let body = body(place, style);
                let text = context.text(body.start, body.end);
                let mut warnings = Vec::new();
                let warn = &mut |message, _| warnings.push((message, place.start));
                let done = string::unescape_bytes(text, style.raw, &mut out, warn);
                context.warnings.append(&mut warnings);
                context.escape_error(done, place);
            });
            Constant::Bytes(out.into())
        } else {
            // Most literals stand alone and have no escapes.
            let body = body(span, style);
            let text = self.text(body.start, body.end.max(body.start));
            if memchr::memchr2(style.quote, b'\\', text.as_bytes()).is_none() {
                Constant::Str(Text::Utf8(text.into()))
            } else {
                let mut out = TextBuilder::default();
                self.append_plain(span, end, &mut out);
                Constant::Str(out.take())
            }
        };
        Expr::new(ExprKind::Constant(value), span)
    }

    fn append_plain(&mut self, span: Span, end: u32, out: &mut TextBuilder) {
        self.each_literal(span, |context, place, style| {
            if style.bytes {
                return context.mixed(end);
            }
            let body = body(place, style);
            context.append_text(body, style.raw, place, out);
        });
    }

    /// Decodes text of a string and appends it. Errors are reported at `place`.
    fn append_text(&mut self, body: Span, raw: bool, place: Span, out: &mut TextBuilder) {
        let text = self.text(body.start, body.end);
        if raw {
            return out.push_str(text);
        }
        let mut warnings = Vec::new();
        // Warnings are on the line the literal starts on.
        let inside = place.start <= body.start;
        let warn = &mut |message, at: usize| {
            warnings.push((message, if inside { place.start } else { body.start + at as u32 }));
        };
        let done = string::unescape(text, out, warn);
        self.warnings.append(&mut warnings);
        self.escape_error(done, place);
    }

    fn escape_error(&mut self, done: Result<(), EscapeError>, place: Span) {
        if let Err(EscapeError(message)) = done {
            self.fail(Fault::syntax(message, place));
        }
    }

    /// CPython reports this at the token after the literals.
    fn mixed(&mut self, end: u32) {
        self.syntax("cannot mix bytes and nonbytes literals", end, end + 1);
    }

    /// Calls `visit` with the place and style of each literal of a run of plain ones.
    fn each_literal(&mut self, span: Span, mut visit: impl FnMut(&mut Self, Span, Style)) {
        let mut at = span.start as usize;
        let bytes = self.source.as_bytes();
        while at < span.end as usize && self.fault.is_none() {
            match bytes[at] {
                b' ' | b'\t' | b'\x0C' | b'\n' | b'\\' => at += 1,
                b'#' => at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
                _ => {
                    let style = Style::at(self.source, at);
                    let end = string::scan(self.source, at).expect("the layout layer has found its end");
                    visit(self, Span::new(at as u32, end as u32), style);
                    at = end;
                }
            }
        }
    }

    /// A run of adjacent literals, at least one an f-string.
    pub fn joined(&mut self, pieces: Vec<Piece>, start: u32, end: u32) -> Expr {
        let mut run = Run::default();
        for piece in pieces {
            match piece {
                Piece::Plain(span) => {
                    run.extend(span);
                    self.append_plain(span, end, &mut run.text);
                }
                Piece::Formatted(span, parts) => {
                    let style = Style::at(self.source, span.start as usize);
                    self.append_parts(parts, style, false, &mut run);
                }
            }
            if self.fault.is_some() {
                break;
            }
        }
        let values = run.finish();
        self.expr(ExprKind::JoinedStr(values), start, end)
    }

    fn append_parts(&mut self, parts: Vec<Part>, style: Style, is_spec: bool, run: &mut Run) {
        for part in parts {
            match part {
                Part::Text(span) => {
                    run.extend(span);
                    self.append_fstring_text(span, style, is_spec, &mut run.text);
                }
                Part::Field(field) => {
                    let Field { span, debug, value, conversion, spec } = *field;
                    if let Some(debug) = debug {
                        run.extend(debug);
                        push_without_comments(self.text(debug.start, debug.end), &mut run.text);
                    }
                    run.flush();
                    let format_spec = spec.map(|(colon, parts)| {
                        let end = parts.last().map_or(colon + 1, Part::end);
                        let mut inner = Run::default();
                        self.append_parts(parts, style, true, &mut inner);
                        self.expr(ExprKind::JoinedStr(inner.finish()), colon, end)
                    });
                    let kind = ExprKind::FormattedValue(Box::new(FormattedValue { value, conversion, format_spec }));
                    let formatted = self.expr(kind, span.start, span.end);
                    run.values.push(formatted);
                }
            }
        }
    }

    /// Text of an f-string: doubled braces are single ones, except in a spec.
    fn append_fstring_text(&mut self, span: Span, style: Style, is_spec: bool, out: &mut TextBuilder) {
        let bytes = self.source.as_bytes();
        let mut from = span.start;
        if !is_spec {
            let mut at = span.start as usize;
            while at + 1 < span.end as usize {
                let pair = &bytes[at..at + 2];
                if !style.raw && pair == br"\N" && bytes.get(at + 2) == Some(&b'{') {
                    // The braces of a character's name are single.
                    let rest = &bytes[at..span.end as usize];
                    at += memchr::memchr(b'}', rest).unwrap_or(rest.len());
                } else if pair == b"{{" || pair == b"}}" {
                    self.append_fstring_chunk(Span::new(from, at as u32 + 1), style, span, out);
                    from = at as u32 + 2;
                    at += 2;
                    continue;
                } else if pair[0] == b'\\' && !matches!(pair[1], b'{' | b'}') {
                    at += 1;
                }
                at += 1;
            }
        }
        self.append_fstring_chunk(Span::new(from, span.end), style, span, out);
    }

    fn append_fstring_chunk(&mut self, chunk: Span, style: Style, token: Span, out: &mut TextBuilder) {
        // A backslash in front of a brace or of a field stands for itself.
        let text = self.text(chunk.start, chunk.end);
        let trailing = text.len() - text.trim_end_matches('\\').len();
        if style.raw || trailing.is_multiple_of(2) {
            return self.append_text(chunk, style.raw, Span::new(token.end, token.end + 1), out);
        }
        let body = Span::new(chunk.start, chunk.end - 1);
        self.append_text(body, false, Span::new(token.end, token.end + 1), out);
        let brace = self.source[chunk.end as usize..].chars().next().unwrap_or('{');
        self.warnings.push((format!("invalid escape sequence '\\{brace}'"), chunk.end - 1));
        out.push_str("\\");
    }
}

/// What `{expression=}` shows: its source, but for comments.
fn push_without_comments(text: &str, out: &mut TextBuilder) {
    let mut quote = None;
    let mut from = 0;
    let mut in_comment = false;
    for (at, c) in text.char_indices() {
        match (in_comment, quote, c) {
            (true, _, '\n') => {
                in_comment = false;
                from = at;
            }
            (true, ..) => {}
            (false, None, '#') => {
                in_comment = true;
                out.push_str(&text[from..at]);
            }
            (false, None, '"' | '\'') => quote = Some(c),
            (false, Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    if !in_comment {
        out.push_str(&text[from..]);
    }
}

/// The text between the quotes.
fn body(place: Span, style: Style) -> Span {
    Span::new(place.start + style.opening as u32, place.end - style.closing() as u32)
}

/// The values of a `JoinedStr` under construction: text is collected until a field comes.
#[derive(Default)]
struct Run {
    values: Vec<Expr>,
    text: TextBuilder,
    /// Where the collected text is.
    place: Option<Span>,
}

impl Run {
    fn extend(&mut self, span: Span) {
        match &mut self.place {
            Some(place) => place.end = span.end,
            None => self.place = Some(span),
        }
    }

    fn flush(&mut self) {
        let place = self.place.take();
        if !self.text.is_empty() {
            let value = Constant::Str(self.text.take());
            self.values.push(Expr::new(ExprKind::Constant(value), place.unwrap_or_default()));
        }
    }

    fn finish(mut self) -> Vec<Expr> {
        self.flush();
        self.values
    }
}
