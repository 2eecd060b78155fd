# RecursionError from Python code, recoverable, many times
import sys
def f(n): return f(n + 1)
for _ in range(3):
    try: f(0)
    except RecursionError as e: print(type(e).__name__, str(e)[:32])
def depth(n=0):
    try: return depth(n + 1)
    except RecursionError: return n
print(900 < depth() < 1010)
class A:
    def __getattr__(self, n): return getattr(self, n + "x")
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __len__(self): return len(self)
    def __hash__(self): return hash(self)
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __bool__(self): return bool(self)
    def __add__(self, o): return self + o
    def __getitem__(self, k): return self[k]
    def __contains__(self, x): return x in self
    def __str__(self): return str(self)
    def __format__(self, s): return format(self, s)
    def __lt__(self, o): return self < o
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
a = A()
def w():
    with a: pass
for f in (lambda: a.x, lambda: repr(a), lambda: a == 1, lambda: len(a), lambda: hash(a), a, lambda: list(a), lambda: bool(a), lambda: a + 1, lambda: a[0], lambda: 1 in a, lambda: str(a), lambda: f"{a}", lambda: sorted([a, a]), w, lambda: not a, lambda: {a: 1}, lambda: "%s" % a, lambda: max(a, a), lambda: print(a)):
    try: f(); print("no error")
    except RecursionError: print("RecursionError", end=" ")
print()
def gen(): yield from gen()
try: list(gen())
except RecursionError as e: print("generator", type(e).__name__)
class P:
    @property
    def p(self): return self.p
    def __init__(self, deep=False): deep and P(True)
for f in (lambda: P().p, lambda: P(True)):
    try: f()
    except RecursionError: print("RecursionError")
old = sys.getrecursionlimit(); sys.setrecursionlimit(200); print(depth() < 200); sys.setrecursionlimit(old)
def mutual(n): return other(n)
def other(n): return mutual(n) if n else 0
try: mutual(1)
except RecursionError: print("mutual")
def in_finally():
    try: in_finally()
    finally: pass
try: in_finally()
except RecursionError: print("finally")
print("still running")
