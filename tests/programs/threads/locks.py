# Lock, RLock, Semaphore, BoundedSemaphore: semantics and counters under contention
import threading
l = threading.Lock()
print(l.acquire(), l.locked(), l.acquire(False), l.acquire(blocking=False), l.acquire(timeout=0.01), l.release(), l.locked())
for f in (l.release, lambda: l.acquire(False, 1), lambda: l.acquire(timeout=-2), lambda: threading.RLock().release(), lambda: threading.Semaphore(-1), lambda: threading.BoundedSemaphore(1).release()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
with l: print(l.locked())
try:
    with l: raise ValueError
except ValueError: print(l.locked())
r = threading.RLock()
with r:
    with r: print("nested")
print(r.acquire(), r.acquire(), r.release(), r.release())
n = 0
def add(k):
    global n
    for _ in range(k):
        with l: n += 1
ts = [threading.Thread(target=add, args=(2000,)) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]; print(n)
s = threading.Semaphore(2); peak = cur = 0
def limited():
    global cur, peak
    with s:
        with l: cur += 1; peak = max(peak, cur)
        threading.Event().wait(0.005)
        with l: cur -= 1
ts = [threading.Thread(target=limited) for _ in range(6)]
[t.start() for t in ts]; [t.join() for t in ts]; print(peak <= 2, cur)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.01), s.release(2))
o = []
def other(): o.append(r.acquire(blocking=False))
with r: t = threading.Thread(target=other); t.start(); t.join()
print(o)
def hold(): l.acquire()
t = threading.Thread(target=hold); t.start(); t.join(); print(l.locked()); l.release(); print("released by another thread")
