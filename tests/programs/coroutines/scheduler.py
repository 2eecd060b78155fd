# a small round-robin scheduler over coroutines with sleeping and queues
import collections, heapq
class Sched:
    def __init__(self): self.ready = collections.deque(); self.now = 0; self.sleeping = []; self.n = 0; self.done = []
    def spawn(self, c, name): self.ready.append((c, name))
    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, t = heapq.heappop(self.sleeping)
                self.ready.append(t)
            c, name = self.ready.popleft()
            try: op, arg = c.send(None)
            except StopIteration as e:
                self.done.append((name, e.value, self.now)); continue
            except Exception as e:
                self.done.append((name, repr(e), self.now)); continue
            if op == "sleep":
                self.n += 1
                heapq.heappush(self.sleeping, (self.now + arg, self.n, (c, name)))
            else: self.ready.append((c, name))
class Op:
    def __init__(self, *a): self.a = a
    def __await__(self): yield self.a
class Queue:
    def __init__(self): self.d = collections.deque()
    async def put(self, x): self.d.append(x); await Op("yield", None)
    async def get(self):
        while not self.d: await Op("yield", None)
        return self.d.popleft()
async def worker(n, t):
    for i in range(3):
        print(s.now, n, i)
        await Op("sleep", t)
    return n * 2
async def prod(q):
    for i in range(3): await q.put(i)
    await q.put(None)
async def cons(q):
    out = []
    while (x := await q.get()) is not None: out.append(x)
    return out
async def fails():
    await Op("sleep", 1)
    raise ValueError("task failed")
s = Sched()
q = Queue()
s.spawn(worker("a", 2), "a"); s.spawn(worker("b", 3), "b"); s.spawn(prod(q), "prod"); s.spawn(cons(q), "cons"); s.spawn(fails(), "fails")
s.run()
for d in s.done: print(d)
