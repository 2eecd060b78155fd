# Random instances, getstate/setstate, errors, SystemRandom existence
import random
a, b = random.Random(5), random.Random(5)
print([a.random() for _ in range(3)] == [b.random() for _ in range(3)], a.randint(1, 100) == b.randint(1, 100))
st = a.getstate()
x = [a.random() for _ in range(5)]
a.setstate(st)
print(x == [a.random() for _ in range(5)], st[0], len(st[1]), st[2])
random.seed(3); s = random.getstate(); y = random.gauss(0, 1); random.setstate(s); print(y == random.gauss(0, 1))
for f in (lambda: random.randrange(0), lambda: random.randrange(5, 5), lambda: random.randrange(1, 10, 0), lambda: random.randint(5, 1), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.sample({1, 2}, 1), lambda: random.choices([], k=1), lambda: random.choices([1, 2], weights=[1]), lambda: random.choices([1], weights=[0]), lambda: random.choices([1, 2], weights=[1, 2], cum_weights=[1, 2]), lambda: random.getrandbits(-1), lambda: random.randrange(1.5), lambda: random.seed([1]), lambda: random.shuffle((1, 2)), lambda: random.sample([1], -1), lambda: random.randrange("a")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Half(random.Random):
    def random(self): return 0.5
h = Half()
print(h.random(), h.uniform(0, 10), h.choice("abcd"), h.randrange(10), h.triangular(0, 1))
r = random.Random(1)
print(r.sample([1, 2, 3], 3, counts=[1, 1, 1]), r.sample(["a", "b"], 4, counts=[3, 2]), r.choice(range(10 ** 10)), r.getrandbits(0))
pi = sum(1 for _ in range(2000) if r.random() ** 2 + r.random() ** 2 <= 1) / 500
print(pi, isinstance(random.SystemRandom().random(), float), 0 <= random.SystemRandom().randrange(5) < 5)
deck = [s + v for s in "HS" for v in "A23"]
r.shuffle(deck); print(deck)
