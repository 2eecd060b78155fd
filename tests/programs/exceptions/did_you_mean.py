# suggestions that tracebacks print for names, attributes, imports
import traceback
def show(f):
    try: f()
    except Exception as e: print(traceback.format_exception_only(e)[-1], end="")
class C:
    def __init__(self): self.counter = 1; self._private = 2
    def method(self): return self.metod
    def bare(self): return counter
    colour = 1
c = C()
value = 10
def f():
    length = 5
    return lenght
def g(): return valeu
def h(): return prnt("x")
def i(): import maths
def j(): from sys import maxsiz
def k(): from builtins import sorte
show(f); show(g); show(h); show(i); show(j); show(k)
show(lambda: c.countr); show(lambda: c.metod()); show(c.method); show(lambda: c.color); show(lambda: C.colr); show(c.bare)
show(lambda: [].appendd(1)); show(lambda: "x".uper()); show(lambda: {}.itmes()); show(lambda: (1).bit_lenght); show(lambda: c.zzz); show(lambda: c.private)
show(lambda: Tru); show(lambda: Nonee); show(lambda: rang(3)); show(lambda: xyzzyx); show(lambda: sys.path); show(lambda: None.foo)
import math
show(lambda: math.sin_); show(lambda: math.Pi); show(lambda: math.zzz)
def a_kwarg(first_name=1): pass
show(lambda: a_kwarg(frist_name=1)); show(lambda: sorted([1], revers=True)); show(lambda: print("a", edn="")); show(lambda: int("1", bas=2))
