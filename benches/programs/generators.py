# Stresses: generators: frames that outlive their call, pipelines, yield from, generator expressions.
import sys


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def square(items):
    for item in items:
        yield item * item


def keep(items, modulus):
    for item in items:
        if item % modulus:
            yield item


class Tree:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Tree(low, middle) if low < middle else None
        self.right = Tree(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def averager():
    total = 0
    number = 0
    while True:
        value = yield total // number if number else 0
        total += value
        number += 1


def main(scale):
    total = 0
    for item in keep(square(count(scale)), 3):
        total += item & 255
    total += sum(x + 1 for x in count(scale) if x & 1)
    tree = Tree(0, 2048)
    for _ in range(scale // 20000):
        assert sum(tree) == 2047 * 1024
    average = averager()
    next(average)
    for i in range(scale // 2):
        total += average.send(i) & 15
    average.close()
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
print("checksum", main(scale))
