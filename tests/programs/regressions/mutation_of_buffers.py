# bytearrays, memoryviews and arrays that change or are released while they are used
import sys
def err(f, *a):
    try: r = f(*a); print("ok", type(r).__name__, repr(r)[:100])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
show = both = err
def ba1():
    b = bytearray(b"x" * 10)
    m = memoryview(b)
    b.append(1)
both(ba1)
for op in [lambda b: b.append(1)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.extend(b"abc")]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.clear()]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.pop()]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__delitem__(slice(0, 3))]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__setitem__(slice(0, 3), b"")]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.insert(0, 1)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__iadd__(b"x")]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__imul__(2)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.remove(120)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__init__(5)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__setitem__(slice(0, 3), b"abc")]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.reverse()]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__imul__(1)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.extend(b"")]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__delitem__(0)]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
for op in [lambda b: b.__delitem__(slice(0, 0))]:
    def f():
        b = bytearray(b"x" * 10); m = memoryview(b)
        try: return op(b)
        finally: print(len(b), len(m))
    both(f)
def ba2():
    b = bytearray(b"x" * 10)
    class I:
        def __index__(s): b.clear(); return 5
    b[I()] = 1; return b
both(ba2)
def ba3():
    b = bytearray(b"x" * 10)
    class I:
        def __index__(s): b.clear(); return 65
    b[5] = I(); return b
both(ba3)
def ba4():
    b = bytearray(b"x" * 10)
    class I:
        def __index__(s): b.clear(); return 65
    b.append(I()); b.insert(5, I()); b[2:4] = [I(), I()]; return b
both(ba4)
def ba5():
    b = bytearray(b"x" * 10)
    def g():
        yield 65; b.clear(); yield 66
    b.extend(g()); b[1:1] = g(); return b
both(ba5)
def ba6():
    b = bytearray(b"abc")
    class I:
        def __index__(s): b.clear(); return 65
    return b.find(I()), b.count(I()), I() in b
both(ba6)
def ba8():
    b = bytearray(b"a,b,c")
    class S(str): pass
    def g():
        yield b; b.clear(); yield b
    return b",".join(g())
both(ba8)
def ba9():
    b = bytearray(b"abc"); l = [b, b]
    class B:
        def __buffer__(s, f): b.clear(); return memoryview(b"x")
    l.append(B())
    return b",".join(l)
both(ba9)
def mv1():
    m = memoryview(bytearray(10))
    class I:
        def __index__(s): m.release(); return 5
    return m[I()]
both(mv1)
def mv2():
    m = memoryview(bytearray(10))
    class I:
        def __index__(s): m.release(); return 5
    m[I()] = 1
both(mv2)
def mv3():
    m = memoryview(bytearray(10))
    class I:
        def __index__(s): m.release(); return 65
    m[5] = I()
both(mv3)
def mv5():
    m = memoryview(bytearray(10)).cast("d") if 0 else memoryview(bytearray(16)).cast("d")
    class I:
        def __float__(s): m.release(); return 5.0
    m[0] = I()
both(mv5)
def mv6():
    m = memoryview(bytearray(16)); m[2:10] = m[0:8]; m[0:8] = m[2:10]; n = m[::-1]; m[:] = n; return m.tobytes()
both(mv6)
def mv7():
    b = bytearray(16)
    with memoryview(b) as m: x = m[1:]; m.release()
    return x.tobytes()
both(mv7)
def mv8():
    m = memoryview(b"abc"); m.release()
    return [str(type(e)) for e in ()], repr(m)[:10], m == m, hash(m)
both(mv8)
def join1():
    l = ["a", "b", "c"]
    class S(str):
        def __str__(s): l.clear(); return "x"
    def g():
        yield "a"; l.clear(); yield "b"
    return "".join(g()), ",".join(l)
both(join1)
def join2():
    l = []
    class S(str):
        def __del__(s): l.clear()
    l += [S("a"), "b", S("c")]
    return ",".join(l)
both(join2)
def struct1():
    import struct
    b = bytearray(16)
    class I:
        def __index__(s): b.clear(); return 5
    struct.pack_into("<iiii", b, 0, 1, I(), 2, 3); return b
both(struct1)
def struct2():
    import struct
    b = bytearray(16)
    class I:
        def __index__(s): b.clear(); return 5
    struct.pack_into("<i", b, I(), 1); return b
both(struct2)
def struct3():
    import struct
    for f in ("<" + "i" * 100000, "999999999999999i", "9" * 30 + "i", "-1i", "x" * 10, "1000000000000s"):
        try: print(struct.calcsize(f))
        except Exception as e: print(type(e).__name__, str(e)[:60])
    return struct.unpack_from("<i", b"abc", -10)
both(struct3)
def arr1():
    import array
    a = array.array("i", range(10)); m = memoryview(a)
    for f in (lambda: a.append(1), lambda: a.extend([1]), lambda: a.pop(), lambda: a.__delitem__(0), lambda: a.insert(0, 1), lambda: a.frombytes(b"abcd"), lambda: a.__iadd__(a), lambda: a.__imul__(2), lambda: a.remove(1), lambda: a.__setitem__(slice(0, 5), a[:1]), lambda: a.fromlist([1]), lambda: a.reverse(), lambda: a.byteswap()):
        show(f)
    return len(m)
both(arr1)
