# iter, next, iterator classes, sentinels, exhaustion, iter on iterators, length hints
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
c = Count(3)
print(next(c), list(c), list(c), next(c, "dflt"))
print(list(iter(lambda l=[3, 2, 1]: l.pop(), 1)), sum(Count(4)), max(Count(5)), 3 in Count(5), [*Count(2)], dict(zip(Count(2), "ab")), sorted(Count(3), reverse=True), tuple(map(str, Count(2))), list(enumerate(Count(2), 10)), "".join(map(str, Count(3))))
a, b, c = Count(3)
print(a, b, c)
for x in (iter([1]), iter(()), iter("a"), iter({}), iter({1}), iter(range(1)), iter(b"a"), iter({}.items()), zip(), map(str, []), filter(None, []), enumerate([]), reversed([]), iter(int, 1), iter(bytearray()), (i for i in ())):
    print(type(x).__name__, iter(x) is x, next(x, "empty"))
for f in (lambda: next([]), lambda: next(5), lambda: iter(5), lambda: next(iter([])), lambda: iter(5, 1), lambda: iter(), lambda: next(), lambda: next(iter([]), 1, 2), lambda: list(iter(int, 0)), lambda: Count(1)[0], lambda: len(Count(1)), lambda: len(iter([])), lambda: next(Count)):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class Bad1:
    def __iter__(self): return []
class Bad2:
    def __next__(self): return 1
class Bad3:
    def __iter__(self): return self
class Fails:
    def __iter__(self): return self
    def __next__(self): raise ValueError("next failed")
for o in (Bad1(), Bad2(), Bad3(), Fails()):
    for f in (iter, list, lambda o: [x for x in o], lambda o: [*o]):
        try: f(o); print("ok")
        except Exception as e: print(type(e).__name__, e, end=" | ")
    print()
class Seq:
    def __getitem__(self, i):
        if i == 3: raise StopIteration
        return i
print(list(Seq()))
it = iter([1, 2, 3, 4])
print(list(zip(it, it)), list(zip(*[iter("abcdef")] * 3)))
it = iter([1, 2, 3])
for x in it:
    if x == 1: print("skipped", next(it))
    else: print(x)
import operator
print(operator.length_hint(iter([1, 2])), operator.length_hint(iter(range(5))), operator.length_hint(iter("ab")), operator.length_hint(Count(2), 7))
