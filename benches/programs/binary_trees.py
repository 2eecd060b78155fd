# Stresses: trees built and dropped whole: recursive allocation, iterative destruction, blocks reused by size class.
import sys


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(build(depth - 1), build(depth - 1))


def check(tree):
    if tree.left is None:
        return 1
    return 1 + check(tree.left) + check(tree.right)


def main(depth):
    kept = build(depth)
    total = 0
    for level in range(4, depth + 1, 2):
        rounds = 1 << (depth - level)
        for _ in range(rounds):
            total += check(build(level))
        assert total > 0
    count = check(kept)
    assert count == (2 << depth) - 1
    return total + count


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 16
print("checksum", main(scale))
