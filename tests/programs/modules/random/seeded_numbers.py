# the Mersenne Twister: same seed, same numbers
import random
random.seed(42)
print([random.random() for _ in range(5)])
print([random.randrange(100) for _ in range(10)], [random.randrange(5, 50, 5) for _ in range(5)], [random.randint(1, 6) for _ in range(10)])
print([random.getrandbits(k) for k in (1, 8, 32, 33, 64, 100)], random.randrange(10 ** 30), random.uniform(1, 10), random.uniform(5, -5))
print(random.choice("abcdef"), random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=8), random.choices("abc", cum_weights=[1, 2, 10], k=4), random.sample(range(100), 5), random.sample("abcdefgh", 8), random.sample(range(10 ** 9), 4))
l = list(range(10)); random.shuffle(l); print(l)
print(random.gauss(0, 1), random.gauss(10, 2), random.normalvariate(0, 1), random.expovariate(2), random.triangular(0, 1, 0.3), random.betavariate(2, 3), random.gammavariate(2, 1), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4))
print(random.randbytes(6), random.binomialvariate(10, 0.3))
for s in (0, 1, -1, 2 ** 100, "text", b"bytes", bytearray(b"ba"), 1.5, None and 0 or 7, True):
    random.seed(s)
    print(repr(s), random.random(), random.getrandbits(32))
random.seed("text", version=1); print(random.random())
