//! `unicodedata`: names and properties of characters, and normal forms.

mod ranges;

use rcpy_primitives::text::{decimal_value, digit_value, numeric_value};
use unicode_bidi::BidiClass;
use unicode_general_category::get_general_category;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use crate::memory::Ref;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::object::string::{Str, StrBuilder};
use crate::runtime::long::Steps;
use crate::runtime::{Args, PyResult, Thread};

/// The one character of an argument.
fn character(t: &Thread, value: &Ref, function: &str, place: &str) -> PyResult<u32> {
    let Some(text) = value.as_string() else {
        let name = t.type_name(value);
        return Err(t.type_error(format!("{function}() argument{place} must be a unicode character, not {name}")));
    };
    if text.len() != 1 {
        return Err(t.type_error(format!("{function}() argument{place} must be a unicode character, not str")));
    }
    Ok(text.char_at(0))
}

/// The argument `default`, or an error with these words.
fn or_default(t: &Thread, a: &Args<'_>, message: &str) -> PyResult {
    a.opt(1).cloned().ok_or_else(|| t.value_error(message))
}

fn name(t: &Thread, a: Args<'_>) -> PyResult {
    let code = character(t, a.get(0), "name", " 1")?;
    match char::from_u32(code).and_then(unicode_names2::name) {
        Some(name) => t.string(name.to_string()),
        None => or_default(t, &a, "no such name"),
    }
}

fn lookup(t: &Thread, a: Args<'_>) -> PyResult {
    let name = t.str_of(a.get(0));
    match unicode_names2::character(&name) {
        Some(c) => t.str_char(u32::from(c)),
        None => {
            let message = t.string(format!("undefined character name '{name}'"))?;
            Err(t.key_error(&message))
        }
    }
}

fn category_of(code: u32) -> &'static str {
    use unicode_general_category::GeneralCategory::*;
    let Some(c) = char::from_u32(code) else { return "Cs" };
    match get_general_category(c) {
        ClosePunctuation => "Pe",
        ConnectorPunctuation => "Pc",
        Control => "Cc",
        CurrencySymbol => "Sc",
        DashPunctuation => "Pd",
        DecimalNumber => "Nd",
        EnclosingMark => "Me",
        FinalPunctuation => "Pf",
        Format => "Cf",
        InitialPunctuation => "Pi",
        LetterNumber => "Nl",
        LineSeparator => "Zl",
        LowercaseLetter => "Ll",
        MathSymbol => "Sm",
        ModifierLetter => "Lm",
        ModifierSymbol => "Sk",
        NonspacingMark => "Mn",
        OpenPunctuation => "Ps",
        OtherLetter => "Lo",
        OtherNumber => "No",
        OtherPunctuation => "Po",
        OtherSymbol => "So",
        ParagraphSeparator => "Zp",
        PrivateUse => "Co",
        SpaceSeparator => "Zs",
        SpacingMark => "Mc",
        Surrogate => "Cs",
        TitlecaseLetter => "Lt",
        UppercaseLetter => "Lu",
        _ => "Cn",
    }
}

fn category(t: &Thread, a: Args<'_>) -> PyResult {
    t.str(category_of(character(t, a.get(0), "category", "")?))
}

fn bidirectional(t: &Thread, a: Args<'_>) -> PyResult {
    let code = character(t, a.get(0), "bidirectional", "")?;
    if category_of(code) == "Cn" {
        return t.str("");
    }
    // Surrogates are left-to-right.
    let class = char::from_u32(code).map_or(BidiClass::L, unicode_bidi::bidi_class);
    t.str(match class {
        BidiClass::AL => "AL",
        BidiClass::AN => "AN",
        BidiClass::B => "B",
        BidiClass::BN => "BN",
        BidiClass::CS => "CS",
        BidiClass::EN => "EN",
        BidiClass::ES => "ES",
        BidiClass::ET => "ET",
        BidiClass::FSI => "FSI",
        BidiClass::L => "L",
        BidiClass::LRE => "LRE",
        BidiClass::LRI => "LRI",
        BidiClass::LRO => "LRO",
        BidiClass::NSM => "NSM",
        BidiClass::ON => "ON",
        BidiClass::PDF => "PDF",
        BidiClass::PDI => "PDI",
        BidiClass::R => "R",
        BidiClass::RLE => "RLE",
        BidiClass::RLI => "RLI",
        BidiClass::RLO => "RLO",
        BidiClass::S => "S",
        BidiClass::WS => "WS",
    })
}

fn combining(t: &Thread, a: Args<'_>) -> PyResult {
    let code = character(t, a.get(0), "combining", "")?;
    t.int(char::from_u32(code).map_or(0, |c| i64::from(canonical_combining_class(c))))
}

/// Is the code point in one of the ranges?
fn is_in(ranges: &[u32], code: u32) -> bool {
    ranges.partition_point(|start| *start <= code) % 2 == 1
}

