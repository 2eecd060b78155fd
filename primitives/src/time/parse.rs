//! `strptime` in the C locale.

use super::{DAYS, MONTHS, Tm, days_from_civil};
use crate::{Error, Result};

/// What `strptime` read: the time, and the fraction that `%f` read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The time; what the format does not have is 1900-01-01 00:00:00.
    pub time: Tm,
    /// Microseconds.
    pub microsecond: i32,
}

#[derive(Default)]
struct Found {
    year: Option<i64>,
    month: Option<i32>,
    day: Option<i32>,
    hour: i32,
    hour12: Option<i32>,
    afternoon: Option<bool>,
    minute: i32,
    second: i32,
    microsecond: i32,
    weekday: Option<i32>,
    yearday: Option<i32>,
    /// A week number, and whether its weeks start on Monday.
    week: Option<(i32, bool)>,
    iso_year: Option<i64>,
    iso_week: Option<i32>,
    offset: Option<i32>,
    zone: Option<(String, i32)>,
}

/// A reader of the data; `None` stands for "does not match".
struct Data<'a> {
    rest: &'a str,
}

impl Data<'_> {
    /// A number of one digit up to `most` digits, as large as `high` allows and at least `low`.
    fn number(&mut self, most: usize, low: i32, high: i32) -> Option<i32> {
        let available = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        // The longest run of digits that is in range, as a regular expression with alternatives would find it.
        (1..=available).rev().find_map(|n| {
            let value: i32 = self.rest[..n].parse().ok()?;
            if !(low..=high).contains(&value) {
                return None;
            }
            self.rest = &self.rest[n..];
            Some(value)
        })
    }

    fn name(&mut self, names: &[&str], length: Option<usize>) -> Option<i32> {
        let index = names.iter().position(|name| {
            let name = length.map_or(*name, |n| &name[..n]);
            self.rest.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name))
        })?;
        let name = names[index];
        self.rest = &self.rest[length.unwrap_or(name.len())..];
        Some(index as i32)
    }

    fn space(&mut self) -> bool {
        let trimmed = self.rest.trim_start();
        let any = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        any
    }

    fn literal(&mut self, c: char) -> Option<()> {
        let first = self.rest.chars().next()?;
        let same = first == c || first.to_lowercase().eq(c.to_lowercase());
        self.rest = &self.rest[if same { first.len_utf8() } else { return None }..];
        Some(())
    }

    fn two_digits(&mut self, most: i32) -> Option<i32> {
        let digits = self.rest.get(..2).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?;
        let value = digits.parse().ok().filter(|v| *v <= most)?;
        self.rest = &self.rest[2..];
        Some(value)
    }

    /// `Z`, `+hhmm` or `+hh:mm`, in seconds.
    fn offset(&mut self) -> Option<i32> {
        if self.rest.starts_with(['Z', 'z']) {
            self.rest = &self.rest[1..];
            return Some(0);
        }
        let negative = match self.rest.chars().next()? {
            '-' => true,
            '+' => false,
            _ => return None,
        };
        self.rest = &self.rest[1..];
        let hours = self.two_digits(99)?;
        self.rest = self.rest.strip_prefix(':').unwrap_or(self.rest);
        let minutes = self.two_digits(59)?;
        let total = hours * 3600 + minutes * 60;
        Some(if negative { -total } else { total })
    }
}

/// Reads `data` by `format`. The zone names are what `%Z` knows besides UTC and GMT: standard and summer time. `repr` shows
/// a text as `repr()` does. Errors: `ValueError`.
pub fn strptime(data: &str, format: &str, zones: [&str; 2], repr: impl Fn(&str) -> String) -> Result<Parsed> {
    let mut found = Found::default();
    let mut input = Data { rest: data };
    let mut chars = format.chars();
    let mismatch = || Error::value(format!("time data {} does not match format {}", repr(data), repr(format)));
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            // White space in the format is any amount of it, at least one.
            chars = chars.as_str().trim_start().chars();
            if !input.space() {
                return Err(mismatch());
            }
            continue;
        }
        if c != '%' {
            input.literal(c).ok_or_else(mismatch)?;
            continue;
        }
        let Some(directive) = chars.next() else {
            return Err(Error::value(format!("stray % in format {}", repr(format))));
        };
        let done = match directive {
            '%' => input.literal('%'),
            'c' => composite("a b d H:M:S Y", &mut input, &mut found),
            'x' => composite("m/d/y", &mut input, &mut found),
            'X' => composite("H:M:S", &mut input, &mut found),
            'Z' => zone(&mut input, zones, &mut found),
            d if "aAbBdfGHIjmMpSuUVwWyYz".contains(d) => directive_value(d, &mut input, &mut found),
            d => {
                return Err(Error::value(format!("'{d}' is a bad directive in format {}", repr(format))));
            }
        };
        done.ok_or_else(mismatch)?;
    }
    if !input.rest.is_empty() {
        return Err(Error::value(format!("unconverted data remains: {}", input.rest)));
    }
    assemble(found)
}

/// Directives and separators, for the directives that stand for several.
fn composite(parts: &str, input: &mut Data, found: &mut Found) -> Option<()> {
    parts.chars().try_for_each(|part| match part {
        ' ' => input.space().then_some(()),
        '/' | ':' => input.literal(part),
        directive => directive_value(directive, input, found),
    })
}

fn zone(input: &mut Data, zones: [&str; 2], found: &mut Found) -> Option<()> {
    for (name, summer) in [("utc", 0), ("gmt", 0), (zones[0], 0), (zones[1], 1)] {
        if !name.is_empty() && input.rest.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name)) {
            found.zone = Some((input.rest[..name.len()].to_owned(), summer));
            input.rest = &input.rest[name.len()..];
            return Some(());
        }
    }
    None
}

