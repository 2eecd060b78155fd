def calls(f, o, a, b):
    f(a, b)
    o.m(a, 1)
    f(a, k=b)
    o.m(*a, **b)
    f(a, *b, k=1, **o)
    print(o.x.y)
    o.x += 1
    o.d[a] += b
    o.d[a:b] = o.d[1:]
    return f(a, b if a else o)


@calls
def defaults(a, b=1, *args, c, d=2, **kw) -> int:
    """Documented."""
    return (a, b, args, c, d, kw)
