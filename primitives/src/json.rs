//! JSON as the `json` module reads and writes it: strings, numbers, and a parser that reports events.
//!
//! The parser keeps its own stack, so nesting costs no native stack, and its faults have CPython's words and positions.

use crate::text::{Text, TextBuilder, Unit};
use std::ops::Range;

/// Why a text is no JSON. `JSONDecodeError` takes the message and the position; see [`Fault::message`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What was expected.
    pub reason: &'static str,
    /// Where, as an index into the text.
    pub position: usize,
}

impl Fault {
    /// Line and column, both from 1.
    pub fn line_and_column<T: Unit>(&self, text: &[T]) -> (usize, usize) {
        let before = &text[..self.position.min(text.len())];
        let is_newline = |u: &T| u.code() == 0xa;
        let line = 1 + before.iter().filter(|u| is_newline(u)).count();
        let column = before.iter().rposition(is_newline).map_or(self.position + 1, |i| self.position - i);
        (line, column)
    }

    /// `str()` of the exception.
    pub fn message<T: Unit>(&self, text: &[T]) -> String {
        let (line, column) = self.line_and_column(text);
        format!("{}: line {line} column {column} (char {})", self.reason, self.position)
    }
}

fn fault<V>(reason: &'static str, position: usize) -> Result<V, Fault> {
    Err(Fault { reason, position })
}

/// Appends `text` as a JSON string, quotes included. With `ensure_ascii` all but printable ASCII is escaped.
pub fn escape<T: Unit>(text: &[T], ensure_ascii: bool, out: &mut TextBuilder) {
    out.push(0x22);
    for u in text {
        let c = u.code();
        match c {
            0x22 => out.push_latin1(b"\\\""),
            0x5c => out.push_latin1(b"\\\\"),
            0x8 => out.push_latin1(b"\\b"),
            0xc => out.push_latin1(b"\\f"),
            0xa => out.push_latin1(b"\\n"),
            0xd => out.push_latin1(b"\\r"),
            0x9 => out.push_latin1(b"\\t"),
            0x20..0x7f => out.push(c),
            _ if c >= 0x7f && !ensure_ascii => out.push(c),
            0x10000.. => {
                let pair = c - 0x10000;
                push_escape(0xd800 + (pair >> 10), out);
                push_escape(0xdc00 + (pair & 0x3ff), out);
            }
            _ => push_escape(c, out),
        }
    }
    out.push(0x22);
}

fn push_escape(unit: u32, out: &mut TextBuilder) {
    out.push_latin1(b"\\u");
    for shift in [12, 8, 4, 0] {
        out.push(u32::from(b"0123456789abcdef"[(unit >> shift & 15) as usize]));
    }
}

/// Reads a string whose opening quote stands before `start`; appends it to `out` and returns the index after the closing
/// quote. `strict` refuses control characters.
pub fn scan_string<T: Unit>(text: &[T], start: usize, strict: bool, out: &mut TextBuilder) -> Result<usize, Fault> {
    let at = |i: usize| text.get(i).map(|u| u.code());
    let unterminated = || fault("Unterminated string starting at", start.saturating_sub(1));
    let mut i = start;
    loop {
        let run = text.get(i..).unwrap_or(&[]);
        let plain = run.iter().take_while(|u| !matches!(u.code(), 0x22 | 0x5c | 0..0x20)).count();
        out.push_units(&run[..plain]);
        i += plain;
        match at(i) {
            None => return unterminated(),
            Some(0x22) => return Ok(i + 1),
            Some(0x5c) => {}
            Some(_) if strict => return fault("Invalid control character at", i),
            Some(c) => {
                out.push(c);
                i += 1;
                continue;
            }
        }
        let Some(kind) = at(i + 1) else {
            return unterminated();
        };
        let simple = match kind {
            0x22 | 0x5c | 0x2f => Some(kind),
            0x62 => Some(0x8),
            0x66 => Some(0xc),
            0x6e => Some(0xa),
            0x72 => Some(0xd),
            0x74 => Some(0x9),
            0x75 => None,
            _ => return fault("Invalid \\escape", i),
        };
        if let Some(code) = simple {
            out.push(code);
            i += 2;
            continue;
        }
        let first = four_digits(text, i + 2)?;
        i += 6;
        // A high surrogate joins a low one that follows; anything else stays as it is.
        if (0xd800..0xdc00).contains(&first) && at(i) == Some(0x5c) && at(i + 1) == Some(0x75) {
            let second = four_digits(text, i + 2)?;
            if (0xdc00..0xe000).contains(&second) {
                out.push(0x10000 + ((first - 0xd800) << 10 | (second - 0xdc00)));
                i += 6;
                continue;
            }
        }
        out.push(first);
    }
}

