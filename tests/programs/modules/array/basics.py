# array.array
import warnings
warnings.simplefilter("ignore", DeprecationWarning)
from array import array
a = array("i", [1, 2, 3])
a.append(4); a.extend([5]); a.extend(array("i", [6])); a.insert(0, 0); a[1] = 10
print(a, len(a), a[1], a[-1], a[1:3], a.typecode, a.itemsize, a.tolist(), a.count(10), a.index(3), a.pop(), a.pop(0), 10 in a, list(a), sum(a), a + a, a * 2, a == array("i", [10, 2, 3, 4, 5]), a < array("i", [11]))
a.remove(2); a.reverse(); del a[0]; a[0:1] = array("i", [7, 8]); print(a, a.tobytes(), list(reversed(a)))
print(array("d", [1.5, 2]), array("f", [0.1]), array("b", b"ab"), array("B", [255]), array("u", "hé"), array("q", [2 ** 62]), array("i"), array("h", range(3)), array("d"), array("Q", [2 ** 64 - 1]), array("w", "a😀"), array("b", array("i", [1])))
b = array("H"); b.frombytes(b"\x01\x00\x02\x00"); b.fromlist([3]); print(b, b.buffer_info()[1]); b.byteswap(); print(b)
u = array("u", "ab"); u.fromunicode("c"); print(u.tounicode(), u)
for f in (lambda: array("z"), lambda: array("i", ["a"]), lambda: array("b", [200]), lambda: array("B", [-1]), lambda: array("i", [1.5]), lambda: array("i").pop(), lambda: array("i").remove(1), lambda: array("i").index(1), lambda: array("i", [1]) + [2], lambda: array("i", [1]) + array("d", [1]), lambda: array("d", ["x"]), lambda: array(), lambda: array("ii"), lambda: array("i", 5), lambda: array("i", "ab"), lambda: array("i").append("a"), lambda: array("i", [2 ** 40]), lambda: array("h").frombytes(b"a"), lambda: hash(array("i")), lambda: array("i", [1]).__setitem__(0, "x"), lambda: array("i", [1]).__setitem__(slice(0, 1), [1]), lambda: array("u", [1]), lambda: array(5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
c = array("d", [0.0]) * 5
for i in range(5): c[i] = i / 2
c[::2] = array("d", [9, 9, 9]); print(c, max(c), c[::-1], bytes(array("B", [1, 2])), bytearray(array("B", [3])), array("B", b"abc").tobytes())
a += array("i", [99]); a *= 2; print(a, a.__class__.__name__, repr(array("b", [1])), str(array("u", "x")), [x * 2 for x in array("i", [1, 2])], array("i", (x for x in [4])), array("i", [True]))
import copy; d = copy.copy(a); d[0] = 0; print(a[0] != 0, copy.deepcopy(a) == a)
