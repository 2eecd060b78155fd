"""Dates, times, durations and time zones.

Days are counted in the proleptic Gregorian calendar, day 1 being 0001-01-01.
"""

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")

import time as _time
from operator import index as _index

MINYEAR = 1
MAXYEAR = 9999
_MAXORDINAL = 3652059
_DAY = 86400
_DAY_US = _DAY * 1000000
_EPOCH_ORDINAL = 719163

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)
_FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _LENGTHS[month]


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _ymd2ord(year, month, day):
    leap_day = month > 2 and _is_leap(year)
    return _days_before_year(year) + _BEFORE[month] + leap_day + day


def _ord2ymd(n):
    # Counted from March of year 0 in eras of 400 years, leap days come last.
    n += 305
    era, doe = divmod(n, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    day = doy - (153 * mp + 2) // 5 + 1
    month = mp + 3 if mp < 10 else mp - 9
    return yoe + era * 400 + (month <= 2), month, day


def _iso_week1_monday(year):
    first = _ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(
            f"tzinfo argument must be None or of a tzinfo subclass, not type {type(tz).__name__!r}"
        )


def _check_offset(name, offset):
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or timedelta, not {type(offset).__name__!r}")
    if not -_DAY < offset.days * _DAY + offset.seconds < _DAY:
        raise ValueError(
            f"{name}()={offset}, must be strictly between "
            "-timedelta(hours=24) and timedelta(hours=24)"
        )
    return offset


def _format_offset(offset, sep=":"):
    if offset is None:
        return ""
    us = offset._us
    sign = "-" if us < 0 else "+"
    seconds, us = divmod(abs(us), 1000000)
    minutes, seconds = divmod(seconds, 60)
    text = f"{sign}{minutes // 60:02d}{sep}{minutes % 60:02d}"
    if seconds or us:
        text += f"{sep}{seconds:02d}"
        if us:
            text += f".{us:06d}"
    return text


def _format_time(hour, minute, second, us, timespec):
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    if timespec == "hours":
        return f"{hour:02d}"
    if timespec == "minutes":
        return f"{hour:02d}:{minute:02d}"
    text = f"{hour:02d}:{minute:02d}:{second:02d}"
    if timespec == "seconds":
        return text
    if timespec == "milliseconds":
        return f"{text}.{us // 1000:03d}"
    if timespec == "microseconds":
        return f"{text}.{us:06d}"
    raise ValueError("Unknown timespec value")


def _strftime(obj, format, timetuple):
    # What time.strftime() does not know is filled in first.
    out = []
    i = 0
    n = len(format)
    while i < n:
        ch = format[i]
        i += 1
        if ch != "%" or i >= n:
            out.append(ch)
            continue
        ch = format[i]
        i += 1
        if ch == "f":
            out.append(f"{getattr(obj, 'microsecond', 0):06d}")
        elif ch == "z":
            offset = obj.utcoffset() if hasattr(obj, "utcoffset") else None
            out.append(_format_offset(offset, ""))
        elif ch == ":" and format[i:i + 1] == "z":
            i += 1
            offset = obj.utcoffset() if hasattr(obj, "utcoffset") else None
            out.append(_format_offset(offset))
        elif ch == "Z":
            name = obj.tzname() if hasattr(obj, "tzname") else None
            out.append("" if name is None else name.replace("%", "%%"))
        else:
            out.append("%" + ch)
    return _time.strftime("".join(out), timetuple)


def _digits(text, start, count):
    part = text[start:start + count]
    if len(part) != count or not (part.isascii() and part.isdigit()):
        raise ValueError
    return int(part)


def _parse_iso_date(text):
    year = _digits(text, 0, 4)
    extended = text[4:5] == "-"
    pos = 5 if extended else 4
    if text[pos:pos + 1] == "W":
        week = _digits(text, pos + 1, 2)
        pos += 3
        day = 1
        if pos < len(text):
            if extended:
                if text[pos] != "-":
                    raise ValueError
                pos += 1
            day = _digits(text, pos, 1)
            pos += 1
        if pos != len(text):
            raise ValueError
        return _iso_to_ymd(year, week, day)
    month = _digits(text, pos, 2)
    pos += 2
    if extended:
        if text[pos:pos + 1] != "-":
            raise ValueError
        pos += 1
    day = _digits(text, pos, 2)
    if pos + 2 != len(text):
        raise ValueError
    return year, month, day


def _iso_to_ymd(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    monday = _iso_week1_monday(year)
    if not 0 < week < 53:
        long = week == 53 and _iso_week1_monday(year + 1) - monday == 371
        if not long:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return _ord2ymd(monday + (week - 1) * 7 + day - 1)


def _parse_clock(text):
    # HH[:MM[:SS[.ffffff]]], with or without colons.
    parts = [_digits(text, 0, 2)]
    pos = 2
    colon = text[2:3] == ":"
    while pos < len(text) and len(parts) < 3:
        if colon:
            if text[pos] != ":":
                raise ValueError
            pos += 1
        parts.append(_digits(text, pos, 2))
        pos += 2
    us = 0
    if pos < len(text):
        if len(parts) < 3 or text[pos] not in ".,":
            raise ValueError
        fraction = text[pos + 1:]
        if not fraction or not (fraction.isascii() and fraction.isdigit()):
            raise ValueError
        us = int((fraction + "00000")[:6])
    return (*parts, 0, 0)[:3] + (us,)


def _parse_iso_time(text):
    place = max(text.find("+"), text.find("-"), text.find("Z"))
    if place < 0:
        return (*_parse_clock(text), None)
    clock = _parse_clock(text[:place])
    rest = text[place + 1:]
    if text[place] == "Z":
        if rest:
            raise ValueError
        return (*clock, timezone.utc)
    h, m, s, us = _parse_clock(rest)
    offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
    if not offset:
        return (*clock, timezone.utc)
    return (*clock, timezone(-offset if text[place] == "-" else offset))


class timedelta:
    """A duration."""

    __slots__ = ("_us", "_hash")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        self = object.__new__(cls)
        whole = 0
        fraction = 0.0
        for value, unit, name in (
            (days, _DAY_US, "days"), (seconds, 1000000, "seconds"),
            (microseconds, 1, "microseconds"), (milliseconds, 1000, "milliseconds"),
            (minutes, 60000000, "minutes"), (hours, 3600000000, "hours"),
            (weeks, 7 * _DAY_US, "weeks"),
        ):
            if isinstance(value, int):
                whole += value * unit
            elif isinstance(value, float):
                if value != value:
                    raise ValueError("cannot convert float NaN to integer")
                if value in (float("inf"), float("-inf")):
                    raise OverflowError("cannot convert float infinity to integer")
                integer = int(value)
                whole += integer * unit
                fraction += (value - integer) * unit
            else:
                raise TypeError(
                    f"unsupported type for timedelta {name} component: {type(value).__name__}"
                )
        if fraction:
            # Half to even, for the sum.
            rounded = round(fraction)
            if abs(fraction - int(fraction)) == 0.5:
                low = whole + int(fraction // 1)
                rounded = (low if low % 2 == 0 else low + 1) - whole
            whole += rounded
        self._us = _check_us(whole)
        return self

    @property
    def days(self):
        return self._us // _DAY_US

    @property
    def seconds(self):
        return self._us % _DAY_US // 1000000

    @property
    def microseconds(self):
        return self._us % 1000000

    def __repr__(self):
        days, us = divmod(self._us, _DAY_US)
        seconds, us = divmod(us, 1000000)
        parts = []
        if days:
            parts.append(f"days={days}")
        if seconds:
            parts.append(f"seconds={seconds}")
        if us:
            parts.append(f"microseconds={us}")
        name = type(self).__qualname__ if type(self).__module__ == "__main__" else (
            f"{type(self).__module__}.{type(self).__qualname__}"
        )
        return f"{name}({', '.join(parts) or '0'})"

    def __str__(self):
        days, us = divmod(self._us, _DAY_US)
        seconds, us = divmod(us, 1000000)
        minutes, seconds = divmod(seconds, 60)
        text = f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
        if us:
            text += f".{us:06d}"
        if days:
            text = f"{days} day{'' if abs(days) == 1 else 's'}, {text}"
        return text

    def total_seconds(self):
        """Return the duration in seconds."""
        return self._us / 1000000

    def __add__(self, other):
        if isinstance(other, timedelta):
            return _delta(self._us + other._us)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return _delta(self._us - other._us)
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return _delta(other._us - self._us)
        return NotImplemented

    def __neg__(self):
        return _delta(-self._us)

    def __pos__(self):
        return _delta(self._us)

    def __abs__(self):
        return _delta(abs(self._us))

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._us * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return _delta(_divide_half_even(self._us * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        if isinstance(other, int):
            return _delta(self._us // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            return _delta(_divide_half_even(self._us, other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return _delta(_divide_half_even(b * self._us, a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return _delta(self._us % other._us)
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._us, other._us)
            return q, _delta(r)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return self._us == other._us
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return self._us < other._us
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return self._us <= other._us
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return self._us > other._us
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return self._us >= other._us
        return NotImplemented

    def __hash__(self):
        return hash((self.days, self.seconds, self.microseconds))

    def __bool__(self):
        return self._us != 0

    def __reduce__(self):
        return type(self), (self.days, self.seconds, self.microseconds)


def _divide_half_even(a, b):
    q, r = divmod(a, b)
    r *= 2
    above = r > b if b > 0 else r < b
    if above or r == b and q % 2 == 1:
        q += 1
    return q


def _check_us(us):
    days = us // _DAY_US
    if not -2 ** 31 <= days < 2 ** 31:
        raise OverflowError("Python int too large to convert to C int")
    if not -999999999 <= days <= 999999999:
        raise OverflowError(f"days={days}; must have magnitude <= 999999999")
    return us


def _delta(us):
    self = object.__new__(timedelta)
    self._us = _check_us(us)
    return self


timedelta.min = _delta(-999999999 * _DAY_US)
timedelta.max = _delta(999999999 * _DAY_US + _DAY_US - 1)
timedelta.resolution = _delta(1)


def _class_name(cls):
    return f"{cls.__module__}.{cls.__qualname__}" if cls.__module__ != "__main__" else cls.__qualname__


class date:
    """A day."""

    __slots__ = ("_year", "_month", "_day", "_hashcode")

    def __new__(cls, year, month=None, day=None):
        if month is None or day is None:
            missing = "month" if month is None else "day"
            raise TypeError(
                f"function missing required argument '{missing}' (pos {2 if month is None else 3})"
            )
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hashcode = -1
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def fromtimestamp(cls, t):
        """Return the local date of a POSIX timestamp."""
        if t is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        y, m, d, *_ = _time.localtime(t)
        return cls(y, m, d)

    @classmethod
    def today(cls):
        """Return the current local date."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        """Return the day with a number; 1 is 0001-01-01."""
        if not 1 <= n <= _MAXORDINAL:
            raise ValueError("ordinal must be >= 1" if n < 1 else f"year {_ord2ymd(n)[0]} is out of range")
        return cls(*_ord2ymd(n))

    @classmethod
    def fromisoformat(cls, date_string):
        """Return the date of a text in an ISO 8601 format."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        if len(date_string) not in (7, 8, 10):
            raise ValueError(f"Invalid isoformat string: {date_string!r}")
        try:
            parts = _parse_iso_date(date_string)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """Return the date with this ISO year, week number and weekday."""
        return cls(*_iso_to_ymd(year, week, day))

    def __repr__(self):
        return f"{_class_name(type(self))}({self._year}, {self._month}, {self._day})"

    def ctime(self):
        """Return the date as ctime() writes it."""
        weekday = self.toordinal() % 7 or 7
        return f"{_WEEKDAYS[weekday - 1]} {_MONTHS[self._month - 1]} {self._day:2d} 00:00:00 {self._year:04d}"

    def strftime(self, format):
        """Return the date in a format."""
        return _strftime(self, format, self.timetuple())

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def isoformat(self):
        """Return the date as YYYY-MM-DD."""
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    def timetuple(self):
        """Return a struct_time for the start of the day."""
        return _build_struct(self._year, self._month, self._day, 0, 0, 0, -1)

    def toordinal(self):
        """Return the number of the day; 1 is 0001-01-01."""
        return _ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """Return a date with some fields changed."""
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
        )

    __replace__ = replace

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() >= other._key()
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._key())
        return self._hashcode

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other.days
            if 0 < n <= _MAXORDINAL:
                return type(self).fromordinal(n)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """Return the weekday; Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the weekday; Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return ISO year, week number and weekday."""
        year = self._year
        monday = _iso_week1_monday(year)
        today = _ymd2ord(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _iso_week1_monday(year), 7)
        elif week >= 52 and today >= _iso_week1_monday(year + 1):
            year += 1
            week = 0
        return IsoCalendarDate(year, week + 1, day + 1)

    def __reduce__(self):
        return type(self), (self._year, self._month, self._day)


class IsoCalendarDate(tuple):
    """ISO year, week number and weekday."""

    __slots__ = ()

    def __new__(cls, year, week, weekday, /):
        return super().__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __reduce__(self):
        return tuple, (tuple(self),)

    def __repr__(self):
        return f"{type(self).__module__}.{type(self).__name__}(year={self[0]}, week={self[1]}, weekday={self[2]})"


def _build_struct(y, m, d, hh, mm, ss, dst):
    weekday = (_ymd2ord(y, m, d) + 6) % 7
    number = _ymd2ord(y, m, d) - _days_before_year(y)
    return _time.struct_time((y, m, d, hh, mm, ss, weekday, number, dst))


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class tzinfo:
    """Base class of time zones."""

    __slots__ = ()

    def tzname(self, dt):
        """Return the zone's name at a time."""
        raise NotImplementedError("tzinfo subclass must override tzname()")

    def utcoffset(self, dt):
        """Return how far local time is ahead of UTC."""
        raise NotImplementedError("tzinfo subclass must override utcoffset()")

    def dst(self, dt):
        """Return the part of the offset that is daylight saving."""
        raise NotImplementedError("tzinfo subclass must override dst()")

    def fromutc(self, dt):
        """Return local time for a UTC time whose tzinfo is self."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        getinitargs = getattr(self, "__getinitargs__", None)
        args = getinitargs() if getinitargs else ()
        return type(self), args, self.__getstate__()


class time:
    """A time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold", "_hashcode")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        fields = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond, self._fold = fields
        self._tzinfo = tzinfo
        self._hashcode = -1
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _us(self):
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond

    def _keys(self, other, equality):
        mine, theirs = self.utcoffset(), other.utcoffset()
        a, b = self._us(), other._us()
        if self._tzinfo is other._tzinfo or mine == theirs:
            return a, b
        if mine is None or theirs is None:
            if equality:
                return 0, 1
            raise TypeError("can't compare offset-naive and offset-aware times")
        return a - mine._us, b - theirs._us

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._keys(other, True)
        return a == b

    def __lt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._keys(other, False)
        return a < b

    def __le__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._keys(other, False)
        return a <= b

    def __gt__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._keys(other, False)
        return a > b

    def __ge__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        a, b = self._keys(other, False)
        return a >= b

    def __hash__(self):
        if self._hashcode == -1:
            offset = self.replace(fold=0).utcoffset()
            self._hashcode = hash(self._us() - (offset._us if offset else 0))
        return self._hashcode

    def __repr__(self):
        parts = [str(self._hour), str(self._minute)]
        if self._second or self._microsecond:
            parts.append(str(self._second))
        if self._microsecond:
            parts.append(str(self._microsecond))
        if self._tzinfo is not None:
            parts.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            parts.append("fold=1")
        return f"{_class_name(type(self))}({', '.join(parts)})"

    def isoformat(self, timespec="auto"):
        """Return the time in ISO 8601 format."""
        text = _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string):
        """Return the time of a text in an ISO 8601 format."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            h, m, s, us, tz = _parse_iso_time(time_string.removeprefix("T"))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None
        return cls(h, m, s, us, tz)

    def strftime(self, format):
        """Return the time in a format; the date is that of 1900-01-01."""
        return _strftime(self, format, (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))

    def __format__(self, format):
        if not isinstance(format, str):
            raise TypeError(f"must be str, not {type(format).__name__}")
        return self.strftime(format) if format else str(self)

    def utcoffset(self):
        """Return the zone's offset, if it does not depend on the day."""
        if self._tzinfo is None:
            return None
        return _check_offset("utcoffset", self._tzinfo.utcoffset(None))

    def tzname(self):
        """Return the zone's name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        """Return the zone's daylight saving."""
        if self._tzinfo is None:
            return None
        return _check_offset("dst", self._tzinfo.dst(None))

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return a time with some fields changed."""
        return type(self)(
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold,
        )

    __replace__ = replace

    def __reduce__(self):
        args = (self._hour, self._minute, self._second, self._microsecond)
        if self._tzinfo is not None:
            args += (self._tzinfo,)
        return type(self), args


_time_class = time
_tzinfo_class = tzinfo

time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


class datetime(date):
    """A day and a time of day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if month is None or day is None:
            missing = "month" if month is None else "day"
            raise TypeError(
                f"function missing required argument '{missing}' (pos {2 if month is None else 3})"
            )
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        fields = _check_time(hour, minute, second, microsecond, fold)
        self._hour, self._minute, self._second, self._microsecond, self._fold = fields
        _check_tzinfo(tzinfo)
        self._tzinfo = tzinfo
        self._hashcode = -1
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Return local time, or time in a zone, for a POSIX timestamp."""
        _check_tzinfo(tz)
        seconds, us = _split_timestamp(timestamp)
        if tz is not None:
            utc = cls._from_us((_EPOCH_ORDINAL * _DAY + seconds) * 1000000 + us, tz)
            return tz.fromutc(utc)
        y, m, d, hh, mm, ss, *_ = local = _time.localtime(seconds)
        self = cls(y, m, d, hh, mm, min(ss, 59), us)
        # The second of two equal local times has the same time an hour before.
        if local.tm_isdst == 0 and _time.daylight and seconds > _DAY:
            before = _time.localtime(seconds - (_time.timezone - _time.altzone))
            if before[:6] == local[:6]:
                self._fold = 1
        return self

    @classmethod
    def utcfromtimestamp(cls, t):
        """Return UTC without tzinfo for a POSIX timestamp."""
        import warnings

        warnings.warn(
            "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a "
            "future version. Use timezone-aware objects to represent datetimes in UTC: "
            "datetime.datetime.fromtimestamp(timestamp, datetime.UTC).",
            DeprecationWarning, stacklevel=2,
        )
        seconds, us = _split_timestamp(t)
        return cls._from_us((_EPOCH_ORDINAL * _DAY + seconds) * 1000000 + us, None)

    @classmethod
    def _from_us(cls, us, tz):
        # From microseconds since the day before 0001-01-01.
        days, us = divmod(us, _DAY_US)
        if not 0 < days <= _MAXORDINAL:
            raise OverflowError("date value out of range")
        seconds, us = divmod(us, 1000000)
        minutes, second = divmod(seconds, 60)
        y, m, d = _ord2ymd(days)
        return cls(y, m, d, minutes // 60, minutes % 60, second, us, tz)

    @classmethod
    def now(cls, tz=None):
        """Return the current time, local or in a zone."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Return the current UTC time without tzinfo."""
        import warnings

        warnings.warn(
            "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future "
            "version. Use timezone-aware objects to represent datetimes in UTC: "
            "datetime.datetime.now(datetime.UTC).",
            DeprecationWarning, stacklevel=2,
        )
        seconds, us = _split_timestamp(_time.time())
        return cls._from_us((_EPOCH_ORDINAL * _DAY + seconds) * 1000000 + us, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """Return the datetime of a date and a time."""
        if not isinstance(date, _date_class):
            raise TypeError("date argument must be a date instance")
        if not isinstance(time, _time_class):
            raise TypeError("time argument must be a time instance")
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second,
            time.microsecond, time.tzinfo if tzinfo is True else tzinfo, fold=time.fold,
        )

    @classmethod
    def fromisoformat(cls, date_string):
        """Return the datetime of a text in an ISO 8601 format."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            end = _iso_date_length(date_string)
            y, m, d = _parse_iso_date(date_string[:end])
            rest = date_string[end + 1:]
            if end < len(date_string):
                if not rest:
                    raise ValueError
                clock = _parse_iso_time(rest)
            else:
                clock = (0, 0, 0, 0, None)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(y, m, d, *clock)

    @classmethod
    def strptime(cls, date_string, format):
        """Return the datetime of a text in a format."""
        return _strptime(cls, date_string, format)

    def timetuple(self):
        """Return a struct_time."""
        dst = self.dst()
        flag = -1 if dst is None else 1 if dst else 0
        return _build_struct(
            self._year, self._month, self._day, self._hour, self._minute, self._second, flag
        )

    def utctimetuple(self):
        """Return a struct_time in UTC."""
        offset = self.utcoffset()
        if offset:
            self -= offset
        return _build_struct(
            self._year, self._month, self._day, self._hour, self._minute, self._second, 0
        )

    def timestamp(self):
        """Return the POSIX timestamp, a float."""
        if self._tzinfo is None:
            whole = _time.mktime((
                self._year, self._month, self._day, self._hour, self._minute, self._second,
                0, 0, -1 if not self._fold else 0,
            ))
            return whole + self._microsecond / 1000000
        return (self - _EPOCH).total_seconds()

    def date(self):
        """Return the day."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """Return the time of day, without tzinfo."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """Return the time of day, with tzinfo."""
        return _time_class(
            self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold
        )

    def replace(
        self, year=None, month=None, day=None, hour=None, minute=None, second=None,
        microsecond=None, tzinfo=True, *, fold=None,
    ):
        """Return a datetime with some fields changed."""
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold,
        )

    __replace__ = replace

    def _local_timezone(self):
        seconds = self.timestamp() if self._tzinfo is None else (self - _EPOCH)._us // 1000000
        local = _time.localtime(seconds)
        return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)

    def astimezone(self, tz=None):
        """Return the same moment in another zone, by default the local one."""
        if tz is None:
            tz = self._local_timezone()
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError("tz argument must be an instance of tzinfo")
        mine = self._tzinfo
        if mine is None:
            mine = self._local_timezone()
            offset = mine.utcoffset(self)
        elif tz is mine:
            return self
        else:
            offset = mine.utcoffset(self)
            if offset is None:
                mine = self.replace(tzinfo=None)._local_timezone()
                offset = mine.utcoffset(self)
        if tz is mine:
            return self.replace(tzinfo=mine)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        """Return the time as ctime() writes it."""
        weekday = self.toordinal() % 7 or 7
        return (
            f"{_WEEKDAYS[weekday - 1]} {_MONTHS[self._month - 1]} {self._day:2d} "
            f"{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}"
        )

    def isoformat(self, sep="T", timespec="auto"):
        """Return the time in ISO 8601 format."""
        clock = _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        text = f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}{clock}"
        return text + _format_offset(self.utcoffset())

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute]
        if self._second or self._microsecond:
            parts.append(self._second)
        if self._microsecond:
            parts.append(self._microsecond)
        text = ", ".join(map(str, parts))
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{_class_name(type(self))}({text})"

    def __str__(self):
        return self.isoformat(sep=" ")

    def utcoffset(self):
        """Return how far the zone is ahead of UTC."""
        if self._tzinfo is None:
            return None
        return _check_offset("utcoffset", self._tzinfo.utcoffset(self))

    def tzname(self):
        """Return the zone's name."""
        if self._tzinfo is None:
            return None
        name = self._tzinfo.tzname(self)
        if name is not None and not isinstance(name, str):
            raise TypeError(f"tzinfo.tzname() must return None or a string, not {type(name).__name__!r}")
        return name

    def dst(self):
        """Return the zone's daylight saving."""
        if self._tzinfo is None:
            return None
        return _check_offset("dst", self._tzinfo.dst(self))

    def _us(self):
        # Microseconds since the day before 0001-01-01, local.
        seconds = (self._hour * 60 + self._minute) * 60 + self._second
        return (self.toordinal() * _DAY + seconds) * 1000000 + self._microsecond

    def _keys(self, other, equality):
        a, b = self._us(), other._us()
        if self._tzinfo is other._tzinfo:
            return a, b
        mine, theirs = self.utcoffset(), other.utcoffset()
        if mine is None or theirs is None:
            if mine is theirs:
                return a, b
            if equality:
                return 0, 1
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return a - mine._us, b - theirs._us

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._keys(other, True)
        return a == b

    def __lt__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._keys(other, False)
        return a < b

    def __le__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._keys(other, False)
        return a <= b

    def __gt__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._keys(other, False)
        return a > b

    def __ge__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        a, b = self._keys(other, False)
        return a >= b

    def __hash__(self):
        if self._hashcode == -1:
            offset = self.replace(fold=0).utcoffset()
            self._hashcode = hash(self._us() - (offset._us if offset else 0))
        return self._hashcode

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._from_us(self._us() + other._us, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self)._from_us(self._us() - other._us, self._tzinfo)
        if not isinstance(other, datetime):
            return NotImplemented
        difference = self._us() - other._us()
        if self._tzinfo is other._tzinfo:
            return _delta(difference)
        mine, theirs = self.utcoffset(), other.utcoffset()
        if mine == theirs:
            return _delta(difference)
        if mine is None or theirs is None:
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return _delta(difference + theirs._us - mine._us)

    def __reduce__(self):
        args = (
            self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond
        )
        if self._tzinfo is not None:
            args += (self._tzinfo,)
        return type(self), args


_date_class = date


def _split_timestamp(t):
    # Whole seconds and microseconds, rounded half to even.
    if isinstance(t, int):
        return t, 0
    if t != t:
        raise ValueError("cannot convert float NaN to integer")
    seconds = int(t // 1)
    us = round((t - seconds) * 1e6)
    if us >= 1000000:
        return seconds + 1, us - 1000000
    return seconds, us


def _iso_date_length(text):
    # Where the date of an ISO datetime ends.
    if text[4:5] == "-":
        if text[5:6] == "W":
            return 10 if text[8:9] == "-" and text[9:10].isdigit() else 8
        return 10
    if text[4:5] == "W":
        digits = 7
        while digits < len(text) and text[digits].isdigit():
            digits += 1
        return 8 if digits % 2 == 0 and digits >= 8 else 7
    return 8


class timezone(tzinfo):
    """A zone with a fixed offset."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=True):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is True:
            name = None
            if not offset:
                return cls.utc
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -_DAY_US < offset._us < _DAY_US:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and "
                f"timedelta(hours=24), not {offset!r}."
            )
        return cls._create(offset, name)

    @classmethod
    def _create(cls, offset, name=None):
        self = object.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return type(self), self.__getinitargs__()

    def __eq__(self, other):
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return f"{_class_name(type(self))}.utc"
        if self._name is None:
            return f"{_class_name(type(self))}({self._offset!r})"
        return f"{_class_name(type(self))}({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def _check(self, dt, name):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"{name}(dt) argument must be a datetime instance or None, not {type(dt).__name__}")

    def utcoffset(self, dt):
        self._check(dt, "utcoffset")
        return self._offset

    def tzname(self, dt):
        self._check(dt, "tzname")
        if self._name is not None:
            return self._name
        return "UTC" + _format_offset(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        self._check(dt, "dst")
        return None

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime instance or None")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset


UTC = timezone.utc = timezone._create(timedelta(0))
timezone.min = timezone._create(timedelta(days=-1, minutes=1))
timezone.max = timezone._create(timedelta(days=1, minutes=-1))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)

# Directives of strptime that are numbers: field and most digits.
_NUMBERS = {
    "Y": ("year", 4), "m": ("month", 2), "d": ("day", 2), "H": ("hour", 2), "I": ("hour12", 2),
    "M": ("minute", 2), "S": ("second", 2), "j": ("yday", 3), "y": ("year2", 2), "w": ("w", 1),
    "u": ("u", 1), "U": ("U", 2), "W": ("W", 2), "G": ("G", 4), "V": ("V", 2),
}
_RANGES = {
    "month": (1, 12), "day": (1, 31), "hour": (0, 23), "hour12": (1, 12), "minute": (0, 59),
    "second": (0, 61), "yday": (1, 366), "w": (0, 6), "u": (1, 7), "U": (0, 53), "W": (0, 53),
    "V": (1, 53),
}
_SHORTHANDS = {"D": "%m/%d/%y", "T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d", "c": "%a %b %d %H:%M:%S %Y",
               "x": "%m/%d/%y", "X": "%H:%M:%S"}


class _Mismatch(Exception):
    pass


def _match_name(text, pos, names):
    # The longest name that stands at pos, ignoring case.
    lower = text[pos:pos + 12].lower()
    best = None
    for number, name in enumerate(names):
        if lower.startswith(name.lower()) and (best is None or len(name) > len(names[best])):
            best = number
    if best is None:
        raise _Mismatch
    return best, pos + len(names[best])


def _match_number(text, pos, most, name):
    end = pos
    while end < len(text) and end - pos < most and text[end] in "0123456789":
        end += 1
    low, high = _RANGES.get(name, (0, 9999))
    # As a pattern would, give digits back until the number is in range.
    while end > pos and not low <= int(text[pos:end]) <= high:
        end -= 1
    if end == pos or (name in ("year", "G") and end - pos != 4) or (name == "year2" and end - pos != 2):
        raise _Mismatch
    return int(text[pos:end]), end


def _match_zone(text, pos):
    if text[pos:pos + 1] == "Z":
        return timedelta(0), pos + 1
    if text[pos:pos + 1] not in ("+", "-") or pos >= len(text):
        raise _Mismatch
    sign = -1 if text[pos] == "-" else 1
    end = pos + 1
    while end < len(text) and (text[end].isdigit() or text[end] in ":."):
        end += 1
    try:
        h, m, s, us = _parse_clock(text[pos + 1:end])
    except ValueError:
        raise _Mismatch from None
    return sign * timedelta(hours=h, minutes=m, seconds=s, microseconds=us), end


def _match(text, format):
    found = {}
    pos = i = 0
    while i < len(format):
        ch = format[i]
        i += 1
        if ch.isspace():
            if pos >= len(text) or not text[pos].isspace():
                raise _Mismatch
            while pos < len(text) and text[pos].isspace():
                pos += 1
            while i < len(format) and format[i].isspace():
                i += 1
            continue
        if ch != "%":
            if text[pos:pos + 1].lower() != ch.lower():
                raise _Mismatch
            pos += 1
            continue
        if i >= len(format):
            raise ValueError(f"stray %% in format '{format}'".replace("%%", "%"))
        directive = format[i]
        i += 1
        if directive in _SHORTHANDS:
            format = format[:i] + _SHORTHANDS[directive] + format[i:]
        elif directive in _NUMBERS:
            name, most = _NUMBERS[directive]
            if directive == "d" and text[pos:pos + 1] == " ":
                pos += 1
            found[name], pos = _match_number(text, pos, most, name)
        elif directive == "f":
            end = pos
            while end < len(text) and end - pos < 6 and text[end] in "0123456789":
                end += 1
            if end == pos:
                raise _Mismatch
            found["us"] = int(text[pos:end].ljust(6, "0"))
            pos = end
        elif directive in "bh":
            number, pos = _match_name(text, pos, _MONTHS)
            found["month"] = number + 1
        elif directive == "B":
            number, pos = _match_name(text, pos, _FULL_MONTHS)
            found["month"] = number + 1
        elif directive == "a":
            found["weekday"], pos = _match_name(text, pos, _WEEKDAYS)
        elif directive == "A":
            found["weekday"], pos = _match_name(text, pos, _FULL_WEEKDAYS)
        elif directive == "p":
            found["pm"], pos = _match_name(text, pos, ("AM", "PM"))
        elif directive == "z":
            found["offset"], pos = _match_zone(text, pos)
        elif directive == "Z":
            names = ("UTC", "GMT", *_time.tzname)
            number, pos = _match_name(text, pos, names)
            found["zone"] = names[number]
        elif directive == "%":
            if text[pos:pos + 1] != "%":
                raise _Mismatch
            pos += 1
        else:
            raise ValueError(f"'{directive}' is a bad directive in format '{format}'")
    return found, pos


def _strptime(cls, text, format):
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 1 must be str, not {type(text).__name__}")
    if not isinstance(format, str):
        raise TypeError(f"strptime() argument 2 must be str, not {type(format).__name__}")
    try:
        found, end = _match(text, format)
    except _Mismatch:
        raise ValueError(f"time data {text!r} does not match format {format!r}") from None
    if end != len(text):
        raise ValueError(f"unconverted data remains: {text[end:]}")
    year = found.get("year")
    if year is None and "year2" in found:
        year = found["year2"] + (1900 if found["year2"] > 68 else 2000)
    month, day = found.get("month", 1), found.get("day", 1)
    weekday = found.get("weekday")
    if "u" in found:
        weekday = found["u"] - 1
    elif "w" in found:
        weekday = (found["w"] - 1) % 7
    if "G" in found or "V" in found:
        if "G" not in found:
            raise ValueError(
                "ISO week directive '%V' must be used with the ISO year directive '%G' "
                "and a weekday directive ('%A', '%a', '%w', or '%u')."
            )
        if "V" not in found or weekday is None:
            raise ValueError(
                "ISO year directive '%G' must be used with the ISO week directive '%V' "
                "and a weekday directive ('%A', '%a', '%w', or '%u')."
            )
        year, month, day = _iso_to_ymd(found["G"], found["V"], weekday + 1)
    elif "yday" in found and year is not None:
        year, month, day = _ord2ymd(_days_before_year(year) + found["yday"])
    elif year is not None and weekday is not None and ("U" in found or "W" in found):
        first = (_ymd2ord(year, 1, 1) + 6) % 7
        week = found.get("U", found.get("W"))
        shift = 1 if "U" in found else 0
        offset = (7 - (first + shift) % 7) % 7
        number = _ymd2ord(year, 1, 1) + offset + (week - 1) * 7 + (weekday + shift) % 7
        year, month, day = _ord2ymd(number)
    if year is None:
        year = 1900
        if month == 2 and day == 29:
            raise ValueError("day is out of range for month")
    hour = found.get("hour", 0)
    if "hour12" in found:
        hour = found["hour12"] % 12 + (12 if found.get("pm") else 0)
    tz = None
    if "offset" in found:
        tz = timezone(found["offset"], found["zone"]) if "zone" in found else timezone(found["offset"])
    return cls(
        year, month, day, hour, found.get("minute", 0), found.get("second", 0), found.get("us", 0), tz
    )
