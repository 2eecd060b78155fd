# count, cycle, repeat, chain, islice, takewhile, dropwhile, accumulate, starmap, compress, tee, pairwise, batched, zip_longest, groupby, filterfalse
from itertools import *
import operator
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
list(islice(count(), 3)), list(islice(count(5, 2), 3)), list(islice(count(1.5, 0.5), 3)), list(islice(count(2 ** 63), 2)), repr(count(3)), repr(count(1, 2)), list(islice(count(0, -1), 3))
list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat(1, 3)), list(islice(repeat("x"), 2)), repr(repeat(5, 2)), repr(repeat("a")), list(map(pow, range(4), repeat(2))), list(repeat(1, -1))
list(chain("ab", [1], ())), list(chain()), list(chain.from_iterable(["ab", [1]])), list(islice(chain.from_iterable(repeat("xy")), 5))
list(islice("abcdef", 2)), list(islice("abcdef", 2, 5)), list(islice("abcdef", 1, None, 2)), list(islice("abc", 5, 10)), list(islice("abc", 0)), list(islice("abc", None))
islice("abc", -1)
islice("abc", 0, 5, 0)
islice("abc", "x")
list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, ""])), list(filterfalse(lambda x: x % 2, range(5)))
list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate("abc")), list(accumulate([3, 1, 4], max)), list(accumulate([], initial=5))
list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(lambda *a: a, ["ab", (1,)])), list(compress("abcd", [1, 0, 1])), list(compress("ab", [True, True, True]))
list(pairwise("abcd")), list(pairwise([1])), list(batched("abcdefg", 3)), list(batched([], 2)), list(zip_longest("ab", [1, 2, 3])), list(zip_longest("a", "xyz", fillvalue="-")), list(zip_longest())
list(batched("abc", 0))
list(batched("abc", 2, strict=True))
list(starmap(pow, [1]))
list(accumulate([1, "a"]))
chain(5).__next__()
count("a")
cycle(5)
repeat()
zip_longest("a", bad=1)
[(k, list(g)) for k, g in groupby("aabbbca")], [(k, len(list(g))) for k, g in groupby([1, 1, 2, 3, 3], key=lambda x: x % 2)], list(groupby([])), [k for k, g in groupby("aab")]
[list(t) for t in tee("abc")], [list(t) for t in tee([1, 2], 3)], tee([], 0), len(tee("a", 5))
tee([], -1)
next(count(1)), type(count()).__name__, type(chain()).__name__, sum(islice(count(), 100)), dict(zip("ab", count(1)))
''')
g = groupby("aabb")
k1, g1 = next(g); k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
a, b = tee(iter(range(5)))
print(next(a), next(a), list(b), list(a))
it = iter("abcdef")
print([list(islice(it, 2)) for _ in range(4)], list(chain([1], (x for x in "y"))))
