# timeit: timeit, repeat, Timer, globals, setup
import timeit
n = 0
def f():
    global n
    n += 1
t = timeit.timeit(f, number=10); print(n, t >= 0, type(t).__name__)
print(len(timeit.repeat("x + 1", "x = 1", number=5, repeat=3)), timeit.timeit("f()", globals=globals(), number=3) >= 0, n)
T = timeit.Timer("l.append(1)", "l = []"); print(T.timeit(100) >= 0, len(T.repeat(2, 10)))
k, s = timeit.Timer("pass").autorange(); print(k > 0, s >= 0.2)
for g in (lambda: timeit.timeit("x y"), lambda: timeit.timeit("undefined_zz", number=1), lambda: timeit.Timer(5)):
    try: g()
    except Exception as e: print(type(e).__name__, e)
print(callable(timeit.default_timer))