fn directive_value(directive: char, input: &mut Data, found: &mut Found) -> Option<()> {
    match directive {
        'a' => found.weekday = Some(input.name(&DAYS, Some(3))?),
        'A' => found.weekday = Some(input.name(&DAYS, None)?),
        'b' => found.month = Some(input.name(&MONTHS, Some(3))? + 1),
        'B' => found.month = Some(input.name(&MONTHS, None)? + 1),
        'd' => {
            // A single digit may have a space in front.
            if let Some(rest) = input.rest.strip_prefix(' ') {
                input.rest = rest;
                found.day = Some(input.number(1, 1, 9)?);
            } else {
                found.day = Some(input.number(2, 1, 31)?);
            }
        }
        'f' => {
            let digits = input.rest.bytes().take(6).take_while(u8::is_ascii_digit).count();
            let value: i32 = input.rest[..digits].parse().ok()?;
            found.microsecond = value * 10i32.pow(6 - digits as u32);
            input.rest = &input.rest[digits..];
        }
        'G' | 'Y' => {
            let four = input.rest.get(..4).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?;
            let year = four.parse().ok();
            input.rest = &input.rest[4..];
            if directive == 'G' { found.iso_year = year } else { found.year = year }
        }
        'H' => found.hour = input.number(2, 0, 23)?,
        'I' => found.hour12 = Some(input.number(2, 1, 12)?),
        'j' => found.yearday = Some(input.number(3, 1, 366)?),
        'm' => found.month = Some(input.number(2, 1, 12)?),
        'M' => found.minute = input.number(2, 0, 59)?,
        'p' => found.afternoon = Some(input.name(&["am", "pm"], None)? == 1),
        'S' => found.second = input.number(2, 0, 61)?,
        'u' => found.weekday = Some(input.number(1, 1, 7)? - 1),
        'U' => found.week = Some((input.number(2, 0, 53)?, false)),
        'V' => found.iso_week = Some(input.number(2, 1, 53)?),
        'w' => found.weekday = Some((input.number(1, 0, 6)? + 6) % 7),
        'W' => found.week = Some((input.number(2, 0, 53)?, true)),
        'y' => {
            let two = input.rest.get(..2).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?;
            let year: i64 = two.parse().ok()?;
            input.rest = &input.rest[2..];
            found.year = Some(if year <= 68 { 2000 + year } else { 1900 + year });
        }
        'z' => found.offset = Some(input.offset()?),
        _ => return None,
    }
    Some(())
}

fn assemble(found: Found) -> Result<Parsed> {
    let hour = match (found.hour12, found.afternoon) {
        (Some(h), Some(true)) => h % 12 + 12,
        (Some(h), _) => h % 12,
        _ => found.hour,
    };
    if found.iso_year.is_some() && (found.iso_week.is_none() || found.weekday.is_none()) {
        return Err(Error::value(
            "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive \
             ('%A', '%a', '%w', or '%u').",
        ));
    }
    if found.iso_week.is_some() && (found.iso_year.is_none() || found.weekday.is_none()) {
        return Err(Error::value(
            "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive \
             ('%A', '%a', '%w', or '%u').",
        ));
    }
    // 29 February without a year is a day of the leap year 1904, shown as 1900.
    let leap_day = found.year.is_none() && found.month == Some(2) && found.day == Some(29);
    let mut year = found.year.unwrap_or(if leap_day { 1904 } else { 1900 });
    let (mut month, mut day) = (found.month.unwrap_or(1), found.day.unwrap_or(1));
    let mut ordinal = None;
    if let (Some(weekday), Some((week, monday))) = (found.weekday, found.week)
        && found.year.is_some()
        && found.yearday.is_none()
    {
        let first = (days_from_civil(year, 1, 1) + 3).rem_euclid(7) as i32;
        let (first, weekday) = if monday { (first, weekday) } else { ((first + 1) % 7, (weekday + 1) % 7) };
        let to_week_one = (7 - first) % 7;
        let yearday = if week == 0 { 1 + weekday - first } else { 1 + to_week_one + 7 * (week - 1) + weekday };
        ordinal = Some(days_from_civil(year, 1, 1) + i64::from(yearday) - 1);
    } else if let (Some(iso_year), Some(week), Some(weekday)) = (found.iso_year, found.iso_week, found.weekday) {
        let fourth = days_from_civil(iso_year, 1, 4);
        let monday = fourth - (fourth + 3).rem_euclid(7);
        ordinal = Some(monday + i64::from(week - 1) * 7 + i64::from(weekday));
    } else if let Some(yearday) = found.yearday
        && (found.month.is_none() || found.day.is_none())
    {
        ordinal = Some(days_from_civil(year, 1, 1) + i64::from(yearday) - 1);
    }
    if let Some(days) = ordinal {
        let date = super::gmtime(days * 86_400)?;
        (year, month, day) = (date.year, date.month, date.day);
    }
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let length = days_from_civil(next_year, next_month, 1) - days_from_civil(year, month, 1);
    if i64::from(day) > length {
        return Err(Error::value("day is out of range for month"));
    }
    let days = days_from_civil(year, month, day);
    let weekday = found.weekday.unwrap_or((days + 3).rem_euclid(7) as i32);
    let yearday = found.yearday.unwrap_or((days - days_from_civil(year, 1, 1)) as i32 + 1);
    let isdst = found.zone.as_ref().map_or(-1, |(_, summer)| *summer);
    Ok(Parsed {
        time: Tm {
            year: if leap_day { 1900 } else { year },
            month,
            day,
            hour,
            minute: found.minute,
            second: found.second,
            weekday,
            yearday,
            isdst,
            zone: found.zone.map(|(name, _)| name),
            offset: found.offset,
        },
        microsecond: found.microsecond,
    })
}
