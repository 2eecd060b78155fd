# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__
class H:
    def __init__(self): self.real = 1
    def __getattr__(self, n):
        if n.startswith("bad"): raise AttributeError(f"no {n}")
        return f"dyn {n}"
    def __setattr__(self, n, v): print("set", n, v); super().__setattr__(n, v)
    def __delattr__(self, n): print("del", n); super().__delattr__(n)
    def __dir__(self): return ["b", "a"]
h = H()
print(h.real, h.other, hasattr(h, "bad1"), hasattr(h, "good"), getattr(h, "badx", "dflt"), dir(h))
h.new = 2
h.new += 1
del h.new
print(h.new)
try: del h.nothing
except AttributeError as e: print(e)
try: h.bad
except AttributeError as e: print(e, e.name, e.obj is h)
class G:
    x = 1
    def __getattribute__(self, n):
        print("getattribute", n)
        if n == "magic": return 42
        return object.__getattribute__(self, n)
    def method(self): return "m"
g = G()
print(g.x, g.magic, g.method())
try: g.none
except AttributeError as e: print(e)
class Both:
    def __getattribute__(self, n): raise AttributeError("always")
    def __getattr__(self, n): return "rescued " + n
print(Both().anything, len([1]))
class Special:
    def __getattribute__(self, n): print("asked", n); return lambda *a: 7
try: len(Special())
except TypeError as e: print(e)
print(Special().__len__())
class Proxy:
    def __init__(self, t): object.__setattr__(self, "_t", t)
    def __getattr__(self, n): return getattr(self._t, n)
    def __setattr__(self, n, v): setattr(self._t, n, v)
class T: v = 1
t = T(); p = Proxy(t)
p.v = 9
print(t.v, p.v, vars(p).keys())
class Bad:
    def __dir__(self): return 5
try: dir(Bad())
except TypeError as e: print(e)
class Mod:
    def __getattr__(self, n): return self.deeper
try: Mod().x
except RecursionError as e: print("RecursionError")
for args in ((h,), (h, 5), (h, "a", "b", "c"), (5, "imag"), (h, "real")):
    try: print(getattr(*args))
    except TypeError as e: print(e)
