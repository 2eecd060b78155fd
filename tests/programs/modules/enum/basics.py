# Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique, aliases, methods, errors
import enum
from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique
class C(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def hi(self): return f"hi {self.name}"
    @property
    def low(self): return self.name.lower()
    @classmethod
    def first(cls): return next(iter(cls))
print(C.RED, repr(C.RED), C.RED.name, C.RED.value, C(2), C["GREEN"], C.CRIMSON is C.RED, list(C), len(C), C.RED in C, 1 in C, 9 in C, C.RED.hi(), C.RED.low, C.first(), list(C.__members__), C.RED == C.RED, C.RED == 1, C.RED is C(1), hash(C.RED) == hash(C.RED), {C.RED: "r"}[C.RED], isinstance(C.RED, C), type(C.RED).__name__, f"{C.RED}", "%s" % C.RED, C.__name__)
for f in (lambda: C(9), lambda: C["X"], lambda: C.X, lambda: setattr(C, "RED", 5), lambda: C.RED < C.GREEN, lambda: delattr(C, "RED"), lambda: C(), lambda: type("S", (C,), {}), lambda: C.RED + 1):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A(Enum):
    X = auto(); Y = auto(); Z = "z"; W = 10
print([m.value for m in A])
class I(IntEnum):
    LO = 1; HI = 10
print(I.LO + 1, I.LO < I.HI, I.HI == 10, sorted([I.HI, I.LO]), repr(I.LO), str(I.LO), f"{I.LO}", f"{I.HI:>4}", int(I.HI), [0, 1, 2][I.LO], isinstance(I.LO, int), max(I), I(10), "%d" % I.HI, I.LO.value)
class S(StrEnum):
    A = auto(); B = "bee"
print(S.A, repr(S.A), S.A == "a", S.B.upper(), f"{S.B}", S("bee"), "x" + S.A)
class F(Flag):
    R = auto(); W = auto(); X = auto(); RW = R | W
print(F.R | F.X, F.RW, F.R in F.RW, ~F.R, F.R & F.W, bool(F.R & F.W), F.R ^ F.RW, F(3), F(0), list(F.RW), F.RW.value, repr(F.R | F.X), list(F), len(F.RW), F.X.name, (F.R | F.X).name)
class IF(IntFlag):
    A = 1; B = 2; C = 4
print(IF.A | IF.B, IF.A | 8, IF(7), IF.A + 1, repr(IF.A | IF.C), IF.B in IF(3), ~IF.A, IF.A == 1)
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
try: F(64)
except ValueError as e: print(str(e).splitlines()[0])
class P(Enum):
    EARTH = (5.9, 6.3); MARS = (0.6, 3.3)
    def __init__(self, mass, r): self.mass = mass; self.r = r
print(P.EARTH.mass, P((0.6, 3.3)), P.MARS)
D = Enum("D", "N S E W"); print(D.N, D.W.value, list(Enum("Q", {"a": 5, "b": 6})), Enum("T", ["x", "y"]).y.value)
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A if v == "one" else None
print(M("one"))
class N(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    X = auto(); Y = auto()
print(N.X.value, [m.name for m in N])
match C.RED:
    case C.GREEN: print("no")
    case C.RED: print("matched")
print(C.RED.__class__, C.__members__["GREEN"].value, enum.EnumMeta is enum.EnumType, issubclass(I, int))
class Skip(Enum):
    _ignore_ = ["t"]
    t = 5
    A = 1
print(list(Skip), hasattr(Skip, "t"))
