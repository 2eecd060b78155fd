# builtins shadowed by globals, parameters, locals, class attributes, and unshadowed
list = lambda *a: "my list"
print(list(), [1].__class__()); del list; print(list("ab"))
def f(len): return len
print(f(5), len("abc"))
def g():
    print = lambda *a: "local print"
    return print("x")
print(g())
class C:
    str = lambda self: "attr"
    def m(self): return str(5), self.str()
print(C().m())
def h():
    for max in range(3): pass
    return max
print(h(), max(1, 2))
import builtins
old = builtins.abs; builtins.abs = lambda x: "patched"; print(abs(-1)); builtins.abs = old; print(abs(-1))
True_ = True; print(True_ is True, __builtins__ is builtins)
try: exec("None = 1")
except SyntaxError as e: print(e.msg)
