# lambda parameters of every kind, nesting, defaults, precedence
f = lambda: 1
print(f(), (lambda x: x + 1)(2), (lambda x, y=2, *a, k, m=5, **kw: (x, y, a, k, m, kw))(1, k=3, z=9))
print((lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3))
print((lambda x: lambda y: x + y)(1)(2))
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs])
k = lambda x: "pos" if x > 0 else "non"
print(k(1), k(-1))
print(sorted([3, -1, 2], key=lambda x: -x))
t = lambda: (yield)
print(type(t()).__name__)
print((lambda: 1).__name__, (lambda: 1).__qualname__)
def outer():
    return lambda: 0
print(outer().__qualname__)
print(*(lambda x: (x, x))(3))
u = lambda x, y: x, 5
print(type(u), u[1])
