//! `strftime` in the C locale.

use super::{DAYS, MONTHS, Tm, days_from_civil};
use crate::{Error, Result};
use std::fmt::Write;

/// Checks a time as `strftime` and `asctime` do; zeros in place of a month, day or day of the year become ones.
/// Errors: `ValueError`.
pub fn check(time: &mut Tm) -> Result<()> {
    time.month = if time.month == 0 { 1 } else { time.month };
    time.day = if time.day == 0 { 1 } else { time.day };
    time.yearday = if time.yearday == 0 { 1 } else { time.yearday };
    if time.weekday == -1 {
        time.weekday = 6;
    }
    let bad = if !(1..=12).contains(&time.month) {
        "month out of range"
    } else if !(1..=31).contains(&time.day) {
        "day of month out of range"
    } else if !(0..=23).contains(&time.hour) {
        "hour out of range"
    } else if !(0..=59).contains(&time.minute) {
        "minute out of range"
    } else if !(0..=61).contains(&time.second) {
        "seconds out of range"
    } else if time.weekday < 0 {
        "day of week out of range"
    } else if !(1..=366).contains(&time.yearday) {
        "day of year out of range"
    } else {
        time.weekday %= 7;
        return Ok(());
    };
    Err(Error::value(bad))
}

/// `time.asctime` of a checked time.
pub fn asctime(time: &Tm) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        &DAYS[time.weekday.rem_euclid(7) as usize][..3],
        &MONTHS[(time.month - 1).rem_euclid(12) as usize][..3],
        time.day,
        time.hour,
        time.minute,
        time.second,
        time.year
    )
}

/// The year and week of ISO 8601.
fn iso_week(time: &Tm) -> (i64, i32) {
    let week = (time.yearday - 1 - time.weekday + 10) / 7;
    let weeks_in = |year: i64| {
        // A year has 53 weeks if it starts on a Thursday, or on a Wednesday and is a leap year.
        let first = (days_from_civil(year, 1, 1) + 3).rem_euclid(7);
        let leap = days_from_civil(year + 1, 1, 1) - days_from_civil(year, 1, 1) == 366;
        if first == 3 || (first == 2 && leap) { 53 } else { 52 }
    };
    if week < 1 {
        (time.year - 1, weeks_in(time.year - 1))
    } else if week > weeks_in(time.year) {
        (time.year + 1, 1)
    } else {
        (time.year, week)
    }
}

/// `time.strftime` of a checked time. Directives that there are none of stay as they are.
pub fn strftime(format: &str, time: &Tm) -> String {
    let mut out = String::with_capacity(format.len() * 2);
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some(directive) => write_directive(directive, time, &mut out),
            None => out.push('%'),
        }
    }
    out
}

fn write_directive(directive: char, t: &Tm, out: &mut String) {
    let day_name = DAYS[t.weekday.rem_euclid(7) as usize];
    let month_name = MONTHS[(t.month - 1).rem_euclid(12) as usize];
    let hour12 = if t.hour % 12 == 0 { 12 } else { t.hour % 12 };
    let sunday_based = (t.weekday + 1) % 7;
    let of = |format: &str| strftime(format, t);
    let written = match directive {
        'a' => write!(out, "{}", &day_name[..3]),
        'A' => write!(out, "{day_name}"),
        'b' | 'h' => write!(out, "{}", &month_name[..3]),
        'B' => write!(out, "{month_name}"),
        'c' => write!(out, "{}", of("%a %b %e %H:%M:%S %Y")),
        'C' => write!(out, "{:02}", t.year.div_euclid(100)),
        'd' => write!(out, "{:02}", t.day),
        'D' | 'x' => write!(out, "{}", of("%m/%d/%y")),
        'e' => write!(out, "{:2}", t.day),
        'F' => write!(out, "{}", of("%Y-%m-%d")),
        'g' => write!(out, "{:02}", iso_week(t).0.rem_euclid(100)),
        'G' => write!(out, "{}", iso_week(t).0),
        'H' => write!(out, "{:02}", t.hour),
        'I' => write!(out, "{hour12:02}"),
        'j' => write!(out, "{:03}", t.yearday),
        'k' => write!(out, "{:2}", t.hour),
        'l' => write!(out, "{hour12:2}"),
        'm' => write!(out, "{:02}", t.month),
        'M' => write!(out, "{:02}", t.minute),
        'n' => out.write_char('\n'),
        'p' => write!(out, "{}", if t.hour < 12 { "AM" } else { "PM" }),
        'P' => write!(out, "{}", if t.hour < 12 { "am" } else { "pm" }),
        'r' => write!(out, "{}", of("%I:%M:%S %p")),
        'R' => write!(out, "{}", of("%H:%M")),
        's' => write!(out, "{}", super::mktime(t).unwrap_or(-1)),
        'S' => write!(out, "{:02}", t.second),
        't' => out.write_char('\t'),
        'T' | 'X' => write!(out, "{}", of("%H:%M:%S")),
        'u' => write!(out, "{}", t.weekday + 1),
        'U' => write!(out, "{:02}", (t.yearday + 6 - sunday_based) / 7),
        'V' => write!(out, "{:02}", iso_week(t).1),
        'w' => write!(out, "{sunday_based}"),
        'W' => write!(out, "{:02}", (t.yearday + 6 - t.weekday) / 7),
        'y' => write!(out, "{:02}", t.year.rem_euclid(100)),
        'Y' => write!(out, "{}", t.year),
        'z' => match t.offset {
            Some(o) => {
                let minutes = o.abs() / 60;
                let sign = if o < 0 { '-' } else { '+' };
                write!(out, "{sign}{:02}{:02}", minutes / 60, minutes % 60)
            }
            None => Ok(()),
        },
        'Z' => write!(out, "{}", t.zone.as_deref().unwrap_or("")),
        '%' => out.write_char('%'),
        other => write!(out, "%{other}"),
    };
    written.expect("writing to a string cannot fail");
}
