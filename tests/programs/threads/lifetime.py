# objects created in one thread and dropped in another; finalised exactly once
import threading, queue, weakref
dead = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): dead.append(self.n)
q = queue.Queue()
def make():
    for i in range(200): q.put(D(i))
    q.put(None)
def drop():
    while (x := q.get()) is not None: pass
a, b = threading.Thread(target=make), threading.Thread(target=drop); a.start(); b.start(); a.join(); b.join()
print(sorted(dead) == list(range(200)), len(dead))
dead.clear()
shared = [D(i) for i in range(100)]
def share():
    for _ in range(50):
        x = list(shared); del x
ts = [threading.Thread(target=share) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(len(dead)); shared.clear(); print(len(dead))
dead.clear()
def local(): x = D("local"); y = [x] * 10
t = threading.Thread(target=local); t.start(); t.join(); print(dead)
dead.clear(); obj = [D("race")]
bar = threading.Barrier(4)
def race():
    r = obj[0]; bar.wait(); del r
ts = [threading.Thread(target=race) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(dead); obj.clear(); print(dead)
dead.clear(); box = D("weak"); w = weakref.ref(box); res = []
def up():
    for _ in range(500):
        x = w(); res.append(x is None or x.n == "weak")
ts = [threading.Thread(target=up) for _ in range(3)]; [t.start() for t in ts]; del box; [t.join() for t in ts]; print(all(res), w(), dead)
dead.clear()
def ret(): return D("result")
out = []
t = threading.Thread(target=lambda: out.append(ret())); t.start(); t.join(); print(dead); out.pop(); print(dead)
t = threading.Thread(target=print, args=("arg", D("thread arg").n)); t.start(); t.join(); del t; print(dead)
