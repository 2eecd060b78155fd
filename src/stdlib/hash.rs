//! `_hash`: the hash functions behind `hashlib`.

use std::fmt::Write;

use parking_lot::Mutex;
use sha3::digest::{DynDigest, ExtendableOutput, Update, XofReader};

use crate::memory::Ref;
use crate::natives;
use crate::object::bytes::bytes_like;
use crate::object::module::ModuleDef;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};

/// A hash function without parameters, whose state can be copied.
trait Fixed: DynDigest + Send {
    fn duplicate(&self) -> Box<dyn Fixed>;
    fn finish(self: Box<Self>) -> Box<[u8]>;
}

impl<T: DynDigest + Clone + Send + 'static> Fixed for T {
    fn duplicate(&self) -> Box<dyn Fixed> {
        Box::new(self.clone())
    }
    fn finish(self: Box<Self>) -> Box<[u8]> {
        self.finalize()
    }
}

impl Clone for Box<dyn Fixed> {
    fn clone(&self) -> Self {
        (**self).duplicate()
    }
}

/// A hash being computed.
#[derive(Clone)]
enum State {
    Fixed(Box<dyn Fixed>),
    Shake128(sha3::Shake128),
    Shake256(sha3::Shake256),
    Blake2b(Box<blake2b_simd::State>, usize),
    Blake2s(Box<blake2s_simd::State>, usize),
}

struct Hash {
    name: &'static str,
    block_size: usize,
    state: Mutex<State>,
}

crate::opaque!(Hash {});

impl State {
    fn update(&mut self, data: &[u8]) {
        match self {
            State::Fixed(hash) => hash.update(data),
            State::Shake128(hash) => hash.update(data),
            State::Shake256(hash) => hash.update(data),
            State::Blake2b(hash, _) => {
                hash.update(data);
            }
            State::Blake2s(hash, _) => {
                hash.update(data);
            }
        }
    }

    /// Bytes of the result; 0 where the caller chooses.
    fn size(&self) -> usize {
        match self {
            State::Fixed(hash) => hash.output_size(),
            State::Shake128(_) | State::Shake256(_) => 0,
            State::Blake2b(_, size) | State::Blake2s(_, size) => *size,
        }
    }

    /// The result; `length` is for those whose caller chooses.
    fn finish(self, length: usize) -> Vec<u8> {
        match self {
            State::Fixed(hash) => hash.finish().into_vec(),
            State::Shake128(hash) => {
                let mut out = vec![0; length];
                hash.finalize_xof().read(&mut out);
                out
            }
            State::Shake256(hash) => {
                let mut out = vec![0; length];
                hash.finalize_xof().read(&mut out);
                out
            }
            State::Blake2b(hash, _) => hash.finalize().as_bytes().to_vec(),
            State::Blake2s(hash, _) => hash.finalize().as_bytes().to_vec(),
        }
    }
}

/// Name, block size and state of the algorithms without parameters.
fn plain(name: &str) -> Option<(&'static str, usize, State)> {
    fn fixed(hash: impl Fixed + 'static) -> State {
        State::Fixed(Box::new(hash))
    }
    Some(match name {
        "md5" => ("md5", 64, fixed(md5::Md5::default())),
        "sha1" => ("sha1", 64, fixed(sha1::Sha1::default())),
        "sha224" => ("sha224", 64, fixed(sha2::Sha224::default())),
        "sha256" => ("sha256", 64, fixed(sha2::Sha256::default())),
        "sha384" => ("sha384", 128, fixed(sha2::Sha384::default())),
        "sha512" => ("sha512", 128, fixed(sha2::Sha512::default())),
        "sha3_224" => ("sha3_224", 144, fixed(sha3::Sha3_224::default())),
        "sha3_256" => ("sha3_256", 136, fixed(sha3::Sha3_256::default())),
        "sha3_384" => ("sha3_384", 104, fixed(sha3::Sha3_384::default())),
        "sha3_512" => ("sha3_512", 72, fixed(sha3::Sha3_512::default())),
        "shake_128" => ("shake_128", 168, State::Shake128(sha3::Shake128::default())),
        "shake_256" => ("shake_256", 136, State::Shake256(sha3::Shake256::default())),
        _ => return None,
    })
}

