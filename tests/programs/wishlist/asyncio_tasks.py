# asyncio: run, gather, sleep, queues
import asyncio
async def w(n):
    await asyncio.sleep(0.001 * n)
    return n * n
async def main(): return await asyncio.gather(*(w(i) for i in range(5)))
print(asyncio.run(main()))
