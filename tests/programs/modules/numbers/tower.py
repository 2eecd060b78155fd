# the numbers module: registration of builtin types
import numbers
from fractions import Fraction
for v in (1, True, 1.5, 1j, Fraction(1, 2), "s"): print(repr(v), [n for n in ("Number", "Complex", "Real", "Rational", "Integral") if isinstance(v, getattr(numbers, n))])
class N(numbers.Number):
    __hash__ = None
print(isinstance(N(), numbers.Number), issubclass(int, numbers.Rational))
try: numbers.Complex()
except TypeError as e: print(str(e)[:55])
