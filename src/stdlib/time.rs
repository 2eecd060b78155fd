//! `time`: clocks, sleeping, and broken-down times.

use rcpy_primitives::time::{self as calendar, Tm};

use crate::memory::Ref;
use crate::natives;
use crate::object::module::ModuleDef;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Thread};
use crate::sequence;
use crate::stdlib::structseq;
use crate::stdlib::sys::namespace::NAMESPACE;

sequence! {
    /// `time.struct_time`.
    pub static STRUCT_TIME = "time.struct_time" [
        "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
    ]
}

const NANOS: i64 = 1_000_000_000;

/// A clock of the system in nanoseconds.
fn clock(id: libc::clockid_t) -> i64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: fills in the structure.
    unsafe { libc::clock_gettime(id, &mut now) };
    now.tv_sec.saturating_mul(NANOS).saturating_add(now.tv_nsec)
}

fn seconds(t: &Thread, nanos: i64) -> PyResult {
    // Whole seconds and the rest apart, so that no digit is lost before the sum.
    t.float((nanos / NANOS) as f64 + (nanos % NANOS) as f64 * 1e-9)
}

fn time(t: &Thread, _a: Args<'_>) -> PyResult {
    seconds(t, clock(libc::CLOCK_REALTIME))
}
fn time_ns(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(clock(libc::CLOCK_REALTIME))
}
fn monotonic(t: &Thread, _a: Args<'_>) -> PyResult {
    seconds(t, clock(libc::CLOCK_MONOTONIC))
}
fn monotonic_ns(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(clock(libc::CLOCK_MONOTONIC))
}
fn process_time(t: &Thread, _a: Args<'_>) -> PyResult {
    seconds(t, clock(libc::CLOCK_PROCESS_CPUTIME_ID))
}
fn process_time_ns(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(clock(libc::CLOCK_PROCESS_CPUTIME_ID))
}
fn thread_time(t: &Thread, _a: Args<'_>) -> PyResult {
    seconds(t, clock(libc::CLOCK_THREAD_CPUTIME_ID))
}
fn thread_time_ns(t: &Thread, _a: Args<'_>) -> PyResult {
    t.int(clock(libc::CLOCK_THREAD_CPUTIME_ID))
}

fn clock_id(t: &Thread, a: &Args<'_>) -> PyResult<libc::clockid_t> {
    libc::clockid_t::try_from(t.to_index(a.get(0))?).map_err(|_| t.overflow_error("clk_id should be integer"))
}

fn clock_gettime(t: &Thread, a: Args<'_>) -> PyResult {
    seconds(t, clock(clock_id(t, &a)?))
}
fn clock_gettime_ns(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(clock(clock_id(t, &a)?))
}

/// A duration in nanoseconds, rounded up, from a number of seconds.
///
/// # Errors
/// `ValueError` for what is not a number or negative, `OverflowError` for what is too long.
pub fn duration(t: &Thread, value: &Ref, negative: &str) -> PyResult<i64> {
    let nanos = match t.as_i64(value) {
        Some(n) => n.checked_mul(NANOS),
        None if t.is_int(value) => None,
        None => {
            let Some(seconds) = t.float_value(value) else {
                return duration(t, &t.index_object(value)?, negative);
            };
            if seconds.is_nan() {
                return Err(t.value_error("Invalid value NaN (not a number)"));
            }
            let nanos = (seconds * 1e9).ceil();
            (nanos.abs() < 9.2e18).then_some(nanos as i64)
        }
    };
    let nanos = nanos.ok_or_else(|| t.overflow_error("timestamp out of range for platform time_t"))?;
    if nanos < 0 { Err(t.value_error(negative)) } else { Ok(nanos) }
}

fn sleep(t: &Thread, a: Args<'_>) -> PyResult {
    let nanos = duration(t, a.get(0), "sleep length must be non-negative")?;
    let deadline = clock(libc::CLOCK_MONOTONIC).saturating_add(nanos);
    let until = libc::timespec { tv_sec: deadline / NANOS, tv_nsec: deadline % NANOS };
    loop {
        t.poll_signals()?;
        // SAFETY: reads the structure; nothing is written for an absolute time.
        let result = t.blocking(|| unsafe {
            libc::clock_nanosleep(libc::CLOCK_MONOTONIC, libc::TIMER_ABSTIME, &until, std::ptr::null_mut())
        });
        match result {
            libc::EINTR => {}
            0 => return Ok(t.none()),
            code => return Err(super::errno::os_error(t, code, None)),
        }
    }
}

/// Makes a `struct_time`.
fn struct_time(t: &Thread, tm: &Tm) -> PyResult {
    let fields = [tm.month, tm.day, tm.hour, tm.minute, tm.second, tm.weekday, tm.yearday, tm.isdst];
    let mut items = vec![t.int(tm.year)?];
    for field in fields {
        items.push(t.int(i64::from(field))?);
    }
    let zone = tm.zone.as_ref().map_or_else(|| Ok(t.none()), |z| t.str(z))?;
    let offset = tm.offset.map_or_else(|| Ok(t.none()), |o| t.int(i64::from(o)))?;
    structseq::make(t, &STRUCT_TIME, &items, &[("tm_zone", zone), ("tm_gmtoff", offset)])
}

