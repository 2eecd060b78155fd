# lazy pipelines, infinite generators, interleaving, generator expressions as arguments
def count(n=0):
    while True:
        yield n
        n += 1
def take(n, it):
    for _, x in zip(range(n), it): yield x
def evens(it): return (x for x in it if x % 2 == 0)
def sq(it):
    for x in it: yield x * x
print(list(take(5, sq(evens(count())))), sum(take(10, count(1))))
def primes():
    seen = []
    for n in count(2):
        if all(n % p for p in seen):
            seen.append(n)
            yield n
print(list(take(10, primes())))
def roundrobin(*its):
    its = [iter(i) for i in its]
    while its:
        for i in its[:]:
            try: yield next(i)
            except StopIteration: its.remove(i)
print(list(roundrobin("abc", [1], range(5))))
def log(name, it):
    for x in it:
        print(name, x, end="; ")
        yield x
print(list(log("b", (x + 1 for x in log("a", range(3))))))
def avg():
    total, n = 0, 0
    value = None
    while True:
        x = yield value
        if x is None: return total
        total += x; n += 1
        value = total / n
a = avg(); next(a)
print(a.send(10), a.send(20), a.send(30))
try: a.send(None)
except StopIteration as e: print(e.value)
def window(it, n):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n:
            yield tuple(buf)
            buf.pop(0)
print(list(window("abcde", 3)))
g = (i for i in range(5))
print(2 in g, list(g))
print(max(x % 7 for x in range(20)), sorted((-x for x in range(3))), dict((k, 1) for k in "ab"), set(c for c in "aab") == {"a", "b"}, ",".join(str(i) for i in range(3)))
print(all(x for x in []), any(x > 2 for x in count()), next((x for x in count() if x * x > 50), None))
def chunks(s, n):
    for i in range(0, len(s), n): yield s[i:i + n]
print(list(chunks("abcdefg", 3)))
x, *y = (i for i in range(4))
print(x, y)
