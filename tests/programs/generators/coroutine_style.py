# generators as coroutines: dispatch, broadcasting, state machines, trampolines
import functools
def started(g):
    @functools.wraps(g)
    def w(*a): it = g(*a); next(it); return it
    return w
@started
def grep(word, target):
    while True:
        line = yield
        if word in line: target.send(line)
@started
def sink(out):
    while True: out.append((yield))
@started
def tee(*targets):
    while True:
        x = yield
        for t in targets: t.send(x)
a, b = [], []
t = tee(grep("x", sink(a)), grep("y", sink(b)))
for l in ("x1", "y2", "xy3", "z"): t.send(l)
print(a, b); t.close()
def light():
    while True:
        for s, n in (("green", 2), ("yellow", 1), ("red", 2)):
            for _ in range(n):
                if (yield s) == "reset": break
            else: continue
            break
l = light(); print([next(l) for _ in range(6)], l.send("reset"))
def tramp(f, *a):
    stack, v = [f(*a)], None
    while stack:
        try: stack.append(stack[-1].send(v)); v = None
        except StopIteration as e: stack.pop(); v = e.value
    return v
def deep(n): return 0 if n == 0 else 1 + (yield deep(n - 1))
print(tramp(deep, 5000))
def even(n): return True if n == 0 else (yield odd(n - 1))
def odd(n): return False if n == 0 else (yield even(n - 1))
print(tramp(even, 3000))
