# rich comparison: reflection, fallbacks, identity, hash interplay, ordering errors
class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq", end=" "); return isinstance(o, C) and self.v == o.v
    def __lt__(self, o): print("lt", end=" "); return self.v < o.v
    def __le__(self, o): print("le", end=" "); return self.v <= o.v
    __hash__ = None
print(C(1) == C(1), C(1) != C(1), C(1) < C(2), C(1) > C(2), C(1) <= C(1), C(2) >= C(1), C(1) == 5)
print(sorted([C(3), C(1)], key=lambda c: c.v)[0].v, min(C(2), C(1)).v, max(C(1), C(2)).v)
for f in (lambda: hash(C(1)), lambda: {C(1)}, lambda: {C(1): 2}):
    try: f()
    except TypeError as e: print(e)
class E:
    def __eq__(self, o): return NotImplemented
e = E()
print(e == e, e == E(), e != e, e == 5, E.__hash__)
class Ne:
    def __ne__(self, o): return "custom ne"
print(Ne() != 1, Ne() == 1)
class NoOrd: pass
for f in (lambda: NoOrd() < NoOrd(), lambda: NoOrd() >= 1, lambda: 1 < "a", lambda: "a" <= 1, lambda: [1] < (1,), lambda: None < None, lambda: 1j < 2j, lambda: {} < {}, lambda: sorted([1, "a"]), lambda: max([1, None]), lambda: [1, "a"] < [1, 2], lambda: object() > object()):
    try: print(f())
    except TypeError as e: print(e)
class P:
    def __gt__(self, o): return ("P.gt", o)
class Q:
    def __lt__(self, o): return ("Q.lt", o)
print(5 < P(), 3 > Q())
class Base:
    def __eq__(self, o): return "base eq"
class Derived(Base):
    def __eq__(self, o): return "derived eq"
print(Base() == Derived(), Derived() == Base())
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], nan != nan)
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return self.v == o.v
print(len({H(1), H(1), H(2)}), {H(1): "a"}[H(1)], H(1) in {H(1): 0})
class BoolRaises:
    def __eq__(self, o): return self
    def __bool__(self): raise ValueError("bool asked")
try: BoolRaises() in [1]
except ValueError as x: print(x)
class BadHash:
    def __hash__(self): return "x"
try: hash(BadHash())
except TypeError as x: print(x)
class BigHash:
    def __hash__(self): return 2 ** 70
print(hash(BigHash()) == hash(2 ** 70))
