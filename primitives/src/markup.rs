//! Text in HTML and SVG.

/// A text in which markup means itself. `instead` says what stands for a character that the page cannot have, if it is one.
pub fn escape(text: &str, instead: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => match instead(c) {
                Some(other) => out.push_str(other),
                None => out.push(c),
            },
        }
    }
    out
}
