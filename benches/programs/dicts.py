# Stresses: dict lookups, inserts, deletions and iteration with string, integer and tuple keys.
import sys


def main(scale):
    names = ["key%d" % i for i in range(200)]
    table = {}
    for name in names:
        table[name] = len(name)
    total = 0
    grid = {}
    for i in range(scale):
        name = names[(i * 7) % 200]
        total += table[name]
        table[name] = (i & 1023)
        if name in table and i % 16 == 0:
            del table[name]
            table[name] = 1
        grid[i % 97, i % 31] = i
        total += grid.get((i % 89, i % 31), 0)
        if i % 500 == 0:
            for key, value in table.items():
                total += value
            merged = {key: value for key, value in table.items() if value > 100}
            merged.update(a=1, b=2)
            total += len(merged)
    squares = {}
    for i in range(scale // 2):
        squares[i * i % 10007] = squares.get(i * i % 10007, 0) + 1
    assert sum(squares.values()) == scale // 2
    return "%d %d %d" % (total, len(grid), len(squares))


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 600000
print("checksum", main(scale))