fn mirrored(t: &Thread, a: Args<'_>) -> PyResult {
    let code = character(t, a.get(0), "mirrored", "")?;
    t.int(i64::from(is_in(&ranges::MIRRORED, code)))
}

fn east_asian_width(t: &Thread, a: Args<'_>) -> PyResult {
    let code = character(t, a.get(0), "east_asian_width", "")?;
    let known: [(&[u32], &str); 5] = [
        (&ranges::NARROW, "Na"),
        (&ranges::WIDE, "W"),
        (&ranges::AMBIGUOUS, "A"),
        (&ranges::FULL_WIDTH, "F"),
        (&ranges::HALF_WIDTH, "H"),
    ];
    t.str(known.iter().find(|(ranges, _)| is_in(ranges, code)).map_or("N", |(_, width)| width))
}

fn decimal(t: &Thread, a: Args<'_>) -> PyResult {
    match decimal_value(character(t, a.get(0), "decimal", " 1")?) {
        Some(n) => t.int(i64::from(n)),
        None => or_default(t, &a, "not a decimal"),
    }
}

fn digit(t: &Thread, a: Args<'_>) -> PyResult {
    match digit_value(character(t, a.get(0), "digit", " 1")?) {
        Some(n) => t.int(i64::from(n)),
        None => or_default(t, &a, "not a digit"),
    }
}

fn numeric(t: &Thread, a: Args<'_>) -> PyResult {
    match numeric_value(character(t, a.get(0), "numeric", " 1")?) {
        Some(x) => t.float(x),
        None => or_default(t, &a, "not a numeric character"),
    }
}

#[derive(Clone, Copy)]
enum Form {
    C,
    D,
    Kc,
    Kd,
}

fn form(t: &Thread, value: &Ref) -> PyResult<Form> {
    match &*t.str_of(value) {
        "NFC" => Ok(Form::C),
        "NFD" => Ok(Form::D),
        "NFKC" => Ok(Form::Kc),
        "NFKD" => Ok(Form::Kd),
        _ => Err(t.value_error("invalid normalization form")),
    }
}

fn text<'a>(t: &Thread, a: &Args<'a>, function: &str) -> PyResult<&'a Str> {
    let found = a.get(1).as_string();
    found.ok_or_else(|| t.type_error(format!("{function}() argument 2 must be str, not {}", t.type_name(a.get(1)))))
}

/// The normal form. Surrogates, which are no characters, stay and separate what is around them.
fn normalized(t: &Thread, form: Form, text: &Str) -> PyResult {
    let mut out = StrBuilder::new(t);
    let run = |chars: &mut Vec<char>, out: &mut StrBuilder<'_>| -> PyResult<()> {
        let chars = std::mem::take(chars).into_iter();
        let mut steps = Steps::default();
        let mut push = |c| {
            steps.next(t)?;
            out.push_char(u32::from(c))
        };
        match form {
            Form::C => chars.nfc().try_for_each(&mut push),
            Form::D => chars.nfd().try_for_each(&mut push),
            Form::Kc => chars.nfkc().try_for_each(&mut push),
            Form::Kd => chars.nfkd().try_for_each(&mut push),
        }
    };
    t.alloc_limit(text.len().saturating_mul(4))?;
    let mut chars = Vec::with_capacity(text.len());
    for code in text.chars() {
        match char::from_u32(code) {
            Some(c) => chars.push(c),
            None => {
                run(&mut chars, &mut out)?;
                out.push_char(code)?;
            }
        }
    }
    run(&mut chars, &mut out)?;
    out.finish()
}

fn normalize(t: &Thread, a: Args<'_>) -> PyResult {
    let form = form(t, a.get(0))?;
    let text = text(t, &a, "normalize")?;
    if text.is_ascii() {
        return t.exact_str(a.get(1));
    }
    normalized(t, form, text)
}

fn is_normalized(t: &Thread, a: Args<'_>) -> PyResult {
    let form = form(t, a.get(0))?;
    let text = text(t, &a, "is_normalized")?;
    if text.is_ascii() {
        return Ok(t.bool(true));
    }
    let normal = normalized(t, form, text)?;
    Ok(t.bool(normal.as_string() == Some(text)))
}

/// `unicodedata`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "unicodedata",
    doc: "Names and properties of characters.",
    functions: natives![
        "name(chr, default=None, /)" => name,
        "lookup(name, /)" => lookup,
        "category(chr, /)" => category,
        "bidirectional(chr, /)" => bidirectional,
        "combining(chr, /)" => combining,
        "mirrored(chr, /)" => mirrored,
        "east_asian_width(chr, /)" => east_asian_width,
        "decimal(chr, default=None, /)" => decimal,
        "digit(chr, default=None, /)" => digit,
        "numeric(chr, default=None, /)" => numeric,
        "normalize(form, unistr, /)" => normalize,
        "is_normalized(form, unistr, /)" => is_normalized,
    ],
    constants: &[("unidata_version", |t| t.str("15.1.0"))],
    ..ModuleDef::EMPTY
};
