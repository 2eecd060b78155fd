# generators and iterators that resume, close or delete themselves
import sys
def err(f, *a):
    try: r = f(*a); print("ok", type(r).__name__, repr(r)[:100])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
show = both = err
def gen1():
    def g(): yield next(x)
    x = g(); return next(x)
both(gen1)
def gen2():
    def g(): x.close(); yield 1
    x = g(); return next(x)
both(gen2)
def gen3():
    def g(): x.throw(ValueError); yield 1
    x = g(); return next(x)
both(gen3)
def gen4():
    def g(): yield from x
    x = g(); return next(x)
both(gen4)
def gen5():
    def g():
        for i in x: yield i
    x = g(); return list(x)
both(gen5)
def gen6():
    def g():
        try: yield 1
        finally: yield 2
    x = g(); next(x); x.close()
both(gen6)
def gen8():
    def g():
        try: yield 1
        finally: keep.append(x)
    keep = []
    x = g(); next(x)
    y = x; x = None; x = y; del y
    x.close(); return len(keep)
both(gen8)
def gen9():
    m = None
    def f(v): return next(m)
    m = map(f, [1, 2]); return next(m)
both(gen9)
def gen10():
    def f(*v): return next(m)
    import itertools
    m = itertools.starmap(f, [(1,), (2,)]); return next(m)
both(gen10)
def group1():
    g = itertools.groupby([1, 1, 2], lambda x: next(h) if h else x)
    h = None
    h = g
    return [(k, list(v)) for k, v in g]
both(group1)
def tee1():
    class It:
        def __iter__(s): return s
        def __next__(s): return next(b)
    a, b = itertools.tee(It()); return next(a)
both(tee1)
