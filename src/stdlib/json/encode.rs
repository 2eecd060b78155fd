//! Objects to JSON text.

use std::cell::RefCell;

use rcpy_primitives::json;
use rcpy_primitives::text::TextBuilder;

use crate::memory::Ref;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::kind;
use crate::object::list::List;
use crate::object::native::Native;
use crate::object::slots::Slots;
use crate::object::string::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::native::{CallArgs, NativeFn};
use crate::runtime::{Args, PyResult, Thread};
use crate::with_units;

/// Writes a string with its quotes.
fn push_escaped(t: &Thread, text: &Str, ensure_ascii: bool, out: &mut StrBuilder<'_>) -> PyResult<()> {
    if text.is_ascii() && text.as_bytes().iter().all(|b| (0x20..0x7f).contains(b) && *b != b'"' && *b != b'\\') {
        out.push_str("\"")?;
        out.push_string(text)?;
        return out.push_str("\"");
    }
    // An escape takes at most twelve characters.
    t.alloc_limit(text.len().saturating_mul(12))?;
    let mut escaped = TextBuilder::with_capacity(text.len() + 2);
    with_units!(text.units(), units => json::escape(units, ensure_ascii, &mut escaped));
    out.push_text(&escaped.finish())
}

fn escaped(t: &Thread, a: &Args<'_>, ensure_ascii: bool) -> PyResult {
    let Some(text) = a.get(0).as_string() else {
        return Err(t.type_error(format!("first argument must be a string, not {}", t.type_name(a.get(0)))));
    };
    let mut out = StrBuilder::new(t);
    push_escaped(t, text, ensure_ascii, &mut out)?;
    out.finish()
}

/// The string in quotes; only what must be is escaped.
pub(super) fn encode_basestring(t: &Thread, a: Args<'_>) -> PyResult {
    escaped(t, &a, false)
}

/// The string in quotes, as ASCII.
pub(super) fn encode_basestring_ascii(t: &Thread, a: Args<'_>) -> PyResult {
    escaped(t, &a, true)
}

/// Who turns strings into JSON.
enum Strings {
    Plain,
    Ascii,
    By(Ref),
}

impl crate::object::boxed::Trace for Strings {
    fn trace(&self, visit: &mut dyn FnMut(crate::memory::Value)) {
        if let Strings::By(function) = self {
            crate::object::boxed::Trace::trace(function, visit);
        }
    }
}

/// `make_encoder(…)`.
struct Encoder {
    check_circular: bool,
    default: Ref,
    strings: Strings,
    key_separator: Ref,
    item_separator: Ref,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
}

crate::opaque!(Encoder { default, strings, key_separator, item_separator });

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let is = |function: &Ref, known: NativeFn| {
        function.downcast_exact::<Native>().is_some_and(|n| std::ptr::fn_addr_eq(n.function, known))
    };
    let function = a.get(3);
    let strings = if is(function, encode_basestring_ascii) {
        Strings::Ascii
    } else if is(function, encode_basestring) {
        Strings::Plain
    } else {
        Strings::By(function.clone())
    };
    for separator in [a.get(5), a.get(6)] {
        if separator.as_string().is_none() {
            let name = t.type_name(separator);
            return Err(t.type_error(format!("make_encoder() argument 5 must be str, not {name}")));
        }
    }
    let encoder = Encoder {
        check_circular: !a.get(1).value().is_none(t),
        default: a.get(2).clone(),
        strings,
        key_separator: a.get(5).clone(),
        item_separator: a.get(6).clone(),
        sort_keys: t.truth(a.get(7))?,
        skip_keys: t.truth(a.get(8))?,
        allow_nan: t.truth(a.get(9))?,
    };
    t.opaque(&ENCODER, encoder)
}

/// One run of an encoder.
struct Run<'t> {
    t: &'t Thread,
    encoder: &'t Encoder,
    out: StrBuilder<'t>,
    /// Addresses of the containers around the place.
    inside: RefCell<Vec<usize>>,
}

