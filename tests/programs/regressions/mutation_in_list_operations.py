# lists that their own keys, indices, iterators and comparisons change
import sys
def err(f, *a):
    try: r = f(*a); print("ok", type(r).__name__, repr(r)[:100])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
show = both = err
def sort1():
    l = [3, 1, 2]
    def k(x): l.clear(); l.append(99); return x
    try: l.sort(key=k)
    finally: print(l)
both(sort1)
def sort2():
    class C:
        def __init__(s, v): s.v = v
        def __lt__(s, o): l[:] = []; return s.v < o.v
    l = [C(i) for i in (5, 3, 9, 1) * 20]
    try: l.sort()
    finally: print(len(l))
both(sort2)
def sort3():
    l = [3, 1, 2]
    l.sort(key=lambda x: l.sort() or x); return l
both(sort3)
def sort4():
    l = [1, 2, 3]
    def k(x):
        if x == 2: raise KeyError
        return -x
    try: l.sort(key=k)
    except KeyError: pass
    return l
both(sort4)
def sort5():
    class X:
        def __del__(s): l.append(1)
        def __lt__(s, o): return False
    l = [X(), X(), X()]
    l.sort(key=lambda x: X()); return len(l)
both(sort5)
def slice1():
    l = list(range(10))
    class I:
        def __index__(s): l.clear(); return 3
    l[I():8] = [1]; return l
both(slice1)
def slice2():
    l = list(range(10))
    def it():
        l.clear(); yield 1; l.extend(range(100)); yield 2
    l[2:5] = it(); return l
both(slice2)
def slice3():
    l = list(range(10))
    def it():
        yield 1; l.clear(); yield 2
    l[::5] = it(); return l
both(slice3)
def slice4():
    l = list(range(10))
    class I:
        def __index__(s): l.clear(); return 5
    return l[I()]
both(slice4)
def slice5():
    l = list(range(10))
    class I:
        def __index__(s): l.clear(); return 5
    l[I()] = 1; return l
both(slice5)
def slice6():
    l = list(range(10))
    class I:
        def __index__(s): del l[3:]; return 2
    del l[::I()]; return l
both(slice6)
def mul1():
    l = [1, 2]
    class I:
        def __index__(s): l.clear(); return 5
    return l * I()
both(mul1)
def imul1():
    l = [1, 2]
    class I:
        def __index__(s): l.clear(); return 5
    l *= I(); return l
both(imul1)
def ext1():
    l = [1]
    l.extend(l); l += l; l[1:1] = l; return l
both(ext1)
def ext2():
    l = [1, 2, 3]
    def g():
        for i in range(5): l.pop() if l else 0; yield i
    l.extend(g()); return l
both(ext2)
def ext3():
    l = [1, 2, 3]
    l.extend(x for x in l if len(l) < 20); return l
both(ext3)
def ins1():
    l = [1, 2, 3]
    class I:
        def __index__(s): l.clear(); return 2
    l.insert(I(), 5); return l
both(ins1)
def pop1():
    l = [1, 2, 3]
    class I:
        def __index__(s): l.clear(); return 2
    return l.pop(I())
both(pop1)
def eqrm():
    l = []
    class E:
        def __eq__(s, o): l.clear(); return False
    l += [E(), E(), E(), 1, 2, 3]
    l.remove(2); return l
both(eqrm)
def eqidx(meth):
    l = []
    class E:
        def __eq__(s, o): l.clear(); return False
    l += [E(), E(), E(), 1, 2, 3]
    return getattr(l, meth)(2)
both(eqidx, "index")
both(eqidx, "count")
both(eqidx, "__contains__")
def eqcmp():
    a = []; b = []
    class E:
        def __eq__(s, o): a.clear(); b.clear(); return True
        def __lt__(s, o): a.clear(); b.clear(); return True
    a += [E() for i in range(5)]; b += [E() for i in range(5)]
    return a == b
both(eqcmp)
def repr1():
    l = []
    class E:
        def __repr__(s): l.clear(); return "E"
    l += [E(), E(), 3]
    return repr(l)
both(repr1)
def repr2():
    d = {}
    class E:
        def __repr__(s): d.clear(); return "E"
    d.update({1: E(), 2: E(), 3: E()})
    return repr(d)
both(repr2)
def repr3():
    s_ = set()
    class E:
        def __repr__(s): s_.clear(); return "E"
    s_ |= {E(), E(), E()}
    return repr(s_)
both(repr3)
def iterclear():
    l = [1, 2, 3]
    r = []
    for x in l:
        r.append(x); l.clear() if x == 2 else 0
    return r
both(iterclear)
def dq2():
    from collections import deque
    class D:
        def __del__(s): q.append(1); q.popleft() if len(q) > 3 else 0
    q = deque([D() for i in range(5)], maxlen=5)
    for i in range(20): q.append(D())
    q.clear(); q.extend([1]); q.clear(); return len(q)
both(dq2)
def sum1():
    class I:
        def __radd__(s, o): l.clear(); return 1
        def __add__(s, o): l.clear(); return s
    l = [1, I(), 2, I(), 3]
    return sum(l), len(l)
both(sum1)
def mm1():
    class C:
        def __gt__(s, o): l.clear(); return True
        def __lt__(s, o): l.clear(); return True
    l = [C() for i in range(10)]
    max(l); l = [C() for i in range(10)]; min(l); l = [C() for i in range(10)]; max(l, key=lambda x: l.clear() or x); return len(l)
both(mm1)
def anyall():
    class B:
        def __bool__(s): l.clear(); return False
    l = [B() for i in range(10)]
    any(l); l = [B() for i in range(10)]; all(l); l = [B() for i in range(10)]; list(filter(None, l)); return len(l)
both(anyall)
