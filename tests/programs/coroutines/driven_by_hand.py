# coroutine objects: send, throw, close, attributes, errors
class A:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return ("result", r)
async def sub(x):
    try: return await A(x)
    except ValueError as e: return f"caught {e}"
async def main():
    a = await sub(1)
    b = await sub(2)
    return a, b
c = main()
print(type(c).__name__, c.__name__, c.__qualname__)
print(c.send(None), c.send("first"))
try: c.send("second")
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
c = main(); c.send(None)
print(c.throw(ValueError("v")))
try: c.throw(KeyError("k"))
except KeyError as e: print("escaped", e)
c = main(); c.send(None); print(c.cr_await.__name__, c.cr_frame is not None, c.cr_running); c.close()
c = main()
try: c.send("not None")
except TypeError as e: print(e)
c.close()
try: c.send(None)
except RuntimeError as e: print(e)
async def fin():
    try: await A(1)
    finally: print("finally")
c = fin(); c.send(None); c.close()
for bad in (5, None, "x", [1], lambda: 0):
    async def b(): await bad
    try: b().send(None)
    except TypeError as e: print(e)
class BadAwait:
    def __await__(self): return 5
class ListAwait:
    def __await__(self): return iter([1, 2])
async def b2(): await BadAwait()
try: b2().send(None)
except TypeError as e: print(e)
async def b3(): return await ListAwait()
c = b3(); print(c.send(None), c.send(None)); c.close()
c = main()
for f in (iter, next, list, len):
    try: f(c)
    except TypeError as e: print(e)
c.close()
async def stop(): raise StopIteration("x")
try: stop().send(None)
except RuntimeError as e: print(e)
async def twice(x):
    await x
    await x
s = sub(1)
t = twice(s); t.send(None)
try: t.send(1)
except RuntimeError as e: print(e)
