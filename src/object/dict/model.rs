//! Random operations on a dict, compared step by step with a list of keys and values in order of insertion.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::{Dict, hash_key};
use crate::memory::{Payload, Ref};
use crate::runtime::embed::Interpreter;
use crate::runtime::vm::Options;
use crate::runtime::{PyResult, Raised, Thread};

/// Makes what the test uses as keys: for each one three equal objects. Among them are strings (the first of each three interned), numbers
/// whose equals have other types, integers that differ and hash alike, and objects whose equality is up to Python code.
const KEYS: &str = "
class Same:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n % 3
    def __eq__(self, other):
        return isinstance(other, Same) and self.n == other.n

def keys(count):
    import sys
    made = []
    for n in range(count):
        text = 'key' + str(n)
        made.append((sys.intern(text), ''.join(['key', str(n)]), bytes(text, 'ascii').decode()))
        made.append((n, float(n), complex(n)))
        made.append([int(str(1 + (n + 1) * (2**61 - 1))) for _ in range(3)])
        made.append((Same(n), Same(n), Same(n)))
        made.append(((n, 'a'), (float(n), 'a'), tuple([n, 'a'])))
    return made
";

/// Keys of each of the five sorts.
const EACH: usize = 24;
/// Equal objects a key.
const COPIES: usize = 3;

/// A key by its number and which of its equal objects.
type Key = (usize, usize);

#[derive(Clone, Debug)]
enum Step {
    Set(Key, i64),
    SetDefault(Key, i64),
    Add(Key, i64),
    Get(Key),
    Contains(Key),
    Remove(Key),
    PopEntry(Key),
    RemoveIf(Key, bool),
    ReplaceIf(Key, bool, i64),
    PopFirst,
    PopLast,
    MoveToEnd(Key, bool),
    Merge(Vec<(Key, i64)>),
    Copy,
    Reserve(usize),
    Fill(usize, i64),
    /// Keys from this one on come and go again, each before the next.
    Churn(usize, usize),
    Clear,
}

fn step(keys: usize) -> impl Strategy<Value = Step> {
    use Step::*;
    let key = || (0..keys, 0..COPIES);
    prop_oneof![
        12 => (key(), any::<i64>()).prop_map(|(key, value)| Set(key, value)),
        3 => (key(), any::<i64>()).prop_map(|(key, value)| SetDefault(key, value)),
        3 => (key(), any::<i64>()).prop_map(|(key, value)| Add(key, value)),
        4 => key().prop_map(Get),
        2 => key().prop_map(Contains),
        6 => key().prop_map(Remove),
        2 => key().prop_map(PopEntry),
        2 => (key(), any::<bool>()).prop_map(|(key, right)| RemoveIf(key, right)),
        2 => (key(), any::<bool>(), any::<i64>()).prop_map(|(key, right, value)| ReplaceIf(key, right, value)),
        2 => Just(PopFirst),
        2 => Just(PopLast),
        3 => (key(), any::<bool>()).prop_map(|(key, last)| MoveToEnd(key, last)),
        1 => prop::collection::vec((key(), any::<i64>()), 0..20).prop_map(Merge),
        1 => Just(Copy),
        1 => select(vec![0, 1, 7, 100]).prop_map(Reserve),
        1 => (0..keys, any::<i64>()).prop_map(|(count, value)| Fill(count, value)),
        1 => (0..keys, 0..keys).prop_map(|(first, count)| Churn(first, count)),
        1 => Just(Clear),
    ]
}

/// What a dict must hold.
#[derive(Default)]
struct Model(Vec<(Key, i64)>);

impl Model {
    fn position(&self, key: Key) -> Option<usize> {
        self.0.iter().position(|((number, _), _)| *number == key.0)
    }

    fn get(&self, key: Key) -> Option<i64> {
        self.position(key).map(|i| self.0[i].1)
    }

    /// The key object that was there first stays.
    fn set(&mut self, key: Key, value: i64) {
        match self.position(key) {
            Some(i) => self.0[i].1 = value,
            None => self.0.push((key, value)),
        }
    }

    fn add(&mut self, key: Key, value: i64) -> bool {
        let new = self.position(key).is_none();
        if new {
            self.0.push((key, value));
        }
        new
    }

