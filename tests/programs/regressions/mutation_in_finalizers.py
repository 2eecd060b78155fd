# finalisers and weak reference callbacks that change what is being cleared
import sys
def err(f, *a):
    try: r = f(*a); print("ok", type(r).__name__, repr(r)[:100])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
show = both = err
def del1():
    keep = []
    class D:
        def __del__(s): keep.append(s)
    D(); D(); x = [D() for i in range(5)]; del x
    a = keep[:]; keep.clear(); a.clear(); return len(keep)
both(del1)
def del2():
    class D:
        def __del__(s): l.clear(); d.clear(); st.clear()
    l = [D() for i in range(10)]; d = {i: D() for i in range(10)}; st = {D() for i in range(10)}
    l[3] = 1; d[3] = 1; st.pop(); l = [D() for i in range(10)]; del l[2:5]; l = [D() for i in range(10)]; l[:] = [1]; l = [D() for i in range(10)]; l.pop(); l.extend([D() for i in range(10)]); l.sort(key=id); l.reverse(); l *= 0
    d.update({i: D() for i in range(10)}); d.update({i: 1 for i in range(10)}); d.update({i: D() for i in range(10)}); d.popitem(); d.setdefault(1, D()); d.clear()
    return l, d, st
both(del2)
def del5():
    class D:
        __slots__ = ("x",)
        def __del__(s): s.x = D2(); o.x = None; o.x = s
    class D2:
        def __del__(s): pass
    class O: pass
    o = O(); o.x = D(); o.x = 1; o.x = None; return 1
both(del5)
def del6():
    def f():
        x = D(); y = D()
    class D:
        def __del__(s): sys._getframe(1).f_locals
    f(); return 1
both(del6)
def del7():
    class D:
        def __del__(s):
            nonlocal cell
            cell = D if n.append(1) or len(n) < 10 else 0
            if cell: cell = cell()
    n = []
    cell = D(); cell = None; return len(n)
both(del7)
def wr1():
    import weakref
    class O: pass
    o = O(); l = []
    def cb(r): l.append(r()); o2.x = 1; del refs[:]
    o2 = O(); refs = [weakref.ref(o, cb) for i in range(10)]
    del o; return len(l)
both(wr1)
def wr2():
    import weakref, gc
    class O:
        def __del__(s): l.append(weakref.ref(s))
    l = []
    o = O(); r = weakref.ref(o); o.o = o; del o; gc.collect(); return r() is None, l[0]() is None
both(wr2)
def wr3():
    import weakref
    class O: pass
    d = weakref.WeakKeyDictionary(); ks = [O() for i in range(10)]
    for k in ks: d[k] = 1
    for k in d: ks.clear()
    return len(d)
both(wr3)
def wr4():
    import weakref
    class O:
        def __hash__(s): return 1
        def __eq__(s, o): del keep[:]; return False
    keep = [O()]; a = weakref.ref(keep[0]); b = O(); r = weakref.ref(b)
    return a == r, a() is None
both(wr4)
