# OrderedDict, ChainMap, UserDict, UserList, UserString
from collections import OrderedDict, ChainMap, UserDict, UserList, UserString
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); print(o, list(o)); o.move_to_end("c", last=False); print(list(o), o.popitem(), o.popitem(last=False), o)
print(OrderedDict([("x", 1), ("y", 2)]) == OrderedDict([("y", 2), ("x", 1)]), OrderedDict(x=1, y=2) == {"y": 2, "x": 1}, list(reversed(OrderedDict(a=1, b=2))), OrderedDict(), OrderedDict.fromkeys("ab", 0), OrderedDict(a=1) | {"b": 2}, OrderedDict(a=1).copy(), dict(OrderedDict(a=1)))
for f in (lambda: OrderedDict().popitem(), lambda: OrderedDict().move_to_end("x"), lambda: OrderedDict()["k"], lambda: OrderedDict(5), lambda: OrderedDict().pop("q")):
    try: f()
    except Exception as e: print(type(e).__name__, e)
o["b"] = 9; o["new"] = 1; del o["b"]; o["b"] = 0; print(o, o.setdefault("s", []), o.pop("new"))
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(c, c["a"], c["b"], len(c), sorted(c), c.get("zz"), "b" in c, dict(sorted(c.items())), c.maps, c.new_child({"n": 0})["n"], c.parents)
c["b"] = "front"; print(c.maps); del c["b"]
for f in (lambda: c["zz"], lambda: c.__delitem__("b"), lambda: c.popitem() and c.popitem()):
    try: f()
    except KeyError as e: print("KeyError", e)
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(str(k), v)
u = UD({1: "a"}, x=2); u[5] = 6; print(u, u.data, u["1"], "5" in u, len(u), u == {"1": "a", "x": 2, "5": 6}, u.get("q"), u.copy(), u | {"z": 1})
class UL(UserList):
    def append(self, x): super().append(x * 2)
l = UL([1]); l.append(2); l += [3]; print(l, l.data, l[0:2], l + [9], len(l), 4 in l, l == [1, 4, 3], sorted(l), l.index(4), l * 2, type(l[0:1]).__name__)
s = UserString("abc"); print(s, s.upper(), s + "d", len(s), s[1:], s == "abc", "b" in s, type(s.upper()).__name__, s.replace("a", "z"), hash(s) == hash("abc"), repr(s))
