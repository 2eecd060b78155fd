# async def, await, async for, async with, async comprehensions, async generators; run by hand
def run(coro):
    try:
        while True:
            print("suspended with", coro.send(None))
    except StopIteration as e:
        return e.value
class Awaitable:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return self.v * 2
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        return self.n
class ACM:
    async def __aenter__(self): print("aenter"); return "acm"
    async def __aexit__(self, t, v, tb): print("aexit", t and t.__name__); return t is ValueError
async def agen(n):
    for i in range(n):
        yield i
        await Awaitable("in agen")
async def main():
    print(await Awaitable(5))
    async for x in AIter(2): print("x", x)
    else: print("async for else")
    async with ACM() as a, ACM(): print(a); raise ValueError
    async with (ACM() as b, ACM() as c,): print(b, c)
    print([i async for i in AIter(3)], {i async for i in AIter(2)}, {i: i async for i in AIter(2) if i})
    print([await Awaitable(i) for i in range(2)])
    print([x async for x in agen(2)])
    g = (i * 2 async for i in AIter(3))
    print(type(g).__name__, [i async for i in g])
    print([[j async for j in AIter(i)] async for i in AIter(3)])
    async def inner(): return await Awaitable("s")
    return (await inner()) + "!", await Awaitable(2) ** 2, [await Awaitable(1)][0]
print(run(main()))
