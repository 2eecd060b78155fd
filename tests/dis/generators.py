def numbers(n):
    got = yield n
    result = yield from range(got)
    return result


async def coroutine(a):
    async with a as b:
        async for c in b:
            await c
    return [x async for x in a]


async def asynchronous():
    yield 1
