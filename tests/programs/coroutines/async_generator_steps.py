# the awaitables of asend(), athrow() and aclose(), step by step; what dies unawaited warns
import gc, types, warnings
warnings.simplefilter("always")
warnings.showwarning = lambda message, *args, **kw: print(message)
def run(aw, *thrown):
    try: print("yielded", aw.throw(*thrown) if thrown else aw.send(None))
    except BaseException as e: print(type(e).__name__, e)
def quiet(f, *args):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return f(*args)
async def ag():
    try: yield 1
    except ValueError as e:
        print("caught", e); yield 2
makers = (lambda a: a.asend(None), lambda a: a.athrow(KeyError), lambda a: a.aclose())
def at_yield():
    a = ag(); run(a.asend(None)); return a
print("-- in order")
a = at_yield()
for aw in (a.athrow(ValueError("x")), a.asend(None), a.asend(None), a.athrow(ValueError), a.aclose()): run(aw)
print("-- not started")
a = ag()
for aw in (a.athrow(ValueError), a.asend(None), a.athrow(ValueError)): run(aw)
a = ag()
for aw in (a.aclose(), a.asend(None), a.athrow(KeyError), a.aclose()): run(aw)
print("-- throwing into the awaitable")
for make in makers:
    for thrown in (IndexError, GeneratorExit, ValueError("v")):
        a = ag(); run(make(a), thrown); run(a.asend(None))
        a = at_yield(); aw = make(a); run(aw, thrown); run(aw); run(a.asend(None))
print("-- closing the awaitable")
for make in makers:
    for a in (ag(), at_yield()):
        aw = make(a)
        try: print(aw.close(), aw.close())
        except BaseException as e: print(type(e).__name__, e)
        run(aw); run(a.asend(None)); run(a.asend(None))
print("-- a value at the start")
for make in makers:
    a = ag(); aw = make(a)
    try: print(aw.send(5))
    except BaseException as e: print(type(e).__name__, e)
    run(aw); run(a.asend(None))
print("-- busy")
@types.coroutine
def pause(): yield "paused"
async def slow():
    try:
        await pause(); yield 1
    finally: print("finally")
for make in makers:
    for thrown in ((), (IndexError,)):
        a = slow(); first = a.asend(None); run(first)
        aw = make(a); run(aw, *thrown); run(aw, *thrown); run(first)
        del a, aw, first
print("-- arguments")
for args in ((None,), (3,), (KeyError, 1), (KeyError, (1, 2)), (KeyError("a"), 4), (KeyError, ValueError("p")), (KeyError, None, 3), (KeyError, None, None)):
    a = at_yield(); run(quiet(a.athrow, *args)); run(a.asend(None))
print("-- ignoring")
async def stubborn():
    try: yield 1
    except GeneratorExit:
        await pause(); yield 2
a = stubborn(); run(a.asend(None)); aw = a.aclose(); run(aw); run(aw); run(aw)
print("-- never awaited")
async def coro(): pass
def maker():
    async def inner(): pass
    inner()
coro(); maker(); gc.collect()
c = coro(); c.__qualname__ = "re'named"; del c; gc.collect()
for make in makers:
    a = ag(); make(a); gc.collect()
a = ag(); run(a.aclose(), KeyError); del a; gc.collect()
