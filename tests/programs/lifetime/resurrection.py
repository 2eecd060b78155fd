# __del__ that stores self; runs once per object; attributes still there
class R:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n); store.append(self)
store = []
r = R(1); del r; print(len(store), store[0].n); store[0].n = "again"; store.clear(); print("second death is silent")
class P:
    def __del__(self): global p; p = self; self.count = getattr(self, "count", 0) + 1
p = P(); del p; print(p.count); del p
try: print(p.count)
except NameError as e: print(e)
class Order:
    def __init__(self, n, child=None): self.n, self.child = n, child
    def __del__(self): print("order", self.n, self.child and self.child.n)
o = Order("outer", Order("inner")); del o
class DelAttr:
    def __init__(self): self.x = Order("member")
    def __del__(self): del self.x; print("after member")
DelAttr()
class Base:
    def __del__(self): print("base del")
class Sub(Base):
    def __del__(self): print("sub del"); super().__del__()
Sub()
class NoDel(Base): pass
NoDel()
i = Base(); i.__del__ = lambda: print("instance __del__ is not used"); del i
class Slots:
    __slots__ = ("a",)
    def __del__(self): print("slots", self.a)
s = Slots(); s.a = 1; del s
class L(list):
    def __del__(self): print("list sub", list(self))
L([1, 2])
class Raises:
    def __del__(self): raise ValueError("x")
import sys; sys.unraisablehook = lambda u: print("hook", u.exc_value)
Raises(); print("end")
