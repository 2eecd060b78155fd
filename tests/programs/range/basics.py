# range: all its parts, slices, comparisons, big numbers, errors
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
range(5), range(1, 5), range(0, 10, 3), range(5, 0, -2), list(range(5)), list(range(2, 8, 3)), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)), list(range(-3, 3)), range(0, 5, 1), range(True)
len(range(10)), len(range(0, 10, 3)), len(range(10, 0, -3)), len(range(5, 5)), len(range(0, -5)), len(range(0, 2 ** 40, 7))
range(10)[3], range(10)[-1], range(0, 10, 3)[2], range(10, 0, -3)[1], range(2 ** 70)[2 ** 69], range(2 ** 70, 2 ** 70 + 5)[-1]
range(5)[5]
range(5)[-6]
range(5)["a"]
range(10)[2:5], range(10)[::-1], range(10)[::3], range(0, 20, 2)[1:8:3], range(10)[5:2], range(5)[-100:100], range(10)[-3:], range(0)[:]
3 in range(5), 5 in range(5), 4 in range(0, 10, 3), 6 in range(0, 10, 3), 2.0 in range(5), 2.5 in range(5), "a" in range(5), -1 in range(0, -5, -1), True in range(2), 2 ** 70 in range(2 ** 71), None in range(3)
range(5) == range(0, 5), range(0, 5, 2) == range(0, 6, 2), range(0) == range(5, 5), range(5) == [0, 1, 2, 3, 4], range(3) != range(4), hash(range(3)) == hash(range(0, 3, 1)), {range(2): 1}[range(0, 2)]
range(10).index(5), range(0, 10, 2).count(4), range(5).count(9), range(5).start, range(5).stop, range(5).step, range(1, 9, 2).index(7), range(3).count(1.0)
range(5).index(9)
range(5).index("a")
range(1, 2, 0)
range(1.5)
range("a")
range()
range(1, 2, 3, 4)
range(None)
range(5) + range(3)
range(5) < range(6)
len(range(2 ** 70))
list(reversed(range(5))), list(reversed(range(0, 10, 3))), list(reversed(range(0))), max(range(5)), min(range(5)), sum(range(101)), sorted(range(3), reverse=True), bool(range(0)), bool(range(1))
list(range(2 ** 65, 2 ** 65 + 3)), list(range(-2 ** 65, -2 ** 65 - 3, -1)), list(zip(range(2 ** 63 - 1, 2 ** 63 + 1), range(2))), next(iter(range(2 ** 100, 2 ** 101))), sum(range(2 ** 62, 2 ** 62 + 3))
repr(range(1, 2)), repr(range(1, 2, 3)), str(range(0)), [*range(3)], tuple(range(2)), set(range(2)), dict(zip("ab", range(2))), list(map(str, range(3)))
type(iter(range(3))).__name__, type(iter(range(2 ** 70))).__name__, iter(range(3)).__length_hint__()
range(5).x
''')
for i in range(3):
    i = 10
    print(i, end=" ")
try: range(3).start = 5
except AttributeError as e: print(e)
r = range(5)
a, *b, c = r
print(a, b, c, [x for x in r if x in r[::2]])
def f(n):
    t = 0
    for i in range(n):
        for j in range(i, n, 2): t += j
    return t
print(f(30), f(0))
