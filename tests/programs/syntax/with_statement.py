# with: multiple items, parentheses, targets, suppression, order of exit, errors in __enter__
class CM:
    def __init__(self, n, swallow=False, fail=None):
        self.n, self.swallow, self.fail = n, swallow, fail
    def __enter__(self):
        print("enter", self.n)
        if self.fail == "enter": raise RuntimeError("enter " + self.n)
        return self.n.upper()
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        if self.fail == "exit": raise RuntimeError("exit " + self.n)
        return self.swallow
with CM("a") as x, CM("b") as y:
    print(x, y)
with (CM("c") as x, CM("d", True) as y,):
    raise ValueError("v")
print("after")
with (CM("e")):
    pass
with (CM("f"), CM("g"))[0] as t, (CM("h")) as u:
    print(t, u)
with CM("i") as (p): print(p)
with CM("xy") as (p, q): print(p, q)
class O: pass
o = O(); l = [0]
with CM("j") as o.attr, CM("k") as l[0]: print(o.attr, l)
try:
    with CM("l"), CM("m", fail="enter"), CM("n"):
        print("no")
except RuntimeError as e:
    print(e)
try:
    with CM("o"), CM("p", fail="exit"):
        raise KeyError("k")
except RuntimeError as e:
    print(e, repr(e.__context__))
def f():
    for i in range(3):
        with CM(str(i)):
            if i == 0: continue
            if i == 1: break
    with CM("r"):
        return "returned"
print(f())
for obj in (5, type("E", (), {"__enter__": lambda s: 1})()):
    try:
        with obj: pass
    except TypeError as e:
        print(e)
