# exec and eval: namespaces, return values, closures, locals in functions
x = 10
print(eval("x + 1"), eval("x", {"x": 20}), eval("x + y", {"x": 1}, {"y": 2}), exec("x = 11"), x)
ns = {}
exec("def f(a): return a * 2\nclass K:\n    v = f(4)\nimport math", ns)
print(ns["f"](3), ns["K"].v, ns["math"].pi, ns["K"].__module__ if "K" in ns else 0)
def func():
    x = "local"
    exec("x = 'exec'")
    d = {}
    exec("z = x", globals(), d)
    return x, eval("x"), d["z"], eval("[x for _ in range(1)]")
print(func())
def outer():
    v = 5
    def inner():
        v
        return eval("v")
    return inner()
print(outer())
for src, a in (("x y", ()), ("1 +", ()), ("undefined_xyz", ()), ("x", (5,)), ("x", ({}, 5)), ("1/0", ()), ("x", ({"__builtins__": {}},)), ("lambda: x", ()), ("(yield)", ()), ("return", ())):
    try: print(src, type(eval(src, *a)).__name__)
    except Exception as e: print(src, type(e).__name__, e)
code = compile("a * b", "<c>", "eval")
print([eval(code, {"a": i, "b": i + 1}) for i in range(3)])
class Map(dict):
    def __missing__(self, k): return f"missing {k}"
print(eval("q + w", {}, Map(q="Q ")))
exec("print(sorted(locals()) == sorted(globals()))", {})
exec("for i in range(2):\n  print(i)")
g = {"__builtins__": __builtins__}
exec("l = [n * k for n in (1, 2) for k in (3,)]", g); print(g["l"])
print(eval("lambda a: a + x")(1), eval("{'k': [1, (2,)]}"), eval("'a' 'b'"), eval("f'{x}!'"), eval("not x"), eval("x if x else 1"))
loc = {"a": 1}
exec("a += 1; b = a", {}, loc); print(loc)
try: exec("raise ValueError('inside')")
except ValueError as e: print(e)
exec(""); exec("pass"); exec("# comment"); exec("\n\n")
