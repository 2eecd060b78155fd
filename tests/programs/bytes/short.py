"""The bytes of one byte, and the empty ones, are one object each; nothing writes into them."""
import os

one, none = bytes([65]), bytes()
print(bytes([65]) is one, b"ABC"[0:1] is one, bytes("A", "ascii") is one)
print(b"ABC"[1:1] is none, b"".join([]) is none, bytes(0) is none, bytearray()[:] == none)

# Random bytes go elsewhere.
for _ in range(300):
    assert len(os.urandom(1)) == 1
print(bytes(1), bytes([7]), [bytes([i])[0] for i in range(256)] == list(range(256)))


class Sub(bytes):
    pass


sub = Sub(b"A")
sub.note = "mine"
print(sub == one, sub is one, type(sub).__name__, sub.note, Sub() is none, bytes(sub) is one)
print(hash(one) == hash(b"xA"[1:]), {one: 1}[bytes(b"A")], one + none is one, none + one is one)

array = bytearray(one)
array[0] = 66
view = memoryview(one)
try:
    view[0] = 66
except TypeError as e:
    print(e)
print(one, array)
