//! The cache behind `functools.lru_cache`.
//!
//! Results are found through a dict, so keys are compared as Python compares them. Without a limit the dict maps keys to
//! results. With one it maps them to tickets: the number of a node in a list in order of use, and a serial number that tells
//! whether the node still holds what the ticket was for. Nodes and counters are under the cache's own lock, inside which no
//! Python code runs and nothing is dropped.
//!
//! Comparing keys may run Python code, so the dict cannot change under that lock, and other threads see list and dict at odds for
//! a moment. In the end every ticket in the dict is good: who evicts a node looks for its ticket afterwards, and who files a ticket
//! looks at its node afterwards, so one of the two takes a stale one out. A node whose ticket got lost is evicted in its turn.

use super::KIND;
use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque};
use crate::object::class::flags;
use crate::object::dict::{Dict, hash_key};
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::typedef::TypeDef;
use crate::runtime::native::CallArgs;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// No node.
const NIL: u32 = u32::MAX;

/// A remembered result.
struct Node {
    key: Ref,
    hash: i64,
    result: Ref,
    serial: u32,
    newer: u32,
    older: u32,
}

struct List {
    nodes: Vec<Node>,
    newest: u32,
    oldest: u32,
    serials: u32,
    hits: u64,
    misses: u64,
}

struct Cache {
    function: Ref,
    /// `None`: without limit.
    limit: Option<usize>,
    typed: bool,
    make_info: Ref,
    /// Separates positional from keyword arguments in keys.
    mark: Ref,
    dict: Ref,
    list: Mutex<List>,
}

impl Opaque for Cache {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        for part in [&self.function, &self.make_info, &self.mark, &self.dict] {
            crate::object::boxed::Trace::trace(part, visit);
        }
        // At a stop no thread is inside the lock.
        if let Some(list) = self.list.try_lock() {
            for node in &list.nodes {
                crate::object::boxed::Trace::trace(&node.key, visit);
                crate::object::boxed::Trace::trace(&node.result, visit);
            }
        }
    }
    fn clear(&self) {
        if let Some(dict) = self.dict.downcast::<Dict>() {
            dict.clear_quietly();
        }
        drop(self.list.lock().empty_out());
    }
}

impl List {
    fn new() -> List {
        List { nodes: Vec::new(), newest: NIL, oldest: NIL, serials: 0, hits: 0, misses: 0 }
    }

    fn empty_out(&mut self) -> Vec<Node> {
        (self.newest, self.oldest) = (NIL, NIL);
        std::mem::take(&mut self.nodes)
    }

    fn unlink(&mut self, i: u32) {
        let (newer, older) = (self.nodes[i as usize].newer, self.nodes[i as usize].older);
        match newer {
            NIL => self.newest = older,
            n => self.nodes[n as usize].older = older,
        }
        match older {
            NIL => self.oldest = newer,
            n => self.nodes[n as usize].newer = newer,
        }
    }

    fn link_newest(&mut self, i: u32) {
        let before = self.newest;
        (self.nodes[i as usize].newer, self.nodes[i as usize].older) = (NIL, before);
        match before {
            NIL => self.oldest = i,
            n => self.nodes[n as usize].newer = i,
        }
        self.newest = i;
    }

    /// The node that a ticket is for, if it is good.
    fn node_of(&self, ticket: i64) -> Option<(u32, &Node)> {
        let (i, serial) = (ticket as u32 & INDEX, (ticket >> INDEX_BITS) as u32);
        self.nodes.get(i as usize).filter(|node| node.serial == serial).map(|node| (i, node))
    }

    /// The result that a ticket is for, which becomes the newest.
    fn use_ticket(&mut self, ticket: i64) -> Option<Ref> {
        let (i, node) = self.node_of(ticket)?;
        let result = node.result.clone();
        if self.newest != i {
            self.unlink(i);
            self.link_newest(i);
        }
        self.hits += 1;
        Some(result)
    }
}

/// Bits of a ticket that number the node; the serial is above them.
const INDEX_BITS: u32 = 29;
const INDEX: u32 = (1 << INDEX_BITS) - 1;

fn ticket(i: u32, serial: u32) -> i64 {
    i64::from(serial) << INDEX_BITS | i64::from(i)
}

fn cache(value: &Ref) -> &Cache {
    value.opaque().expect("checked by the type")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let (function, maxsize) = (a.get(1), a.get(2));
    if !t.is_callable(function) {
        return Err(t.type_error("the first argument must be callable"));
    }
    let limit = if maxsize.value().is_none(t) {
        None
    } else if t.has_index(maxsize) {
        Some((t.to_index(maxsize)?.max(0) as usize).min(INDEX as usize))
    } else {
        return Err(t.type_error("maxsize should be integer or None"));
    };
    let cache = Cache {
        function: function.clone(),
        limit,
        typed: t.truth(a.get(3))?,
        make_info: a.get(4).clone(),
        mark: t.call(&t.types().object.get(), &[])?,
        dict: t.new_dict()?,
        list: Mutex::new(List::new()),
    };
    t.new_object(a.get(0), Boxed(Box::new(cache)))
}

/// The key of a call.
fn key(t: &Thread, cache: &Cache, args: CallArgs<'_>) -> PyResult {
    if !cache.typed
        && args.names.is_empty()
        && let [only] = args.values
        && (only.value().as_exact_int().is_some() || only.downcast_exact::<Str>().is_some())
    {
        return Ok(only.clone());
    }
    let mut parts = Vec::with_capacity(args.values.len() * 2 + args.names.len() + 1);
    parts.extend_from_slice(args.positionals());
    if !args.names.is_empty() {
        parts.push(cache.mark.clone());
        for (name, value) in args.keywords() {
            parts.push(name.clone());
            parts.push(value.clone());
        }
    }
    if cache.typed {
        parts.extend(args.values.iter().map(|value| t.type_ref(value)));
    }
    t.tuple(parts)
}

