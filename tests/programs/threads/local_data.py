# threading.local: attributes per thread, subclass with __init__, deletion
import threading
l = threading.local(); l.x = "main"; seen = {}
def f(i):
    seen[i, "before"] = hasattr(l, "x"); l.x = i; seen[i, "after"] = l.x; seen[i, "dict"] = dict(l.__dict__)
ts = [threading.Thread(target=f, args=(i,)) for i in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]
print(sorted(seen.items(), key=repr), l.x, l.__dict__)
class L(threading.local):
    shared = "class attr"
    def __init__(self, v): self.v = v; calls.append(threading.current_thread().name)
calls = []
m = L([1]); m.v.append(2); out = []
def g(): out.append((m.v is base, m.shared)); m.v = "changed"
base = m.v
t = threading.Thread(target=g, name="other"); t.start(); t.join(); print(out, m.v, calls)
del l.x
try: l.x
except AttributeError as e: print(e)
class D:
    def __del__(self): dead.append(1)
dead = []
def h(): l.d = D()
t = threading.Thread(target=h); t.start(); t.join(); print(dead)
try: threading.local(1)
except TypeError as e: print(e)
