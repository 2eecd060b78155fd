//! The tuples of `sys` that describe numbers, hashing, the version and the flags.

use super::namespace::NAMESPACE;
use crate::memory::Ref;
use crate::runtime::native::CallArgs;
use crate::runtime::{PyResult, Thread};
use crate::sequence;
use crate::stdlib::structseq;
use crate::thread::gate::Gate as _;

sequence! {
    /// `sys.version_info`.
    pub static VERSION_INFO = "sys.version_info" ["major", "minor", "micro", "releaselevel", "serial"]
}
sequence! {
    /// `sys.float_info`.
    pub static FLOAT_INFO = "sys.float_info" [
        "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds",
    ]
}
sequence! {
    /// `sys.int_info`.
    pub static INT_INFO = "sys.int_info" [
        "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold",
    ]
}
sequence! {
    /// `sys.hash_info`.
    pub static HASH_INFO = "sys.hash_info" [
        "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff",
    ]
}
sequence! {
    /// `sys.thread_info`.
    pub static THREAD_INFO = "sys.thread_info" ["name", "lock", "version"]
}
sequence! {
    /// `sys.flags`.
    pub static FLAGS = "sys.flags" [
        "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
        "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode",
        "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits",
    ]
}

fn integers(t: &Thread, values: &[i64]) -> PyResult<Vec<Ref>> {
    values.iter().map(|n| t.int(*n)).collect()
}

/// Makes `sys.version_info`.
pub fn version_info(t: &Thread) -> PyResult {
    let items = [t.int(3)?, t.int(13)?, t.int(0)?, t.str("final")?, t.int(0)?];
    structseq::make(t, &VERSION_INFO, &items, &[])
}

/// Makes `sys.implementation`.
pub fn implementation(t: &Thread) -> PyResult {
    let names = [t.intern("name"), t.intern("cache_tag"), t.intern("version"), t.intern("hexversion")];
    let values = [t.str("rcpy")?, t.none(), version_info(t)?, t.int(super::HEXVERSION)?];
    t.call_kw(&t.class(&NAMESPACE), CallArgs { values: &values, names: &names })
}

/// Makes `sys.float_info`.
pub fn float_info(t: &Thread) -> PyResult {
    let items = [
        t.float(f64::MAX)?,
        t.int(1024)?,
        t.int(308)?,
        t.float(f64::MIN_POSITIVE)?,
        t.int(-1021)?,
        t.int(-307)?,
        t.int(15)?,
        t.int(53)?,
        t.float(f64::EPSILON)?,
        t.int(2)?,
        t.int(1)?,
    ];
    structseq::make(t, &FLOAT_INFO, &items, &[])
}

/// Makes `sys.int_info`. The first two describe CPython's digits, which scripts print; ours are words of 64 bits.
pub fn int_info(t: &Thread) -> PyResult {
    structseq::make(t, &INT_INFO, &integers(t, &[30, 4, 4300, 640])?, &[])
}

/// Makes `sys.hash_info`.
pub fn hash_info(t: &Thread) -> PyResult {
    let mut items = integers(t, &[64, (1 << 61) - 1, 314159, 0, 1000003])?;
    items.push(t.str("siphash13")?);
    items.extend(integers(t, &[64, 128, 0])?);
    structseq::make(t, &HASH_INFO, &items, &[])
}

/// Makes `sys.thread_info`.
pub fn thread_info(t: &Thread) -> PyResult {
    structseq::make(t, &THREAD_INFO, &[t.str("pthread")?, t.str("futex")?, t.none()], &[])
}

/// Makes `sys.flags`.
pub fn flags(t: &Thread) -> PyResult {
    let options = &t.vm().options;
    let given = &options.flags;
    let inspect = i64::from(options.inspect);
    let mut items = integers(
        t,
        &[
            i64::from(given.debug),
            inspect,
            inspect,
            i64::from(options.optimize),
            1,
            i64::from(given.no_user_site),
            i64::from(given.no_site),
            i64::from(given.ignore_environment),
            i64::from(given.verbose),
            i64::from(given.bytes_warning),
            i64::from(given.quiet),
            i64::from(options.hash_seed != Some(0)),
            i64::from(given.isolated),
        ],
    )?;
    items.push(t.bool(given.dev_mode));
    items.extend(integers(t, &[0, 0])?);
    items.push(t.bool(given.safe_path));
    items.push(t.int(options.int_max_str_digits.map_or(4300, |n| n as i64))?);
    let gil = t.int(i64::from(t.vm().gate.is_enabled()))?;
    structseq::make(t, &FLAGS, &items, &[("gil", gil)])
}
