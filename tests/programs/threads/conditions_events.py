# Condition, Event, Barrier with fixed outcomes
import threading
c = threading.Condition(); items = []; got = []
def consumer():
    for _ in range(5):
        with c:
            while not items: c.wait()
            got.append(items.pop(0))
def producer():
    for i in range(5):
        with c: items.append(i); c.notify()
t = threading.Thread(target=consumer); t.start(); p = threading.Thread(target=producer); p.start(); p.join(); t.join(); print(got)
with c: print(c.wait(0.01), c.wait_for(lambda: True), c.wait_for(lambda: False, timeout=0.01), c.notify_all())
for f in (c.wait, c.notify, c.notify_all):
    try: f()
    except RuntimeError as e: print(e)
e = threading.Event(); print(e.is_set(), e.wait(0.01)); res = []
ws = [threading.Thread(target=lambda: res.append(e.wait(10))) for _ in range(3)]; [w.start() for w in ws]; e.set(); [w.join() for w in ws]; print(res, e.is_set(), e.wait()); e.clear(); print(e.is_set())
turn = 0; log = []
def player(me, n):
    global turn
    for i in range(3):
        with c:
            c.wait_for(lambda: turn == me); log.append(me); turn = (turn + 1) % n; c.notify_all()
ts = [threading.Thread(target=player, args=(i, 3)) for i in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(log)
b = threading.Barrier(3, action=lambda: phase.append("action")); phase = []; idx = []
def phases():
    for _ in range(2): idx.append(b.wait())
ts = [threading.Thread(target=phases) for _ in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(phase, sorted(idx), b.parties, b.n_waiting, b.broken)
b2 = threading.Barrier(2)
try: b2.wait(0.01)
except threading.BrokenBarrierError as x: print(type(x).__name__, b2.broken)
b2.reset(); print(b2.broken); b2.abort(); print(b2.broken)
tm = []
x = threading.Timer(0.01, lambda *a, **k: tm.append((a, k)), [1], {"k": 2}); x.start(); x.join(); print(tm)
y = threading.Timer(30, print); y.start(); y.cancel(); y.join(); print("cancelled", y.is_alive())
