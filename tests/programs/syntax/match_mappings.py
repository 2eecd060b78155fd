# match: mapping patterns with rest, nesting, key lookups through get
def m(x):
    match x:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": "rect", "w": w, "h": h, **rest}: return f"rect {w}x{h} {rest}"
        case {"nested": {"k": [a, b]}}: return f"nested {a} {b}"
        case {1: one, -2: two}: return f"numbers {one} {two}"
        case {None: n, True: t}: return f"constants {n} {t}"
        case {**all}: return f"mapping {sorted(all.items(), key=repr)}"
        case _: return "no"
class K: KEY = "dotted"
for x in ({"type": "circle", "r": 1, "extra": 2}, {"type": "rect", "w": 1, "h": 2, "c": 3}, {"nested": {"k": (1, 2)}}, {1: 2, -2: 3}, {None: 1, True: 2}, {}, {"a": 1}, [], 5):
    print(m(x))
match {"dotted": 5}:
    case {K.KEY: v}: print(v)
import collections
import collections.abc
d = collections.defaultdict(list)
match d:
    case {"missing": x}: print("no")
    case {}: print("default not called", dict(d))
class My(collections.abc.Mapping):
    def __getitem__(self, k): return {"a": 1}[k]
    def __iter__(self): return iter(["a"])
    def __len__(self): return 1
match My():
    case {"a": x, **rest}: print("Mapping", x, rest)
match {"a": 1}:
    case {"a": 2}: print("no")
    case {"a": int(n)}: print("int", n)
match {}:
    case {}: print("{} matches every mapping")
