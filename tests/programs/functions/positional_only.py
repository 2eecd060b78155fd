# positional-only parameters, names reused in **kwargs, builtins with positional-only parameters
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


def f(a, b=2, /, c=3, *, d=4, **k): return a, b, c, d, k
print(f(1), f(1, 5, c=6), f(1, a=9, b=8), f(1, 2, 3, d=5, e=6))
err(f); err(f, a=1); err(f, 1, 2, 3, 4); err(f, 1, 2, 3, c=4); err(f, **{"a": 1, "b": 2})
def g(x, /): return x
err(g, x=1); err(g, 1, 2); err(g)
def h(a, /, *, b): return a, b
err(h, 1, 2); err(h, 1); err(h, b=1); err(h, a=1, b=2)
err(len, obj=[]); err(abs, x=1); err(ord, c="a"); err(isinstance, 1, cls=int); err(sum, iterable=[1]); err(divmod, a=1, b=2); err("a".replace, old="a", new="b"); err([].append, object=1); err({}.get, key=1); err("".join, iterable=[]); err(chr, i=65); err(hash, obj=1); err(iter, object=[]); err(range, stop=5)
print(sum([1], start=2), int("ff", base=16), pow(base=2, exp=3), sorted([2, 1], key=None, reverse=True), "a b".split(sep=None, maxsplit=1), round(number=1.26, ndigits=1), enumerate([1], start=5).__next__(), "x".encode(encoding="ascii"))