    fn remove(&mut self, key: Key) -> Option<(Key, i64)> {
        self.position(key).map(|i| self.0.remove(i))
    }
}

/// The dict that is tested beside its model.
struct Pair<'a> {
    t: &'a Thread,
    keys: &'a [Vec<Ref>],
    object: Ref,
    model: Model,
}

impl Pair<'_> {
    fn key(&self, (number, copy): Key) -> &Ref {
        &self.keys[number][copy]
    }

    fn number(&self, value: i64) -> PyResult {
        self.t.int(value)
    }

    /// Does the dict's answer agree with the model's?
    fn same(&self, found: Option<&Ref>, expected: Option<i64>) -> PyResult<bool> {
        match (found, expected) {
            (None, None) => Ok(true),
            (Some(found), Some(expected)) => Ok(self.t.to_index(found)? == expected),
            _ => Ok(false),
        }
    }

    fn same_entry(&self, found: Option<(Ref, Ref)>, expected: Option<(Key, i64)>) -> PyResult<bool> {
        Ok(match (found, expected) {
            (None, None) => true,
            (Some((key, value)), Some((expected, number))) => {
                key.is(self.key(expected)) && self.same(Some(&value), Some(number))?
            }
            _ => false,
        })
    }

    /// Does a step on both; tells whether they answered alike.
    fn step(&mut self, step: Step) -> PyResult<bool> {
        let (t, object) = (self.t, self.object.clone());
        let dict = t.dict_body(&object)?;
        Ok(match step {
            Step::Set(key, value) => {
                dict.set(t, self.key(key).clone(), self.number(value)?)?;
                self.model.set(key, value);
                true
            }
            Step::SetDefault(key, value) => {
                let found = dict.setdefault(t, self.key(key), &self.number(value)?)?;
                self.model.add(key, value);
                self.same(Some(&found), self.model.get(key))?
            }
            Step::Add(key, value) => {
                let object = self.key(key);
                let added = dict.add(t, hash_key(t, object)?, object, &self.number(value)?)?;
                added == self.model.add(key, value)
            }
            Step::Get(key) => {
                let found = dict.get(t, self.key(key))?;
                self.same(found.as_ref(), self.model.get(key))?
            }
            Step::Contains(key) => dict.contains(t, self.key(key))? == self.model.get(key).is_some(),
            Step::Remove(key) => {
                let found = dict.remove(t, self.key(key))?;
                let expected = self.model.remove(key).map(|(_, value)| value);
                self.same(found.as_ref(), expected)?
            }
            Step::PopEntry(key) => {
                let object = self.key(key);
                let found = dict.pop_entry(t, hash_key(t, object)?, object)?;
                let expected = self.model.remove(key);
                self.same_entry(found, expected)?
            }
            Step::RemoveIf(key, right) => {
                let object = self.key(key);
                let expected = self.held(dict, key, right)?;
                let removed = dict.remove_if(t, hash_key(t, object)?, object, &expected)?;
                removed == (right && self.model.remove(key).is_some())
            }
            Step::ReplaceIf(key, right, value) => {
                let object = self.key(key);
                let expected = self.held(dict, key, right)?;
                let replaced = dict.replace_if(t, hash_key(t, object)?, object, &expected, self.number(value)?)?;
                let possible = right && self.model.position(key).is_some();
                if possible {
                    self.model.set(key, value);
                }
                replaced == possible
            }
            Step::PopFirst => {
                let expected = if self.model.0.is_empty() { None } else { Some(self.model.0.remove(0)) };
                self.same_entry(dict.pop_first(), expected)?
            }
            Step::PopLast => {
                let expected = self.model.0.pop();
                self.same_entry(dict.pop_last(), expected)?
            }
            Step::MoveToEnd(key, last) => {
                let object = self.key(key);
                let moved = dict.move_to_end(t, hash_key(t, object)?, object, last)?;
                let entry = self.model.remove(key);
                if let Some(entry) = entry {
                    let place = if last { self.model.0.len() } else { 0 };
                    self.model.0.insert(place, entry);
                }
                moved == entry.is_some()
            }
            Step::Merge(entries) => {
                let other = t.new_dict()?;
                let mut incoming = Model::default();
                for (key, value) in entries {
                    t.dict_set(&other, self.key(key).clone(), self.number(value)?)?;
                    incoming.set(key, value);
                }
                t.dict_merge(dict, t.dict_body(&other)?)?;
                incoming.0.into_iter().for_each(|(key, value)| self.model.set(key, value));
                true
            }
            // The copy takes the original's place.
            Step::Copy => {
                self.object = t.dict_copy(dict)?;
                true
            }
            Step::Reserve(more) => {
                dict.reserve(t, more)?;
                true
            }
            // So many keys that tables of every width of index are passed on the way.
            Step::Fill(count, value) => {
                for key in (0..count).map(|number| (number, 0)) {
                    dict.set(t, self.key(key).clone(), self.number(value)?)?;
                    self.model.set(key, value);
                }
                true
            }
            Step::Churn(first, count) => {
                for number in (first..first + count).map(|number| number % self.keys.len()) {
                    dict.set(t, self.key((number, 0)).clone(), self.number(0)?)?;
                    self.model.set((number, 0), 0);
                    let expected = self.model.0.pop();
                    if !self.same_entry(dict.pop_last(), expected)? {
                        return Ok(false);
                    }
                }
                true
            }
            Step::Clear => {
                dict.clear_quietly();
                self.model.0.clear();
                true
            }
        })
    }

    /// The value that a key has, or an object that is none.
    fn held(&self, dict: &Dict, key: Key, right: bool) -> PyResult {
        match dict.get(self.t, self.key(key))? {
            Some(value) if right => Ok(value),
            _ => self.t.new_dict(),
        }
    }

    /// What is wrong with the dict as it stands, if anything.
    fn fault(&self) -> PyResult<Option<String>> {
        let dict = self.t.dict_body(&self.object)?;
        if let Some(fault) = dict.check() {
            return Ok(Some(fault.to_owned()));
        }
        if dict.len() != self.model.0.len() {
            return Ok(Some(format!("{} keys, not {}", dict.len(), self.model.0.len())));
        }
        let mut backwards = dict.entry_count();
        for (n, (key, value)) in self.model.0.iter().enumerate().rev() {
            if !self.same_entry(dict.previous_entry(&mut backwards), Some((*key, *value)))? {
                return Ok(Some(format!("entry {n} is another one, backwards")));
            }
        }
        let entries = dict.entries();
        for (n, (entry, (key, value))) in entries.into_iter().zip(&self.model.0).enumerate() {
            if !self.same_entry(Some(entry), Some((*key, *value)))? {
                return Ok(Some(format!("entry {n} is another one")));
            }
            // Each equal object finds it, whatever way the search goes.
            for copy in 0..COPIES {
                if !self.same(dict.get(self.t, self.key((key.0, copy)))?.as_ref(), Some(*value))? {
                    return Ok(Some(format!("key {n} is not found by equal object {copy}")));
                }
            }
        }
        Ok(None)
    }
}

