# Thread: start, join, names, daemon flag, is_alive, subclass, errors
import threading
out = []
def work(a, b=0): out.append((a, b, threading.current_thread().name))
t = threading.Thread(target=work, args=(1,), kwargs={"b": 2}, name="worker")
print(t.is_alive(), t.ident, t.daemon, t.name); t.start(); t.join(); print(t.is_alive(), out, t.ident is not None)
class T(threading.Thread):
    def __init__(self, n): super().__init__(name=f"T{n}"); self.n = n; self.r = None
    def run(self): self.r = self.n ** 2
ts = [T(i) for i in range(5)]
for x in ts: x.start()
for x in ts: x.join()
print([x.r for x in ts], ts[0].name)
for f in (t.start, lambda: threading.Thread(target=work).join(), lambda: threading.current_thread().join(), lambda: setattr(t, "daemon", True) if t.is_alive() else t.join(), lambda: threading.Thread(5), lambda: threading.Thread(group=1, target=work)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
m = threading.main_thread(); print(m.name, m is threading.current_thread(), threading.active_count(), [x.name for x in threading.enumerate()], threading.get_ident() == m.ident, threading.get_native_id() > 0)
d = threading.Thread(target=lambda: None, daemon=True); print(d.daemon); d.start(); d.join(5); print(d.is_alive())
e = threading.Event(); w = threading.Thread(target=e.wait); w.start(); w.join(0.05); print(w.is_alive()); e.set(); w.join(); print(w.is_alive())
t2 = threading.Thread(target=lambda: None); print(t2.name.startswith("Thread-"), repr(t2).startswith("<Thread(Thread-")); t2.name = "renamed"; print(t2.name)
r = []
ths = [threading.Thread(target=r.append, args=(i,)) for i in range(50)]
[x.start() for x in ths]; [x.join() for x in ths]; print(sorted(r) == list(range(50)))