/// The parameters of BLAKE2.
#[derive(Default)]
struct Parameters {
    size: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf_size: u32,
    node_offset: u64,
    node_depth: u8,
    inner_size: usize,
    last_node: bool,
}

/// Limits of a variant: the longest result (and key), and the length of salt and person.
struct Limits {
    name: &'static str,
    out: usize,
    salt: usize,
    node_offset: u64,
}

fn parameters(t: &Thread, a: &Args<'_>, limits: &Limits) -> PyResult<Parameters> {
    let Limits { name, out, salt, .. } = *limits;
    let mut p = Parameters { size: out, fanout: 1, depth: 1, ..Parameters::default() };
    for (key, value) in a.kwargs().map(|k| k.entries()).unwrap_or_default() {
        let number = |low: u64, high: u64, what: &str| -> PyResult<u64> {
            let n = t.to_index(&value)?;
            u64::try_from(n)
                .ok()
                .filter(|n| (low..=high).contains(n))
                .ok_or_else(|| t.value_error(format!("{what} must be between {low} and {high}")))
        };
        let bytes = |most: usize, what: &str| -> PyResult<Vec<u8>> {
            let bytes = bytes_like(t, &value)?;
            if bytes.len() > most {
                return Err(t.value_error(format!("maximum {what} length is {most} bytes")));
            }
            Ok(bytes.into_owned())
        };
        match &*t.str_of(&key) {
            "digest_size" => {
                let n = t.to_index(&value)?;
                p.size = usize::try_from(n).ok().filter(|n| (1..=out).contains(n)).ok_or_else(|| {
                    t.value_error(format!(
                        "digest_size for {} must be between 1 and {out} bytes, here it is {n}",
                        if out == 64 { "Blake2b" } else { "Blake2s" }
                    ))
                })?;
            }
            "key" => p.key = bytes(out, "key")?,
            "salt" => p.salt = bytes(salt, "salt")?,
            "person" => p.person = bytes(salt, "person")?,
            "fanout" => p.fanout = number(0, 255, "fanout")? as u8,
            "depth" => p.depth = number(1, 255, "depth")? as u8,
            "leaf_size" => p.leaf_size = number(0, u64::from(u32::MAX), "leaf_size")? as u32,
            "node_offset" => {
                p.node_offset = number(0, limits.node_offset, "node_offset")?;
            }
            "node_depth" => p.node_depth = number(0, 255, "node_depth")? as u8,
            "inner_size" => p.inner_size = number(0, out as u64, "inner_size")? as usize,
            "last_node" => p.last_node = t.truth(&value)?,
            "usedforsecurity" => {}
            other => {
                return Err(t.type_error(format!("{name}() got an unexpected keyword argument '{other}'")));
            }
        }
    }
    Ok(p)
}

fn blake2b(t: &Thread, a: &Args<'_>) -> PyResult<State> {
    let limits = Limits { name: "blake2b", out: 64, salt: 16, node_offset: i64::MAX as u64 };
    let p = parameters(t, a, &limits)?;
    let mut made = blake2b_simd::Params::new();
    made.hash_length(p.size).key(&p.key).salt(&p.salt).personal(&p.person).fanout(p.fanout).max_depth(p.depth);
    made.max_leaf_length(p.leaf_size).node_offset(p.node_offset).node_depth(p.node_depth);
    made.inner_hash_length(p.inner_size).last_node(p.last_node);
    Ok(State::Blake2b(Box::new(made.to_state()), p.size))
}

fn blake2s(t: &Thread, a: &Args<'_>) -> PyResult<State> {
    let limits = Limits { name: "blake2s", out: 32, salt: 8, node_offset: (1 << 48) - 1 };
    let p = parameters(t, a, &limits)?;
    let mut made = blake2s_simd::Params::new();
    made.hash_length(p.size).key(&p.key).salt(&p.salt).personal(&p.person).fanout(p.fanout).max_depth(p.depth);
    made.max_leaf_length(p.leaf_size).node_offset(p.node_offset).node_depth(p.node_depth);
    made.inner_hash_length(p.inner_size).last_node(p.last_node);
    Ok(State::Blake2s(Box::new(made.to_state()), p.size))
}

