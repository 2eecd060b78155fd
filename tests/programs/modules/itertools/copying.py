# Iterators of itertools taken apart and copied, at every place.
import copy
import itertools
import operator
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


class Numbers:
    def __init__(self, *items):
        self.items = items
        self.next = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.next == len(self.items):
            raise StopIteration
        self.next += 1
        return self.items[self.next - 1]

    def __repr__(self):
        return f"Numbers@{self.next}"


def shown(part):
    if type(part) is tuple:
        return "(" + ", ".join(map(shown, part)) + ")"
    if isinstance(part, type):
        return part.__name__
    if type(part).__module__ == "itertools" or type(part).__name__.endswith("_iterator"):
        return f"<{type(part).__name__}>"
    return part.__name__ if callable(part) and hasattr(part, "__name__") else repr(part)


def steps(it):
    out = []
    for item in itertools.islice(it, 5):
        if type(item) is tuple and item and type(item[-1]).__name__ == "_grouper":
            item = item[0], list(item[1])
        out.append(item)
    return out


def advanced(make, n):
    it = make()
    for _ in range(n):
        if next(it, it) is it:
            break
    return it


def show(make, places=(0, 1, 2, 4, 7)):
    for n in places:
        it = advanced(make, n)
        print(n, shown(it.__reduce__()), "copy", steps(copy.copy(it)), end=" ")
        print("deep", steps(copy.deepcopy(advanced(make, n))))


for make in (
    lambda: itertools.count(3),
    lambda: itertools.count(3, -2),
    lambda: itertools.count(0.5),
    lambda: itertools.count(2**70, 3),
    lambda: itertools.cycle(Numbers(1, 2, 3)),
    lambda: itertools.cycle([]),
    lambda: itertools.repeat("a"),
    lambda: itertools.repeat("a", 3),
    lambda: itertools.chain([1, 2], Numbers(3), ()),
    lambda: itertools.chain.from_iterable(Numbers("ab", "c")),
    lambda: itertools.starmap(pow, Numbers((2, 3), (3, 2))),
    lambda: itertools.zip_longest([1], Numbers(2, 3), fillvalue="-"),
    lambda: itertools.compress(Numbers(1, 2, 3), Numbers(1, 0, 1)),
    lambda: itertools.dropwhile(bool, Numbers(1, 0, 1)),
    lambda: itertools.takewhile(bool, Numbers(1, 1, 0, 1)),
    lambda: itertools.filterfalse(None, Numbers(1, 0, 0)),
    lambda: itertools.islice(Numbers(1, 2, 3, 4, 5, 6), 1, 5, 2),
    lambda: itertools.islice(Numbers(1, 2, 3), 0, None),
    lambda: itertools.accumulate(Numbers(1, 2, 3)),
    lambda: itertools.accumulate(Numbers(1, 2, 3), operator.mul, initial=5),
    lambda: itertools.accumulate(Numbers(None, 2, 3), lambda a, b: b),
    lambda: itertools.groupby("aabbc"),
    lambda: itertools.groupby(Numbers("a", "A", "b"), str.upper),
    lambda: itertools.product("ab", [1, 2]),
    lambda: itertools.product("ab", repeat=2),
    lambda: itertools.product("ab", []),
    lambda: itertools.product(),
    lambda: itertools.permutations("abc", 2),
    lambda: itertools.permutations("abc", 0),
    lambda: itertools.permutations("ab", 3),
    lambda: itertools.combinations("abcd", 2),
    lambda: itertools.combinations("ab", 3),
    lambda: itertools.combinations_with_replacement("ab", 2),
    lambda: itertools.combinations_with_replacement("", 2),
    lambda: itertools.tee("abc")[0],
):
    show(make)

print("groups")
groups = itertools.groupby("aab")
key, group = next(groups)
print(shown(group.__reduce__()), list(copy.copy(group)))
next(groups)
print(shown(group.__reduce__()))

print("tee")
first, second = itertools.tee(range(200))
for _ in range(120):
    next(first)
print(sum(copy.deepcopy(second)), sum(copy.copy(first)), sum(second), sum(first))
block = second.__reduce__()[2][0]
print(type(block).__name__, shown(block.__reduce__()[1][1:]))


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print("bad states")
err(itertools.chain().__setstate__, 1)
err(itertools.chain().__setstate__, (1,))
err(itertools.product("ab").__setstate__, (1, 2))
err(itertools.permutations("ab").__setstate__, ((0, 1), (1,)))
err(itertools.combinations("ab", 1).__setstate__, [0])
err(itertools.tee("a")[0].__setstate__, 3)
p = itertools.product("ab", "xyz")
p.__setstate__((99, -5))
print(list(p))
c = itertools.combinations("abcd", 2)
c.__setstate__((9, 9))
print(list(c))
p = itertools.permutations("abc")
p.__setstate__(((0, 1, 2), (-9, 9, 9)))
print(list(p)[:2])
for f in (itertools.pairwise, lambda x: itertools.batched(x, 1)):
    err(copy.copy, f([1]))

print("warnings")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    copy.copy(itertools.chain([1]))
for warning in caught:
    print(warning.category.__name__, warning.message)
