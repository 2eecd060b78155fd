# Stresses: the cycle collector: rings and parents with children that only a collection can free, beside a live heap.
import sys


class Parent:
    def __init__(self, number):
        self.number = number
        self.children = [Child(self, i) for i in range(3)]


class Child:
    def __init__(self, parent, index):
        self.parent = parent
        self.index = index


def ring(length):
    first = last = [None, 0]
    for i in range(1, length):
        last[0] = [None, i]
        last = last[0]
    last[0] = first
    return first


def main(scale):
    live = [Parent(i) for i in range(2000)]
    total = 0
    for i in range(scale):
        parent = Parent(i)
        total += parent.children[2].index
        total += ring(5)[0][1]
        live[i % 2000] = parent
    for parent in live:
        for child in parent.children:
            assert child.parent is parent
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 80000
print("checksum", main(scale))
