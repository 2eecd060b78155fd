# iterator algebra with operator overloading and generators
import itertools, operator
class Stream:
    def __init__(self, it): self.it = it
    def __iter__(self): return iter(self.it() if callable(self.it) else self.it)
    def __or__(self, f): return Stream(lambda: f(iter(self)))
    def _zip(self, o, op): return Stream(lambda: map(op, self, o if isinstance(o, Stream) else itertools.repeat(o)))
    def __add__(self, o): return self._zip(o, operator.add)
    def __mul__(self, o): return self._zip(o, operator.mul)
    __rmul__ = __mul__
    def __getitem__(self, s): return list(itertools.islice(self, s.start, s.stop, s.step)) if isinstance(s, slice) else next(itertools.islice(self, s, None))
nat = Stream(lambda: itertools.count())
def where(p): return lambda it: (x for x in it if p(x))
def each(f): return lambda it: map(f, it)
print(nat[:5], (nat + nat)[:5], (nat * 3 + 1)[2:8:2], (2 * nat)[100], (nat | where(lambda x: x % 7 == 0) | each(str))[:4])
def fibs(): yield 0; yield 1; s = Stream(fibs); yield from map(operator.add, s, itertools.islice(s, 1, None))
print(Stream(fibs)[:12])
def sieve(it): p = next(it); yield p; yield from sieve(x for x in it if x % p)
print(Stream(lambda: sieve(itertools.count(2)))[:15])
