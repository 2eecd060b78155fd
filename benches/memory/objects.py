# Holds COUNT objects of one KIND until the end: the growth of peak memory with COUNT is the memory of one.
import sys


class Instance:
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a = a
        self.b = b


def nested(i):
    def inner():
        return i

    return inner


KINDS = {
    "int above 2**62": lambda i: (1 << 63) + i,
    "int": lambda i: 100000 + i,
    "float": lambda i: i * 0.37,
    "str of 8": lambda i: "%08d" % i,
    "tuple of 2": lambda i: (i & 7, None),
    "list of 2": lambda i: [None, None],
    "dict of 2": lambda i: {"a": None, "b": None},
    "instance of 2": lambda i: Instance(None, None),
    "slotted of 2": lambda i: Slotted(None, None),
    "closure": nested,
}

kind = sys.argv[1]
count = int(sys.argv[2])
make = KINDS[kind]
held = [None] * count
for i in range(count):
    held[i] = make(i)
print("checksum", len(held))
