# Stresses: list items: append, index, slice, sort, swap, comprehension: references copied in and out of containers.
import sys


def shuffle(items, state):
    for i in range(len(items) - 1, 0, -1):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        j = state % (i + 1)
        items[i], items[j] = items[j], items[i]
    return state


def bubble_pass(items):
    for i in range(len(items) - 1):
        if items[i] > items[i + 1]:
            items[i], items[i + 1] = items[i + 1], items[i]


def main(scale):
    state = 42
    total = 0
    names = [object() for _ in range(50)]
    for round in range(scale):
        items = []
        for i in range(500):
            items.append(i)
        state = shuffle(items, state)
        bubble_pass(items)
        assert items[-1] == 499
        total += items[0] * 3 + items[250]
        doubled = [2 * item for item in items if item & 1]
        half = items[100:400]
        half.extend(doubled)
        half.sort()
        total += half[len(half) // 2]
        holders = [names[i % 50] for i in range(200)]
        holders.reverse()
        copies = list(holders)
        while copies:
            copies.pop()
        items.sort()
        assert items[123] == 123
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
print("checksum", main(scale))
