# threads mutate the same objects in conflicting ways: no crash, sane end states
import threading
l = [0] * 100; d = {i: i for i in range(100)}; cls = type("C", (), {"x": 0}); errs = []
def run(*fs):
    def guard(f):
        try: f()
        except (RuntimeError, IndexError, KeyError, ValueError, AttributeError) as e: errs.append(type(e).__name__)
    ts = [threading.Thread(target=guard, args=(f,)) for f in fs]; [t.start() for t in ts]; [t.join() for t in ts]
R = range(1500)
def a1():
    for i in R: l.append(i); l.pop()
def a2():
    for i in R: l[i % 50] = [i]
def a3():
    for i in R: sum(len(str(x)) for x in l[:10])
def a4():
    for i in R: l.sort(key=str) if i % 200 == 0 else l.reverse()
run(a1, a2, a3, a4)
# What is appended while another thread sorts is lost, and the sort says so; a pop may find the list empty then.
print(len(l) == 100 or "ValueError" in errs or "IndexError" in errs)
def b1():
    for i in R: d[i % 200] = i
def b2():
    for i in R: d.pop(i % 200, None)
def b3():
    for i in R: d.get(i % 100); (i % 100) in d
def b4():
    for i in range(100): dict(d), d.copy(), len(d)
run(b1, b2, b3, b4); print(set(d) <= set(range(200)))
def c1():
    for i in R: cls.x = i
def c2():
    for i in R: assert isinstance(cls().x, int)
def c3():
    for i in R: setattr(cls, f"m{i % 20}", lambda self: 1)
def c4():
    for i in R:
        if hasattr(cls, "m3"):
            try: del cls.m3
            except AttributeError: pass
run(c1, c2, c3, c4); print(cls.x)
s = ""
def e1():
    global s
    for i in R: s = s[-20:] + str(i)
run(e1, e1, e1); print(len(s) <= 30)
objs = [[] for _ in range(10)]
def f1():
    for i in R: objs[i % 10] = [objs[(i + 1) % 10][-1:]]
run(f1, f1, f1); print(len(objs))
g = (i for i in range(10 ** 6)); r = []
def g1():
    for _ in range(300):
        try: r.append(next(g))
        except ValueError: pass
run(g1, g1); print(len(set(r)) == len(r))
fn = lambda: 1
def h1():
    global fn
    for i in R: fn = lambda i=i: i
def h2():
    for i in R: assert isinstance(fn(), int)
run(h1, h2, h2); print(set(errs) <= {"RuntimeError", "IndexError", "KeyError", "ValueError", "AttributeError"})
