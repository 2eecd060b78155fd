//! Days and seconds to dates and back, in the proleptic Gregorian calendar.

use super::Tm;
use crate::{Error, Result};

/// Days from 1970-01-01 to a date. The month counts from 1.
pub fn days_from_civil(year: i64, month: i32, day: i32) -> i64 {
    // Years start in March here, so that the leap day is the last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * i64::from((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of a number of days from 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i32, i32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted + 2) / 5 + 1) as i32;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as i32;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// `time.gmtime` for whole seconds. Errors: `OverflowError` where the year does not fit C's.
pub fn gmtime(seconds: i64) -> Result<Tm> {
    let days = seconds.div_euclid(86_400);
    let rest = seconds.rem_euclid(86_400) as i32;
    let (year, month, day) = civil_from_days(days);
    if i32::try_from(year - 1900).is_err() {
        return Err(Error::overflow("Value too large for defined data type"));
    }
    Ok(Tm {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (days + 3).rem_euclid(7) as i32,
        yearday: (days - days_from_civil(year, 1, 1)) as i32 + 1,
        isdst: 0,
        zone: Some("UTC".to_owned()),
        offset: Some(0),
    })
}
