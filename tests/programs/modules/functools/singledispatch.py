# singledispatch, singledispatchmethod
import functools
@functools.singledispatch
def show(x): return f"object {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(str)
def _(x): return f"str {x}"
@show.register(list)
@show.register(tuple)
def _(x): return f"seq {len(x)}"
class A: pass
class B(A): pass
show.register(A, lambda x: "A")
print(show(1), show("s"), show([1]), show((1, 2)), show(1.5), show(True), show(B()), show(None))
print(show.dispatch(int)(5), show.dispatch(B)(0), sorted(c.__name__ for c in show.registry))
class C:
    @functools.singledispatchmethod
    def m(self, x): return "base"
    @m.register
    def _(self, x: int): return "int"
    @m.register(str)
    def _(self, x): return "str"
c = C(); print(c.m(1), c.m("a"), c.m(None))
for f in (lambda: show(), lambda: show.register(5), lambda: show.register("x")):
    try: f()
    except TypeError as e: print(e)
import collections.abc
@show.register
def _(x: collections.abc.Mapping): return "mapping"
print(show({}), show(collections.OrderedDict()))
@show.register
def _(x: float | complex): return "number"
print(show(1.5), show(1j))