fn feed(t: &Thread, hash: &Hash, data: &Ref) -> PyResult<()> {
    if data.as_string().is_some() {
        return Err(t.type_error("Strings must be encoded before hashing"));
    }
    if !crate::object::bytes::content::has_buffer(t, data) {
        return Err(t.type_error("object supporting the buffer API required"));
    }
    let data = bytes_like(t, data)?;
    /// Above this size other threads may run meanwhile.
    const LARGE: usize = 64 * 1024;
    if data.len() >= LARGE {
        t.blocking(|| hash.state.lock().update(&data));
    } else {
        hash.state.lock().update(&data);
    }
    Ok(())
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let name = t.str_of(a.get(0));
    let hash = match &*name {
        "blake2b" => Hash { name: "blake2b", block_size: 128, state: Mutex::new(blake2b(t, &a)?) },
        "blake2s" => Hash { name: "blake2s", block_size: 64, state: Mutex::new(blake2s(t, &a)?) },
        name => match plain(name) {
            Some((name, block_size, state)) => Hash { name, block_size, state: Mutex::new(state) },
            None => return Err(t.value_error(format!("unsupported hash type {name}"))),
        },
    };
    if let Some(data) = a.opt(1) {
        feed(t, &hash, data)?;
    }
    t.opaque(&HASH, hash)
}

fn this(value: &Ref) -> &Hash {
    value.opaque().expect("checked by the type")
}

fn update(t: &Thread, a: Args<'_>) -> PyResult {
    feed(t, this(a.get(0)), a.get(1))?;
    Ok(t.none())
}

/// The result, of the length that is asked for where the caller chooses.
fn result(t: &Thread, a: &Args<'_>) -> PyResult<Vec<u8>> {
    let state = this(a.get(0)).state.lock().clone();
    let length = if state.size() == 0 {
        let Some(length) = a.opt(1) else {
            return Err(t.type_error("digest() missing required argument 'length' (pos 1)"));
        };
        let length = t.to_index(length)?;
        usize::try_from(length)
            .ok()
            .filter(|n| *n < 1 << 29)
            .ok_or_else(|| t.value_error(if length < 0 { "value must be positive" } else { "length is too large" }))?
    } else if a.opt(1).is_some() {
        return Err(t.type_error("digest() takes no arguments (1 given)"));
    } else {
        0
    };
    t.alloc_limit(length)?;
    Ok(state.finish(length))
}

fn digest(t: &Thread, a: Args<'_>) -> PyResult {
    t.bytes_from(result(t, &a)?)
}

fn hexdigest(t: &Thread, a: Args<'_>) -> PyResult {
    let bytes = result(t, &a)?;
    t.alloc_limit(bytes.len() * 2)?;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    t.string(text)
}

fn copy(t: &Thread, a: Args<'_>) -> PyResult {
    let hash = this(a.get(0));
    let state = hash.state.lock().clone();
    t.opaque(&HASH, Hash { name: hash.name, block_size: hash.block_size, state: Mutex::new(state) })
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let address = value.value().address() as usize;
    t.string(format!("<{} _hashlib.HASH object @ {address:#x}>", this(value).name))
}

static HASH: TypeDef = TypeDef {
    name: "_hashlib.HASH",
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: natives![
        "update(self, data, /)" => update,
        "digest(self, length=None)" => digest,
        "hexdigest(self, length=None)" => hexdigest,
        "copy(self)" => copy,
    ],
    getset: &[
        GetSetDef { name: "name", get: |t, value| t.str(this(value).name), set: None },
        GetSetDef { name: "block_size", get: |t, value| t.int(this(value).block_size as i64), set: None },
        GetSetDef { name: "digest_size", get: |t, value| t.int(this(value).state.lock().size() as i64), set: None },
    ],
    ..TypeDef::EMPTY
};

/// `_hash`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_hash",
    doc: "Hash functions.",
    functions: natives!["new(name, data=b'', /, **params)" => new],
    types: &[&HASH],
    ..ModuleDef::EMPTY
};
