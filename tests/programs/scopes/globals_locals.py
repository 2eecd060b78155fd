# globals(), locals(), vars(), dir() without argument, exec in them
g = 1
def f(a, b=2):
    c = 3
    d = locals()
    e = 4
    return sorted(d), sorted(locals())
print(f(1))
print("g" in globals(), globals()["g"], globals() is globals())
globals()["made"] = "by globals()"
print(made)
del globals()["made"]
try: made
except NameError as e: print(e)
def h():
    x = 1
    locals()["x"] = 99
    exec("x = 5; y = 6")
    return x, "y" in locals()
print(h())
print(sorted(vars()) == sorted(locals()) == sorted(globals()), locals() is globals())
class C:
    a = 1
    print(sorted(k for k in locals() if not k.startswith("__")), sorted(k for k in dir() if not k.startswith("__")))
ns = {"v": 10}
exec("w = v + 1\ndef fn(): return v", ns)
print(ns["w"], ns["fn"](), "__builtins__" in ns)
loc = {}
exec("p = 1\nq = p + 1\nglobal r\nr = 3", ns, loc)
print(loc, ns["r"])
print(eval("v + p", ns, loc), eval("[v for _ in range(2)]", ns))
print(sorted(dir())[-3:] != [], sorted(vars(C))[-1:])
def inner_free():
    z = 1
    def k():
        z
        return sorted(locals())
    return k()
print(inner_free())
def comp():
    t = 5
    return [sorted(locals()) for _ in range(1)]
print(comp())
import builtins
builtins.extra = "from builtins"
print(extra)
exec("print(len('abc'))", {"__builtins__": {"print": print, "len": lambda s: "replaced"}})
try: exec("print(1)", {"__builtins__": {}})
except NameError as e: print(e)
