# deep await chains, exceptions through them, finally order, cancellation by close
def run(c):
    n = 0
    try:
        while True: c.send(None); n += 1
    except StopIteration as e: return e.value, n
class P:
    def __await__(self): yield self
async def deep(n):
    if n == 0: await P(); return "bottom"
    return await deep(n - 1)
print(run(deep(300)))
async def fail(n):
    try:
        if n == 0: await P(); raise ValueError("deep")
        await fail(n - 1)
    finally: log.append(n)
log = []
async def main():
    try: await fail(3)
    except ValueError as e: return str(e)
print(run(main()), log); log.clear()
c = fail(4); c.send(None); c.close(); print(log); log.clear()
c = fail(2); c.send(None)
try: c.throw(KeyError("in"))
except KeyError as e: print(e, log)
async def gather(*cs):
    out = [None] * len(cs); left = dict(enumerate(cs))
    while left:
        for i, c in list(left.items()):
            try: c.send(None)
            except StopIteration as e: out[i] = e.value; del left[i]
        await P()
    return out
async def w(n):
    for _ in range(n): await P()
    return n
print(run(gather(w(1), w(3), w(0), deep(2))))
async def loop():
    t = 0
    for i in range(1000): t += await w(i % 3)
    return t
print(run(loop()))
