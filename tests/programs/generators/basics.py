# next, send, throw, close, return values, exhaustion
def g():
    print("start")
    x = yield 1
    print("got", x)
    y = yield 2
    print("got", y)
    return "result"
it = g()
print(next(it))
print(it.send("a"))
try: it.send("b")
except StopIteration as e: print("stop", e.value)
for _ in range(2):
    try: next(it)
    except StopIteration as e: print("stopped", e.value)
print(next(it, "default"), iter(it) is it, list(it))
it = g()
try: it.send("not None")
except TypeError as e: print(e)
it.close()
print(list(it))
def catch():
    while True:
        try: yield "waiting"
        except ValueError as e: print("caught", e)
c = catch(); next(c)
print(c.throw(ValueError("v")), c.throw(ValueError))
try: c.throw(KeyError("k"))
except KeyError as e: print("escaped", e)
print(list(c))
def closer():
    try: yield 1
    except GeneratorExit: print("exit"); raise
    finally: print("finally")
k = closer(); next(k); print(k.close()); k.close()
def ignores():
    try: yield 1
    except GeneratorExit: yield 2
i = ignores(); next(i)
try: i.close()
except RuntimeError as e: print(e)
def ret_on_close():
    try: yield
    except GeneratorExit: return "closed value"
r = ret_on_close(); next(r); print(r.close())
n = g()
try: n.throw(ValueError("before start"))
except ValueError as e: print(e)
print(next(n, "finished"))
def rec():
    yield next(me)
me = rec()
try: next(me)
except ValueError as e: print(e)
for a in ((), (5,), (ValueError, 1, 2, 3)):
    try: g().throw(*a)
    except TypeError as e: print(e)
def stop():
    yield 1
    raise StopIteration("inside")
try: list(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
def nxt(): yield next(iter([]))
try: list(nxt())
except RuntimeError as e: print(e)
print(type(it).__name__, it.__name__, it.__qualname__, it.gi_frame, it.gi_running, it.gi_yieldfrom, it.gi_code.co_name)
print(repr(it).split(" at ")[0])
