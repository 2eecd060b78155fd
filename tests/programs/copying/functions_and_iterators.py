# Builtin functions, methods, descriptors and iterators, taken apart and copied.
import array
import collections
import copy


class C:
    __slots__ = ("slot", "__dict__")

    def method(self):
        pass

    def __repr__(self):
        return "C()"


def same(f, value):
    try:
        result = f(value)
    except TypeError as e:
        return f"TypeError: {e}"
    return result is value or result == value


for value in (
    iter, len, [].append, "".join, dict.fromkeys, str.join, str.maketrans, bytes.fromhex, (1).__add__, int.__add__,
    C().method, C.slot, dict.__new__,
):
    print(value.__reduce_ex__(2), same(copy.copy, value))
print(same(copy.deepcopy, (1).__add__), same(copy.deepcopy, str.join), same(copy.deepcopy, C.slot))


def shown(it):
    parts = it.__reduce__()
    return (parts[0].__name__, *parts[1:])


for make in (
    lambda: iter([1, 2, 3]), lambda: reversed([1, 2, 3]), lambda: iter(b"abc"), lambda: iter(bytearray(b"abc")),
    lambda: iter(array.array("i", [1, 2, 3])), lambda: iter((1, 2, 3)), lambda: reversed("abc"),
):
    it = make()
    print(shown(it), end=" ")
    next(it)
    print(shown(it), list(copy.copy(it)), list(copy.deepcopy(it)), list(it), shown(it))
it = iter(b"abcdef")
it.__setstate__(4)
print(list(it))
it = iter(b"abc")
it.__setstate__(-4)
print(list(it))
it = reversed([1, 2, 3])
it.__setstate__(9)
print(list(it))

print("slices")
s = slice([1], [2], None)
t = copy.deepcopy(s)
print(t == s, t.start is s.start, copy.copy(s) is s)

print("subclasses with attributes")


class Bytes(bytearray):
    pass


class Ordered(collections.OrderedDict):
    pass


b = Bytes(b"abc\xff")
b.attribute = [1]
print(b.__reduce_ex__(2), b.__reduce_ex__(4)[1], bytearray(b"a").__reduce__())
print(copy.copy(b).attribute is b.attribute, copy.deepcopy(b).attribute, copy.deepcopy(b))
for make in (Ordered, collections.OrderedDict):
    o = make(a=1)
    o.attribute = [1]
    print(copy.copy(o), copy.copy(o).attribute is o.attribute, copy.deepcopy(o).attribute, o.copy())


class Named:
    __slotnames__ = ["spam", "missing"]

    def __getattr__(self, name):
        if name == "spam":
            return 42
        raise AttributeError(name)


print(Named().__reduce_ex__(2)[2])


class Curious:
    def __getattr__(self, name):
        print("asked for", name)
        raise AttributeError(name)


Curious().__reduce_ex__(2)
