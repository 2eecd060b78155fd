"""Exact rational numbers."""

import math
import numbers
import operator
import sys

__all__ = ["Fraction"]

_HASH_MODULUS = sys.hash_info.modulus
_HASH_INF = sys.hash_info.inf


def _invalid(text):
    return ValueError(f"Invalid literal for Fraction: {text!r}")


def _digits(text, allow_empty=False):
    # Decimal digits with single underscores between them, as an int.
    if not text:
        if allow_empty:
            return 0
        raise ValueError
    if text[0] == "_" or text[-1] == "_" or "__" in text or not text.replace("_", "").isdecimal():
        raise ValueError
    return int(text)


def _parse(text):
    # (numerator, denominator) of "[sign]a[/b]" or "[sign]a[.b][e[sign]c]".
    s = text.strip()
    negative = s[:1] == "-"
    if s[:1] in ("+", "-"):
        s = s[1:]
    if "/" in s:
        num, _, den = s.partition("/")
        numerator, denominator = _digits(num.rstrip()), _digits(den.lstrip())
    else:
        mantissa = s
        exponent = 0
        at = max(s.find("e"), s.find("E"))
        if at >= 0:
            mantissa, exp = s[:at], s[at + 1:]
            sign = -1 if exp[:1] == "-" else 1
            exponent = sign * _digits(exp[1:] if exp[:1] in ("+", "-") else exp)
        whole, dot, decimals = mantissa.partition(".")
        if not whole and not decimals:
            raise ValueError
        numerator = _digits(whole, allow_empty=bool(decimals))
        if decimals:
            scale = 10 ** len(decimals.replace("_", ""))
            numerator = numerator * scale + _digits(decimals)
        else:
            scale = 1
        denominator = scale
        if exponent >= 0:
            numerator *= 10 ** exponent
        else:
            denominator *= 10 ** -exponent
    return (-numerator if negative else numerator), denominator


