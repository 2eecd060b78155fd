//! `format()`, `str.format`, `str.__format__`, and what the module `_string` gives `string.Formatter`.

use rcpy_primitives::format::{self as layout, FieldName, MAX_FIELD_DEPTH, Numbering, Pieces, Step, TextLayout};
use rcpy_primitives::text::Unit;
use rcpy_primitives::{Error, ErrorKind};

use super::build::{Form, StrBuilder, compose};
use super::search::shown_type;
use super::{Str, Units};
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::kind;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::with_units;

impl Thread {
    /// The exception that an error of the number and text rules stands for.
    #[cold]
    pub fn raise_rule(&self, error: Error) -> Raised {
        let class = match error.kind {
            ErrorKind::Type => &ex::TYPE_ERROR,
            ErrorKind::Value | ErrorKind::Struct => &ex::VALUE_ERROR,
            ErrorKind::Overflow => &ex::OVERFLOW_ERROR,
            ErrorKind::ZeroDivision => &ex::ZERO_DIVISION_ERROR,
            ErrorKind::Memory => return self.memory_error(),
            ErrorKind::Index => &ex::INDEX_ERROR,
            ErrorKind::Key => &ex::KEY_ERROR,
            ErrorKind::Lookup => &ex::LOOKUP_ERROR,
            ErrorKind::Range => {
                let args = (|| Ok(vec![self.int(34)?, self.str("Numerical result out of range")?]))();
                return match args {
                    Ok(args) => self.error_with(&ex::OVERFLOW_ERROR, args),
                    Err(raised) => raised,
                };
            }
        };
        self.error(class, error.message)
    }

    /// Longest result in code points or digits that a format may ask for: what the heap could hold.
    pub fn format_limit(&self) -> usize {
        usize::try_from(self.heap().limit()).unwrap_or(usize::MAX)
    }

    /// `ascii(value)`: its `repr` with everything beyond ASCII escaped.
    pub fn ascii(&self, value: &Ref) -> PyResult {
        let text = self.repr(value)?;
        let Some(wide) = text.downcast::<Str>().filter(|s| !s.is_ascii()) else { return Ok(text) };
        let mut out = StrBuilder::new(self);
        for c in wide.chars() {
            match c {
                0..0x80 => out.push_char(c)?,
                0x80..0x100 => out.push_str(&format!("\\x{c:02x}"))?,
                0x100..0x10000 => out.push_str(&format!("\\u{c:04x}"))?,
                _ => out.push_str(&format!("\\U{c:08x}"))?,
            }
        }
        out.finish()
    }

    /// `format(value, spec)`: calls `__format__`.
    pub fn format(&self, value: &Ref, spec: &Ref) -> PyResult {
        let plain = spec.downcast::<Str>().is_some_and(Str::is_empty);
        if plain {
            match value.value().kind() {
                kind::STR => return Ok(value.clone()),
                kind::INT | kind::BIG_INT => return self.repr(value),
                _ => {}
            }
        }
        let result = match self.lookup_special(value, "__format__")? {
            Some(method) => self.call(&method, std::slice::from_ref(spec))?,
            None => {
                let name = self.type_name(value);
                return Err(self.type_error(format!("Type {name} doesn't define __format__")));
            }
        };
        if result.downcast::<Str>().is_none() {
            let found = self.type_name(&result);
            return Err(self.type_error(format!("__format__ must return a str, not {found}")));
        }
        Ok(result)
    }
}

/// A text cut and padded; `text` has at least `layout.take` code points.
pub(super) fn lay_out(t: &Thread, text: &Str, layout: &TextLayout) -> PyResult {
    let part = text.units().slice(0..layout.take);
    let mut out = StrBuilder::new(t);
    push_laid_out(&mut out, part, layout)?;
    out.finish()
}

/// Adds a padded text to a string under construction.
pub(super) fn push_laid_out(out: &mut StrBuilder<'_>, part: Units<'_>, layout: &TextLayout) -> PyResult<()> {
    out.push_repeated(layout.fill.into(), layout.left)?;
    out.push_units(part)?;
    out.push_repeated(layout.fill.into(), layout.right)
}

