# many threads on one list, dict, set, deque: nothing lost with atomic operations
import threading
from collections import deque, Counter
N, K = 4, 1500
l, d, s, q = [], {}, set(), deque()
def w(i):
    for k in range(K):
        l.append((i, k)); d[i, k] = k; s.add(i * K + k); q.append(k)
        if k % 3 == 0: d.pop((i, k)); l[-1]
        if k % 100 == 0: list(d.items()) if k < 0 else len(d)
ts = [threading.Thread(target=w, args=(i,)) for i in range(N)]; [t.start() for t in ts]; [t.join() for t in ts]
print(len(l), len(d), len(s), len(q), Counter(i for i, k in l) == {i: K for i in range(N)}, all([k for i, k in l if i == j] == list(range(K)) for j in range(N)), sorted(s) == list(range(N * K)), sum(q) == N * sum(range(K)))
src = list(range(4000)); got = []
def taker():
    while True:
        try: x = src.pop()
        except IndexError: return
        got.append(x)
ts = [threading.Thread(target=taker) for _ in range(N)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(got) == list(range(4000)), src)
class O: pass
o = O()
def attrs(i):
    for k in range(300): setattr(o, f"a{i}_{k}", k)
ts = [threading.Thread(target=attrs, args=(i,)) for i in range(N)]; [t.start() for t in ts]; [t.join() for t in ts]; print(len(vars(o)), all(getattr(o, f"a{i}_{k}") == k for i in range(N) for k in range(300)))
sd = {}
def sdf(i):
    for k in range(500): sd.setdefault(k, []).append(i)
ts = [threading.Thread(target=sdf, args=(i,)) for i in range(N)]; [t.start() for t in ts]; [t.join() for t in ts]; print(len(sd), all(sorted(v) == list(range(N)) for v in sd.values()))
import itertools
c = itertools.count(); ids = []
def cnt():
    for _ in range(1000): ids.append(next(c))
ts = [threading.Thread(target=cnt) for _ in range(N)]; [t.start() for t in ts]; [t.join() for t in ts]; print(len(set(ids)), max(ids))
snap = []
m = {i: i for i in range(100)}; stop = threading.Event()
def reader():
    while not stop.is_set(): snap.append(len(m.copy()) + len(list(m)))
def writer():
    for k in range(3000): m[k % 100] = k
    stop.set()
ts = [threading.Thread(target=f) for f in (reader, reader, writer)]; [t.start() for t in ts]; [t.join() for t in ts]; print(set(snap) <= {200}, len(m))
