# what an exception keeps alive and when it is let go
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    x = D("frame local")
    raise ValueError("v")
try: f()
except ValueError: print("handler")
print("after handler")
try: f()
except ValueError as e: print("named handler", e)
print("after named handler")
kept = None
try: f()
except ValueError as e: kept = e
print("kept"); kept = None; print("dropped")
class E(Exception):
    def __del__(self): print("del exception")
try: raise E
except E: pass
print("E gone")
try: raise E
except E as e: print("in", type(e).__name__)
print("E gone again")
def g():
    d = D("finally local")
    try: return 1
    finally: print("finally")
print(g())
def h():
    d = D("unwound")
    f2()
def f2():
    d = D("deeper")
    1 / 0
try: h()
except ZeroDivisionError: print("caught")
print("after")
try:
    try: raise ValueError(D("arg of exception"))
    except ValueError: raise KeyError
except KeyError: print("key")
print("chain gone")
with open(__file__) as fh: d = D("in with")
del d
def gen():
    d = D("generator local")
    yield 1
    yield 2
it = gen(); next(it); it.close(); print("closed")
it = gen(); next(it); del it; print("deleted")
try:
    for x in gen(): raise ValueError
except ValueError: print("loop left")
print("end")
