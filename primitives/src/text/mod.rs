//! Text as arrays of code points: predicates, case, lines, `repr`, escapes, search and codecs.
//!
//! A `str` is an array of `u8` (Latin-1), `u16` or `u32`, whichever is the narrowest that holds its largest code point;
//! [`Unit`] is that element type. Lone surrogates are ordinary elements.

mod builder;
mod case;
pub mod codec;
mod escape;
mod lines;
mod numeric_data;
mod repr;
mod search;
mod two_way;
mod unicode;

pub use builder::{Text, TextBuilder};
pub use case::{capitalize, casefold, lower, map_lower, map_title, map_upper, swapcase, title, upper};
pub use escape::{EscapeFault, name_to_code, unescape_bytes, unescape_text};
pub use lines::{Lines, is_line_break, split_byte_lines, split_lines};
pub use repr::{quote_bytes, quote_bytes_with_prefix, quote_text};
pub use search::{count, each_match, find, find_unit, replace_plan, rfind};
pub use unicode::{
    decimal_value, digit_value, is_alnum, is_alpha, is_cased, is_digit, is_identifier, is_lower, is_lower_text,
    is_numeric, is_printable, is_space, is_title, is_title_text, is_upper, is_upper_text, is_xid_continue,
    is_xid_start, numeric_value,
};

/// An element of stored text: one code point.
pub trait Unit: Copy + Ord + std::fmt::Debug + private::Sealed + 'static {
    /// The largest code point an array of this element type holds.
    const MAX: u32;

    /// The code point.
    fn code(self) -> u32;

    /// The element for a code point, if it is not above [`Self::MAX`].
    fn from_code(code: u32) -> Option<Self>;

    /// Calls `f` with the memory of `data` in native byte order, piece by piece.
    fn for_each_chunk_of_bytes(data: &[Self], f: impl FnMut(&[u8]));

    /// The data itself if it is an array of bytes, for the searchers that only bytes have.
    fn as_bytes(data: &[Self]) -> Option<&[u8]> {
        let _ = data;
        None
    }
}

mod private {
    pub trait Sealed {}
    impl Sealed for u8 {}
    impl Sealed for u16 {}
    impl Sealed for u32 {}
}

impl Unit for u8 {
    const MAX: u32 = 0xff;

    #[inline]
    fn code(self) -> u32 {
        self.into()
    }

    #[inline]
    fn from_code(code: u32) -> Option<Self> {
        u8::try_from(code).ok()
    }

    fn for_each_chunk_of_bytes(data: &[Self], mut f: impl FnMut(&[u8])) {
        f(data);
    }

    #[inline]
    fn as_bytes(data: &[Self]) -> Option<&[u8]> {
        Some(data)
    }
}

macro_rules! wide_unit {
    ($t:ty, $max:expr) => {
        impl Unit for $t {
            const MAX: u32 = $max;

            #[inline]
            fn code(self) -> u32 {
                self.into()
            }

            #[inline]
            fn from_code(code: u32) -> Option<Self> {
                <$t>::try_from(code).ok().filter(|_| code <= $max)
            }

            fn for_each_chunk_of_bytes(data: &[Self], mut f: impl FnMut(&[u8])) {
                const SIZE: usize = size_of::<$t>();
                let mut buffer = [0u8; 64 * SIZE];
                for chunk in data.chunks(64) {
                    for (slot, unit) in buffer.chunks_exact_mut(SIZE).zip(chunk) {
                        slot.copy_from_slice(&unit.to_ne_bytes());
                    }
                    f(&buffer[..chunk.len() * SIZE]);
                }
            }
        }
    };
}

wide_unit!(u16, 0xffff);
wide_unit!(u32, 0x10ffff);

/// True for the code points D800 to DFFF, which are no characters.
#[inline]
pub fn is_surrogate(code: u32) -> bool {
    (0xd800..0xe000).contains(&code)
}
