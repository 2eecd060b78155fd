# an exhausted iterator stays exhausted, whoever asks: loops, comprehensions, copies, __setstate__
import copy

makers = [
    lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter("abc"), lambda: iter(b"abc"), lambda: iter(range(3)),
    lambda: reversed([1, 2, 3]), lambda: iter({1: 2}), lambda: iter({1, 2}), lambda: enumerate([1, 2]), lambda: zip([1], [2]),
]


def spent(make):
    it = make()
    for _ in it:
        pass
    return it


for make in makers:
    print([x for x in spent(make)], list(spent(make)), next(spent(make), "none"), end=" ")
    for x in [spent(make)].pop():
        print("again", x)
    it = spent(make)
    print(list(it), [*it], next(it, "none"), type(it).__name__)

for make in makers[:3] + makers[4:5]:
    it = spent(make)
    print(list(copy.copy(it)), it.__reduce__()[0].__name__, len(it.__reduce__()), it.__length_hint__())
    if hasattr(it, "__setstate__"):
        it.__setstate__(0)
        print(list(it))


# a list that grows behind an exhausted iterator, and one that grows before it is
items = [1]
it = iter(items)
print(list(it))
items.append(2)
print(list(it), items)
it = iter(items)
print(next(it), next(it))
items.append(3)
print(next(it), next(it, "end"))


# a generator that resumes inside of an except block keeps what it handles
def handles():
    try:
        raise KeyError("kept")
    except KeyError:
        yield 1
        try:
            raise
        except KeyError as e:
            yield repr(e)


print(list(handles()), [x for x in handles()])


# generators that hold themselves
def own():
    me = yield
    yield me is not None
    return 5


g = own()
next(g)
print(g.send(g))
print([x for x in g])
del g
