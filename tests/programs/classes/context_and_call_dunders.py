# __call__, __enter__/__exit__ lookups on the type, __index__ in slices, __copy__ hooks, __instancecheck__
class C:
    def __call__(self, *a, **k): return a, k
c = C()
print(c(1, x=2), C.__call__(c, 3), callable(c))
class NoEnter:
    def __exit__(self, *a): pass
class NoExit:
    def __enter__(self): pass
for o in (NoEnter(), NoExit(), c):
    try:
        with o: pass
    except TypeError as e: print(e)
class Inst: pass
i = Inst()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: 2
i.__len__ = lambda: 3
i.__call__ = lambda: 4
for f in (lambda: len(i), lambda: i()):
    try: f()
    except TypeError as e: print(e)
class Idx:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
l = list(range(10))
print(l[Idx(1):Idx(5):Idx(2)], l[Idx(-1)], "abc"[Idx(1)], (1, 2, 3)[Idx(0):Idx(2)], range(Idx(0), Idx(6), Idx(3)), list(range(10))[::Idx(4)])
for k in (1.0, "a", None, (1,), [1]):
    try: print(l[k])
    except TypeError as e: print(e)
for s in ("l[1.0:]", "l['a':]", "l[::0]", "l[:1.5]", "'abc'[::0]", "(1,)['a':]", "range(5)[::0]"):
    try: print(eval(s))
    except (TypeError, ValueError) as e: print(s, "!!", e)
class Even(type):
    def __instancecheck__(cls, x): return isinstance(x, int) and x % 2 == 0
class EvenInt(metaclass=Even): pass
print(isinstance(4, EvenInt), isinstance(3, EvenInt), isinstance(3, (str, EvenInt)), isinstance(4, (str, EvenInt)), isinstance(1, int | str), isinstance("a", (int, (float, (str,)))))
for a, b in ((1, 5), (1, "int"), (1, (int, 5)), (1, [int]), (1, list[int]), ("a", (int, 5))):
    try: print(isinstance(a, b))
    except TypeError as e: print(e)
for a, b in ((1, int), (int, 5), (bool, (str, int)), (int, list[int]), (int, int | str)):
    try: print(issubclass(a, b))
    except TypeError as e: print(e)
class Duck:
    __class__ = int
print(isinstance(Duck(), int), type(Duck()).__name__)
