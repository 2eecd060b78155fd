# queue: Queue, LifoQueue, PriorityQueue, SimpleQueue, Empty, Full, join, task_done, subclass, shutdown
import queue, threading
q = queue.Queue(2); q.put(1); q.put_nowait(2)
print(q.qsize(), q.empty(), q.full(), q.maxsize)
for f in (lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.01), lambda: q.put(3, block=False), q.get, q.get_nowait, q.get_nowait, lambda: q.get(timeout=0.01), lambda: q.get(False), lambda: q.get(timeout=-1), q.task_done, q.task_done, q.task_done):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l = queue.LifoQueue(); [l.put(i) for i in range(3)]; print([l.get() for _ in range(3)])
p = queue.PriorityQueue(); [p.put(x) for x in ((2, "b"), (1, "z"), (1, "a"))]; print([p.get() for _ in range(3)])
s = queue.SimpleQueue(); s.put(1); s.put(2); print(s.get(), s.qsize(), s.empty(), s.get_nowait())
try: s.get(timeout=0.01)
except queue.Empty as e: print(type(e).__name__)
class Tagged(queue.Queue):
    def _init(self, m): self.q = []
    def _qsize(self): return len(self.q)
    def _put(self, x): self.q.append(("tag", x))
    def _get(self): return self.q.pop(0)
t = Tagged(); t.put(5); print(t.get(), t.qsize())
class Sub(queue.Queue):
    def put(self, x): super().put(x * 2)
u = Sub(); u.put(4); print(u.get())
w = queue.Queue(); res = []
def worker():
    while (x := w.get()) is not None: res.append(x * x); w.task_done()
    w.task_done()
ts = [threading.Thread(target=worker) for _ in range(3)]; [x.start() for x in ts]
for i in range(20): w.put(i)
w.join(); print(sorted(res)); [w.put(None) for _ in ts]; [x.join() for x in ts]; print(w.unfinished_tasks, w.qsize())
b = queue.Queue(1); order = []
def prod():
    for i in range(5): b.put(i)
t = threading.Thread(target=prod); t.start(); print([b.get() for _ in range(5)]); t.join()
z = queue.Queue(); z.put(1); z.shutdown()
try: z.put(2)
except queue.ShutDown as e: print(type(e).__name__)
print(z.get())
try: z.get()
except queue.ShutDown: print("shut")
