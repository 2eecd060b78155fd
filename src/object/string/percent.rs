//! The `%` operator of `str`; the parts that `bytes` shares.

use rcpy_primitives::format::percent::{Amount, Conversion, Part, Parts};
use rcpy_primitives::int::BigInt;

use super::build::StrBuilder;
use super::format::push_laid_out;
use super::{Str, Units};
use crate::memory::Ref;
use crate::object::exception as ex;
use crate::object::kind;
use crate::object::number;
use crate::object::tuple::Tuple;
use crate::runtime::{PyResult, Raised, Thread};
use crate::with_units;

/// The arguments of a `%` operation: a tuple's items, or one value, which may also serve as a mapping.
pub(in crate::object) struct Arguments<'a> {
    t: &'a Thread,
    items: &'a [Ref],
    /// The value that a mapping key found; the next argument then.
    found: Option<Ref>,
    mapping: Option<&'a Ref>,
    next: usize,
}

impl<'a> Arguments<'a> {
    /// `value` is what stands right of `%`; `is_text` are the kinds that are no mappings though they have items.
    pub fn new(t: &'a Thread, value: &'a Ref) -> Arguments<'a> {
        if let Some(tuple) = value.downcast::<Tuple>() {
            return Arguments { t, items: tuple.items(), found: None, mapping: None, next: 0 };
        }
        let is_text = matches!(value.value().kind().layout(), kind::STR | kind::BYTES | kind::BYTEARRAY);
        let is_mapping = !is_text && t.type_of(value).slots().getitem.is_some();
        let (items, mapping) = (std::slice::from_ref(value), is_mapping.then_some(value));
        Arguments { t, items, found: None, mapping, next: 0 }
    }

    /// The next argument.
    pub fn take(&mut self) -> PyResult {
        if let Some(found) = self.found.take() {
            self.next = usize::MAX;
            return Ok(found);
        }
        let item = self.items.get(self.next).cloned();
        self.next = self.next.saturating_add(1);
        item.ok_or_else(|| self.t.type_error("not enough arguments for format string"))
    }

    /// Looks a mapping key up; what it finds is the only argument that follows.
    pub fn look_up(&mut self, key: &Ref) -> PyResult<()> {
        let mapping = self.mapping.ok_or_else(|| self.t.type_error("format requires a mapping"))?;
        self.found = Some(self.t.getitem(mapping, key)?);
        Ok(())
    }

    /// Gives `*` widths and precisions their values.
    pub fn fill_in(&mut self, conversion: &mut Conversion) -> PyResult<()> {
        let limit = self.t.format_limit();
        if conversion.width == Some(Amount::Argument) {
            let n = self.star(isize::MAX as i64, "column width")?;
            conversion.set_width(n, limit).map_err(|e| self.t.raise_rule(e))?;
        }
        if conversion.precision == Some(Amount::Argument) {
            let n = self.star(i64::from(i32::MAX), "precision")?;
            conversion.set_precision(n, limit).map_err(|e| self.t.raise_rule(e))?;
        }
        Ok(())
    }

    fn star(&mut self, largest: i64, _what: &str) -> PyResult<i64> {
        let value = self.take()?;
        if !is_int(&value) {
            return Err(self.t.type_error("* wants int"));
        }
        let n = self.t.to_index(&value)?;
        if n > largest || n == i64::MIN {
            return Err(self.t.overflow_error("Python int too large to convert to C int"));
        }
        Ok(n)
    }

    /// Were all arguments used? `what` is "string" or "bytes".
    pub fn finish(&self, what: &str) -> PyResult<()> {
        if self.mapping.is_none() && (self.next < self.items.len() || self.found.is_some()) {
            return Err(self.t.type_error(format!("not all arguments converted during {what} formatting")));
        }
        Ok(())
    }
}

fn is_int(value: &Ref) -> bool {
    matches!(value.value().kind().layout(), kind::INT | kind::BIG_INT | kind::BOOL)
}

/// The integer of any int object.
fn big_value(t: &Thread, value: &Ref) -> PyResult<BigInt> {
    match t.as_i64(value) {
        Some(n) => Ok(BigInt::from(n)),
        None => number::to_big(value).ok_or_else(|| t.type_error("an integer is required")),
    }
}

