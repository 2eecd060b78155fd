//! Completion at the prompt: names in scope, and attributes of what a chain of names leads to.

use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::string::Str;
use crate::runtime::{PyResult, Thread, start};

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Most candidates that are offered.
const MOST: usize = 500;

/// Is this a word of the language?
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Where the word before the cursor starts, and what it could become. Errors of scripts' `__dir__` and the like mean no candidates.
pub fn complete(t: &Thread, before: &str) -> (usize, Vec<String>) {
    let start = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
        .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
    let chain = &before[start..];
    let (object, prefix, offset) = match chain.rsplit_once('.') {
        Some((object, prefix)) => (Some(object), prefix, start + object.len() + 1),
        None => (None, chain, start),
    };
    let names = match object {
        Some(object) => attributes(t, object),
        None => names(t),
    };
    let mut names: Vec<String> =
        names.unwrap_or_default().into_iter().filter(|name| name.starts_with(prefix)).collect();
    if !prefix.starts_with('_') {
        names.retain(|name| !name.starts_with('_'));
    }
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST);
    (offset, names)
}

fn texts(keys: Vec<Ref>) -> impl Iterator<Item = String> {
    keys.into_iter().filter_map(|key| key.downcast::<Str>().map(|text| text.to_str().into_owned()))
}

fn names(t: &Thread) -> PyResult<Vec<String>> {
    let mut all: Vec<String> = KEYWORDS.iter().map(|word| (*word).to_owned()).collect();
    all.extend(texts(start::main_namespace(t)?.keys()));
    all.extend(texts(t.vm().builtins_dict().keys()));
    Ok(all)
}

/// The attributes of what a dotted name stands for.
fn attributes(t: &Thread, chain: &str) -> PyResult<Vec<String>> {
    let mut parts = chain.split('.');
    let first = t.intern(parts.next().unwrap_or(""));
    let main = start::main_namespace(t)?;
    let builtins = t.vm().builtins_dict();
    let find = |dict: &Dict| dict.get_interned(&first);
    let Some(mut object) = find(&main).or_else(|| find(&builtins)) else { return Ok(Vec::new()) };
    for part in parts {
        object = t.getattr(&object, part)?;
    }
    let Some(dir) = builtins.get_str(t, "dir") else { return Ok(Vec::new()) };
    let list = t.call(&dir, &[object])?;
    Ok(texts(t.collect(&list)?).collect())
}
