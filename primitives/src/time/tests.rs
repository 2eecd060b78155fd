//! Values recorded from CPython 3.13.

use super::*;
use proptest::prelude::*;

fn leap_day() -> Tm {
    Tm {
        year: 2024,
        month: 2,
        day: 29,
        hour: 13,
        minute: 5,
        second: 9,
        weekday: 3,
        yearday: 60,
        isdst: 0,
        zone: None,
        offset: None,
    }
}

#[test]
fn formatting() {
    for (format, text) in [
        (
            "%Y-%m-%d %H:%M:%S %a %A %b %B %c %d %H %I %j %m %M %p %S %U %w %W %x %X %y %%",
            "2024-02-29 13:05:09 Thu Thursday Feb February Thu Feb 29 13:05:09 2024 29 13 01 060 02 05 PM 09 08 4 09 02/29/24 13:05:09 24 %",
        ),
        (
            "%C %D %e %F %g %G %h %n|%R %t|%T %u %V %k %l %P",
            "20 02/29/24 29 2024-02-29 24 2024 Feb \n|13:05 \t|13:05:09 4 09 13  1 pm",
        ),
        ("%Q %", "%Q %"),
    ] {
        assert_eq!(strftime(format, &leap_day()), text);
    }
    assert_eq!(asctime(&leap_day()), "Thu Feb 29 13:05:09 2024");
    let far = Tm { year: 12345, ..leap_day() };
    assert_eq!(strftime("%Y %C %y", &far), "12345 123 45");
    assert_eq!(strftime("%z", &gmtime(0).unwrap()), "+0000");
}

#[test]
fn checks() {
    let message = |change: fn(&mut Tm)| {
        let mut t = leap_day();
        change(&mut t);
        check(&mut t).map(|()| t.month).map_err(|e| e.message.into_owned())
    };
    assert_eq!(message(|t| t.month = 13), Err("month out of range".into()));
    assert_eq!(message(|t| t.day = 32), Err("day of month out of range".into()));
    assert_eq!(message(|t| t.second = 62), Err("seconds out of range".into()));
    assert_eq!(message(|t| t.weekday = -2), Err("day of week out of range".into()));
    assert_eq!(message(|t| t.yearday = 367), Err("day of year out of range".into()));
    assert_eq!(message(|t| t.month = 0), Ok(1));
}

#[test]
fn calendar() {
    let t = gmtime(-1).unwrap();
    assert_eq!((t.year, t.month, t.day, t.hour, t.weekday, t.yearday), (1969, 12, 31, 23, 2, 365));
    let t = gmtime(-62135596801).unwrap();
    assert_eq!((t.year, t.month, t.day, t.weekday, t.yearday), (0, 12, 31, 6, 366));
    assert!(gmtime(10i64.pow(18)).is_err() && gmtime(i64::MIN).is_err() && gmtime(i64::MAX).is_err());
}

#[test]
fn local_round_trip() {
    for seconds in [0, 1709211909, 1_000_000_000] {
        let t = local_time(seconds).unwrap();
        assert_eq!(mktime(&t).unwrap(), seconds);
        assert!(t.zone.is_some() && t.offset.is_some());
    }
    assert!(mktime(&Tm { year: i64::from(i32::MAX) + 5000, ..leap_day() }).is_err());
}

fn parse(data: &str, format: &str) -> Result<[i64; 9], String> {
    strptime(data, format, ["CET", "CEST"], |s| format!("'{s}'"))
        .map(|p| {
            let t = p.time;
            let i = i64::from;
            [t.year, i(t.month), i(t.day), i(t.hour), i(t.minute), i(t.second), i(t.weekday), i(t.yearday), i(t.isdst)]
        })
        .map_err(|e| e.message.into_owned())
}

#[test]
fn parsing() {
    for (data, format, expected) in [
        ("2024-02-29 13:05:09", "%Y-%m-%d %H:%M:%S", [2024, 2, 29, 13, 5, 9, 3, 60, -1]),
        ("29 Feb 24", "%d %b %y", [2024, 2, 29, 0, 0, 0, 3, 60, -1]),
        ("Thu 1:05 PM", "%a %I:%M %p", [1900, 1, 1, 13, 5, 0, 3, 1, -1]),
        ("2024 60", "%Y %j", [2024, 2, 29, 0, 0, 0, 3, 60, -1]),
        ("2024 10 1", "%Y %W %w", [2024, 3, 4, 0, 0, 0, 0, 64, -1]),
        ("+0530", "%z", [1900, 1, 1, 0, 0, 0, 0, 1, -1]),
        ("a  b", "a b", [1900, 1, 1, 0, 0, 0, 0, 1, -1]),
        ("Thu Feb 29 13:05:09 2024", "%c", [2024, 2, 29, 13, 5, 9, 3, 60, -1]),
        ("2024 09 4", "%G %V %u", [2024, 2, 29, 0, 0, 0, 3, 60, -1]),
        ("12 CEST", "%d %Z", [1900, 1, 12, 0, 0, 0, 4, 12, 1]),
    ] {
        assert_eq!(parse(data, format), Ok(expected), "{data} {format}");
    }
    for (data, format, message) in [
        ("x", "%Y", "time data 'x' does not match format '%Y'"),
        ("2024x", "%Y", "unconverted data remains: x"),
        ("2023-02-29", "%Y-%m-%d", "day is out of range for month"),
        ("1", "%Q", "'Q' is a bad directive in format '%Q'"),
        ("1", "%", "stray % in format '%'"),
        ("  1", "%d", "time data '  1' does not match format '%d'"),
    ] {
        assert_eq!(parse(data, format), Err(message.to_owned()));
    }
}

proptest! {
    #[test]
    fn dates_round_trip(seconds in -100_000_000_000_000i64..100_000_000_000_000) {
        let t = gmtime(seconds).unwrap();
        let days = days_from_civil(t.year, t.month, t.day);
        prop_assert_eq!(days * 86_400 + i64::from(t.hour * 3600 + t.minute * 60 + t.second), seconds);
        if (0..=9999).contains(&t.year) {
            let text = format!("{:04}-{}", t.year, strftime("%m-%d %H:%M:%S", &t));
            let back = strptime(&text, "%Y-%m-%d %H:%M:%S", ["", ""], str::to_owned).unwrap().time;
            prop_assert_eq!((back.month, back.day, back.weekday, back.yearday), (t.month, t.day, t.weekday, t.yearday));
        }
    }

    #[test]
    fn never_panics(data in r"[0-9a-zA-Z:+ é-]{0,12}", format in r"(%[a-zA-Z%]|[ é:-]){0,6}") {
        let _ = strptime(&data, &format, ["CET", "CEST"], str::to_owned);
        let _ = strftime(&format, &leap_day());
    }
}
