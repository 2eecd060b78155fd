# memoryview over bytes, bytearray and array: slicing, writing, casting, release
import array
m = memoryview(b"abcdef")
print(m[0], m[-1], bytes(m[1:4]), m.tobytes(), m.tolist(), len(m), m.readonly, m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.contiguous, m.c_contiguous)
print(m == b"abcdef", m[::2].tolist(), m[::-1].tobytes(), m[2:] == b"cdef", list(m)[:2], 97 in m, hash(m) == hash(b"abcdef"), m.obj, m.hex())
b = bytearray(b"12345678")
v = memoryview(b)
v[0] = 65
v[1:3] = b"BC"
v[3:5] = memoryview(b"DE")
print(b, v.readonly, v.toreadonly().readonly)
w = v[4:]
w[0] = 90
print(b, w.tobytes())
c = v.cast("H")
print(len(c), c.itemsize, c.format, c.nbytes, c.cast("B").tobytes() == bytes(b))
a = array.array("i", [1, 2, 3])
n = memoryview(a)
print(n.format, n.itemsize, n.tolist(), n[1], n.nbytes)
n[1] = 20
print(a)
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def setitem(v, k, x): v[k] = x
for f in (lambda: m[10], lambda: m["a"], lambda: setitem(m, 0, 1), lambda: setitem(v, 0, 256), lambda: setitem(v, 0, "a"), lambda: setitem(v, slice(0, 2), b"x"), lambda: setitem(v, slice(0, 1), 5), lambda: memoryview("s"), lambda: memoryview([1]), lambda: memoryview(), lambda: v.cast("Z"), lambda: v.cast("d")[5], lambda: hash(v), lambda: n.cast("H"), lambda: m < m, lambda: m[0:2, 1]): err(f)
with memoryview(b"ctx") as x: print(x[0])
err(lambda: x[0]); err(lambda: len(x)); print(repr(x).split(" at ")[0])
v.release(); w.release(); c.release()
err(lambda: v.tobytes())
print(memoryview(b"ab") == memoryview(bytearray(b"ab")), memoryview(b"ab") != b"ac", memoryview(b"") == b"", memoryview(a).tolist() == [1, 20, 3])
print(b"".join([memoryview(b"x"), b"y"]), bytes(memoryview(b"z")), bytearray(memoryview(b"q")), memoryview(memoryview(b"nest"))[0])
