# iterator and iterable classes, generators as __iter__, __next__ on the class only
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self):
        n = self.n
        while n: yield n; n -= 1
    def __reversed__(self): return iter(range(1, self.n + 1))
    def __len__(self): return self.n
c = Countdown(3)
print(list(c), list(c), list(reversed(c)), len(c), sum(c), 2 in c, max(c), dict.fromkeys(c), [*c, *c], sorted(c))
class Fib:
    def __init__(self, limit): self.limit = limit; self.a, self.b = 0, 1
    def __iter__(self): return self
    def __next__(self):
        if self.a > self.limit: raise StopIteration
        r, self.a, self.b = self.a, self.b, self.a + self.b
        return r
f = Fib(30); print(list(f), list(f), next(f, None))
class Inst:
    def __iter__(self): return self
i = Inst(); i.__next__ = lambda: 1
try: next(i)
except TypeError as e: print(e)
class Pages:
    def __getitem__(self, k):
        if isinstance(k, int) and k < 3: return f"p{k}"
        raise IndexError(k)
print(list(Pages()), "p1" in Pages(), [x + y for x, y in zip(Pages(), "ab")], list(enumerate(Pages(), 1)))
a, b, d = Pages(); print(a, b, d)
for x in Countdown(2):
    for y in Countdown(2): print((x, y), end=" ")
print()
