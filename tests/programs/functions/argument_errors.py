# the exact messages for calls that do not fit
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


def none(): pass
def one(x): pass
def two(x, y): pass
def three(a, b, c): pass
def opt(x, y=1): pass
def opts(x=1, y=2): pass
def kw(*, k): pass
def kws(*, k, l, m=1): pass
def pos(x, /): pass
def mixed(a, b, /, c, *, d): pass
def star(*a, k): pass
err(none, 1); err(none, 1, 2); err(none, x=1)
err(one); err(one, 1, 2); err(one, y=1); err(one, 1, x=2); err(one, 1, y=2)
err(two); err(two, 1); err(two, 1, 2, 3); err(two, y=1); err(two, x=1)
err(three); err(three, 1); err(three, c=1)
err(opt); err(opt, 1, 2, 3); err(opts, 1, 2, 3); err(opts, 1, 2, 3, 4, z=1)
err(kw); err(kw, 1); err(kw, 1, k=2); err(kw, z=1); err(kws); err(kws, k=1); err(kws, 1, 2, k=3, l=4)
err(pos); err(pos, x=1); err(pos, 1, x=1); err(mixed, 1, 2); err(mixed, 1, 2, 3); err(mixed, a=1, b=2, c=3, d=4); err(mixed, 1, b=2, c=3, d=4)
err(star, 1); err(star, 1, j=2)
err(lambda x: x); err(lambda: 0, 1)
class C:
    def m(self, x): pass
    def n(): pass
    @classmethod
    def c(cls, x): pass
    @staticmethod
    def s(x): pass
c = C()
err(c.m); err(c.m, 1, 2); err(c.n); err(C.m); err(C.c); err(c.c, 1, 2); err(C.s); err(c.s, 1, 2)
class D:
    def __init__(self, a, *, b): pass
err(D); err(D, 1); err(D, 1, 2, b=3); err(D, 1, c=3)
err(C, 1); err(C, x=1); err(object, 1); err(int.__new__)
def outer():
    def inner(q): pass
    inner()
err(outer)
err(one, **{"x": 1, "not an identifier": 2}); err(none, **{"a b": 1})
