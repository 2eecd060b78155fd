//! `_json`: strings, whole documents read, whole documents written.
//!
//! Reading follows the events of `rcpy_primitives::json::Parser`, whose nesting costs no native stack; writing recurses with
//! the usual guard.

pub mod encode;

use rcpy_primitives::json::{self, Event, Number, Parser};
use rcpy_primitives::text::{TextBuilder, Unit};

use crate::memory::Ref;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::object::slots::Slots;
use crate::object::string::{Str, Units};
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::long::Steps;
use crate::runtime::native::CallArgs;
use crate::runtime::recursion::NATIVE_DEPTH;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::with_units;

/// A `JSONDecodeError`.
fn decode_error(t: &Thread, reason: &str, text: &Ref, position: usize) -> Raised {
    let made = || -> PyResult {
        let module = crate::runtime::import::import(t, "json.decoder")?;
        // What an import of a submodule gives is up to the import system; the class is looked up by its full name.
        let class = match t.getattr_opt(&module, "JSONDecodeError")? {
            Some(class) => class,
            None => t.getattr(&t.getattr(&module, "decoder")?, "JSONDecodeError")?,
        };
        t.call(&class, &[t.str(reason)?, text.clone(), t.int(position as i64)?])
    };
    match made() {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

/// A fault as an exception: where a value is missing a `StopIteration` with the place, as the scanner's callers expect.
fn fault(t: &Thread, fault: &json::Fault, text: &Ref) -> Raised {
    if fault.reason == "Expecting value" {
        return match t.int(fault.position as i64) {
            Ok(place) => t.stop_iteration(Some(place)),
            Err(raised) => raised,
        };
    }
    decode_error(t, fault.reason, text, fault.position)
}

fn scanstring(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(text) = a.get(0).as_string() else {
        return Err(t.type_error(format!("first argument must be a string, not {}", t.type_name(a.get(0)))));
    };
    let start = t.to_index(a.get(1))?;
    let strict = a.opt(2).map_or(Ok(true), |s| t.truth(s))?;
    let Some(start) = usize::try_from(start).ok().filter(|s| *s <= text.len()) else {
        return Err(t.value_error("end is out of bounds"));
    };
    t.alloc_limit(text.len().saturating_mul(4))?;
    let mut out = TextBuilder::new();
    let end = with_units!(text.units(), units => json::scan_string(units, start, strict, &mut out))
        .map_err(|f| decode_error(t, f.reason, a.get(0), f.position))?;
    t.pair(t.str_text(&out.finish())?, t.int(end as i64)?)
}

/// `make_scanner(context)`: what the decoder's settings are.
struct Scanner {
    strict: bool,
    object_hook: Option<Ref>,
    pairs_hook: Option<Ref>,
    parse_float: Option<Ref>,
    parse_int: Option<Ref>,
    parse_constant: Ref,
}

crate::opaque!(Scanner { object_hook, pairs_hook, parse_float, parse_int, parse_constant });

fn scanner_new(t: &Thread, a: Args<'_>) -> PyResult {
    let context = a.get(1);
    let hook = |name: &str| -> PyResult<Option<Ref>> {
        Ok(Some(t.getattr(context, name)?).filter(|hook| !hook.value().is_none(t)))
    };
    let unless = |hook: Option<Ref>, usual: Ref| hook.filter(|hook| !hook.is(&usual));
    let scanner = Scanner {
        strict: t.truth(&t.getattr(context, "strict")?)?,
        object_hook: hook("object_hook")?,
        pairs_hook: hook("object_pairs_hook")?,
        parse_float: unless(hook("parse_float")?, t.types().float.get()),
        parse_int: unless(hook("parse_int")?, t.types().int.get()),
        parse_constant: t.getattr(context, "parse_constant")?,
    };
    t.opaque(&SCANNER, scanner)
}

/// An array or object that is being read.
enum Open {
    Array(Vec<Ref>),
    Object { dict: Ref, key: Option<Ref> },
    Pairs { pairs: Vec<Ref>, key: Option<Ref> },
}

impl Scanner {
    fn number<T: Unit>(&self, t: &Thread, text: &[T], number: &Number) -> PyResult {
        let (Number::Int(range) | Number::Float(range)) = number;
        let digits: String = text[range.clone()].iter().map(|u| u.code() as u8 as char).collect();
        match (number, &self.parse_int, &self.parse_float) {
            (Number::Int(_), Some(hook), _) | (Number::Float(_), _, Some(hook)) => t.call(hook, &[t.string(digits)?]),
            (Number::Int(_), None, _) => match digits.parse::<i64>() {
                Ok(n) => t.int(n),
                Err(_) => t.call(&t.types().int.get(), &[t.string(digits)?]),
            },
            (Number::Float(_), _, None) => match digits.parse::<f64>() {
                Ok(x) => t.float(x),
                Err(_) => unreachable!("the scanner accepts a part of what Rust does"),
            },
        }
    }

    /// The value at `start`, and where it ends.
    fn scan<T: Unit>(&self, t: &Thread, owner: &Ref, text: &[T], start: usize) -> PyResult<(Ref, usize)> {
        let mut parser = Parser::new(text, start, self.strict);
        let mut open: Vec<Open> = Vec::new();
        // Equal keys are one object.
        let keys = t.new_dict()?;
        let mut steps = Steps::default();
        loop {
            let event = match parser.next() {
                Some(Ok(event)) => event,
                Some(Err(f)) => return Err(fault(t, &f, owner)),
                None => unreachable!("the document ends with its value"),
            };
            steps.next(t)?;
            let value = match event {
                Event::BeginArray => {
                    check_nesting(t, open.len(), "array")?;
                    open.push(Open::Array(Vec::new()));
                    continue;
                }
                Event::BeginObject => {
                    check_nesting(t, open.len(), "object")?;
                    open.push(match self.pairs_hook {
                        Some(_) => Open::Pairs { pairs: Vec::new(), key: None },
                        None => Open::Object { dict: t.new_dict()?, key: None },
                    });
                    continue;
                }
                Event::Key(new) => {
                    let new = t.str_text(&new)?;
                    let known = t.dict_body(&keys)?.setdefault(t, &new, &new)?;
                    if let Some(Open::Object { key, .. } | Open::Pairs { key, .. }) = open.last_mut() {
                        *key = Some(known);
                    }
                    continue;
                }
                Event::EndArray | Event::EndObject => self.close(t, open.pop())?,
                Event::String(text) => t.str_text(&text)?,
                Event::Number(number) => self.number(t, text, &number)?,
                Event::Null => t.none(),
                Event::Bool(b) => t.bool(b),
                Event::Constant(name) => t.call(&self.parse_constant, &[t.str(name)?])?,
            };
            match open.last_mut() {
                None => return Ok((value, parser.position())),
                Some(Open::Array(items)) => {
                    if items.len() == items.capacity() {
                        t.alloc_limit(items.len().max(4) * 8)?;
                    }
                    items.push(value);
                }
                Some(Open::Object { dict, key }) => {
                    let key = key.take().expect("a value follows its key");
                    t.dict_set(dict, key, value)?;
                }
                Some(Open::Pairs { pairs, key }) => {
                    let key = key.take().expect("a value follows its key");
                    pairs.push(t.pair(key, value)?);
                }
            }
        }
    }

    fn close(&self, t: &Thread, open: Option<Open>) -> PyResult {
        match open {
            Some(Open::Array(items)) => t.list(items),
            Some(Open::Object { dict, .. }) => match &self.object_hook {
                Some(hook) => t.call(hook, &[dict]),
                None => Ok(dict),
            },
            Some(Open::Pairs { pairs, .. }) => {
                let hook = self.pairs_hook.as_ref().expect("only with the hook");
                t.call(hook, &[t.list(pairs)?])
            }
            None => unreachable!("the parser closes what it opened"),
        }
    }
}

fn scanner_call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    let scanner = this.opaque::<Scanner>().expect("checked by the type");
    let [owner, index] = args.values else {
        return Err(t.type_error(format!("scan_once() takes exactly 2 arguments ({} given)", args.values.len())));
    };
    let Some(text) = owner.downcast::<Str>() else {
        return Err(t.type_error(format!("first argument must be a string, not {}", t.type_name(owner))));
    };
    let start = usize::try_from(t.to_index(index)?).map_err(|_| t.value_error("idx cannot be negative"))?;
    if start >= text.len() {
        return Err(t.stop_iteration(Some(index.clone())));
    }
    let (value, end) = match text.units() {
        Units::One(units) => scanner.scan(t, owner, units, start)?,
        Units::Two(units) => scanner.scan(t, owner, units, start)?,
        Units::Four(units) => scanner.scan(t, owner, units, start)?,
    };
    t.pair(value, t.int(end as i64)?)
}

/// Nesting costs no native stack here, but what is nested deeper could be neither printed nor compared.
fn check_nesting(t: &Thread, depth: usize, what: &str) -> PyResult<()> {
    if depth < NATIVE_DEPTH as usize {
        return Ok(());
    }
    Err(t.recursion_error(&format!(" while decoding a JSON {what} from a unicode string")))
}

/// A hook as Python sees it.
fn shown(t: &Thread, hook: &Option<Ref>) -> PyResult {
    Ok(hook.clone().unwrap_or_else(|| t.none()))
}

fn scanner(value: &Ref) -> &Scanner {
    value.opaque().expect("checked by the type")
}

static SCANNER: TypeDef = TypeDef {
    name: "_json.Scanner",
    slots: Slots {
        call: Some(scanner_call),
        new: Some(&natives!["make_scanner(cls, context)" => scanner_new][0]),
        ..Slots::EMPTY
    },
    getset: &[
        GetSetDef { name: "strict", get: |t, s| Ok(t.bool(scanner(s).strict)), set: None },
        GetSetDef { name: "object_hook", get: |t, s| shown(t, &scanner(s).object_hook), set: None },
        GetSetDef { name: "object_pairs_hook", get: |t, s| shown(t, &scanner(s).pairs_hook), set: None },
    ],
    ..TypeDef::EMPTY
};

/// `_json`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_json",
    doc: "JSON.",
    functions: natives![
        "scanstring(string, end, strict=True, /)" => scanstring,
        "encode_basestring(string, /)" => encode::encode_basestring,
        "encode_basestring_ascii(string, /)" => encode::encode_basestring_ascii,
    ],
    constants: &[("make_scanner", |t| Ok(t.class(&SCANNER))), ("make_encoder", |t| Ok(t.class(&encode::ENCODER)))],
    ..ModuleDef::EMPTY
};
