# bytearray: mutation, slices, shared method set with bytes, errors
b = bytearray(b"hello")
b[0] = 72
b += b" world"
b.append(33)
b.extend([63, 63]); b.extend(b"!!")
print(b, len(b), b[0], b[-1], b[1:4], type(b[1:4]).__name__)
b[0:5] = b"HELLO!!"
del b[5:7]
b[::2] = bytes(len(b[::2]))
print(b)
b.insert(0, 1); b.insert(-1, 2); b.insert(100, 3)
print(b[:3], b[-3:], b.pop(), b.pop(0), len(b))
b.remove(0); b.reverse()
print(b)
c = b.copy(); c.clear()
print(c, len(b), b == bytes(b), b"x" + bytearray(b"y"), bytearray(b"y") + b"x", bytearray(3), bytearray("é", "utf-8"), bytearray([1, 2]) * 2, bytearray(range(3)))
d = bytearray(b"abc"); e = d
d *= 2
print(e, e is d, 97 in d, b"bc" in d, d.find(b"c"), d.upper(), d.split(b"b"), d.replace(b"a", b"AA"), d.decode(), d.hex(), list(d)[:2], bytearray.fromhex("0a ff"))
for stmt in ("d[0] = 256", "d[0] = 'a'", "d[10] = 1", "d.append(300)", "d.append('a')", "d.extend('ab')", "d.extend([1, 256])", "d.remove(200)", "bytearray().pop()", "d[0:1] = 5", "d[0:2] = 'xy'", "d[::2] = b'x'", "hash(d)", "bytearray('x')", "del d[99]", "d.insert('a', 1)", "d += 'x'", "d += 5", "d.pop(99)", "{d: 1}", "bytearray(-1)", "bytearray(5.5)"):
    try: exec(stmt); print("ok", stmt)
    except Exception as x: print(stmt, "!!", type(x).__name__, x)
d[:] = b""
print(d, bool(d), repr(bytearray(b"\x00'")), str(bytearray(b"s")), bytearray(b"b") > b"a", sorted(bytearray(b"cab")), bytearray(b"%d") % 5)
d[0:0] = (i for i in range(5))
print(d, d.startswith(b"\0"), d.strip(b"\0"), d.translate(bytes.maketrans(b"\1", b"\7")))
del d[1::2]
print(d, d.__iadd__(b"z"), bytes(d), d.isalpha(), d.join([b"1", b"2"]))
m = bytearray(b"abc")
v = memoryview(m)
try: m.append(1)
except BufferError as x: print(x)
v[0] = 122
v.release()
m.append(1)
print(m)
