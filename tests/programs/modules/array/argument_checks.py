# array: items out of range, wrong types, slices of other kinds
import array, collections, copy, enum, functools, itertools, math, operator
from collections import *
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
array.array("i", [1, "a"])
array.array("i", [1.5])
array.array("b", [300])
array.array("B", [-1])
array.array("x", [1])
array.array("ii")
array.array(5)
array.array()
array.array("i", 5)
array.array("i", "abc")
array.array("u", "abc"), array.array("d", [1, 2.5]), array.array("i"), array.array("b", b"ab")
a = array.array("i", [1, 2, 3])
a[5]
a["a"]
a[0] = "a"
a[0] = 2 ** 40
a[0:1] = [5]
a[0:1] = array.array("b", [1])
a[::2] = array.array("i", [1])
a.append("a")
a.append()
a.extend(5)
a.extend(array.array("b"))
a.extend(["x"])
a.pop(10)
array.array("i").pop()
a.remove(50)
a.index(50)
a.insert("a", 1)
a.fromlist(5)
a.fromlist(["a"])
a.frombytes(b"abc")
a.frombytes("a")
a.fromfile(5, 1)
a.tounicode()
a.byteswap(), a.itemsize, a.typecode, a.buffer_info()[1]
a + [1]
a + array.array("b")
a * "a"
a < 5
a == [1]
a.typecode = 5
hash(a)
copy.copy(a) == a, copy.deepcopy(a) == a, a[::-1] is a, a.tolist() == list(a)
''')
