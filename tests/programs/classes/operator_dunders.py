# binary, reflected and in-place operators: dispatch, NotImplemented, subclass priority
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"N({self.v})"
ops = "add sub mul truediv floordiv mod divmod pow matmul lshift rshift and or xor".split()
for o in ops:
    setattr(N, f"__{o}__", lambda s, x, *m, o=o: (o, s.v, getattr(x, "v", x)) + m)
    setattr(N, f"__r{o}__", lambda s, x, *m, o=o: ("r" + o, s.v, x) + m)
    setattr(N, f"__i{o}__", lambda s, x, o=o: ("i" + o, s.v, x))
a = N(1)
print(a + 2, a - 2, a * 2, a / 2, a // 2, a % 2, divmod(a, 2), a ** 2, a @ 2, a << 2, a >> 2, a & 2, a | 2, a ^ 2, pow(a, 2, 3))
print(2 + a, 2 - a, 2 * a, 2 / a, 2 // a, 2 % a, divmod(2, a), 2 ** a, 2 @ a, 2 << a, 2 >> a, 2 & a, 2 | a, 2 ^ a)
for op in "+ - * / // % ** @ << >> & | ^".split():
    ns = {"x": N(5)}
    exec(f"x {op}= 3", ns)
    print(ns["x"], end=" ")
print()
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __index__(self): return 3
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __complex__(self): return 2j
import math
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u), int(u), float(u), complex(u), [0, 1, 2, 3][u], hex(u), bin(u), "ab" * u, range(u), bytes(u))
class A:
    def __add__(self, o): print("A.add"); return NotImplemented
    def __radd__(self, o): print("A.radd"); return NotImplemented
class B(A):
    def __radd__(self, o): print("B.radd"); return "B wins"
class X:
    def __radd__(self, o): return "X.radd"
print(A() + B(), A() + X())
for f in (lambda: A() + A(), lambda: A() + 1, lambda: 1 + A(), lambda: [] + A(), lambda: A() - 1, lambda: -A(), lambda: ~A(), lambda: divmod(A(), 1), lambda: pow(A(), 2), lambda: "a" + 1, lambda: 1 + "a", lambda: [1] + (2,), lambda: {} | [], lambda: 1 @ 2, lambda: "a" * "b", lambda: [1] * 1.5, lambda: None + 1, lambda: 2 ** "a", lambda: 1 << 1.0, lambda: {1} - [1], lambda: -"a", lambda: +[], lambda: ~1.5, lambda: abs("a"), lambda: round("a"), lambda: A() @ A()):
    try: print(f())
    except TypeError as e: print(e)
