//! `_random`: the Mersenne Twister under `random.Random`.

use rcpy_primitives::int::BigInt;
use rcpy_primitives::random::MersenneTwister;

use crate::memory::{Object, Ref};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::module::ModuleDef;
use crate::object::number::to_big;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};
use crate::thread::mutex::Mutex;

/// A generator.
struct Random(Mutex<MersenneTwister>);

crate::opaque!(Random {});

/// Words of seed taken from the system.
const SYSTEM_WORDS: usize = 16;

fn system_seed() -> MersenneTwister {
    let mut bytes = [0u8; SYSTEM_WORDS * 4];
    // SAFETY: the buffer has that many bytes. Requests of this size are always fulfilled; if the call were to fail, time and
    // address would have to do.
    let got = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    if got < 0 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
        bytes[..16].copy_from_slice(&now.to_le_bytes());
        let place = bytes.as_ptr() as u64;
        bytes[16..24].copy_from_slice(&place.to_le_bytes());
    }
    let words: Vec<u32> = bytes.chunks_exact(4).map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect();
    MersenneTwister::from_key(&words)
}

/// The generator that a seed means.
fn seeded(t: &Thread, seed: Option<&Ref>) -> PyResult<MersenneTwister> {
    let Some(seed) = seed else { return Ok(system_seed()) };
    let number = match to_big(seed) {
        Some(number) => number,
        // As CPython does: the hash, taken as an unsigned number.
        None => BigInt::from(t.hash(seed)? as u64),
    };
    Ok(MersenneTwister::from_int(&number))
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let seed = a.rest().first().filter(|seed| !seed.value().is_none(t));
    // A subclass seeds in `__init__`, maybe with what only it understands.
    let exact = a.get(0).is(&t.class(&RANDOM));
    let generator = if exact { seeded(t, seed)? } else { MersenneTwister::from_key(&[0]) };
    t.new_object(a.get(0), Boxed(Box::new(Random(Mutex::new(generator)))))
}

fn seed(t: &Thread, a: Args<'_>) -> PyResult {
    let generator = seeded(t, a.opt_not_none(t, 1))?;
    *t.this_opaque::<Random>(&a).0.lock() = generator;
    Ok(t.none())
}

fn random(t: &Thread, a: Args<'_>) -> PyResult {
    t.float(t.this_opaque::<Random>(&a).0.lock().random())
}

fn getrandbits(t: &Thread, a: Args<'_>) -> PyResult {
    let this = t.this_opaque::<Random>(&a);
    let k = t.to_index(a.get(1))?;
    if k < 0 {
        return Err(t.value_error("number of bits must be non-negative"));
    }
    if k <= 62 {
        let bits = this.0.lock().bits64(k as u32);
        return t.int(bits as i64);
    }
    t.check_bits(k as usize)?;
    let number = this.0.lock().bits(k as usize, t.max_bits()).map_err(|e| t.raise_rule(e))?;
    t.big_int(number)
}

fn getstate(t: &Thread, a: Args<'_>) -> PyResult {
    let (words, index) = {
        let generator = t.this_opaque::<Random>(&a).0.lock();
        let (words, index) = generator.state();
        (*words, index)
    };
    let mut items = words.iter().map(|w| t.int(i64::from(*w))).collect::<PyResult<Vec<_>>>()?;
    items.push(t.int(index as i64)?);
    t.tuple(items)
}

fn setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(state) = a.get(1).downcast::<Tuple>() else {
        return Err(t.type_error("state vector must be a tuple"));
    };
    let mut words = [0u32; 624];
    let items = state.items();
    if items.len() != words.len() + 1 {
        return Err(t.value_error("state vector is the wrong size"));
    }
    for (word, item) in words.iter_mut().zip(items) {
        let number = t.to_index(item)?;
        *word = u32::try_from(number).map_err(|_| t.value_error("state vector words must fit 32 bits"))?;
    }
    let index = t.to_index(&items[624])?;
    let index = usize::try_from(index).map_err(|_| t.value_error("invalid state"))?;
    let result = t.this_opaque::<Random>(&a).0.lock().set_state(&words, index);
    result.map_err(|e| t.raise_rule(e))?;
    Ok(t.none())
}

/// `_random.Random`.
pub static RANDOM: TypeDef = TypeDef {
    name: "_random.Random",
    flags: flags::BASE,
    size: size_of::<Object<Boxed>>(),
    slots: Slots { new: Some(&natives!["Random(cls, *args, **kwargs)" => new][0]), ..Slots::EMPTY },
    methods: natives![
        "random(self, /)" => random,
        "seed(self, n=None, /)" => seed,
        "getstate(self, /)" => getstate,
        "setstate(self, state, /)" => setstate,
        "getrandbits(self, k, /)" => getrandbits,
    ],
    ..TypeDef::EMPTY
};

/// `_random`.
pub static MODULE: ModuleDef =
    ModuleDef { name: "_random", doc: "The Mersenne Twister.", types: &[&RANDOM], ..ModuleDef::EMPTY };
