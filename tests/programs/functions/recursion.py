# recursion: mutual, in closures, deep enough, through methods and generators
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(20), fact(30))
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(300), odd(301))
def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
def hanoi(n, a="A", b="B", c="C"):
    if n == 0: return []
    return hanoi(n - 1, a, c, b) + [a + c] + hanoi(n - 1, b, a, c)
print(hanoi(3), len(hanoi(8)))
def perms(s):
    if len(s) <= 1:
        yield s
    for i, c in enumerate(s):
        if len(s) > 1:
            for p in perms(s[:i] + s[i + 1:]): yield c + p
print(list(perms("abc")), sum(1 for _ in perms("12345")))
class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids: yield from k
    def depth(self): return 1 + max((k.depth() for k in self.kids), default=0)
t = Tree(1, Tree(2, Tree(3)), Tree(4))
print(list(t), t.depth())
fib = (lambda self: lambda n: self(self, n))(lambda f, n: n if n < 2 else f(f, n - 1) + f(f, n - 2))
print([fib(i) for i in range(12)])
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(800))
def flatten(x): return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]
print(flatten([1, [2, [3, [4, []]]], 5]))
