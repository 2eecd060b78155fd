//! The `time` module's calendar: broken-down times, `strftime` and `strptime`.
//!
//! Local time is the C library's, which knows the system's zone and `TZ`; everything else is computed here in the C locale.

mod calendar;
mod format;
mod local;
mod parse;

pub use calendar::{days_from_civil, gmtime};
pub use format::{asctime, check, strftime};
pub use local::{local_time, mktime};
pub use parse::{Parsed, strptime};

/// A broken-down time in Python's counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tm {
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    /// 0 to 23.
    pub hour: i32,
    /// 0 to 59.
    pub minute: i32,
    /// 0 to 61.
    pub second: i32,
    /// 0 is Monday.
    pub weekday: i32,
    /// 1 to 366.
    pub yearday: i32,
    /// 1 in summer time, 0 otherwise, -1 unknown.
    pub isdst: i32,
    /// The zone's abbreviation, if known.
    pub zone: Option<String>,
    /// Seconds east of UTC, if known.
    pub offset: Option<i32>,
}

pub(super) const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests;