/// The time that an argument tuple describes.
fn to_tm(t: &Thread, value: &Ref, function: &str) -> PyResult<Tm> {
    let Some(tuple) = value.downcast::<Tuple>() else {
        return Err(t.type_error("Tuple or struct_time argument required"));
    };
    let items = tuple.items();
    if items.len() != 9 {
        return Err(t.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let field = |i: usize| -> PyResult<i32> {
        let n = t.to_index(&items[i])?;
        i32::try_from(n).map_err(|_| t.overflow_error("Python int too large to convert to C int"))
    };
    let (mut zone, mut offset) = (None, None);
    if t.is_instance(value, &STRUCT_TIME) {
        let given = t.getattr_opt(value, "tm_zone")?.filter(|z| !z.value().is_none(t));
        zone = given.map(|z| t.str_of(&z).into_owned());
        if let Some(given) = t.getattr_opt(value, "tm_gmtoff")?.filter(|z| !z.value().is_none(t)) {
            offset = i32::try_from(t.to_index(&given)?).ok();
        }
    }
    Ok(Tm {
        year: t.to_index(&items[0])?,
        month: field(1)?,
        day: field(2)?,
        hour: field(3)?,
        minute: field(4)?,
        second: field(5)?,
        weekday: field(6)?,
        yearday: field(7)?,
        isdst: field(8)?,
        zone,
        offset,
    })
}

/// Seconds since the epoch from an argument; now without one.
fn moment(t: &Thread, value: Option<&Ref>) -> PyResult<i64> {
    let Some(value) = value else { return Ok(clock(libc::CLOCK_REALTIME).div_euclid(NANOS)) };
    let Some(seconds) = t.float_value(value) else {
        let whole = t.index_object(value)?;
        return t.as_i64(&whole).ok_or_else(|| t.overflow_error("timestamp out of range for platform time_t"));
    };
    if seconds.is_nan() {
        return Err(t.value_error("Invalid value NaN (not a number)"));
    }
    if seconds.abs() >= 9.2e18 {
        return Err(t.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(seconds.floor() as i64)
}

fn gmtime(t: &Thread, a: Args<'_>) -> PyResult {
    let seconds = moment(t, a.opt_not_none(t, 0))?;
    let mut tm = calendar::gmtime(seconds).map_err(|e| t.raise_rule(e))?;
    tm.zone = Some("GMT".to_owned());
    struct_time(t, &tm)
}

fn localtime(t: &Thread, a: Args<'_>) -> PyResult {
    let seconds = moment(t, a.opt_not_none(t, 0))?;
    struct_time(t, &calendar::local_time(seconds).map_err(|e| t.raise_rule(e))?)
}

fn mktime(t: &Thread, a: Args<'_>) -> PyResult {
    let seconds = calendar::mktime(&to_tm(t, a.get(0), "mktime")?).map_err(|e| t.raise_rule(e))?;
    t.float(seconds as f64)
}

/// The time of an optional tuple argument, checked; local time now without one.
fn given_or_now(t: &Thread, value: Option<&Ref>, function: &str) -> PyResult<Tm> {
    match value {
        Some(value) => {
            let mut tm = to_tm(t, value, function)?;
            calendar::check(&mut tm).map_err(|e| t.raise_rule(e))?;
            Ok(tm)
        }
        None => calendar::local_time(moment(t, None)?).map_err(|e| t.raise_rule(e)),
    }
}

fn strftime(t: &Thread, a: Args<'_>) -> PyResult {
    if a.get(0).as_string().is_none() {
        return Err(t.type_error(format!("@tuple strftime() argument 1 must be str, not {}", t.type_name(a.get(0)))));
    }
    let tm = given_or_now(t, a.opt(1), "strftime")?;
    t.string(calendar::strftime(&t.str_of(a.get(0)), &tm))
}

fn asctime(t: &Thread, a: Args<'_>) -> PyResult {
    let tm = given_or_now(t, a.opt(0), "asctime")?;
    t.string(calendar::asctime(&tm))
}

fn ctime(t: &Thread, a: Args<'_>) -> PyResult {
    let tm = calendar::local_time(moment(t, a.opt_not_none(t, 0))?).map_err(|e| t.raise_rule(e))?;
    t.string(calendar::asctime(&tm))
}

fn strptime(t: &Thread, a: Args<'_>) -> PyResult {
    for (i, value) in [Some(a.get(0)), a.opt(1)].into_iter().flatten().enumerate() {
        if value.as_string().is_none() {
            let class = t.repr_text(&t.type_ref(value))?;
            return Err(t.type_error(format!("@tuple strptime() argument {i} must be str, not {class}")));
        }
    }
    let data = t.str_of(a.get(0));
    let format = a.opt(1).map_or_else(|| "%a %b %d %H:%M:%S %Y".into(), |f| t.str_of(f));
    let zones = zone_names();
    let quote = |text: &str| -> String {
        t.str(text).and_then(|text| t.repr_text(&text)).unwrap_or_else(|_| format!("'{text}'"))
    };
    let parsed = calendar::strptime(&data, &format, [&zones.0, &zones.1], quote).map_err(|e| t.raise_rule(e))?;
    struct_time(t, &parsed.time)
}

/// The zone's abbreviations in winter and in summer.
fn zone_names() -> (String, String) {
    let (winter, summer) = zone_samples();
    let name = |tm: &Option<Tm>| tm.as_ref().and_then(|tm| tm.zone.clone()).unwrap_or_else(|| "UTC".to_owned());
    (name(&winter), name(&summer))
}

/// Local times without and with summer time, found in the middle of this year's halves.
fn zone_samples() -> (Option<Tm>, Option<Tm>) {
    let now = clock(libc::CLOCK_REALTIME).div_euclid(NANOS);
    const HALF_YEAR: i64 = 182 * 86400;
    let year = now - now.rem_euclid(2 * HALF_YEAR);
    let (first, second) = (calendar::local_time(year).ok(), calendar::local_time(year + HALF_YEAR).ok());
    if first.as_ref().is_some_and(|tm| tm.isdst > 0) { (second, first) } else { (first, second) }
}

fn offset_of(tm: &Option<Tm>) -> i64 {
    -i64::from(tm.as_ref().and_then(|tm| tm.offset).unwrap_or(0))
}

fn get_clock_info(t: &Thread, a: Args<'_>) -> PyResult {
    let name = t.str_of(a.get(0));
    let (id, monotonic, adjustable) = match &*name {
        "time" => ("CLOCK_REALTIME", false, true),
        "monotonic" | "perf_counter" => ("CLOCK_MONOTONIC", true, false),
        "process_time" => ("CLOCK_PROCESS_CPUTIME_ID", true, false),
        "thread_time" => ("CLOCK_THREAD_CPUTIME_ID", true, false),
        _ => return Err(t.value_error("unknown clock")),
    };
    let names = ["implementation", "monotonic", "adjustable", "resolution"].map(|n| t.intern(n));
    let values = [t.string(format!("clock_gettime({id})"))?, t.bool(monotonic), t.bool(adjustable), t.float(1e-9)?];
    t.call_kw(&t.class(&NAMESPACE), crate::runtime::CallArgs { values: &values, names: &names })
}

fn tzset(t: &Thread, _a: Args<'_>) -> PyResult {
    if let Some(modules) = t.vm().modules.get()
        && let Some(module) = t.dict_get_str(&modules, "time")?
    {
        set_zone(t, &module)?;
    }
    Ok(t.none())
}

fn set_zone(t: &Thread, module: &Ref) -> PyResult<()> {
    let (winter, summer) = zone_samples();
    t.setattr(module, "timezone", &t.int(offset_of(&winter))?)?;
    t.setattr(module, "altzone", &t.int(offset_of(&summer))?)?;
    t.setattr(module, "daylight", &t.int(i64::from(offset_of(&winter) != offset_of(&summer)))?)?;
    let names = zone_names();
    let names = t.tuple(vec![t.string(names.0)?, t.string(names.1)?])?;
    t.setattr(module, "tzname", &names)
}

/// `time`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "time",
    doc: "Clocks, sleeping, and broken-down times.",
    functions: natives![
        "time()" => time,
        "time_ns()" => time_ns,
        "monotonic()" => monotonic,
        "monotonic_ns()" => monotonic_ns,
        "perf_counter()" => monotonic,
        "perf_counter_ns()" => monotonic_ns,
        "process_time()" => process_time,
        "process_time_ns()" => process_time_ns,
        "thread_time()" => thread_time,
        "thread_time_ns()" => thread_time_ns,
        "clock_gettime(clk_id, /)" => clock_gettime,
        "clock_gettime_ns(clk_id, /)" => clock_gettime_ns,
        "sleep(seconds, /)" => sleep,
        "@tuple gmtime(seconds=None, /)" => gmtime,
        "@tuple localtime(seconds=None, /)" => localtime,
        "mktime(time_tuple, /)" => mktime,
        "@tuple strftime(format, time_tuple=None, /)" => strftime,
        "@tuple strptime(string, format='', /)" => strptime,
        "@tuple asctime(time_tuple=None, /)" => asctime,
        "@tuple ctime(seconds=None, /)" => ctime,
        "@tuple get_clock_info(name, /)" => get_clock_info,
        "tzset()" => tzset,
    ],
    constants: &[
        ("CLOCK_REALTIME", |t| t.int(i64::from(libc::CLOCK_REALTIME))),
        ("CLOCK_MONOTONIC", |t| t.int(i64::from(libc::CLOCK_MONOTONIC))),
        ("CLOCK_PROCESS_CPUTIME_ID", |t| t.int(i64::from(libc::CLOCK_PROCESS_CPUTIME_ID))),
        ("CLOCK_THREAD_CPUTIME_ID", |t| t.int(i64::from(libc::CLOCK_THREAD_CPUTIME_ID))),
    ],
    types: &[&STRUCT_TIME],
    init: Some(set_zone),
};
