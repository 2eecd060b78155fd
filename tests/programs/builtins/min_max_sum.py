# min, max, sum, any, all, abs, round, pow, divmod
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


class N:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __gt__(self, o): return self.v > o.v
    def __repr__(self): return f"N{self.v}"
show('''
min(3, 1, 2), max(3, 1, 2), min([3, 1]), max("hello"), min({2: 0, 1: 0}), max([1], key=None), min("b", "a"), max([], default=5), min((), default=None), max(1, 2.5), max([1, 1.0]), min([1.0, 1])
max(["aa", "b", "cc"], key=len), min(["aa", "b", "c"], key=len), max(1, -5, key=abs), max([(1, "a"), (1, "b")], key=lambda t: t[0]), min([3, 1, 2], key=lambda x: -x), max([N(1), N(3)]), min(N(2), N(1)), max(x for x in range(5))
max()
min([])
max(5)
max(1, "a")
min(1, 2, default=3)
max([1], key=5)
max([1, 2], bad=1)
max(None)
max([], key=len)
sum([1, 2]), sum([]), sum([1.5, 2]), sum([[1], [2]], []), sum((1, 2), 10), sum([1, 2], start=5), sum(range(5)), sum([True, True]), sum([1j, 2]), sum([(1,), (2,)], ()), sum(x for x in (2 ** 70, 1)), sum([0.1] * 3), sum([1, 0.5, 2 ** 70])
sum(["a"])
sum([1], "a")
sum(["a"], "")
sum([b"a"], b"")
sum([bytearray()], bytearray())
sum(5)
sum()
sum([1, "a"])
sum([[1], 2], [])
any([0, 1]), any([]), all([1, 0]), all([]), any(x > 2 for x in range(5)), all("ab"), any({}), all({0: 1})
any(5)
all(None)
abs(-5), abs(5), abs(-2.5), abs(3 - 4j), abs(True), abs(-2 ** 70)
abs("a")
round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(5, 2), round(True), round(2.5, None), round(1e20), round(0.1 + 0.2, 10), round(number=2.5, ndigits=0)
round("a")
round(1.5, "a")
round(1.5, 1.5)
round()
pow(2, 10), pow(2, -1), pow(2.0, 3), pow(2, 3, 5), pow(-2, 3, 5), pow(base=2, exp=3, mod=3), pow(0, 0), pow(3, -1, 11)
pow(2, 3, 0)
pow(4, -1, 2)
pow(2, 1.5, 3)
pow("a", 2)
pow(2)
divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(True, 1), divmod(2 ** 70, 3)
divmod(1, 0)
divmod(1.5, 0)
divmod("a", 1)
divmod(1)
''')
