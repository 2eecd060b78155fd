# protocols of async with and async for, errors, suppression, returns
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
class CM:
    def __init__(self, n, swallow=False): self.n, self.s = n, swallow
    async def __aenter__(self): print("aenter", self.n); return self
    async def __aexit__(self, t, v, tb): print("aexit", self.n, t and t.__name__); return self.s
class Sync:
    def __enter__(self): pass
    def __exit__(self, *a): pass
async def main():
    async with CM("a") as a, CM("b", True) as b:
        raise ValueError
    async def early():
        async with CM("c"): return "early"
    print(await early())
    for i in range(2):
        async with CM(i):
            if i == 0: continue
            break
    try:
        async with CM("d"): raise KeyError("k")
    except KeyError as e: print("out", e)
    for o in (5, Sync()):
        try:
            async with o: pass
        except TypeError as e: print(e)
    try:
        with CM("e"): pass
    except TypeError as e: print(e)
    class AI:
        def __init__(self, n): self.n = n
        def __aiter__(self): return self
        async def __anext__(self):
            self.n -= 1
            if self.n < 0: raise StopAsyncIteration
            return self.n
    async for x in AI(3):
        if x == 1: continue
        print(x)
    else: print("else")
    class BadNext:
        def __aiter__(self): return self
        def __anext__(self): return 5
    try:
        async for x in BadNext(): pass
    except TypeError as e: print(e)
    try:
        for x in AI(1): pass
    except TypeError as e: print(e)
    return [x async for x in AI(5) if x % 2], {x: x async for x in AI(2)}, [y for y in [x async for x in AI(2)]]
print(run(main()))
