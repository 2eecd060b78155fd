//! Local time through the C library.

use super::Tm;
use crate::{Error, Result};
use std::ffi::CStr;

fn from_c(tm: &libc::tm) -> Tm {
    let zone = if tm.tm_zone.is_null() {
        None
    } else {
        // SAFETY: the C library sets `tm_zone` to a string with a terminator that lives as long as its zone data, which
        // only `tzset` replaces; it is copied at once.
        Some(unsafe { CStr::from_ptr(tm.tm_zone) }.to_string_lossy().into_owned())
    };
    Tm {
        year: i64::from(tm.tm_year) + 1900,
        month: tm.tm_mon + 1,
        day: tm.tm_mday,
        hour: tm.tm_hour,
        minute: tm.tm_min,
        second: tm.tm_sec,
        weekday: (tm.tm_wday + 6) % 7,
        yearday: tm.tm_yday + 1,
        isdst: tm.tm_isdst,
        zone,
        offset: i32::try_from(tm.tm_gmtoff).ok(),
    }
}

fn empty() -> libc::tm {
    // SAFETY: `tm` is a C struct of integers and a pointer, for all of which zero is a value.
    unsafe { std::mem::zeroed() }
}

/// `time.localtime` for whole seconds. Errors: `OverflowError` where the C library cannot represent the time.
pub fn local_time(seconds: i64) -> Result<Tm> {
    let mut tm = empty();
    let seconds: libc::time_t = seconds;
    // SAFETY: both pointers are to live values of the types that the function takes.
    let done = unsafe { libc::localtime_r(&seconds, &mut tm) };
    if done.is_null() {
        return Err(Error::overflow("Value too large for defined data type"));
    }
    Ok(from_c(&tm))
}

/// `time.mktime`. Errors: `OverflowError`.
pub fn mktime(time: &Tm) -> Result<i64> {
    let out_of_range = || Error::overflow("mktime argument out of range");
    let mut tm = empty();
    tm.tm_year = i32::try_from(time.year - 1900).map_err(|_| Error::overflow("year out of range"))?;
    tm.tm_mon = time.month.wrapping_sub(1);
    tm.tm_mday = time.day;
    tm.tm_hour = time.hour;
    tm.tm_min = time.minute;
    tm.tm_sec = time.second;
    tm.tm_isdst = time.isdst;
    // -1 is also a time; the weekday tells whether the call succeeded.
    tm.tm_wday = -1;
    // SAFETY: the pointer is to a live value of the type that the function takes.
    let seconds = unsafe { libc::mktime(&mut tm) };
    if seconds == -1 && tm.tm_wday == -1 { Err(out_of_range()) } else { Ok(seconds) }
}
