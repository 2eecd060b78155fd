# asend, athrow, aclose, anext, aiter driven by hand
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
class Pause:
    def __await__(self): yield "pause"
async def ag(n):
    try:
        for i in range(n):
            await Pause()
            got = yield i
            if got: print("got", got)
    except ValueError as e:
        print("caught", e)
        yield "after throw"
    finally: print("finally")
async def main():
    g = ag(5)
    print(type(g).__name__, aiter(g) is g, await anext(g), await g.__anext__(), await g.asend("hello"))
    print(await g.athrow(ValueError("v")))
    try: await g.asend(None)
    except StopAsyncIteration: print("StopAsyncIteration")
    print(await anext(g, "default"))
    g = ag(3); await anext(g); await g.aclose()
    try: await anext(g)
    except StopAsyncIteration as e: print("closed", e.args)
    g = ag(2)
    try: await g.asend(1)
    except TypeError as e: print(e)
    await g.aclose()
    async for x in ag(3):
        if x == 1: break
    print("broke at", x)
    print([x async for x in ag(2)], [x * y async for x in ag(2) for y in (1, 2)])
    total = 0
    async for x in ag(4): total += x
    else: print("else")
    print(total)
    async def inner():
        async for v in ag(2): yield v * 10
    print([v async for v in inner()])
    class NoAnext:
        def __aiter__(self): return 5
    for it in (5, NoAnext(), [1]):
        try:
            async for _ in it: pass
        except TypeError as e: print(e)
    for f in (aiter, anext):
        try: f(5)
        except TypeError as e: print(e)
    for it in (ag(1),):
        try: iter(it)
        except TypeError as e: print(e)
run(main())
