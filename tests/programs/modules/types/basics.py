# types: names of types, SimpleNamespace, MappingProxyType, MethodType, new_class, ModuleType
import types
def g(): yield
async def c(): pass
async def ag(): yield
co = c()
print(types.FunctionType is type(g), types.GeneratorType is type(g()), types.CoroutineType is type(co), types.AsyncGeneratorType is type(ag()), types.LambdaType is types.FunctionType, types.BuiltinFunctionType is type(len), types.MethodType is type("".join) , types.ModuleType is type(types), types.NoneType is type(None), types.EllipsisType is type(...), types.NotImplementedType is type(NotImplemented), types.CodeType is type(g.__code__), types.CellType.__name__, types.TracebackType.__name__, types.FrameType.__name__, types.MappingProxyType is type(type.__dict__), types.UnionType is type(int | str), types.GenericAlias is type(list[int]))
co.close()
n = types.SimpleNamespace(a=1, b="x"); n.c = [2]
print(n, n.a, n == types.SimpleNamespace(a=1, b="x", c=[2]), vars(n), types.SimpleNamespace())
del n.a
try: n.a
except AttributeError as e: print(e)
try: types.SimpleNamespace(1, 2)
except TypeError as e: print(e)
d = {"k": 1}; p = types.MappingProxyType(d); d["z"] = 2
print(p, p["k"], len(p), list(p), "z" in p, p.get("q"), p | {"n": 3}, p == d, p.copy())
for f in (lambda: p.__setitem__("a", 1), lambda: types.MappingProxyType(5), lambda: hash(p) and 0):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: p["x"] = 1
except TypeError as e: print(e)
class K:
    def __init__(self): self.v = 5
m = types.MethodType(lambda self, x: self.v + x, K()); print(m(1), types.MethodType(len, [1, 2])())
f = types.FunctionType(g.__code__, {}, "newname"); print(f.__name__, list(f()))
mod = types.ModuleType("mymod", "doc"); mod.x = 1; print(mod.__name__, mod.__doc__, mod.x, repr(mod))
X = types.new_class("X", (K,), {}, lambda ns: ns.update(q=1)); print(X.q, X().v, types.resolve_bases((int,)), types.prepare_class("Y")[0])
class D:
    @types.DynamicClassAttribute
    def dyn(self): return "dyn"
print(D().dyn, types.get_original_bases(X))
@types.coroutine
def gen_co(): return (yield 1)
async def use(): return await gen_co()
u = use(); print(u.send(None))
try: u.send("v")
except StopIteration as e: print(e.value)
