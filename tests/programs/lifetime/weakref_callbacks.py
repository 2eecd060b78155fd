# weak references die promptly, callbacks in order, before or after __del__
import weakref
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("__del__", self.n, r and r() is None)
r = None
a = D("a"); r = weakref.ref(a, lambda w: print("callback", w() is None)); del a; print("-")
b = D("b"); rs = [weakref.ref(b, lambda w, i=i: print("cb", i)) for i in range(3)]; del b; print("-")
c = D("c"); w = weakref.ref(c, lambda w: print("never called")); del w; del c; print("-")
def f():
    x = D("local"); return weakref.ref(x)
print(f()(), "-")
d = D("cached"); cache = weakref.WeakValueDictionary(k=d); print(len(cache)); del d; print(len(cache))
def bad(w): raise ValueError("in callback")
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_value)
e = D("e"); w = weakref.ref(e, bad); del e; print("continues")
class Node:
    def __init__(self, parent=None): self.kids = []; self.parent = parent and weakref.ref(parent); parent and parent.kids.append(self)
    def __del__(self): print("node gone")
root = Node(); kid = Node(root); print(kid.parent() is root); del root; print(kid.parent()); del kid
g = D("resurrect")
class R:
    def __del__(self): keep.append(self)
keep = []
h = R(); wr = weakref.ref(h); del h; print(len(keep), wr() is keep[0]); keep.clear(); print(len(keep))
print("end"); del g