#[test]
fn a_dict_is_a_list_of_keys_without_doubles() {
    let mut vm = Interpreter::new(Options::default()).expect("a Vm starts");
    vm.run(KEYS, "keys.py").expect("keys are made");
    let tested = vm.call(
        "keys",
        |t| Ok(vec![t.int(EACH as i64)?]),
        |t, made| {
            let keys = t.collect(made)?.iter().map(|copies| t.collect(copies)).collect::<PyResult<Vec<_>>>()?;
            // Few keys meet each other often; many fill larger tables.
            let steps = select(vec![6, 40, keys.len()]).prop_flat_map(|keys| prop::collection::vec(step(keys), 1..60));
            let outcome = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() }).run(
                &steps,
                |steps| {
                    let failed = |raised: Raised| TestCaseError::fail(t.repr_text(&raised.0).unwrap_or_default());
                    let mut pair =
                        Pair { t, keys: &keys, object: t.new_dict().map_err(failed)?, model: Model::default() };
                    for step in steps {
                        let shown = format!("{step:?}");
                        let alike = pair.step(step).map_err(failed)?;
                        prop_assert!(alike, "{} is answered otherwise", shown);
                        let fault = pair.fault().map_err(failed)?;
                        prop_assert!(fault.is_none(), "after {}: {}", shown, fault.unwrap_or_default());
                    }
                    Ok(())
                },
            );
            Ok(outcome.map_err(|e| e.to_string()))
        },
    );
    tested.expect("nothing is raised").expect("dict and model agree");
}
