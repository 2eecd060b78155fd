# Counter and defaultdict
from collections import Counter, defaultdict
c = Counter("abracadabra")
print(c, c["a"], c["zz"], c.most_common(2), c.most_common(), sum(c.values()), c.total(), sorted(c.elements()), "zz" in c)
c.update("aaa"); c.subtract("bb"); print(c, +c, -c, c.most_common()[-1])
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3, b=1) | Counter(a=1, b=2), Counter({"x": 2}), Counter(["a", "b"]), Counter(), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter("ab") < Counter("abc"))
d = Counter(a=1); d["b"] += 2; del d["zz"]; d += Counter(a=1); d.pop("a"); print(d, dict(d), d.copy(), Counter(d), type(d.copy()).__name__, list(d.elements()))
for f in (lambda: Counter(5), lambda: Counter([[]]), lambda: Counter.fromkeys("ab"), lambda: Counter(1, 2), lambda: Counter("a") + 5):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
w = Counter(w.strip(".,").lower() for w in "The cat. the dog, The end".split())
print(w.most_common(1), Counter([3, 1, 3]).most_common(1)[0][0], repr(Counter({1: 2, "a": 1})))
dd = defaultdict(list)
dd["a"].append(1); dd["b"]; print(dd, dd.get("z"), "z" in dd, len(dd), dd.default_factory)
n = defaultdict(int); 
for ch in "hello": n[ch] += 1
print(n, dict(n), defaultdict(lambda: "dflt")["q"], defaultdict(None, a=1), defaultdict(list, {"x": [1]}), defaultdict(int, [("k", 2)], z=3), n == {"h": 1, "e": 1, "l": 2, "o": 1})
for f in (lambda: defaultdict(None)["k"], lambda: defaultdict()["k"], lambda: defaultdict(5), lambda: defaultdict(lambda: 1 / 0)["x"], lambda: defaultdict(list)[[]]):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
tree = lambda: defaultdict(tree)
t = tree(); t["a"]["b"]["c"] = 1; print(t["a"]["b"]["c"], list(t), list(t["a"]))
n.default_factory = None
try: n["new"]
except KeyError as e: print("KeyError", e)
print((dd | {"c": 5})["c"], type(dd | {}).__name__, type(dd.copy()).__name__, dd.copy().default_factory.__name__, dd.__missing__("mm"), sorted(dd))
