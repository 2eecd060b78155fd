# hot loops whose operand types change halfway
def loop(xs):
    t = xs[0] * 0
    for x in xs: t = t + x
    return t
print(loop([1] * 100), loop([1] * 50 + [1.5] * 50), loop([1.5] * 100), loop([2 ** 61] * 10), loop(["a"] * 3), loop([[1]] * 3), loop([1j] * 3), loop([True] * 3))
def cmp(a, b): return (a < b, a == b, a > b, a != b, a <= b, a >= b)
for _ in range(50): cmp(1, 2)
print(cmp(1, 2), cmp(1.5, 1), cmp("a", "b"), cmp([1], [2]), cmp(2 ** 70, 1), cmp(1, 2 ** 70), cmp((1,), (1,)), cmp({1}, {1, 2}), cmp(float("nan"), 1))
def idx(c, i): return c[i]
for _ in range(50): idx([1, 2], 0)
print(idx("ab", 1), idx({"k": 5}, "k"), idx((1, 2), -1), idx(range(5), 3), idx(b"a", 0), idx([1, 2], True), idx([1, 2], slice(0, 1)))
class L(list):
    def __getitem__(self, i): return "sub"
print(idx(L([1]), 0), idx([9], 0))
def it(xs): return [x for x in xs]
for _ in range(30): it(range(3))
print(it([1]), it((2,)), it("ab"), it({3: 4}), it(x for x in (5,)), it(range(2 ** 64, 2 ** 64 + 2)), it(b"z"))
def unpack(p):
    a, b = p
    return b, a
for _ in range(30): unpack((1, 2))
print(unpack([1, 2]), unpack("xy"), unpack({1: 0, 2: 0}), unpack(iter([3, 4])))
def truth(x): return "t" if x else "f"
for _ in range(30): truth(True)
print([truth(v) for v in (1, 0, "", "a", [], [0], None, 0.0, {}, object(), 2 ** 70)])
def call(f, *a): return f(*a)
for _ in range(30): call(abs, -1)
print(call(len, "abc"), call(str, 5), call(lambda x: x, 1), call(int), call(type("K", (), {"__call__": lambda s: "inst"})()), call([].append, 1))
def store(o, v): o.x = v; return o.x
class P: pass
class Q: __slots__ = ("x",)
class R:
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = ("set", v)
print([store(o, i) for _ in range(10) for i, o in enumerate((P(), Q(), R()))][-3:])
