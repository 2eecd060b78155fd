//! Conversions: `repr`, `str`, `hash`, truth, length, numbers.

use crate::memory::Ref;
use crate::object::kind;
use crate::object::number::BigBody;
use crate::object::string::Str;
use crate::runtime::{Args, PyResult, Thread};

impl Thread {
    /// `repr(value)`, a `str`.
    pub fn repr(&self, value: &Ref) -> PyResult {
        let Some(repr) = self.type_of(value).slots().repr else {
            return crate::object::base::repr(self, value);
        };
        let _depth = self.enter(" while getting the repr of an object")?;
        let text = repr(self, value)?;
        self.expect_str(text, "__repr__")
    }

    /// `str(value)`.
    pub fn to_str(&self, value: &Ref) -> PyResult {
        if value.downcast_exact::<Str>().is_some() {
            return Ok(value.clone());
        }
        match self.type_of(value).slots().str {
            Some(str) => {
                let _depth = self.enter(" while getting the str of an object")?;
                let text = str(self, value)?;
                self.expect_str(text, "__str__")
            }
            None => self.repr(value),
        }
    }

    fn expect_str(&self, text: Ref, method: &str) -> PyResult {
        if text.downcast::<Str>().is_some() {
            return Ok(text);
        }
        Err(self.type_error(format!("{method} returned non-string (type {})", self.type_name(&text))))
    }

    /// `repr(value)` as Rust text, for messages.
    pub fn repr_text(&self, value: &Ref) -> PyResult<String> {
        Ok(self.str_of(&self.repr(value)?).into_owned())
    }

    /// `hash(value)`.
    pub fn hash(&self, value: &Ref) -> PyResult<i64> {
        if let Some(text) = value.downcast_exact::<Str>() {
            return Ok(text.hash(self));
        }
        let slots = self.type_of(value).slots();
        match slots.hash {
            Some(hash) if !slots.unhashable => hash(self, value),
            _ => Err(self.type_error(format!("unhashable type: '{}'", self.type_name(value)))),
        }
    }

    /// `bool(value)`.
    #[inline]
    pub fn truth(&self, value: &Ref) -> PyResult<bool> {
        let word = value.value();
        if word.is_true(self) {
            return Ok(true);
        }
        if word.is_false(self) || word.is_none(self) {
            return Ok(false);
        }
        self.truth_slow(value)
    }

    fn truth_slow(&self, value: &Ref) -> PyResult<bool> {
        if let Some(n) = value.value().as_exact_int() {
            return Ok(n != 0);
        }
        let slots = self.type_of(value).slots();
        if let Some(bool) = slots.bool {
            return bool(self, value);
        }
        if let Some(len) = slots.len {
            return Ok(len(self, value)? != 0);
        }
        Ok(true)
    }

    /// `len(value)`.
    pub fn len(&self, value: &Ref) -> PyResult<usize> {
        match self.type_of(value).slots().len {
            Some(len) => len(self, value),
            None => Err(self.type_error(format!("object of type '{}' has no len()", self.type_name(value)))),
        }
    }

    /// `operator.index(value)`: an exact int object.
    pub fn index_object(&self, value: &Ref) -> PyResult {
        match value.value().kind().layout() {
            kind::INT | kind::BIG_INT => return self.plain_int(value),
            kind::BOOL => return self.int(i64::from(value.value().is_true(self))),
            _ => {}
        }
        match self.type_of(value).slots().index {
            Some(index) => {
                let result = index(self, value)?;
                if !matches!(result.value().kind().layout(), kind::INT | kind::BIG_INT | kind::BOOL) {
                    return Err(
                        self.type_error(format!("__index__ returned non-int (type {})", self.type_name(&result)))
                    );
                }
                Ok(result)
            }
            None => {
                Err(self.type_error(format!("'{}' object cannot be interpreted as an integer", self.type_name(value))))
            }
        }
    }

    /// An index as `i64`; `OverflowError` beyond.
    pub fn to_index(&self, value: &Ref) -> PyResult<i64> {
        if let Some(n) = value.value().as_exact_int() {
            return Ok(n);
        }
        let object = self.index_object(value)?;
        self.as_i64(&object).ok_or_else(|| self.overflow_error("Python int too large to convert to C ssize_t"))
    }

    /// An index cut to the range of `i64`.
    pub fn to_index_clamped(&self, value: &Ref) -> PyResult<i64> {
        if let Some(n) = value.value().as_exact_int() {
            return Ok(n);
        }
        let object = self.index_object(value)?;
        Ok(self.as_i64(&object).unwrap_or_else(|| match object.downcast::<BigBody>() {
            Some(big) if big.is_negative() => i64::MIN,
            _ => i64::MAX,
        }))
    }

    /// The payload of `self` in a native method; the method descriptor has checked the type.
    #[inline(always)]
    pub fn this<'a, T: crate::memory::Payload>(&self, args: &Args<'a>) -> &'a T {
        match args.get(0).downcast::<T>() {
            Some(payload) => payload,
            None => unreachable!("the method descriptor checks the type of self"),
        }
    }

    /// As `this`, for boxed payloads.
    #[inline]
    pub fn this_opaque<'a, T: crate::object::boxed::Opaque>(&self, args: &Args<'a>) -> &'a T {
        match args.get(0).opaque::<T>() {
            Some(payload) => payload,
            None => unreachable!("the method descriptor checks the type of self"),
        }
    }
}
