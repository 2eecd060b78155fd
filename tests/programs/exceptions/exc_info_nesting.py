# the exception being handled in nested handlers, functions, generators
import sys
def cur(): return repr(sys.exception())
try: raise ValueError(1)
except ValueError:
    print(cur())
    try: raise KeyError(2)
    except KeyError: print(cur())
    print(cur())
    def inner():
        try: raise IndexError(3)
        except IndexError: return cur()
    print(inner(), cur())
print(cur())
def gen():
    yield cur()
    try: raise TypeError("in gen")
    except TypeError:
        yield cur()
    yield cur()
try: raise ValueError("outside")
except ValueError:
    g = gen()
    print(next(g), next(g), cur(), next(g))
print(cur())
g = gen(); next(g)
print(next(g), cur())
try: raise ValueError("later")
except ValueError: print(next(g), cur())
try:
    try: raise ValueError("a")
    finally: print("finally sees", cur())
except ValueError: pass
def ret():
    try: raise ValueError("r")
    except ValueError: return cur()
print(ret(), cur())
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): print("exit sees", cur()); return True
with CM(): raise OSError("in with")
print(cur())
for i in range(2):
    try: raise ValueError(i)
    except ValueError: continue
print(cur())