/// The digits of `%d` and its relatives.
pub(in crate::object) fn integer(t: &Thread, c: &Conversion, value: &Ref) -> PyResult<String> {
    let letter = char::from(c.ascii_kind().unwrap_or(b'd'));
    let exact = matches!(letter, 'o' | 'x' | 'X');
    let wrong = |t: &Thread| -> Raised {
        let wanted = if exact { "an integer" } else { "a real number" };
        t.type_error(format!("%{letter} format: {wanted} is required, not {}", t.type_name(value)))
    };
    let slots = t.type_of(value).slots();
    let converted = if is_int(value) {
        value.clone()
    } else {
        let result = match (slots.int, slots.index) {
            (Some(int), _) if !exact => int(t, value),
            (_, Some(_)) => t.index_object(value),
            _ => return Err(wrong(t)),
        };
        match t.catch(result, &ex::TYPE_ERROR)? {
            Some(n) if is_int(&n) => n,
            _ => return Err(wrong(t)),
        }
    };
    let digits = c.int(&big_value(t, &converted)?, number::max_str_digits(t));
    digits.map_err(|e| t.raise_rule(e))
}

/// What fills the memory of a number's text must fit the heap.
pub(in crate::object) fn check_size(t: &Thread, c: &Conversion) -> PyResult<()> {
    let amount = |a: Option<Amount>| match a {
        Some(Amount::Number(n)) => n,
        _ => 0,
    };
    t.alloc_limit(amount(c.width).saturating_add(amount(c.precision)).saturating_mul(2))
}

/// `format % value`.
pub fn str_modulo(t: &Thread, format: &Str, value: &Ref) -> PyResult {
    let mut arguments = Arguments::new(t, value);
    let mut out = StrBuilder::new(t);
    with_units!(format.units(), s => {
        for part in Parts::new(s, t.format_limit()) {
            match part.map_err(|e| t.raise_rule(e))? {
                Part::Literal(range) => out.push_units(Units::of(&s[range]))?,
                Part::Conversion(mut c) => {
                    if let Some(key) = c.key.clone() {
                        let key = t.str_units(Units::of(&s[key]))?;
                        arguments.look_up(&key)?;
                    }
                    arguments.fill_in(&mut c)?;
                    let value = arguments.take()?;
                    convert(t, &mut out, &c, &value)?;
                }
            }
        }
    });
    arguments.finish("string")?;
    out.finish()
}

fn convert(t: &Thread, out: &mut StrBuilder<'_>, c: &Conversion, value: &Ref) -> PyResult<()> {
    let text = match c.ascii_kind() {
        Some(b's') => t.to_str(value)?,
        Some(b'r') => t.repr(value)?,
        Some(b'a') => t.ascii(value)?,
        Some(b'd' | b'i' | b'u' | b'o' | b'x' | b'X') => {
            check_size(t, c)?;
            return out.push_str(&integer(t, c, value)?);
        }
        Some(b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => {
            check_size(t, c)?;
            return out.push_str(&c.float(t.as_f64(value)?));
        }
        Some(b'c') => {
            let code = character(t, value)?;
            return push_laid_out(out, Units::Four(&[code]), &c.character());
        }
        _ => return Err(t.raise_rule(c.unsupported())),
    };
    let text = text.downcast::<Str>().expect("checked by the conversion");
    let layout = c.text(text.len());
    push_laid_out(out, text.units().slice(0..layout.take), &layout)
}

/// The code point of `%c`.
fn character(t: &Thread, value: &Ref) -> PyResult<u32> {
    if let Some(text) = value.downcast::<Str>() {
        return match text.len() {
            1 => Ok(text.char_at(0)),
            _ => Err(t.type_error("%c requires int or char")),
        };
    }
    if t.type_of(value).slots().index.is_none() {
        return Err(t.type_error("%c requires int or char"));
    }
    match u32::try_from(t.to_index_clamped(value)?) {
        Ok(code) if code <= 0x10ffff => Ok(code),
        _ => Err(t.overflow_error("%c arg not in range(0x110000)")),
    }
}
