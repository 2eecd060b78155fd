# class and instance attributes, methods, bound methods, __init__, isinstance, vars
class P:
    count = 0
    items = []
    def __init__(self, name):
        self.name = name
        P.count += 1
    def greet(self, other="you"): return f"{self.name} greets {other}"
    def __repr__(self): return f"P({self.name!r})"
a, b = P("a"), P("b")
print(a.greet(), b.greet("c"), P.greet(a, "d"), P.count, a, [b])
a.count = 10
print(a.count, b.count, P.count, vars(a), b.__dict__)
a.items.append(1)
print(b.items, P.items is a.items)
a.greet = lambda: "instance function"
print(a.greet(), b.greet())
del a.greet
print(a.greet())
g = a.greet
a.name = "changed"
print(g())
class Q(P):
    def __init__(self, name, extra):
        super().__init__(name)
        self.extra = extra
    def greet(self, other="Q"): return super().greet(other) + "!"
q = Q("q", 1)
print(q.greet(), isinstance(q, P), isinstance(a, Q), issubclass(Q, P), type(q) is Q, q.__class__.__name__, Q.__bases__[0].__name__)
for text in ["a.nope", "P.nope", "a.greet.nope", "del a.nope", "del P.nope", "P()", "P('x', 'y')", "P.greet()", "a.name.nope = 1", "(5).x = 1", "[].x = 1", "object().x = 1", "int.x = 1", "del int.real", "P.__name__ = 5"]:
    try: exec(text)
    except Exception as e: print(text, "!!", type(e).__name__, e)
P.later = lambda self: ("added later", self.name)
print(a.later(), q.later())
print(P.__name__, P.__qualname__, P.__module__, P.__doc__, P.__dict__["count"], type(P.__dict__).__name__)
print(getattr(a, "name"), getattr(a, "zz", "default"), hasattr(a, "zz"), setattr(a, "zz", 1), a.zz, delattr(a, "zz"))
a.__class__ = Q
print(type(a).__name__, a.greet())
try: a.__class__ = int
except TypeError as e: print(e)
