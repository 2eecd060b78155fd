"""The tower of abstract numbers: Number, Complex, Real, Rational, Integral."""

from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


def _abstract(name, doc):
    def method(self, *args):
        raise NotImplementedError

    method.__name__ = name
    method.__doc__ = doc
    return abstractmethod(method)


class Number(metaclass=ABCMeta):
    """Any number; has no operations."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """What complex can do."""

    __slots__ = ()

    for _name, _doc in (
        ("__complex__", "Return a complex."), ("__add__", "self + other"),
        ("__radd__", "other + self"), ("__neg__", "-self"), ("__pos__", "+self"),
        ("__mul__", "self * other"), ("__rmul__", "other * self"),
        ("__truediv__", "self / other"), ("__rtruediv__", "other / self"),
        ("__pow__", "self ** exponent"), ("__rpow__", "base ** self"),
        ("__abs__", "Distance from 0."), ("conjugate", "The conjugate."),
        ("__eq__", "self == other"),
    ):
        locals()[_name] = _abstract(_name, _doc)
    del _name, _doc

    def __bool__(self):
        """True if self != 0."""
        return self != 0

    @property
    @abstractmethod
    def real(self):
        """The real part."""
        raise NotImplementedError

    @property
    @abstractmethod
    def imag(self):
        """The imaginary part."""
        raise NotImplementedError

    def __sub__(self, other):
        """self - other"""
        return self + -other

    def __rsub__(self, other):
        """other - self"""
        return -self + other


Complex.register(complex)


class Real(Complex):
    """What float can do."""

    __slots__ = ()

    for _name, _doc in (
        ("__float__", "Return a float."), ("__trunc__", "Towards 0."),
        ("__floor__", "Downwards."), ("__ceil__", "Upwards."),
        ("__round__", "To the nearest."), ("__floordiv__", "self // other"),
        ("__rfloordiv__", "other // self"), ("__mod__", "self % other"),
        ("__rmod__", "other % self"), ("__lt__", "self < other"),
        ("__le__", "self <= other"),
    ):
        locals()[_name] = _abstract(_name, _doc)
    del _name, _doc

    def __divmod__(self, other):
        """(self // other, self % other)"""
        return (self // other, self % other)

    def __rdivmod__(self, other):
        """(other // self, other % self)"""
        return (other // self, other % self)

    def __complex__(self):
        """complex(float(self), 0)"""
        return complex(float(self))

    @property
    def real(self):
        """The number itself."""
        return +self

    @property
    def imag(self):
        """0"""
        return 0

    def conjugate(self):
        """The number itself."""
        return +self


Real.register(float)


class Rational(Real):
    """A fraction in lowest terms."""

    __slots__ = ()

    @property
    @abstractmethod
    def numerator(self):
        raise NotImplementedError

    @property
    @abstractmethod
    def denominator(self):
        raise NotImplementedError

    def __float__(self):
        """float(self)"""
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """What int can do."""

    __slots__ = ()

    for _name, _doc in (
        ("__int__", "int(self)"), ("__pow__", "self ** exponent % modulus"),
        ("__lshift__", "self << other"), ("__rlshift__", "other << self"),
        ("__rshift__", "self >> other"), ("__rrshift__", "other >> self"),
        ("__and__", "self & other"), ("__rand__", "other & self"),
        ("__xor__", "self ^ other"), ("__rxor__", "other ^ self"),
        ("__or__", "self | other"), ("__ror__", "other | self"), ("__invert__", "~self"),
    ):
        locals()[_name] = _abstract(_name, _doc)
    del _name, _doc

    def __index__(self):
        """For slices."""
        return int(self)

    def __float__(self):
        """float(self)"""
        return float(int(self))

    @property
    def numerator(self):
        """The number itself."""
        return +self

    @property
    def denominator(self):
        """1"""
        return 1


Integral.register(int)
