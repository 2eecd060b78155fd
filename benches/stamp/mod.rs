//! The build's mark in the benchmarks' ids.

/// The short form of `describe()`: criterion cuts an id after 64 characters, and what stands behind would be lost. A named variant is its
/// name; another build is the beginnings of its features. `describe()` itself is printed once.
pub fn stamp() -> String {
    let whole = rcpy::config::describe();
    eprintln!("{whole}");
    shortened(&whole)
}

fn shortened(whole: &str) -> String {
    let (name, features) = whole.split_once(" [").unwrap_or((whole, ""));
    let features: Vec<&str> = features.split(']').next().unwrap_or("").split(' ').filter(|f| !f.is_empty()).collect();
    if name == "custom" {
        let short: Vec<&str> = features.iter().map(|f| f.get(..3).unwrap_or(f)).collect();
        return format!("custom {}", short.join("+"));
    }
    if features.contains(&"stats") { format!("{name}+stats") } else { name.to_owned() }
}
