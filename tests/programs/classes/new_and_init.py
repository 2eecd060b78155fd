# __new__ and __init__: which runs, returning others, immutable subclasses, errors
class A:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
A(1, b=2)
class Other:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(Other())
class SubInst:
    def __new__(cls, make=True):
        return SubSub.__new__(SubSub, False) if make and cls is SubInst else object.__new__(cls)
    def __init__(self, make=True): print("init of", type(self).__name__)
class SubSub(SubInst): pass
print(type(SubInst()).__name__)
class Upper(str):
    def __new__(cls, s): return super().__new__(cls, s.upper())
    def __init__(self, s): self.orig = s
u = Upper("abc")
print(u, u.orig, type(u).__name__, u + "d", type(u + "d").__name__)
class Pt(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda s: s[0])
print(Pt(1, 2), Pt(3, 4).x, Pt(1, 2) == (1, 2))
class Int(int):
    def __new__(cls, v=0): return int.__new__(cls, v * 2)
print(Int(4) + 1, Int(), repr(Int(3)))
class BadInit:
    def __init__(self): return 5
class NoArgs: pass
class InitOnly:
    def __init__(self, x): self.x = x
class NewOnly:
    def __new__(cls, x): return object.__new__(cls)
for f in (BadInit, lambda: NoArgs(1), lambda: NoArgs(a=1), InitOnly, lambda: NewOnly(), lambda: object(1), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: int.__new__(str), lambda: int.__new__(A, 1), lambda: object.__init__(), lambda: object().__init__(1)):
    try: print(f())
    except TypeError as e: print(e)
print(NewOnly(1) is not None, InitOnly(2).x, InitOnly.__new__(InitOnly).__dict__)
class Singleton:
    _i = None
    def __new__(cls, *a):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
    def __init__(self, v): self.v = v
s1, s2 = Singleton(1), Singleton(2)
print(s1 is s2, s1.v)
i = InitOnly(3)
print(i.__init__(4), i.x)
