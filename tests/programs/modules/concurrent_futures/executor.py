# ThreadPoolExecutor: submit, map, as_completed, wait, exceptions, callbacks, cancel, shutdown
from concurrent.futures import *
import threading, time
def sq(x): return x * x
def bad(x): raise ValueError(x)
with ThreadPoolExecutor(max_workers=3) as ex:
    print(list(ex.map(sq, range(6))), list(ex.map(pow, [2, 3], [3, 2])), ex.submit(sq, 7).result(), ex.submit(lambda **k: k, a=1).result(timeout=5))
    f = ex.submit(bad, 5); print(repr(f.exception()), f.done(), f.running(), f.cancelled())
    try: f.result()
    except ValueError as e: print("raised", e)
    it = ex.map(lambda x: 10 // x, [5, 0, 2])
    print(next(it))
    try: next(it)
    except ZeroDivisionError as e: print(e)
    fs = [ex.submit(sq, i) for i in range(5)]; print(sorted(f.result() for f in as_completed(fs)))
    done, pending = wait(fs); print(len(done), len(pending), done == set(fs))
    d = wait([ex.submit(sq, 1), ex.submit(bad, 1)], return_when=FIRST_EXCEPTION); print(len(d.done) >= 1)
    log = []; f = ex.submit(sq, 3); wait([f]); f.add_done_callback(lambda f: log.append(f.result())); print(log)
    print(ex.submit(threading.current_thread).result().name.startswith("ThreadPoolExecutor-"))
try: ex.submit(sq, 1)
except RuntimeError as e: print(e)
ev = threading.Event()
ex = ThreadPoolExecutor(1); a = ex.submit(ev.wait); b = ex.submit(sq, 2)
while not a.running(): time.sleep(0.001)
print(b.cancel(), b.cancelled(), b.done(), a.cancel())
try: b.result()
except CancelledError as e: print(type(e).__name__)
c = ex.submit(sq, 9)
try: c.result(timeout=0.01)
except TimeoutError as e: print("TimeoutError")
print(wait([c], timeout=0.01).not_done == {c}); ev.set(); print(a.result(), c.result()); ex.shutdown()
f = Future(); print(f.done()); f.set_result(5); print(f.result(), f.done(), repr(f).split(" at ")[1].split(" ", 1)[1])
g = Future(); g.set_exception(KeyError("k")); print(repr(g.exception()))
for h in (lambda: f.set_result(6), lambda: ThreadPoolExecutor(0), lambda: ThreadPoolExecutor(1, initializer=5), lambda: f.result("x")):
    try: print(h())
    except Exception as e: print(type(e).__name__, str(e).split(":")[0])
loc = threading.local()
def init(v): loc.v = v
with ThreadPoolExecutor(2, thread_name_prefix="pre", initializer=init, initargs=(5,)) as ex: print(ex.submit(lambda: (loc.v, threading.current_thread().name[:4])).result())
with ThreadPoolExecutor() as ex:
    def rec(n): return n if n < 2 else n + 1
    print(sum(ex.map(rec, range(100))), [f.result() for f in [ex.submit(str, i) for i in range(3)]], list(ex.map(sq, [])))
