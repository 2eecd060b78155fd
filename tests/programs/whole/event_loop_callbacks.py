# a callback event loop on a queue subclass that ends
from queue import Queue
class Events(Queue):
    def __init__(self): super().__init__(); self.log = []
    def run(self):
        while not self.empty():
            f, a = self.get()
            r = f(*a)
            if r is not None: self.log.append(r)
def later(f, *a): ev.put((f, a))
ev = Events()
def count(name, n):
    if n == 0: return f"{name} done"
    later(count, name, n - 1); return f"{name} {n}"
later(count, "a", 3); later(count, "b", 1)
def boom():
    try: 1 / 0
    except ZeroDivisionError as e: later(lambda e=e: f"handled {e}")
later(boom); ev.run(); print(ev.log)
