# lru_cache, cache, cached_property, partial, singledispatch, reduce used by many threads
import functools
import threading
from crew import run

for count in (2, 8, 64):
    rounds = 480 // count
    calls, lock = [], threading.Lock()

    @functools.lru_cache(maxsize=16)
    def bounded(n):
        calls.append(n)
        return [n]

    @functools.lru_cache(maxsize=None)
    def unbounded(n, key=None):
        return (n, key)

    @functools.lru_cache(maxsize=0)
    def uncached(n):
        return n

    def ask(i):
        for n in range(rounds):
            k = (n * 7 + i) % 40
            assert bounded(k) == [k]
            assert unbounded(k) == (k, None) and unbounded(k, key=i) == (k, i)
            assert uncached(n) == n
            if n % 60 == 59:
                bounded.cache_info(), bounded.cache_parameters()

    run(count, ask)
    info = bounded.cache_info()
    print(count, "counts", info.hits + info.misses == count * rounds, info.misses == len(calls), info.currsize <= 16)
    info = unbounded.cache_info()
    print(count, "unbounded", info.hits + info.misses == 2 * count * rounds, info.currsize <= 40 * (count + 1))
    info = uncached.cache_info()
    print(count, "uncached", info)

    # emptied meanwhile
    def clear(i):
        for n in range(rounds // 8 + 1):
            bounded.cache_clear()
            assert bounded(n) == [n]

    run(count, clear, ask)
    print(count, "cleared", bounded.cache_info().currsize <= 16)

    # recursion
    @functools.cache
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    print(count, set(run(count, lambda i: fib(60))))

    # keys whose comparison and hash are Python code, results that are dropped
    class Key:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            return self.n % 3

        def __eq__(self, other):
            return self.n == other.n

    @functools.lru_cache(maxsize=5)
    def keyed(key):
        return [key.n]

    def ask_keyed(i):
        for n in range(rounds // 4 + 1):
            assert keyed(Key(n % 9)) == [n % 9]

    run(count, ask_keyed)
    print(count, "keys", keyed.cache_info().currsize <= 5)

    # cached_property: computed at least once, then the same for all
    class Lazy:
        @functools.cached_property
        def value(self):
            calls.append("lazy")
            return object()

    for _ in range(10):
        lazy = Lazy()
        run(2, lambda i: lazy.value)
        assert len({id(x) for x in run(count if _ == 0 else 2, lambda i: lazy.value)}) == 1
    print(count, "property", "value" in vars(lazy))

    # partial objects, changed while they are called
    shared = functools.partial(max, 3, key=lambda x: x)

    def apply(i):
        for n in range(rounds):
            assert shared(n) == max(3, n)
            shared.note = n
            assert functools.partial(shared, 5)(n) == max(5, n)
            assert shared.func is max and shared.args == (3,)
            shared.__setstate__((max, (3,), {"key": abs}, {"note": n}))

    run(count, apply)
    print(count, "partial", shared(-5), shared(2))

    @functools.singledispatch
    def kind(x):
        return "object"

    def register(i):
        for n in range(3):
            local = type(f"T{i}_{n}", (), {})
            try:
                kind.register(local, lambda x, n=n: n)
                assert kind(local()) == n and kind(2.5) in ("object", "float")
            except RuntimeError:
                pass  # the registry is a dict, over which others iterate

    run(min(count, 8), register)
    kind.register(float, lambda x: "float")
    print(count, "dispatch", kind(1.5), kind("x"))
    del kind
