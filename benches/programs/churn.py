# Stresses: allocation and prompt freeing of small objects: birth, a short life, death at count zero.
import sys


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def chain(length):
    head = None
    for i in range(length):
        head = Node(i, head)
    total = 0
    while head is not None:
        total += head.value
        head = head.next
    return total


def main(scale):
    total = 0
    window = [None] * 64
    for i in range(scale):
        total += chain(8)
        point = Point(i, (i, i + 1))
        window[i & 63] = point
        total += point.y[1] - point.x
        triple = [point, [i], (i,)]
        total += triple[1][0] - triple[2][0]
    assert total == scale * 29, total
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 230000
print("checksum", main(scale))
