# hash collisions, equal keys of different types, many keys, deletion and reinsertion, key identity
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return isinstance(o, H) and self.n == o.n
    def __repr__(self): return f"H{self.n}"
d = {H(i): i for i in range(20)}
print(len(d), all(d[H(i)] == i for i in range(20)), H(20) in d)
for i in range(0, 20, 2): del d[H(i)]
print(d, len(d), H(3) in d, H(4) in d)
for i in range(0, 20, 4): d[H(i)] = -i
print(list(d.items())[-5:], len(d))
big = {}
for i in range(5000): big[i * 7919 % 10007] = i
print(len(big), sum(big), sum(big.values()), 7919 in big, list(big)[:5])
for i in range(0, 5000, 2): big.pop(i * 7919 % 10007)
print(len(big), list(big)[:5], sum(big.values()))
for i in range(1000): big[f"s{i}"] = i
print(len(big), big["s999"], "s1000" in big)
k1, k2 = (1, 2), (1, 2)
m = {k1: "a"}; m[k2] = "b"
print(m, next(iter(m)) is k1)
m = {1: "a"}; m[1.0] = "b"; m[True] = "c"; m[1 + 0j] = "d"
print(m, {2 ** 61 - 1: 1}.get(0), hash(2 ** 61 - 1), {float("inf"): 1}[float("inf")], {-1: "a", -2: "b"})
nan = float("nan")
n = {nan: 1}; n[nan] = 2; n[float("nan")] = 3
print(len(n), n[nan])
class Unhash:
    def __eq__(self, o): return True
class RaisesEq:
    def __hash__(self): return hash("key")
    def __eq__(self, o): raise ValueError("eq")
for f in (lambda: {Unhash(): 1}, lambda: {"key": 1}[RaisesEq()], lambda: {RaisesEq(): 1, "key": 2}):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class StrSub(str):
    def __hash__(self): return hash("abc")
    def __eq__(self, o): return str.__eq__(self, o)
print({"abc": 1}.get(StrSub("abc")), {StrSub("abc"): 2}["abc"])
print({frozenset({1, 2}): "fs"}[frozenset({2, 1})], {range(3): "r"}[range(0, 3)], {None: 1}[None], {int: "t"}[int], {len: "f"}[len], {(1, (2, "x")): "n"}[1, (2, "x")])
x = {}
for i in range(10):
    x[i] = i
    if i >= 3: del x[i - 3]
print(x)
