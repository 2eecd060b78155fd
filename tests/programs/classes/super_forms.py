# super(): zero, one and two arguments; in class methods, static contexts, nested functions, errors
class A:
    x = "A.x"
    def m(self): return "A.m"
    @classmethod
    def c(cls): return "A.c " + cls.__name__
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
    def __getitem__(self, k): return ("A", k)
class B(A):
    x = "B.x"
    def m(self): return "B.m " + super().m() + " " + super(B, self).m()
    @classmethod
    def c(cls): return "B.c " + super().c()
    @staticmethod
    def s(): return "B.s " + super(B, B).s()
    @property
    def p(self): return "B.p " + super().p
    def attr(self): return super().x, super().__getitem__(1)
    def nested(self):
        def inner(): return super(B, self).m()
        return inner(), (lambda: super(B, self).x)(), [super(B, self).m() for _ in range(1)]
    def noarg(): return super()
    def deleted(self):
        del self
        return super()
    def sub(self): return super()[0]
    def missing(self): return super().missing_name
    def set(self): super().x = 5
    def has_class(self): return __class__.__name__
b = B()
print(b.m(), b.c(), B.c(), b.s(), b.p, b.attr(), b.nested(), b.has_class())
for f in (lambda: B.noarg(), b.deleted, b.sub, b.missing, b.set, lambda: super(), lambda: super(5), lambda: super(B, 5), lambda: super(B, A()), lambda: super(A, B).m(), lambda: super(1, 2, 3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
s = super(B, b)
print(s.__thisclass__.__name__, s.__self__ is b, s.__self_class__.__name__, s.m(), repr(s)[:12], type(super(B)).__name__)
u = super(B)
print(u.__self__, u.__get__(b, B).m())
class C(B):
    m = lambda self: "C.m " + super().m()
print(C().m(), super(B, C()).m(), super(C, C()).c())
def outside(self): return super(C, self).m()
C.o = outside
print(C().o())
def no_cell(self): return super().m()
C.n = no_cell
try: C().n()
except RuntimeError as e: print(e)
class Set(A):
    def __init__(self): super().__setattr__("v", 1); super().__init__()
print(Set().v)
