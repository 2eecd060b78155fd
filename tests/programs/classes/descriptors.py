# data and non-data descriptors, precedence, __set_name__, class access, deletion
class Data:
    def __set_name__(self, owner, name): self.n = name; print("set_name", owner.__name__, name)
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return obj.__dict__.get(self.n, f"no {self.n}") if obj else None
    def __set__(self, obj, v): print("set", v); obj.__dict__[self.n] = v
    def __delete__(self, obj): print("delete"); del obj.__dict__[self.n]
class NonData:
    def __get__(self, obj, owner): return ("nondata", obj is None, owner.__name__)
class OnlySet:
    def __set__(self, obj, v): obj.__dict__["os"] = ("stored", v)
class C:
    d = Data()
    n = NonData()
    os = OnlySet()
    plain = 1
c = C()
print(c.d, C.d is C.__dict__["d"], c.n, C.n)
c.d = 5
print(c.d, c.__dict__)
c.__dict__["d"] = "hidden"
c.__dict__["n"] = "shadow"
print(c.d, c.n)
del c.d
try: del c.d
except KeyError as e: print("KeyError", e)
print(type(c.os).__name__)
c.os = 1
print(c.os)
try: del c.os
except AttributeError as e: print(e)
C.late = Data()
try: c.late
except AttributeError as e: print(e)
class Raises:
    def __get__(self, o, t): raise AttributeError("from descriptor")
class D:
    r = Raises()
    def __getattr__(self, n): return "fallback " + n
print(D().r, hasattr(C(), "d"), getattr(D(), "q"))
try: D.r
except AttributeError as e: print(e)
def f(self): return self
print(f.__get__(5)(), f.__get__(None, int) is f, type(f.__get__(5)).__name__)
class Meta(type):
    md = NonData()
    both = 1
class E(metaclass=Meta):
    both = 2
print(E.md, E.both)
try: E().md
except AttributeError as e: print(e)
class BadName:
    def __set_name__(self, o, n): raise ValueError("bad name")
try:
    class F: x = BadName()
except ValueError as e: print(e, e.__notes__)
class Typed:
    def __init__(self, t): self.t = t
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.n)
    def __set__(self, o, v):
        if not isinstance(v, self.t): raise TypeError(f"{self.n[1:]} must be {self.t.__name__}")
        setattr(o, self.n, v)
class G:
    a, b = Typed(int), Typed(str)
    def __init__(self, a, b): self.a, self.b = a, b
print(vars(G(1, "x")))
try: G("x", 1)
except TypeError as e: print(e)