fn call(t: &Thread, this: &Ref, args: CallArgs<'_>) -> PyResult {
    let cache = cache(this);
    let Some(limit) = cache.limit else { return call_unlimited(t, cache, args) };
    if limit == 0 {
        cache.list.lock().misses += 1;
        return t.call_kw(&cache.function, args);
    }
    let key = key(t, cache, args)?;
    let hash = hash_key(t, &key)?;
    let dict = t.dict_body(&cache.dict)?;
    if let Some(found) = dict.get_hashed(t, hash, &key)? {
        let result = cache.list.lock().use_ticket(number_of(&found));
        if let Some(result) = result {
            return Ok(result);
        }
    }
    cache.list.lock().misses += 1;
    let result = t.call_kw(&cache.function, args)?;
    // The call, or another thread, may have put the key there; then that result stays.
    if let Some(found) = dict.get_hashed(t, hash, &key)?
        && cache.list.lock().node_of(number_of(&found)).is_some()
    {
        return Ok(result);
    }
    let mut evicted = None;
    let number = {
        let mut list = cache.list.lock();
        list.serials = list.serials.wrapping_add(1);
        let serial = list.serials;
        let node = Node { key: key.clone(), hash, result: result.clone(), serial, newer: NIL, older: NIL };
        let i = if list.nodes.len() < limit {
            list.nodes.push(node);
            list.nodes.len() as u32 - 1
        } else {
            let i = list.oldest;
            list.unlink(i);
            let old = std::mem::replace(&mut list.nodes[i as usize], node);
            evicted = Some((ticket(i, old.serial), old));
            i
        };
        list.link_newest(i);
        ticket(i, serial)
    };
    if let Some((ticket, old)) = &evicted {
        forget(t, dict, old.hash, &old.key, *ticket)?;
    }
    dict.set_hashed(t, hash, key.clone(), t.int(number)?)?;
    let stale = cache.list.lock().node_of(number).is_none();
    if stale {
        forget(t, dict, hash, &key, number)?;
    }
    Ok(result)
}

/// Takes a key out of the dict if it leads to this ticket.
fn forget(t: &Thread, dict: &Dict, hash: i64, key: &Ref, ticket: i64) -> PyResult<()> {
    if dict.get_hashed(t, hash, key)?.is_some_and(|found| number_of(&found) == ticket) {
        drop(dict.remove_hashed(t, hash, key)?);
    }
    Ok(())
}

/// A ticket as the dict holds it.
fn number_of(found: &Ref) -> i64 {
    found.value().as_exact_int().unwrap_or(-1)
}

fn call_unlimited(t: &Thread, cache: &Cache, args: CallArgs<'_>) -> PyResult {
    let key = key(t, cache, args)?;
    let hash = hash_key(t, &key)?;
    let dict = t.dict_body(&cache.dict)?;
    if let Some(result) = dict.get_hashed(t, hash, &key)? {
        cache.list.lock().hits += 1;
        return Ok(result);
    }
    cache.list.lock().misses += 1;
    let result = t.call_kw(&cache.function, args)?;
    dict.set_hashed(t, hash, key, result.clone())?;
    Ok(result)
}

fn cache_info(t: &Thread, a: Args<'_>) -> PyResult {
    let cache = cache(a.get(0));
    let (hits, misses) = {
        let list = cache.list.lock();
        (list.hits, list.misses)
    };
    let limit = match cache.limit {
        Some(limit) => t.int(limit as i64)?,
        None => t.none(),
    };
    let size = t.dict_body(&cache.dict)?.len();
    t.call(&cache.make_info, &[t.int(hits as i64)?, t.int(misses as i64)?, limit, t.int(size as i64)?])
}

fn cache_clear(t: &Thread, a: Args<'_>) -> PyResult {
    let cache = cache(a.get(0));
    let old = {
        let mut list = cache.list.lock();
        (list.hits, list.misses) = (0, 0);
        list.empty_out()
    };
    t.dict_body(&cache.dict)?.clear_quietly();
    drop(old);
    Ok(t.none())
}

fn descr_get(t: &Thread, this: &Ref, object: Option<&Ref>, _owner: &Ref) -> PyResult {
    match object.filter(|o| !o.value().is_none(t)) {
        Some(object) => t.new_bound_method(this.clone(), object.clone()),
        None => Ok(this.clone()),
    }
}

fn itself(_t: &Thread, a: Args<'_>) -> PyResult {
    Ok(a.get(0).clone())
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    t.getattr_ref(a.get(0), &t.names().__qualname__)
}

/// `functools._lru_cache_wrapper`.
pub static LRU_CACHE: TypeDef = TypeDef {
    name: "functools._lru_cache_wrapper",
    kind: KIND,
    flags: flags::BASE | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    attributes: size_of::<Object<Boxed>>() as u32,
    slots: Slots {
        call: Some(call),
        descr_get: Some(descr_get),
        new: Some(&natives!["_lru_cache_wrapper(cls, user_function, maxsize, typed, cache_info_type)" => new][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "cache_info(self, /)" => cache_info,
        "cache_clear(self, /)" => cache_clear,
        "__copy__(self, /)" => itself,
        "__deepcopy__(self, memo, /)" => itself,
        "__reduce__(self, /)" => reduce,
    ],
    ..TypeDef::EMPTY
};
