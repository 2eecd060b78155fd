# staticmethod and classmethod: binding, inheritance, callable, wrapping, alternate constructors
class A:
    n = "A"
    @staticmethod
    def s(x=1): return ("s", x)
    @classmethod
    def c(cls, x=1): return (cls.__name__, x)
    def make(cls): return cls
    make = classmethod(make)
    raw = staticmethod(len)
class B(A): n = "B"
a, b = A(), B()
print(A.s(), a.s(2), A.c(), a.c(3), B.c(), b.c(), B.make().n, A.raw("abc"), a.raw([1]))
print(type(A.__dict__["s"]).__name__, type(A.__dict__["c"]).__name__, type(A.s).__name__, type(A.c).__name__, A.c.__self__.__name__, A.c.__func__.__name__)
@staticmethod
def free(x): return x * 2
print(free(4), free.__name__, free.__wrapped__(5))
print(A.__dict__["s"](7), A.__dict__["c"].__func__(A, 8))
try: A.__dict__["c"](8)
except TypeError as e: print(e)
class Date:
    def __init__(self, y, m): self.y, self.m = y, m
    @classmethod
    def parse(cls, s): return cls(*map(int, s.split("-")))
    def __repr__(self): return f"{type(self).__name__}({self.y}, {self.m})"
class SubDate(Date): pass
print(Date.parse("2020-01"), SubDate.parse("2021-12"))
A.added = classmethod(lambda cls: cls.n)
A.added2 = staticmethod(lambda: "static")
print(B.added(), b.added2())
class C:
    @classmethod
    def __class_getitem__(cls, k): return (cls.__name__, k)
    @staticmethod
    def __new__(cls, *a): print("new", a); return super().__new__(cls)
print(C["x"], isinstance(C(1), C))
class D(A):
    @classmethod
    def c(cls, x=9): return ("D",) + super().c(x)
    @staticmethod
    def s(): return A.s("via D")
print(D.c(), D().c(1), D.s())
