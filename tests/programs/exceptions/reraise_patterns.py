# bare raise in nested contexts, retry loops, translating errors, cleanup order
def attempt(n, fail):
    tries = []
    for i in range(n):
        try:
            if i < fail: raise OSError(f"try {i}")
            return tries + ["ok"]
        except OSError as e:
            tries.append(str(e)); last = e
    raise RuntimeError("gave up") from last
print(attempt(3, 2))
try: attempt(2, 5)
except RuntimeError as e: print(e, "|", e.__cause__)
def outer():
    try: inner()
    except ValueError:
        print("outer saw it"); raise
def inner():
    try: raise ValueError("deep")
    except ValueError:
        try: raise KeyError("cleanup")
        except KeyError: print("cleanup handled")
        raise
try: outer()
except ValueError as e: print(repr(e), e.__context__)
def conv(x):
    try: return int(x)
    except (TypeError, ValueError): return None
    finally: seen.append(x)
seen = []; print([conv(x) for x in ("1", "x", None, "2.5")], seen)
def helper(): raise
try:
    try: 1 / 0
    except ZeroDivisionError: helper()
except ZeroDivisionError as e: print("raise in a function", e)
try: helper()
except RuntimeError as e: print(e)
es = []
for x in (1, 0, "a"):
    try: 10 / x
    except Exception as e: es.append(e)
print([type(e).__name__ for e in es], es[0].__context__, es[1].__context__)