fn four_digits<T: Unit>(text: &[T], start: usize) -> Result<u32, Fault> {
    let digits = text
        .get(start..start + 4)
        .and_then(|four| four.iter().try_fold(0, |n, u| Some(n << 4 | char::from_u32(u.code())?.to_digit(16)?)));
    digits.map_or_else(|| fault("Invalid \\uXXXX escape", start - 1), Ok)
}

/// A number's text and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// No fraction and no exponent.
    Int(Range<usize>),
    /// A fraction or an exponent.
    Float(Range<usize>),
}

/// The longest number at `start`, if there is one.
pub fn scan_number<T: Unit>(text: &[T], start: usize) -> Option<Number> {
    let at = |i: usize| text.get(i).map_or(0, |u| u.code());
    let digits = |from: usize| {
        from + text.get(from..).map_or(0, |r| r.iter().take_while(|u| (0x30..0x3a).contains(&u.code())).count())
    };
    let first = start + usize::from(at(start) == 0x2d);
    let mut end = match at(first) {
        0x30 => first + 1,
        0x31..0x3a => digits(first),
        _ => return None,
    };
    let mut float = false;
    if at(end) == 0x2e {
        let after = digits(end + 1);
        if after > end + 1 {
            (end, float) = (after, true);
        }
    }
    if matches!(at(end), 0x45 | 0x65) {
        let from = end + 1 + usize::from(matches!(at(end + 1), 0x2b | 0x2d));
        let after = digits(from);
        if after > from {
            (end, float) = (after, true);
        }
    }
    Some(if float { Number::Float(start..end) } else { Number::Int(start..end) })
}

/// A step of the parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `[`
    BeginArray,
    /// `]`
    EndArray,
    /// `{`
    BeginObject,
    /// `}`
    EndObject,
    /// A key; its value follows.
    Key(Text),
    /// A string.
    String(Text),
    /// A number.
    Number(Number),
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// `NaN`, `Infinity` or `-Infinity`
    Constant(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A value is due.
    Value,
    /// A value or the end of a new array is due.
    FirstItem,
    /// A key or the end of a new object is due.
    FirstKey,
    /// A value ended.
    After,
    /// The document ended.
    Done,
}

/// Reads one JSON document, event by event. After an error or the end of the document, `next` returns `None`.
#[derive(Clone, Debug)]
pub struct Parser<'a, T> {
    text: &'a [T],
    at: usize,
    strict: bool,
    /// True for each open object, false for each open array.
    open: Vec<bool>,
    state: State,
}

impl<'a, T: Unit> Parser<'a, T> {
    /// A parser for the document that starts at `start`.
    pub fn new(text: &'a [T], start: usize, strict: bool) -> Self {
        Parser { text, at: start, strict, open: Vec::new(), state: State::Value }
    }

    /// Where the parser stands: after the document, once `next` returned `None`.
    pub fn position(&self) -> usize {
        self.at
    }

