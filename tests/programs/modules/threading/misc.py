# module level functions of threading and _thread
import threading, _thread
l = _thread.allocate_lock(); print(l.acquire(), l.locked(), l.release(), type(l).__name__, _thread.get_ident() == threading.get_ident())
done = threading.Event(); got = []
def f(a, b=1): got.append((a, b)); done.set()
print(isinstance(_thread.start_new_thread(f, (5,), {"b": 6}), int)); done.wait(); print(got)
for g in (lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(f, 5), lambda: threading.stack_size(5), lambda: threading.Barrier(0)):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
print(threading.stack_size(), threading.TIMEOUT_MAX > 1000, issubclass(threading.BrokenBarrierError, RuntimeError), threading.ThreadError is RuntimeError, _thread.error is RuntimeError)
class C(threading.Thread):
    def run(self): self.r = self._args if hasattr(self, "_args") else None
c = C(args=(1, 2)); c.start(); c.join(); print(c.r)
e = threading.Event(); print(repr(e).split(" at ")[0], "unset" in repr(e)); print(threading.current_thread() is threading.main_thread(), threading.current_thread().ident == threading.main_thread().ident)
s = threading.Semaphore(3); print(s._value if hasattr(s, "_value") else 3)
