//! What can be measured: the ladder, the ladder's ends with one technique more or less, canaries, the floor, peers.

use super::{Failure, Ladder};

/// How a variant comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A build with its features, named in the ladder or by its difference from a name there.
    Build,
    /// The same binary as another variant, under a second name: shows the machine's noise.
    Again(String),
    /// Built like the first, but with the functions laid out in another order (a seed): shows the compiler's noise.
    Layout(u32),
    /// A build that counts and frees nothing.
    Floor,
    /// Another variant's binary with busy waiting added, per cent of its time.
    Slowed(String, f64),
    /// Another interpreter: the command's words.
    Peer(Vec<String>),
}

/// One column of every table.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its name in tables and file names.
    pub name: String,
    /// Cargo features; empty for peers.
    pub features: Vec<String>,
    /// See [`Kind`].
    pub kind: Kind,
}

/// The variant that everything is compared with.
pub const BASE: &str = "classic";
/// The second name of [`BASE`].
pub const AGAIN: &str = "classic-again";
/// The uncounted build.
pub const FLOOR: &str = "uncounted";

/// All techniques: every feature of a named variant, in the order in which the ladder brings them.
pub fn techniques(ladder: Ladder) -> Vec<&'static str> {
    let mut found = Vec::new();
    for feature in ladder.iter().flat_map(|(_, features)| *features) {
        if !found.contains(feature) {
            found.push(*feature);
        }
    }
    found
}

/// What is measured when nobody says otherwise.
pub fn standard(ladder: Ladder, quick: bool) -> Vec<Variant> {
    let mut names: Vec<String> = ladder.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.push(AGAIN.into());
    names.push("classic-layout1".into());
    if !quick {
        names.push("classic-layout2".into());
        names.push("classic-layout3".into());
        names.push(FLOOR.into());
        names.extend(one_more(ladder));
        names.extend(one_less(ladder));
    }
    names.iter().filter_map(|name| named(ladder, name).ok()).collect()
}

/// `classic+X` for each technique that it lacks and that does something there.
pub fn one_more(ladder: Ladder) -> Vec<String> {
    let Some(base) = features_of(ladder, BASE) else { return Vec::new() };
    // Optimistic reads are inert under a global lock: that build would be the base again.
    techniques(ladder)
        .iter()
        .filter(|t| !base.contains(t) && **t != "optimistic")
        .map(|t| format!("{BASE}+{t}"))
        .collect()
}

/// `full-X` for each technique that it has. `nogil` implies `whole-heap-gc`, so that one cannot go alone.
pub fn one_less(ladder: Ladder) -> Vec<String> {
    let Some(full) = features_of(ladder, "full") else { return Vec::new() };
    techniques(ladder)
        .iter()
        .filter(|t| full.contains(t) && **t != "whole-heap-gc")
        .map(|t| format!("full-{t}"))
        .collect()
}

fn features_of(ladder: Ladder, name: &str) -> Option<&'static [&'static str]> {
    ladder.iter().find(|(n, _)| *n == name).map(|(_, features)| *features)
}

/// The variant of a name: of the ladder, a canary, the floor, or NAME+FEATURE and NAME-FEATURE.
///
/// # Errors
/// When there is none.
pub fn named(ladder: Ladder, name: &str) -> Result<Variant, Failure> {
    let make = |features: &[&str], kind: Kind| Variant {
        name: name.to_owned(),
        features: features.iter().map(|f| (*f).to_owned()).collect(),
        kind,
    };
    if let Some(features) = features_of(ladder, name) {
        return Ok(make(features, Kind::Build));
    }
    let base = features_of(ladder, BASE).unwrap_or(&[]);
    if name == AGAIN {
        return Ok(make(base, Kind::Again(BASE.into())));
    }
    if name == FLOOR {
        // With a feature that is inert here, so that cargo keeps this build apart from the base.
        let mut features = base.to_vec();
        features.push("optimistic");
        return Ok(make(&features, Kind::Floor));
    }
    if let Some(seed) = name.strip_prefix("classic-layout").and_then(|s| s.parse().ok()) {
        return Ok(make(base, Kind::Layout(seed)));
    }
    for technique in &techniques(ladder) {
        let bare = name.strip_suffix(technique).unwrap_or("");
        if let Some(features) = bare.strip_suffix('+').and_then(|n| features_of(ladder, n)) {
            let mut features = features.to_vec();
            if !features.contains(technique) {
                features.push(technique);
            }
            return Ok(make(&features, Kind::Build));
        }
        if let Some(features) = bare.strip_suffix('-').and_then(|n| features_of(ladder, n)) {
            let features: Vec<&str> = features.iter().copied().filter(|f| f != technique).collect();
            return Ok(make(&features, Kind::Build));
        }
    }
    Err(format!("there is no variant {name:?}; `rcpy-lab list` names them"))
}

/// A mix of features that has no name yet.
pub fn own_mix(ladder: Ladder, features: &[String]) -> Result<Variant, Failure> {
    let known = techniques(ladder);
    if let Some(unknown) = features.iter().find(|f| !known.contains(&f.as_str())) {
        return Err(format!("there is no feature {unknown:?}; there are {}", known.join(", ")));
    }
    let name = if features.is_empty() { "own:none".to_owned() } else { format!("own:{}", features.join("+")) };
    Ok(Variant { name, features: features.to_vec(), kind: Kind::Build })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A ladder for tests.
    pub const LADDER: Ladder = &[
        ("classic", &["adaptive", "mimalloc"]),
        ("pep703", &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased"]),
        ("full", &["adaptive", "mimalloc", "whole-heap-gc", "nogil", "biased", "tagged"]),
        ("gil-full", &["adaptive", "mimalloc", "tagged"]),
    ];

    #[test]
    fn names_become_features() {
        assert_eq!(named(LADDER, "gil-full").unwrap().features, ["adaptive", "mimalloc", "tagged"]);
        assert_eq!(named(LADDER, "classic+tagged").unwrap().features, ["adaptive", "mimalloc", "tagged"]);
        assert_eq!(named(LADDER, "gil-full-tagged").unwrap().features, ["adaptive", "mimalloc"]);
        assert_eq!(named(LADDER, "classic-layout2").unwrap().kind, Kind::Layout(2));
        assert!(named(LADDER, "nonsense").is_err());
        assert!(named(LADDER, "classic+nonsense").is_err());
        assert!(own_mix(LADDER, &["nonsense".into()]).is_err());
    }

    #[test]
    fn a_full_run_has_each_technique_alone_and_missing() {
        let names: Vec<String> = standard(LADDER, false).into_iter().map(|v| v.name).collect();
        for name in ["classic+biased", "full-nogil", "full-mimalloc", "uncounted", "classic-again"] {
            assert!(names.iter().any(|n| n == name), "{name} in {names:?}");
        }
        assert!(standard(LADDER, true).len() < names.len());
    }
}