    /// How many arrays and objects are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Skips white space.
    pub fn skip_space(&mut self) {
        while matches!(self.peek(), Some(0x20 | 0x9 | 0xa | 0xd)) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u32> {
        self.text.get(self.at).map(|u| u.code())
    }

    fn eat(&mut self, c: u8) -> bool {
        let found = self.peek() == Some(c.into());
        self.at += usize::from(found);
        found
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.text[self.at..].len() >= word.len()
            && self.text[self.at..].iter().zip(word.bytes()).all(|(u, b)| u.code() == u32::from(b));
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn string(&mut self) -> Result<Text, Fault> {
        let mut out = TextBuilder::new();
        self.at = scan_string(self.text, self.at + 1, self.strict, &mut out)?;
        Ok(out.finish())
    }

    fn key(&mut self) -> Result<Event, Fault> {
        if self.peek() != Some(0x22) {
            return fault("Expecting property name enclosed in double quotes", self.at);
        }
        let key = self.string()?;
        self.skip_space();
        if !self.eat(b':') {
            return fault("Expecting ':' delimiter", self.at);
        }
        self.skip_space();
        self.state = State::Value;
        Ok(Event::Key(key))
    }

    fn close(&mut self) -> Event {
        let object = self.open.pop().unwrap_or(false);
        self.ended();
        if object { Event::EndObject } else { Event::EndArray }
    }

    fn ended(&mut self) {
        self.state = if self.open.is_empty() { State::Done } else { State::After };
    }

    fn value(&mut self) -> Result<Event, Fault> {
        let event = match self.peek() {
            Some(0x22) => Event::String(self.string()?),
            Some(0x7b) => {
                self.at += 1;
                self.open.push(true);
                self.state = State::FirstKey;
                return Ok(Event::BeginObject);
            }
            Some(0x5b) => {
                self.at += 1;
                self.open.push(false);
                self.state = State::FirstItem;
                return Ok(Event::BeginArray);
            }
            Some(_) if self.eat_word("null") => Event::Null,
            Some(_) if self.eat_word("true") => Event::Bool(true),
            Some(_) if self.eat_word("false") => Event::Bool(false),
            Some(_) if self.eat_word("NaN") => Event::Constant("NaN"),
            Some(_) if self.eat_word("Infinity") => Event::Constant("Infinity"),
            Some(_) if self.eat_word("-Infinity") => Event::Constant("-Infinity"),
            _ => match scan_number(self.text, self.at) {
                Some(number) => {
                    let (Number::Int(range) | Number::Float(range)) = &number;
                    self.at = range.end;
                    Event::Number(number)
                }
                None => return fault("Expecting value", self.at),
            },
        };
        self.ended();
        Ok(event)
    }

    fn step(&mut self) -> Result<Event, Fault> {
        match self.state {
            State::Value | State::Done => self.value(),
            State::FirstItem => {
                self.skip_space();
                if self.eat(b']') { Ok(self.close()) } else { self.value() }
            }
            State::FirstKey => {
                self.skip_space();
                if self.eat(b'}') { Ok(self.close()) } else { self.key() }
            }
            State::After => {
                let object = self.open.last().copied().unwrap_or(false);
                let end = if object { b'}' } else { b']' };
                self.skip_space();
                if self.eat(end) {
                    return Ok(self.close());
                }
                let comma = self.at;
                if !self.eat(b',') {
                    return fault("Expecting ',' delimiter", self.at);
                }
                self.skip_space();
                if self.peek() == Some(end.into()) {
                    return fault(
                        if object {
                            "Illegal trailing comma before end of object"
                        } else {
                            "Illegal trailing comma before end of array"
                        },
                        comma,
                    );
                }
                if object { self.key() } else { self.value() }
            }
        }
    }
}

impl<T: Unit> Iterator for Parser<'_, T> {
    type Item = Result<Event, Fault>;

    fn next(&mut self) -> Option<Result<Event, Fault>> {
        if self.state == State::Done {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.state = State::Done;
        }
        Some(step)
    }
}

/// Checks that nothing but white space follows a document that ends at `end`, as `json.loads` does.
pub fn check_end<T: Unit>(text: &[T], end: usize) -> Result<(), Fault> {
    let mut parser = Parser::new(text, end, true);
    parser.skip_space();
    if parser.position() == text.len() { Ok(()) } else { fault("Extra data", parser.position()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(s: &str) -> Result<Vec<Event>, String> {
        let text: Vec<u32> = s.chars().map(u32::from).collect();
        let run = || {
            let mut parser = Parser::new(&text, 0, true);
            parser.skip_space();
            let events = parser.by_ref().collect::<Result<Vec<_>, _>>()?;
            check_end(&text, parser.position())?;
            Ok(events)
        };
        run().map_err(|f: Fault| f.message(&text))
    }

    #[test]
    fn messages_as_cpython() {
        for (s, m) in [
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ("[1,]", "Illegal trailing comma before end of array: line 1 column 3 (char 2)"),
            ("{\"a\"}", "Expecting ':' delimiter: line 1 column 5 (char 4)"),
            ("{\"a\":1, }", "Illegal trailing comma before end of object: line 1 column 7 (char 6)"),
            ("{a:1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("\"abc", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"\\", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
            ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
            ("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\ud83d\\u12\"", "Invalid \\uXXXX escape: line 1 column 9 (char 8)"),
            ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
            ("1 2", "Extra data: line 1 column 3 (char 2)"),
            ("01", "Extra data: line 1 column 2 (char 1)"),
            ("1.5e+", "Extra data: line 1 column 4 (char 3)"),
            ("-", "Expecting value: line 1 column 1 (char 0)"),
            ("nul", "Expecting value: line 1 column 1 (char 0)"),
            ("[", "Expecting value: line 1 column 2 (char 1)"),
            ("{\"a\":", "Expecting value: line 1 column 6 (char 5)"),
            ("{\"a\":1,", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
            (" [1,\n 2,\n x]", "Expecting value: line 3 column 2 (char 10)"),
        ] {
            assert_eq!(events(s).unwrap_err(), m, "{s}");
        }
    }

    #[test]
    fn documents() {
        assert_eq!(
            events(" {\"a\" : [1, -2.5e3, null, {}], \"\\ud83d\\ude00\\n\": -Infinity} ").unwrap(),
            [
                Event::BeginObject,
                Event::Key("a".into()),
                Event::BeginArray,
                Event::Number(Number::Int(9..10)),
                Event::Number(Number::Float(12..18)),
                Event::Null,
                Event::BeginObject,
                Event::EndObject,
                Event::EndArray,
                Event::Key("😀\n".into()),
                Event::Constant("-Infinity"),
                Event::EndObject,
            ]
        );
        assert_eq!(events(&"[".repeat(100_000)).unwrap_err(), "Expecting value: line 1 column 100001 (char 100000)");
        let mut out = TextBuilder::new();
        scan_string(b"\\ud83dx\"", 0, true, &mut out).unwrap();
        assert_eq!(out.finish().codes(), [0xd83d, 0x78]);
    }

    #[test]
    fn escapes_as_cpython() {
        let text: Vec<u32> =
            "a\0\x1f\x7fé\u{2028}😀\"\\/\x08\x0c\n\r\t".chars().map(u32::from).chain([0xd800]).collect();
        let written = |ensure| {
            let mut out = TextBuilder::new();
            escape(&text, ensure, &mut out);
            out.finish().to_string_lossy()
        };
        assert_eq!(written(true), r#""a\u0000\u001f\u007f\u00e9\u2028\ud83d\ude00\"\\/\b\f\n\r\t\ud800""#);
        assert_eq!(written(false), "\"a\\u0000\\u001f\x7fé\u{2028}😀\\\"\\\\/\\b\\f\\n\\r\\t\u{fffd}\"");
    }

    proptest! {
        #[test]
        fn strings_round_trip(s: String, ensure: bool) {
            let text: Vec<u32> = s.chars().map(u32::from).collect();
            let mut out = TextBuilder::new();
            escape(&text, ensure, &mut out);
            let json = out.finish().codes();
            let mut back = TextBuilder::new();
            prop_assert_eq!(scan_string(&json, 1, true, &mut back), Ok(json.len()));
            prop_assert_eq!(back.finish().codes(), text);
        }

        #[test]
        fn never_panics(s in r#"[\[\]{}",:0-9eE.+ \\untrlaf-]{0,24}"#) {
            let _ = events(&s);
        }
    }
}