/// `str.__format__`.
pub(super) fn dunder_format(t: &Thread, a: Args<'_>) -> PyResult {
    let (object, text) = (a.get(0), t.this::<Str>(&a));
    let Some(spec) = a.get(1).downcast::<Str>() else {
        return Err(t.type_error(format!("__format__() argument must be str, not {}", shown_type(t, a.get(1)))));
    };
    if spec.is_empty() {
        return if object.kind() == Some(kind::STR) { Ok(object.clone()) } else { t.to_str(object) };
    }
    let layout = layout::text(text.len(), &spec.to_str(), &t.type_name(object), t.format_limit());
    let layout = layout.map_err(|e| t.raise_rule(e))?;
    if layout.take == text.len() && layout.left + layout.right == 0 {
        return t.exact_str(object);
    }
    if layout.take == text.len() {
        return super::change::padded(t, text, layout.left, layout.right, layout.fill.into());
    }
    lay_out(t, text, &layout)
}

/// Where `str.format` and `format_map` find the values of fields.
struct Source<'a> {
    /// Positional arguments; `None` for `format_map`.
    positional: Option<&'a [Ref]>,
    named: Named<'a>,
}

enum Named<'a> {
    Keywords(Option<&'a Dict>),
    Mapping(&'a Ref),
}

impl Source<'_> {
    fn by_index(&self, t: &Thread, index: usize) -> PyResult {
        let Some(positional) = self.positional else {
            return Err(t.value_error("Format string contains positional fields"));
        };
        positional
            .get(index)
            .cloned()
            .ok_or_else(|| t.index_error(format!("Replacement index {index} out of range for positional args tuple")))
    }

    fn by_name(&self, t: &Thread, name: Ref) -> PyResult {
        match &self.named {
            Named::Mapping(mapping) => t.getitem(mapping, &name),
            Named::Keywords(keywords) => {
                let found = match keywords {
                    Some(keywords) => keywords.get(t, &name)?,
                    None => None,
                };
                found.ok_or_else(|| t.key_error(&name))
            }
        }
    }
}

/// The value of a field, and its conversion applied.
fn field_value<T: Unit>(
    t: &Thread,
    text: &[T],
    field: &layout::Field,
    source: &Source<'_>,
    numbering: &mut Numbering,
) -> PyResult {
    let rule = |e| t.raise_rule(e);
    let part = |range: std::ops::Range<usize>| t.str_units(Units::of(&text[range]));
    let (head, steps) = layout::split_field_name(text, field.name.clone()).map_err(rule)?;
    let mut value = match head {
        FieldName::Automatic => source.by_index(t, numbering.automatic().map_err(rule)?)?,
        FieldName::Index(index) => {
            numbering.manual().map_err(rule)?;
            source.by_index(t, index)?
        }
        FieldName::Name(name) => source.by_name(t, part(name)?)?,
    };
    for step in steps {
        value = match step {
            Step::Attribute(name) => t.getattr_ref(&value, &t.intern_ref(&part(name)?))?,
            Step::Index(index) => t.getitem(&value, &t.int(index as i64)?)?,
            Step::Key(key) => t.getitem(&value, &part(key)?)?,
            Step::Wrong(error) => return Err(rule(error)),
        };
    }
    match field.conversion {
        None => Ok(value),
        Some(c) => converted(t, &value, c),
    }
}

/// A value after `!r`, `!s` or `!a`.
fn converted(t: &Thread, value: &Ref, conversion: u32) -> PyResult {
    match conversion {
        0x72 => t.repr(value),
        0x73 => t.to_str(value),
        0x61 => t.ascii(value),
        c @ 0x21..0x7f => Err(t.value_error(format!("Unknown conversion specifier {}", char::from(c as u8)))),
        c => Err(t.value_error(format!("Unknown conversion specifier \\x{c:x}"))),
    }
}

/// Adds the expansion of a format text.
fn expand<T: Unit>(
    t: &Thread,
    text: &[T],
    source: &Source<'_>,
    numbering: &mut Numbering,
    depth: usize,
    out: &mut StrBuilder<'_>,
) -> PyResult<()> {
    if depth == 0 {
        return Err(t.value_error("Max string recursion exceeded"));
    }
    for piece in Pieces::new(text) {
        let piece = piece.map_err(|e| t.raise_rule(e))?;
        out.push_units(Units::of(&text[piece.literal]))?;
        let Some(field) = piece.field else { continue };
        let value = field_value(t, text, &field, source, numbering)?;
        let spec = &text[field.spec];
        if spec.is_empty() && value.kind() == Some(kind::STR) {
            out.push_ref(&value)?;
            continue;
        }
        let spec = if field.nested {
            let mut inner = StrBuilder::new(t);
            expand(t, spec, source, numbering, depth - 1, &mut inner)?;
            inner.finish()?
        } else {
            t.str_units(Units::of(spec))?
        };
        out.push_ref(&t.format(&value, &spec)?)?;
    }
    Ok(())
}

