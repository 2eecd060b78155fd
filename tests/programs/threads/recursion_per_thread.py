# each thread has its own recursion depth and handled exception
import threading, sys
out = {}
def depth(n): 
    try: return depth(n + 1)
    except RecursionError: return n
def f(i): out[i] = depth(0)
ts = [threading.Thread(target=f, args=(i,)) for i in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]
print(all(v > 500 for v in out.values()), depth(0) > 500)
def g(i):
    try: raise ValueError(i)
    except ValueError:
        bar.wait(); out[i] = repr(sys.exception()); bar.wait()
    out[i, "after"] = sys.exception()
bar = threading.Barrier(3)
ts = [threading.Thread(target=g, args=(i,)) for i in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]
print([out[i] for i in range(3)], [out[i, "after"] for i in range(3)])
def h():
    gen = (x for x in range(5)); next(gen); shared.append(gen)
shared = []; t = threading.Thread(target=h); t.start(); t.join(); print(list(shared[0]))
