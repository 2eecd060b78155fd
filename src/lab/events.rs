//! Event counts: what a build with the feature `stats` says at its end when asked with `--stats`.
//!
//! The laboratory does not know the events' names beforehand: whatever the interpreter lists is kept. Either a line
//! is a JSON object of names and numbers (objects within join their names with a dot), or each line is a name and
//! a number, apart by a colon or spaces.

use std::collections::BTreeMap;

/// Counts in the text that the interpreter wrote to standard error.
pub fn parse(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('{') {
            if let Ok(value) = serde_json::from_str(line) {
                flatten("", &value, &mut counts);
            }
        } else if let Some((name, number)) = line.rsplit_once([' ', ':', '\t'])
            && let Ok(number) = number.replace([',', '_'], "").parse::<f64>()
            && number.is_finite()
        {
            let name = name.trim_end_matches([' ', ':', '\t', '.']).trim();
            if !name.is_empty() {
                *counts.entry(name.to_owned()).or_insert(0.0) += number;
            }
        }
    }
    counts
}

fn flatten(prefix: &str, value: &serde_json::Value, counts: &mut BTreeMap<String, f64>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, value) in map {
                let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&name, value, counts);
            }
        }
        serde_json::Value::Number(number) => {
            counts.insert(prefix.to_owned(), number.as_f64().unwrap_or(0.0));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_understood() {
        let counts = parse("rcpy statistics\n  plain inc: 1,200\nskipped as immortal   34\n");
        assert_eq!(counts["plain inc"], 1200.0);
        assert_eq!(counts["skipped as immortal"], 34.0);
        let counts = parse("noise\n{\"counts\": {\"local\": 5, \"shared\": 6}, \"name\": \"x\"}\n");
        assert_eq!(counts["counts.local"], 5.0);
        assert_eq!(counts.len(), 2);
    }
}
