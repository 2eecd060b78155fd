# coroutines, context managers and contexts driven by several threads
import contextlib
import contextvars
import threading
import types
from crew import run

for count in (2, 8):
    rounds = 160 // count

    # one coroutine driven by all: each step is done once, or ValueError says that somebody is at it
    @types.coroutine
    def step(n):
        got = yield n
        return got

    async def total():
        result = 0
        for n in range(300):
            result += await step(n)
        return result

    shared, ended, steps = total(), [], []
    shared.send(None)

    def drive(i):
        while not ended:
            try:
                steps.append(shared.send(1))
            except StopIteration as e:
                ended.append(e.value)
            except ValueError as e:
                assert str(e) == "coroutine already executing", e
            except RuntimeError as e:
                assert str(e) == "cannot reuse already awaited coroutine", e
                return

    run(count, drive)
    print(count, "coroutine", ended, sorted(steps) == list(range(1, 300)))

    # an asynchronous generator, each step by another thread
    async def numbers():
        try:
            for n in range(50):
                yield n
        finally:
            done.append(1)

    def finish(awaitable):
        try:
            awaitable.send(None)
        except StopIteration as e:
            return e.value

    done, source, lock = [], numbers(), threading.Lock()

    def pull(i):
        mine = []
        while True:
            with lock:
                try:
                    mine.append(finish(source.__anext__()))
                except StopAsyncIteration:
                    return mine

    got = [n for mine in run(count, pull) for n in mine]
    print(count, "asynchronous", sorted(got) == list(range(50)), done)

    # context managers made from one function, entered by all
    entered, left = [], []

    @contextlib.contextmanager
    def managed(name):
        entered.append(name)
        try:
            yield name
        finally:
            left.append(name)

    def use(i):
        for n in range(rounds):
            try:
                with managed((i, n)) as name, contextlib.suppress(KeyError), contextlib.ExitStack() as stack:
                    stack.enter_context(managed((i, -n)))
                    stack.callback(left.append, "callback")
                    assert name == (i, n)
                    if n % 3 == 0:
                        raise KeyError(n)
                    if n % 3 == 1:
                        raise LookupError(n)
            except LookupError:
                pass

    run(count, use)
    print(count, "managers", len(entered) == 2 * count * rounds, len(left) == 3 * count * rounds)

    # context variables: a thread has its own context, a copy can be run anywhere but not twice at once
    var = contextvars.ContextVar("var", default="default")
    var.set("main")
    copy = contextvars.copy_context()
    refused = []

    def contexts(i):
        assert var.get() == "default"
        for n in range(rounds):
            token = var.set((i, n))
            assert var.get() == (i, n)
            var.reset(token)
            inner = contextvars.copy_context()
            assert inner.run(lambda: (var.set(n), var.get())[1]) == n and var.get() == "default"
            try:
                assert copy.run(var.get) == "main"
            except RuntimeError:
                refused.append(1)
            assert copy[var] == "main" and var in copy

    run(count, contexts)
    print(count, "contexts", var.get())
