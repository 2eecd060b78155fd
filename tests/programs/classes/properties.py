# property: getter, setter, deleter, inheritance, errors, decorators, class access
class T:
    def __init__(self): self._c = 0
    @property
    def c(self): "doc of c"; return self._c
    @c.setter
    def c(self, v):
        if v < 0: raise ValueError("negative")
        self._c = v
    @c.deleter
    def c(self): self._c = None
    @property
    def ro(self): return "ro"
    wo = property(None, lambda s, v: print("wo", v))
    nothing = property()
t = T()
t.c = 5
print(t.c, T.c.__doc__, type(T.c).__name__)
t.c += 2
print(t.c)
del t.c
print(t.c)
t.wo = 3
for text in ["t.c = -1", "t.ro = 1", "del t.ro", "t.wo", "t.nothing", "t.nothing = 1", "del t.nothing", "T.ro = 5", "t.ro"]:
    try: exec(text); print("ok", text)
    except Exception as e: print(text, "!!", type(e).__name__, e)
class S(T):
    @T.c.getter
    def c(self): return ("sub", self._c)
s = S()
s.c = 9
print(s.c, T.c.fget(s), T.c.fset is S.c.fset, S.c.fget is T.c.fget)
class B:
    @property
    def x(self): raise AttributeError("inner problem")
    def __getattr__(self, n): return "getattr " + n
print(B().x)
class K:
    @property
    def x(self): return self.missing
try: K().x
except AttributeError as e: print(e, e.name)
print(property(lambda s: 1, doc="given").__doc__, property(lambda s: 1).__doc__)
class L:
    def getx(self): return "got"
    x = property(getx)
class M(L):
    def getx(self): return "override not used"
print(M().x)
import abc
class Abs(abc.ABC):
    @property
    @abc.abstractmethod
    def p(self): ...
try: Abs()
except TypeError as e: print(e)
