//! Adding, finding and removing keys of a set.

use super::table::{Found, Hashes, Probe};
use super::{Set, keys_of};
use crate::memory::Ref;
use crate::object::dict::{hash_key, quick_equal};
use crate::object::exception as ex;
use crate::runtime::{PyResult, Raised, Thread};

/// How often a search starts again because the set changed while Python code compared keys.
const RETRIES: u32 = 1000;

/// What a search that ran Python code found, valid while the set's stamp is the same.
struct Seen {
    /// The place of the key, or the empty place for it.
    place: Result<usize, Option<usize>>,
    stamp: (*const super::table::Place, u32),
}

impl Hashes {
    /// Adds a key. True when it was not there.
    #[inline]
    pub fn add(&self, t: &Thread, key: Ref) -> PyResult<bool> {
        let hash = hash_key(t, &key)?;
        self.add_hashed(t, hash, key)
    }

    /// As `add`, with the key's hash.
    #[inline]
    pub fn add_hashed(&self, t: &Thread, hash: i64, key: Ref) -> PyResult<bool> {
        let mut key = key;
        for _ in 0..RETRIES {
            let done = self.locked_by(t, || match self.find(hash, key.value()) {
                Found::At(_) => Ok(Some(key)),
                Found::Absent(Some(place)) => self.put(place, hash, key).map(|()| None).map_err(|key| (key, false)),
                Found::Absent(None) => Err((key, false)),
                Found::Unsure => Err((key, true)),
            });
            let unsure = match done {
                Ok(Some(_there)) => return Ok(false),
                Ok(None) => {
                    self.grow_if_crowded(t)?;
                    return Ok(true);
                }
                Err((back, unsure)) => {
                    key = back;
                    unsure
                }
            };
            if !unsure {
                self.grow(t)?;
                continue;
            }
            let seen = self.find_slow(t, hash, &key)?;
            let done = self.locked(|| {
                if self.stamp() != seen.stamp {
                    return Err(key);
                }
                match seen.place {
                    Ok(_) => Ok(Some(key)),
                    Err(Some(place)) => self.put(place, hash, key).map(|()| None),
                    Err(None) => Err(key),
                }
            });
            match done {
                Ok(Some(_there)) => return Ok(false),
                Ok(None) => {
                    self.grow_if_crowded(t)?;
                    return Ok(true);
                }
                Err(back) => key = back,
            }
            if self.is_crowded(1) {
                self.grow(t)?;
            }
        }
        Err(self.keeps_changing(t))
    }

    /// Is the key in the set? A `set` as key stands for the frozenset of its keys.
    #[inline]
    pub fn contains(&self, t: &Thread, key: &Ref) -> PyResult<bool> {
        match hash_key(t, key) {
            Ok(hash) => self.contains_hashed(t, hash, key),
            Err(raised) => {
                let key = frozen(t, key, raised)?;
                self.contains_hashed(t, hash_key(t, &key)?, &key)
            }
        }
    }

    /// As `contains`, with the key's hash.
    #[inline]
    pub fn contains_hashed(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<bool> {
        match self.locked_by(t, || self.find(hash, key.value())) {
            Found::At(_) => Ok(true),
            Found::Absent(_) => Ok(false),
            Found::Unsure => Ok(self.find_slow(t, hash, key)?.place.is_ok()),
        }
    }

    /// Removes a key. False when it was not there. A `set` as key stands for the frozenset of its keys.
    pub fn remove(&self, t: &Thread, key: &Ref) -> PyResult<bool> {
        match hash_key(t, key) {
            Ok(hash) => self.remove_hashed(t, hash, key),
            Err(raised) => {
                let key = frozen(t, key, raised)?;
                self.remove_hashed(t, hash_key(t, &key)?, &key)
            }
        }
    }

    /// As `remove`, with the key's hash.
    pub fn remove_hashed(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<bool> {
        for _ in 0..RETRIES {
            let quick = self.locked_by(t, || match self.find(hash, key.value()) {
                Found::At(place) => Some(self.take_at(place)),
                Found::Absent(_) => Some(None),
                Found::Unsure => None,
            });
            if let Some(removed) = quick {
                return Ok(removed.is_some());
            }
            let seen = self.find_slow(t, hash, key)?;
            let Ok(place) = seen.place else { return Ok(false) };
            let removed = self.locked(|| if self.stamp() == seen.stamp { self.take_at(place) } else { None });
            if removed.is_some() {
                return Ok(true);
            }
        }
        Err(self.keeps_changing(t))
    }

    /// Looks a key up, calling `__eq__` where need be; starts again when the set changes meanwhile.
    #[cold]
    #[inline(never)]
    fn find_slow(&self, t: &Thread, hash: i64, key: &Ref) -> PyResult<Seen> {
        enum Step {
            Changed,
            Empty,
            Skip,
            Compare(Ref),
        }
        'again: for _ in 0..RETRIES {
            let stamp = self.stamp();
            let count = self.places().len();
            if count == 0 {
                return Ok(Seen { place: Err(None), stamp });
            }
            let mask = count - 1;
            let mut probe = Probe::new(hash, mask);
            loop {
                let step = self.locked(|| {
                    if self.stamp() != stamp {
                        return Step::Changed;
                    }
                    let place = &self.places()[probe.place()];
                    match place.key.peek() {
                        None if place.hash() == 0 => Step::Empty,
                        Some(here) if here.is(key) || place.hash() == hash => Step::Compare(here.clone()),
                        _ => Step::Skip,
                    }
                });
                match step {
                    Step::Changed => continue 'again,
                    Step::Empty => return Ok(Seen { place: Err(Some(probe.place())), stamp }),
                    Step::Skip => {}
                    Step::Compare(candidate) => {
                        let equal = candidate.is(key)
                            || match quick_equal(candidate.value(), key.value()) {
                                Some(equal) => equal,
                                None => t.equal(&candidate, key)?,
                            };
                        if self.stamp() != stamp {
                            continue 'again;
                        }
                        if equal {
                            return Ok(Seen { place: Ok(probe.place()), stamp });
                        }
                    }
                }
                probe.step(mask);
            }
        }
        Err(self.keeps_changing(t))
    }

    #[cold]
    fn keeps_changing(&self, t: &Thread) -> Raised {
        t.runtime_error("set keeps changing during lookup")
    }
}

/// The frozenset of the keys of an unhashable set that is used as a key; anything else that cannot be hashed is an error.
#[cold]
fn frozen(t: &Thread, key: &Ref, raised: Raised) -> PyResult {
    if key.downcast::<Set>().is_none() || !t.raised_is(&raised, &ex::TYPE_ERROR) {
        return Err(raised);
    }
    let copy = t.new_frozenset()?;
    if let (Some(to), Some(from)) = (keys_of(&copy), keys_of(key)) {
        super::algebra::merge(t, to, from)?;
    }
    Ok(copy)
}