impl Run<'_> {
    fn string(&mut self, value: &Ref) -> PyResult<()> {
        let t = self.t;
        let text = value.downcast::<Str>().expect("checked by the caller");
        match &self.encoder.strings {
            Strings::Ascii => push_escaped(t, text, true, &mut self.out),
            Strings::Plain => push_escaped(t, text, false, &mut self.out),
            Strings::By(function) => {
                let escaped = t.call(function, std::slice::from_ref(value))?;
                if escaped.as_string().is_none() {
                    let name = t.type_name(&escaped);
                    return Err(t.type_error(format!("encoder() must return a string, not {name}")));
                }
                self.out.push_ref(&escaped)
            }
        }
    }

    /// The text of a number, a bool or None; `None` for everything else.
    fn simple(&self, value: &Ref) -> PyResult<Option<String>> {
        let (t, word) = (self.t, value.value());
        if let Some(n) = word.as_exact_int() {
            return Ok(Some(n.to_string()));
        }
        Ok(Some(match word.kind().layout() {
            kind::NONE => "null".to_owned(),
            kind::BOOL => if word.is_true(t) { "true" } else { "false" }.to_owned(),
            kind::INT | kind::BIG_INT => t.repr_text(&t.plain_int(value)?)?,
            kind::FLOAT => {
                let x = t.float_value(value).expect("the kind says so");
                if !x.is_finite() && !self.encoder.allow_nan {
                    let shown = t.repr_text(value)?;
                    return Err(t.value_error(format!("Out of range float values are not JSON compliant: {shown}")));
                }
                match x {
                    x if x.is_nan() => "NaN".to_owned(),
                    f64::INFINITY => "Infinity".to_owned(),
                    f64::NEG_INFINITY => "-Infinity".to_owned(),
                    x => t.repr_text(&t.float(x)?)?,
                }
            }
            _ => return Ok(None),
        }))
    }

    fn value(&mut self, value: &Ref) -> PyResult<()> {
        if value.downcast::<Str>().is_some() {
            return self.string(value);
        }
        if let Some(text) = self.simple(value)? {
            return self.out.push_str(&text);
        }
        let t = self.t;
        let _depth = t.enter(" while encoding a JSON object")?;
        let address = value.value().address() as usize;
        if self.encoder.check_circular {
            if self.inside.borrow().contains(&address) {
                return Err(t.value_error("Circular reference detected"));
            }
            self.inside.borrow_mut().push(address);
        }
        if value.downcast::<List>().is_some() || value.downcast::<Tuple>().is_some() {
            self.array(value)?;
        } else if value.downcast::<Dict>().is_some() {
            self.object(value)?;
        } else {
            let replacement = t.call(&self.encoder.default, std::slice::from_ref(value))?;
            self.value(&replacement)?;
        }
        if self.encoder.check_circular {
            self.inside.borrow_mut().pop();
        }
        Ok(())
    }

    fn array(&mut self, value: &Ref) -> PyResult<()> {
        let separator = self.encoder.item_separator.clone();
        self.out.push_str("[")?;
        for (i, item) in self.t.collect(value)?.iter().enumerate() {
            if i != 0 {
                self.out.push_ref(&separator)?;
            }
            self.t.poll_every(i)?;
            self.value(item)?;
        }
        self.out.push_str("]")
    }

    fn object(&mut self, value: &Ref) -> PyResult<()> {
        let t = self.t;
        let mut entries = match value.downcast_exact::<Dict>() {
            Some(dict) => dict.entries(),
            None => {
                let mut entries = Vec::new();
                t.for_each(&t.call_method(value, "items", &[])?, |item| {
                    let pair = item.downcast::<Tuple>().map_or(&[][..], Tuple::items);
                    let [key, value] = pair else { return Err(t.value_error("items must return 2-tuples")) };
                    entries.push((key.clone(), value.clone()));
                    Ok(())
                })?;
                entries
            }
        };
        if self.encoder.sort_keys {
            let pairs = entries.into_iter().map(|(k, v)| t.pair(k, v)).collect::<PyResult<Vec<_>>>()?;
            let list = t.list(pairs)?;
            list.downcast::<List>().expect("just made").sort(t, None, false)?;
            entries = t
                .collect(&list)?
                .iter()
                .map(|pair| {
                    let items = pair.downcast::<Tuple>().expect("made above").items();
                    (items[0].clone(), items[1].clone())
                })
                .collect();
        }
        self.out.push_str("{")?;
        let mut first = true;
        for (key, item) in &entries {
            let key = if key.downcast::<Str>().is_some() {
                key.clone()
            } else if let Some(text) = self.simple(key)? {
                t.string(text)?
            } else if self.encoder.skip_keys {
                continue;
            } else {
                let name = t.type_name(key);
                return Err(t.type_error(format!("keys must be str, int, float, bool or None, not {name}")));
            };
            if !first {
                self.out.push_ref(&self.encoder.item_separator)?;
            }
            first = false;
            self.string(&key)?;
            self.out.push_ref(&self.encoder.key_separator)?;
            self.value(item)?;
        }
        self.out.push_str("}")
    }
}

/// `encoder(object, level)`: a tuple with the whole text.
fn call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    let Some(object) = args.values.first() else {
        return Err(t.type_error("_iterencode() missing required argument 'obj' (pos 1)"));
    };
    let encoder = this.opaque::<Encoder>().expect("checked by the type");
    let mut run = Run { t, encoder, out: StrBuilder::new(t), inside: RefCell::default() };
    run.value(object)?;
    let text = run.out.finish()?;
    t.tuple(vec![text])
}

/// `_json.Encoder`.
pub(super) static ENCODER: TypeDef = TypeDef {
    name: "_json.Encoder",
    slots: Slots {
        call: Some(call),
        new: Some(
            &natives![
                "make_encoder(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)" => new
            ][0],
        ),
        ..Slots::EMPTY
    },
    ..TypeDef::EMPTY
};
