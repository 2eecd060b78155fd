# subclasses of builtin types: overriding, results' types, extra attributes
class MyList(list):
    def __init__(self, *a): super().__init__(a); self.tag = "t"
    def append(self, x): super().append(x * 2)
    def __getitem__(self, i): return ("item", super().__getitem__(i))
m = MyList(1, 2)
m.append(5)
print(m, m.tag, m[0], type(m + [1]).__name__, type(m[:]).__name__, len(m), m == [1, 2, 10], isinstance(m, list), [*m])
class MyDict(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
    def __getitem__(self, k): return super().__getitem__(k) * 100
d = MyDict(a=1)
d["b"] = 1
print(d, d["b"], d.get("b"), {**d}, dict(d), type(d.copy()).__name__, d == {"a": 1, "b": 2})
class MyStr(str):
    def __add__(self, o): return "added"
    def __len__(self): return 99
    def __str__(self): return "my str"
    extra = 1
s = MyStr("abc")
print(s + "x", len(s), s.upper(), type(s.upper()).__name__, str(s), s.__repr__(), f"{s}", s == "abc", {"abc": 1}[s], "%s" % s)
class MyInt(int):
    def __add__(self, o): return "int add"
    def __repr__(self): return f"MyInt({int(self)})"
i = MyInt(5)
print(i + 1, 1 + i, i * 2, type(i * 2).__name__, i, [i], str(i), int.__add__(i, 1), i == 5, hash(i) == hash(5), range(10)[i])
class MyFloat(float): pass
print(MyFloat(1.5) + 1, repr(MyFloat(2)), type(-MyFloat(1)).__name__, MyFloat("1e3"))
class MySet(set):
    def add(self, x): super().add(x); return "added"
t = MySet([1])
print(t.add(2), t, type(t | {3}).__name__, t == {1, 2})
class MyTuple(tuple): pass
print(MyTuple([1, 2]), type(MyTuple() + (1,)).__name__, MyTuple((1,)) == (1,))
class MyEx(Exception):
    def __init__(self, code): super().__init__("msg", code); self.code = code
    def __str__(self): return f"code {self.code}"
try: raise MyEx(5)
except Exception as e: print(e, repr(e), e.args)
class MyBytes(bytes): pass
print(MyBytes(b"x"), type(MyBytes(b"a") + b"b").__name__)
for base in (bool, type(None), type(...), range, slice, type(lambda: 0), type(NotImplemented), memoryview):
    try: type("X", (base,), {}); print("ok", base.__name__)
    except TypeError as e: print(e)
