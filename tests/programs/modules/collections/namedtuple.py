# namedtuple: fields, defaults, methods, rename, errors, subclassing
from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([3, 4]), tuple(p), p == (1, 2), hash(p) == hash((1, 2)), len(p), p + (3,), P.__name__, P._field_defaults, isinstance(p, tuple))
x, y = p; print(x, y, *p, {p: 1}[1, 2], p < P(1, 3), sorted([P(2, 1), P(1, 2)]), max(P(0, 0), p))
D = namedtuple("D", ["a", "b", "c"], defaults=[2, 3]); print(D(1), D(1, 5), D._field_defaults, namedtuple("R", "x def x _y", rename=True)._fields, namedtuple("C", "a, b")(1, 2), namedtuple("E", "")(), namedtuple("M", "f", module="mod").__module__)
for f in (lambda: P(), lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, 2, z=3), lambda: P(1, x=2), lambda: p.z, lambda: p._replace(q=1), lambda: P._make([1]), lambda: namedtuple("A", "x x"), lambda: namedtuple("A", "def"), lambda: namedtuple("A", "_x"), lambda: namedtuple("A", "1x"), lambda: namedtuple("A b", "x"), lambda: namedtuple("A", "x", defaults=[1, 2]), lambda: namedtuple("class", "x"), lambda: namedtuple("A", [5])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for s in ("p.x = 5", "p[0] = 1", "del p.x", "p.new = 1"):
    try: exec(s)
    except Exception as e: print(s, "!!", type(e).__name__, e)
class V(namedtuple("V", "x y")):
    __slots__ = ()
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
v = V(3, 4); print(v, v.norm, v + v, v._replace(x=0), type(v._replace(x=0)).__name__, V._fields)
match p:
    case P(x=a, y=b): print("matched", a, b)
match v:
    case V(a, b): print("positional", a, b)
print(P.x.__get__(p), P._fields, [f.upper() for f in P._fields], P(*"ab"), P(**{"x": 1, "y": 2}), repr(P([1], {"k": P(1, 2)})), "%s-%s" % p, "{0.x}{0.y}".format(p))
