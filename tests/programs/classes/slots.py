# __slots__: no dict, inheritance, errors, defaults conflicts, weakref, class variables
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
p.x += 5
print(p.x, p.y, hasattr(p, "__dict__"), P.__slots__)
for text in ["p.z = 1", "p.z", "del p.x; p.x", "del p.x", "p.__dict__", "p.__class__.x", "P.x = 5; p.x = 1", "vars(p)", "p.init = 2", "p.__weakref__"]:
    try: print(text, "->", exec(text))
    except Exception as e: print(text, "!!", type(e).__name__, e)
class Q(P): pass
q = Q.__new__(Q)
q.anything = 1
print(q.__dict__)
class R:
    __slots__ = "single"
r = R(); r.single = 1
print(r.single, R.__dict__["single"].__name__, type(R.single).__name__, R.single)
class S(R):
    __slots__ = ["more", "__dict__", "__weakref__"]
s = S(); s.single, s.more, s.other = 1, 2, 3
print(s.__dict__, s.more)
import weakref
print(weakref.ref(s)() is s)
try: weakref.ref(r)
except TypeError as e: print(e)
for body in ["__slots__ = ('a', 'a'); b = 1", "__slots__ = ('a',); a = 1", "__slots__ = (5,)", "__slots__ = ('a b',)", "__slots__ = 5", "__slots__ = ('__dict__', '__dict__')", "__slots__ = ()"]:
    try: exec("class X:\n    " + body); print("ok", body)
    except Exception as e: print(body, "!!", type(e).__name__, e)
class A: __slots__ = ("a",)
class B: __slots__ = ("b",)
try:
    class AB(A, B): pass
except TypeError as e: print(e)
class E: __slots__ = ()
class AE(A, E): __slots__ = ("c",)
ae = AE(); ae.a = 1; ae.c = 2
print(ae.a, ae.c)
try: ae.d = 3
except AttributeError as e: print(e)
class Priv:
    __slots__ = ("__hidden",)
    def __init__(self): self.__hidden = 1
print(Priv()._Priv__hidden, Priv.__slots__)
class I(int): __slots__ = ()
try: I(5).x = 1
except AttributeError as e: print(e)
try:
    class T(tuple): __slots__ = ("a",)
except TypeError as e: print(e)
A.__doc__, A.a.__get__(ae), A.a.__set__(ae, 9), print(ae.a)
