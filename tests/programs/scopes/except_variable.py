# the name bound by except is deleted at the end of the clause
e = "before"
try: raise ValueError("v")
except ValueError as e: print(e)
try: e
except NameError as x: print(x)
def f():
    try: 1 / 0
    except ZeroDivisionError as err:
        kept = err
    try: err
    except UnboundLocalError as u: print(u)
    return kept
print(repr(f()))
def g():
    try: raise KeyError("k")
    except KeyError as v:
        del v
    try: raise KeyError("k")
    except KeyError as v:
        v = "rebound"
    return "v" in locals()
print(g())
def h():
    try: raise KeyError("inner")
    except KeyError as v:
        return [str(v) for _ in range(2)], (lambda: v)()
print(h())
def loop():
    for i in range(2):
        try: raise ValueError(i)
        except ValueError as n:
            if i == 0: continue
            print("n", n)
    return "n" in locals()
print(loop())
class C:
    try: raise ValueError
    except ValueError as c: pass
print(hasattr(C, "c"))
def closure():
    try: raise ValueError("cell")
    except ValueError as n:
        f = lambda: n
        print(f())
    try: f()
    except NameError as x: print(type(x).__name__, x)
closure()
