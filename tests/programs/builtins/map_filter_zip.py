# map, filter, zip, enumerate, reversed: laziness, multiple iterables, strict, errors
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


print(list(map(lambda x: x + 1, [1, 2])), list(map(lambda *a: a, "ab", [1, 2, 3], range(5))), list(map(str, ())), list(map(None.__class__, [])), list(map(int, "123")), list(map(max, [1, 5], [3, 2])))
print(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.isdigit, "a1b2")))
print(list(zip()), list(zip("ab")), list(zip("ab", [1, 2, 3])), list(zip("abc", range(3), strict=True)), list(zip(*[(1, 2), (3, 4)])), dict(zip("ab", (1, 2))))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=3)), list(enumerate("a", 2 ** 70)), list(enumerate("ab", -1)))
print(list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), list(reversed([])))
err(lambda: list(zip("ab", "a", strict=True))); err(lambda: list(zip("a", "ab", strict=True))); err(lambda: list(zip("ab", "ab", "a", strict=True))); err(lambda: list(zip("a", "ab", "ab", strict=True)))
err(map); err(map, str); err(map, str, 5); err(lambda: list(map(5, [1]))); err(filter, None); err(filter, None, 5); err(lambda: list(filter(5, [1]))); err(zip, 5); err(zip, [], 5); err(zip, bad=1); err(enumerate); err(enumerate, 5); err(enumerate, [], "a"); err(reversed); err(reversed, 5); err(reversed, {1}); err(reversed, iter([])); err(enumerate, [], 1, 2); err(lambda: list(map(lambda: 0, [1]))); err(lambda: list(map(lambda x: 1 / x, [1, 0])))
m = map(print, "ab"); print("lazy"); list(m)
class L:
    def __len__(self): return 2
    def __getitem__(self, i): return i * 10
print(list(reversed(L())))
it = iter([1, 2, 3])
z = zip(it, "a"); print(list(z), list(it))
def g():
    yield 1
    raise ValueError("mid")
m = map(str, g()); print(next(m)); err(next, m); err(next, m)
print([*map(lambda x, y: x * y, [1, 2], [3, 4])], sum(map(len, ["a", "bb"])), max(map(abs, [-3, 2])), tuple(zip([1], [2], [3]))[0], next(zip("a", "b")), list(zip("ab", map(ord, "ab"))), list(filter(None, map(int, "0102"))))