fn expand_all(t: &Thread, text: &Str, source: &Source<'_>) -> PyResult {
    let mut out = StrBuilder::new(t);
    let mut numbering = Numbering::default();
    with_units!(text.units(), s => expand(t, s, source, &mut numbering, MAX_FIELD_DEPTH, &mut out))?;
    out.finish()
}

/// `str.format(*args, **kwargs)`.
pub(super) fn format(t: &Thread, a: Args<'_>) -> PyResult {
    let source = Source { positional: Some(a.rest()), named: Named::Keywords(a.kwargs()) };
    expand_all(t, t.this::<Str>(&a), &source)
}

/// `str.format_map(mapping)`.
pub(super) fn format_map(t: &Thread, a: Args<'_>) -> PyResult {
    let source = Source { positional: None, named: Named::Mapping(a.get(1)) };
    expand_all(t, t.this::<Str>(&a), &source)
}

fn string_argument<'a>(t: &Thread, a: &Args<'a>) -> PyResult<&'a Str> {
    a.get(0).downcast::<Str>().ok_or_else(|| t.type_error(format!("expected str, got {}", t.type_name(a.get(0)))))
}

/// `_string.formatter_parser(text, /)`: an iterator over (literal, field name, format spec, conversion).
pub fn formatter_parser(t: &Thread, a: Args<'_>) -> PyResult {
    let text = string_argument(t, &a)?;
    let mut items = Vec::new();
    with_units!(text.units(), s => {
        for piece in Pieces::new(s) {
            let piece = piece.map_err(|e| t.raise_rule(e))?;
            let mut item = vec![t.str_units(Units::of(&s[piece.literal]))?];
            match piece.field {
                None => item.extend([t.none(), t.none(), t.none()]),
                Some(field) => {
                    item.push(t.str_units(Units::of(&s[field.name]))?);
                    item.push(t.str_units(Units::of(&s[field.spec]))?);
                    item.push(field.conversion.map_or_else(|| Ok(t.none()), |c| t.str_char(c))?);
                }
            }
            items.push(t.tuple(item)?);
        }
    });
    t.iter(&t.list(items)?)
}

/// `_string.formatter_field_name_split(name, /)`: the first part, and an iterator over (is attribute, name or index).
pub fn formatter_field_name_split(t: &Thread, a: Args<'_>) -> PyResult {
    let text = string_argument(t, &a)?;
    let (first, items) = with_units!(text.units(), s => {
        let part = |range: std::ops::Range<usize>| t.str_units(Units::of(&s[range]));
        let (head, steps) = layout::split_field_name(s, 0..s.len()).map_err(|e| t.raise_rule(e))?;
        let first = match head {
            FieldName::Automatic => t.empty_str()?,
            FieldName::Index(index) => t.int(index as i64)?,
            FieldName::Name(name) => part(name)?,
        };
        let mut items = Vec::new();
        for step in steps {
            let (attribute, value) = match step {
                Step::Attribute(name) => (true, part(name)?),
                Step::Index(index) => (false, t.int(index as i64)?),
                Step::Key(key) => (false, part(key)?),
                Step::Wrong(error) => return Err(t.raise_rule(error)),
            };
            items.push(t.tuple(vec![t.bool(attribute), value])?);
        }
        (first, items)
    });
    let rest = t.iter(&t.list(items)?)?;
    t.tuple(vec![first, rest])
}

/// `repr` of a string; with `ascii_only` what `ascii` makes of it.
pub fn quoted(t: &Thread, text: &Str, ascii_only: bool) -> PyResult {
    use rcpy_primitives::text::{TextBuilder, quote_text};
    if let Some(plain) = text.as_str()
        && plain.bytes().all(|b| (0x20..0x7f).contains(&b) && b != b'\'' && b != b'\\')
    {
        return compose(t, plain.len() + 2, Form::NARROWEST, |sink| {
            sink.put(Units::One(b"'"));
            sink.put(Units::One(plain.as_bytes()));
            sink.put(Units::One(b"'"));
        });
    }
    // An escape takes at most ten characters.
    t.alloc_limit(text.len().saturating_mul(10).saturating_add(2))?;
    let out = t.apart(text.len().saturating_mul(4), || {
        let mut out = TextBuilder::with_capacity(text.len() + 2);
        with_units!(text.units(), s => quote_text(s, ascii_only, &mut out));
        out.finish()
    });
    t.str_text(&out)
}