class Fraction(numbers.Rational):
    """A fraction in lowest terms with a positive denominator."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator = numerator
                self._denominator = 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            if isinstance(numerator, float) or (
                not isinstance(numerator, (type, str)) and hasattr(numerator, "as_integer_ratio")
            ):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            try:
                numerator, denominator = _parse(numerator)
            except ValueError:
                raise _invalid(numerator) from None
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (
                numerator.numerator * denominator.denominator,
                denominator.numerator * numerator.denominator,
            )
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        g = math.gcd(numerator, denominator)
        if denominator < 0:
            g = -g
        self._numerator = numerator // g
        self._denominator = denominator // g
        return self

    @classmethod
    def from_float(cls, f):
        """Return the exact value of a float (or int)."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(
                f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})"
            )
        return cls._from_coprime_ints(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Return the exact value of a Decimal."""
        from decimal import Decimal

        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError(
                f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})"
            )
        return cls._from_coprime_ints(*dec.as_integer_ratio())

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        # Numerator and denominator already in lowest terms.
        obj = super(Fraction, cls).__new__(cls)
        obj._numerator = numerator
        obj._denominator = denominator
        return obj

    def is_integer(self):
        """True if the denominator is 1."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Return (numerator, denominator)."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Return the closest fraction whose denominator is small enough."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Continued fraction: stop before the convergent that is too large.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction._from_coprime_ints(p1, q1)
        return Fraction._from_coprime_ints(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(a):
        return a._numerator

    @property
    def denominator(a):
        return a._denominator

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, format_spec, /):
        if not format_spec:
            return str(self)
        return _format(self, format_spec)

    def _operator_fallbacks(monomorphic_operator, fallback_operator, handle_complex=True):
        # The forward and the reverse method: exact with ints and Fractions,
        # otherwise with the operator of float or complex.
        def forward(a, b):
            if type(b) is Fraction:
                return monomorphic_operator(a, b)
            if isinstance(b, int):
                return monomorphic_operator(a, Fraction(b))
            if isinstance(b, Fraction):
                return monomorphic_operator(a, b)
            if isinstance(b, float):
                return fallback_operator(float(a), b)
            if handle_complex and isinstance(b, complex):
                return fallback_operator(float(a), b)
            return NotImplemented

        forward.__name__ = "__" + fallback_operator.__name__ + "__"
        forward.__doc__ = monomorphic_operator.__doc__

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return monomorphic_operator(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return fallback_operator(float(a), float(b))
            if handle_complex and isinstance(a, numbers.Complex):
                return fallback_operator(complex(a), float(b))
            return NotImplemented

        reverse.__name__ = "__r" + fallback_operator.__name__ + "__"
        reverse.__doc__ = monomorphic_operator.__doc__
        return forward, reverse

    def _add(a, b):
        """a + b"""
        # Small numbers in the common case: Knuth, 4.5.1.
        na, da = a._numerator, a._denominator
        nb, db = b._numerator, b._denominator
        g = math.gcd(da, db)
        if g == 1:
            return Fraction._from_coprime_ints(na * db + da * nb, da * db)
        s = da // g
        t = na * (db // g) + nb * s
        g2 = math.gcd(t, g)
        if g2 == 1:
            return Fraction._from_coprime_ints(t, s * db)
        return Fraction._from_coprime_ints(t // g2, s * (db // g2))

    __add__, __radd__ = _operator_fallbacks(_add, operator.add)

    def _sub(a, b):
        """a - b"""
        na, da = a._numerator, a._denominator
        nb, db = b._numerator, b._denominator
        g = math.gcd(da, db)
        if g == 1:
            return Fraction._from_coprime_ints(na * db - da * nb, da * db)
        s = da // g
        t = na * (db // g) - nb * s
        g2 = math.gcd(t, g)
        if g2 == 1:
            return Fraction._from_coprime_ints(t, s * db)
        return Fraction._from_coprime_ints(t // g2, s * (db // g2))

    __sub__, __rsub__ = _operator_fallbacks(_sub, operator.sub)

    def _mul(a, b):
        """a * b"""
        na, da = a._numerator, a._denominator
        nb, db = b._numerator, b._denominator
        g1 = math.gcd(na, db)
        if g1 > 1:
            na //= g1
            db //= g1
        g2 = math.gcd(nb, da)
        if g2 > 1:
            nb //= g2
            da //= g2
        return Fraction._from_coprime_ints(na * nb, db * da)

    __mul__, __rmul__ = _operator_fallbacks(_mul, operator.mul)

    def _div(a, b):
        """a / b"""
        nb, db = b._numerator, b._denominator
        if nb == 0:
            raise ZeroDivisionError(f"Fraction({db}, 0)")
        na, da = a._numerator, a._denominator
        g1 = math.gcd(na, nb)
        if g1 > 1:
            na //= g1
            nb //= g1
        g2 = math.gcd(db, da)
        if g2 > 1:
            da //= g2
            db //= g2
        n, d = na * db, nb * da
        if d < 0:
            n, d = -n, -d
        return Fraction._from_coprime_ints(n, d)

    __truediv__, __rtruediv__ = _operator_fallbacks(_div, operator.truediv)

    def _floordiv(a, b):
        """a // b"""
        return (a.numerator * b.denominator) // (a.denominator * b.numerator)

    __floordiv__, __rfloordiv__ = _operator_fallbacks(_floordiv, operator.floordiv, False)

    def _divmod(a, b):
        """(a // b, a % b)"""
        da, db = a.denominator, b.denominator
        div, n_mod = divmod(a.numerator * db, da * b.numerator)
        return div, Fraction(n_mod, da * db)

    __divmod__, __rdivmod__ = _operator_fallbacks(_divmod, divmod, False)

    def _mod(a, b):
        """a % b"""
        da, db = a.denominator, b.denominator
        return Fraction((a.numerator * db) % (b.numerator * da), da * db)

    __mod__, __rmod__ = _operator_fallbacks(_mod, operator.mod, False)

    def __pow__(a, b):
        """a ** b: a Fraction if b is a whole number, else a float."""
        if isinstance(b, numbers.Rational):
            if b.denominator == 1:
                power = b.numerator
                if power >= 0:
                    return Fraction._from_coprime_ints(
                        a._numerator ** power, a._denominator ** power
                    )
                if a._numerator > 0:
                    return Fraction._from_coprime_ints(
                        a._denominator ** -power, a._numerator ** -power
                    )
                if a._numerator == 0:
                    raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
                return Fraction._from_coprime_ints(
                    (-a._denominator) ** -power, (-a._numerator) ** -power
                )
            return float(a) ** float(b)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        """a ** b"""
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        return Fraction._from_coprime_ints(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction._from_coprime_ints(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction._from_coprime_ints(abs(a._numerator), a._denominator)

    def __int__(a, _index=operator.index):
        if a._numerator < 0:
            return _index(-(-a._numerator // a._denominator))
        return _index(a._numerator // a._denominator)

    def __trunc__(a):
        if a._numerator < 0:
            return -(-a._numerator // a._denominator)
        return a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        """Round to the nearest, ties to even; to ndigits decimals if given."""
        if ndigits is None:
            d = self._denominator
            floor, remainder = divmod(self._numerator, d)
            if remainder * 2 < d:
                return floor
            if remainder * 2 > d:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        # Equal numbers of every type have equal hashes.
        try:
            dinv = pow(self._denominator, -1, _HASH_MODULUS)
        except ValueError:
            hash_ = _HASH_INF
        else:
            hash_ = hash(hash(abs(self._numerator)) * dinv)
        result = hash_ if self._numerator >= 0 else -hash_
        return -2 if result == -1 else result

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == a.from_float(b)
        return NotImplemented

    def _richcmp(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(
                self._numerator * other.denominator, self._denominator * other.numerator
            )
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._richcmp(b, operator.lt)

    def __gt__(a, b):
        return a._richcmp(b, operator.gt)

    def __le__(a, b):
        return a._richcmp(b, operator.le)

    def __ge__(a, b):
        return a._richcmp(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        if type(self) == Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        if type(self) == Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)


def _split_spec(spec):
    # (fill, align, sign, z, alternate, zeropad, width, thousands, precision, type), or None.
    fill, align = " ", None
    if len(spec) >= 2 and spec[1] in "<>=^":
        fill, align, spec = spec[0], spec[1], spec[2:]
    elif spec[:1] and spec[0] in "<>=^":
        align, spec = spec[0], spec[1:]
    sign = "-"
    if spec[:1] and spec[0] in "-+ ":
        sign, spec = spec[0], spec[1:]
    z = spec[:1] == "z"
    if z:
        spec = spec[1:]
    alternate = spec[:1] == "#"
    if alternate:
        spec = spec[1:]
    zeropad = spec[:1] == "0" and spec[1:2].isdecimal()
    if zeropad:
        spec = spec[1:]
    n = 0
    while n < len(spec) and spec[n] in "0123456789":
        n += 1
    width, spec = spec[:n], spec[n:]
    if n > 1 and width[0] == "0":
        return None
    thousands = ""
    if spec[:1] and spec[0] in ",_":
        thousands, spec = spec[0], spec[1:]
    precision = None
    if spec[:1] == ".":
        n = 1
        while n < len(spec) and spec[n] in "0123456789":
            n += 1
        if n == 1 or (n > 2 and spec[1] == "0"):
            return None
        precision, spec = int(spec[1:n]), spec[n:]
    if len(spec) > 1 or (spec and spec not in "eEfFgG%"):
        return None
    return (
        fill, align, sign, z, alternate, zeropad, int(width or "0"), thousands,
        precision, spec,
    )


def _group(digits, sep):
    if not sep:
        return digits
    first = 1 + (len(digits) - 1) % 3
    return digits[:first] + "".join(
        [sep + digits[pos:pos + 3] for pos in range(first, len(digits), 3)]
    )


def _round_to_exponent(n, d, exponent, no_neg_zero=False):
    # (is negative, rounded n / d in units of 10 ** exponent), ties to even.
    if exponent >= 0:
        d *= 10 ** exponent
    else:
        n *= 10 ** -exponent
    q, r = divmod(n + (d >> 1), d)
    if r == 0 and d & 1 == 0:
        q &= -2
    sign = q < 0 if no_neg_zero else n < 0
    return sign, abs(q)


def _round_to_figures(n, d, figures):
    # (is negative, significand, exponent) with the given number of digits.
    if n == 0:
        return False, 0, 1 - figures
    str_n, str_d = str(abs(n)), str(d)
    m = len(str_n) - len(str_d) + (str_d <= str_n)
    exponent = m - figures
    sign, significand = _round_to_exponent(n, d, exponent)
    if len(str(significand)) == figures + 1:
        significand //= 10
        exponent += 1
    return sign, significand, exponent


def _format(fraction, format_spec):
    parts = _split_spec(format_spec)
    if parts is None or (parts[1] is not None and parts[5]):
        raise ValueError(
            f"Invalid format specifier {format_spec!r} "
            f"for object of type {type(fraction).__name__!r}"
        )
    fill, align, sign, z, alternate, zeropad, width, thousands, precision, kind = parts
    n, d = fraction.numerator, fraction.denominator
    if not kind:
        if z or zeropad or precision is not None:
            raise ValueError(
                f"Invalid format specifier {format_spec!r} "
                f"for object of type {type(fraction).__name__!r}"
            )
        negative = n < 0
        body = _group(str(abs(n)), thousands)
        if d > 1 or alternate:
            body += "/" + _group(str(d), thousands)
        if align == "=" and zeropad:
            pass
    else:
        if zeropad:
            fill, align = "0", "="
        if precision is None:
            precision = 6
        upper = kind in "EFG"
        if kind in "fF%":
            exponent = -precision
            if kind == "%":
                exponent -= 2
            negative, significand = _round_to_exponent(n, d, exponent, z)
            scientific = False
            point_pos = precision
        else:
            figures = max(precision, 1) if kind in "gG" else precision + 1
            negative, significand, exponent = _round_to_figures(n, d, figures)
            scientific = kind in "eE" or exponent > 0 or exponent + figures <= -4
            point_pos = figures - 1 if scientific else -exponent
        if kind == "%":
            suffix = "%"
        elif scientific:
            suffix = f"{'E' if upper else 'e'}{exponent + point_pos:+03d}"
        else:
            suffix = ""
        digits = f"{significand:0{point_pos + 1}d}"
        cut = len(digits) - point_pos
        leading, frac = digits[:cut], digits[cut:]
        if kind in "gG" and not alternate:
            frac = frac.rstrip("0")
        point = "." if frac or alternate else ""
        trailing = point + frac + suffix
        sign_text = "-" if negative else sign if sign != "-" else ""
        if zeropad and align == "=" and fill == "0":
            min_leading = width - len(sign_text) - len(trailing)
            if thousands:
                min_leading = 3 * min_leading // 4 + 1
            leading = leading.zfill(min_leading)
        body = _group(leading, thousands) + trailing
    sign_text = "-" if negative else sign if sign != "-" else ""
    padding = fill * (width - len(sign_text) - len(body))
    align = align or ">"
    if align == ">":
        return padding + sign_text + body
    if align == "<":
        return sign_text + body + padding
    if align == "^":
        half = len(padding) // 2
        return padding[:half] + sign_text + body + padding[half:]
    return sign_text + padding + body
