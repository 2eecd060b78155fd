# contextmanager, closing, suppress, redirect_stdout, ExitStack, nullcontext, ContextDecorator, async variants
import contextlib, io
@contextlib.contextmanager
def cm(n, swallow=False):
    print("enter", n)
    try: yield n * 2
    except ValueError as e:
        print("caught", e)
        if not swallow: raise
    finally: print("exit", n)
with cm(1) as v: print(v)
with cm(2, True): raise ValueError("sw")
try:
    with cm(3): raise ValueError("out")
except ValueError as e: print("outer", e)
try:
    with cm(4): raise KeyError("k")
except KeyError as e: print("key", e)
@cm(5)
def deco(x): return x + 1
print(deco(1), deco(2))
@contextlib.contextmanager
def noyield():
    if False: yield
@contextlib.contextmanager
def twice(): yield 1; yield 2
for c in (noyield, twice):
    try:
        with c(): pass
    except RuntimeError as e: print(e)
with contextlib.suppress(KeyError, IndexError): {}["x"]
with contextlib.suppress(KeyError): print("no error")
try:
    with contextlib.suppress(KeyError): raise ValueError("v")
except ValueError as e: print(e)
class Cl:
    def close(self): print("closed")
with contextlib.closing(Cl()) as c: print("in closing")
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print("hidden")
print(repr(buf.getvalue()))
with contextlib.nullcontext(5) as n: print(n)
with contextlib.ExitStack() as st:
    for i in range(3): st.enter_context(cm(i))
    st.callback(print, "callback", "a", sep="-")
    st.push(lambda t, v, tb: print("pushed", t))
    print("body")
with contextlib.ExitStack() as st:
    st.push(lambda t, v, tb: True)
    raise ValueError("swallowed by stack")
st = contextlib.ExitStack(); st.callback(print, "later"); s2 = st.pop_all(); st.close(); print("not yet"); s2.close()
class CD(contextlib.ContextDecorator):
    def __enter__(self): print("cd in"); return self
    def __exit__(self, *a): print("cd out"); return False
@CD()
def f(): print("f")
f()
class A(contextlib.AbstractContextManager):
    def __exit__(self, *a): print("abstract exit")
with A() as a: print(type(a).__name__)
@contextlib.asynccontextmanager
async def acm(): print("aenter"); yield "av"; print("aexit")
async def main():
    async with acm() as v: print(v)
    async with contextlib.AsyncExitStack() as s:
        print(await s.enter_async_context(acm()))
        s.push_async_callback(cb)
async def cb(): print("async callback")
try: main().send(None)
except StopIteration: print("done")
try:
    with contextlib.ExitStack() as s: s.enter_context(5)
except TypeError as e: print(e)
def gen():
    try: yield
    except ValueError: raise KeyError("changed")
try:
    with contextlib.contextmanager(gen)(): raise ValueError("orig")
except KeyError as e: print(repr(e), repr(e.__context__))
