# __missing__, overriding methods, what dict() and ** and update use
class D(dict):
    def __missing__(self, k):
        self[k] = v = [k]
        return v
d = D()
d["a"].append(1)
print(d, d["b"], d.get("c"), "c" in d, len(d))
class Case(dict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __getitem__(self, k): return super().__getitem__(k.lower())
    def __contains__(self, k): return super().__contains__(k.lower())
    def __delitem__(self, k): super().__delitem__(k.lower())
c = Case(ABC=1)
c["XyZ"] = 2
print(c, c["XYZ"], "xyz" in c, c.get("ABC"), "ABC" in c)
try: c["ABC"]
except KeyError as e: print("KeyError", e)
del c["xYz"]; print(c)
class Raise(dict):
    def __missing__(self, k): raise LookupError(f"no {k}")
try: Raise()["q"]
except LookupError as e: print(type(e).__name__, e)
class Keys:
    def keys(self): return iter("xy")
    def __getitem__(self, k): return k * 2
print(dict(Keys()), {**Keys()}, (lambda **k: k)(**Keys()))
x = {}; x.update(Keys()); print(x)
class It(dict):
    def __iter__(self): return iter(["fake"])
i = It(a=1)
print(list(i), len(i), i.keys() == {"a"}, dict(i.items()))
class E(dict):
    def __eq__(self, o): return "custom"
    __hash__ = None
print(E() == {}, {} == E())
class Attr(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
a = Attr(k=1); a.z = 2
print(a.k, a, a.z)
class Default(dict):
    def __init__(self, f, *a): super().__init__(*a); self.f = f
    def __missing__(self, k): return self.f()
print(Default(int)["n"], Default(list, {"a": 1})["a"], vars(Default(str)) != {})
print(type(D(a=1).copy()).__name__, type(D() | {}).__name__, isinstance(D(), dict), D.fromkeys("ab"), type(D.fromkeys("a")).__name__, D(a=1) == {"a": 1})
