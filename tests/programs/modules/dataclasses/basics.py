# dataclass: init, repr, eq, defaults, field, order, frozen, post_init, inheritance, errors
from dataclasses import dataclass, field, fields, asdict, astuple, replace, is_dataclass, KW_ONLY, InitVar, FrozenInstanceError, make_dataclass, MISSING
from typing import ClassVar
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    cls: ClassVar[int] = 7
    hidden: int = field(default=0, repr=False, compare=False)
p = P(1); q = P(1, 2)
p.tags.append("t")
print(p, q, p == q, P(1) == P(1), P(1, hidden=5) == P(1), P(1) != P(2), P.cls, [f.name for f in fields(P)], is_dataclass(P), is_dataclass(5), P.__match_args__, p == (1, 2))
print(asdict(p), astuple(p), replace(p, x=9), asdict(P(1, tags=[P(2)])))
@dataclass(order=True, frozen=True)
class V:
    a: int
    b: str = "z"
print(V(1) < V(2), sorted([V(2), V(1, "b"), V(1, "a")]), V(1) >= V(1), hash(V(1)) == hash(V(1)), {V(1): "k"}[V(1)])
for f in (lambda: V(), lambda: V(1, 2, 3), lambda: setattr(V(1), "a", 5), lambda: delattr(V(1), "a"), lambda: hash(P(1)), lambda: P(1) < P(2), lambda: V(1) < 5, lambda: P(z=1), lambda: fields(5), lambda: asdict(5), lambda: replace(V(1), q=1), lambda: replace(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Post:
    w: float
    h: float
    area: float = field(init=False)
    scale: InitVar[int] = 1
    def __post_init__(self, scale): self.area = self.w * self.h * scale
print(Post(2, 3), Post(2, 3, scale=10))
@dataclass
class Base:
    a: int = 1
@dataclass
class Sub(Base):
    b: int = 2
    a: int = 10
print(Sub(), Sub(5, 6), Sub() == Base(10))
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 5
    c: int = field(kw_only=True)
print(K(1, c=3))
@dataclass(kw_only=True, slots=True)
class S: a: int; b: int = 2
print(S(a=1), S.__slots__)
for body in ("x: int = 1; y: int", "x: list = []", "x: dict = {}", "x: int = field(default=1, default_factory=int)"):
    try: exec(f"@dataclass\nclass E:\n    {body}")
    except Exception as e: print(type(e).__name__, e)
try: K(1, 2, 3)
except TypeError as e: print(e)
@dataclass(repr=False, eq=False)
class N: a: int
print(N(1) == N(1), "object at" in repr(N(1)))
@dataclass
class R:
    me: "R" = None
r = R(); r.me = r; print(r)
M = make_dataclass("M", ["x", ("y", int), ("z", int, 5)]); print(M(1, 2), M.__name__)
f = fields(P)[1]; print(f.name, f.type, f.default, f.init, fields(P)[2].default is MISSING, P.__dataclass_fields__["x"].name)
match P(3, 4):
    case P(x, y): print("match", x, y)
