# results gathered from threads in several styles are complete and correct
import threading
def parallel(f, items, n):
    out = [None] * len(items); it = iter(enumerate(items)); lock = threading.Lock()
    def w():
        while True:
            with lock:
                try: i, x = next(it)
                except StopIteration: return
            out[i] = f(x)
    ts = [threading.Thread(target=w) for _ in range(n)]; [t.start() for t in ts]; [t.join() for t in ts]
    return out
print(parallel(lambda x: x * x, range(20), 3), parallel(str, [], 2), sum(parallel(lambda x: sum(range(x)), list(range(100)), 4)))
class Result(threading.Thread):
    def __init__(self, f, *a): super().__init__(); self.f, self.a, self.v, self.e = f, a, None, None
    def run(self):
        try: self.v = self.f(*self.a)
        except Exception as e: self.e = e
    def get(self):
        self.join()
        if self.e: raise self.e
        return self.v
rs = [Result(divmod, 100, d) for d in (7, 0, 9)]; [r.start() for r in rs]
for r in rs:
    try: print(r.get())
    except ZeroDivisionError as e: print(type(e).__name__, e)
def msort(a, depth=2):
    if len(a) < 2: return a
    l, r = a[:len(a) // 2], a[len(a) // 2:]
    if depth:
        t = Result(msort, l, depth - 1); t.start(); r = msort(r, depth - 1); l = t.get()
    else: l, r = msort(l, 0), msort(r, 0)
    out = []; i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]: out.append(l[i]); i += 1
        else: out.append(r[j]); j += 1
    return out + l[i:] + r[j:]
import random
random.seed(3); d = [random.randrange(1000) for _ in range(600)]; print(msort(d) == sorted(d))
def fibs(n): return n if n < 2 else fibs(n - 1) + fibs(n - 2)
print(parallel(fibs, [12, 14, 10, 13], 4)); gens = [(i * i for i in range(50)) for _ in range(4)]; print(parallel(sum, gens, 4))
