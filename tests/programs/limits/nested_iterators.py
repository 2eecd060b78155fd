# record: hand
# iterators of iterators, a hundred thousand deep: they end in an item or a RecursionError, on every thread, and can be dropped
import itertools, threading
def nested(wrap, n=100000):
    it = iter([1, 2, 3])
    for _ in range(n): it = wrap(it)
    return it
def try_next(name, wrap):
    try: next(nested(wrap))
    except (RecursionError, StopIteration): pass
    done.append(name)
wraps = {
    "map": lambda x: map(abs, x), "filter": lambda x: filter(None, x), "zip": lambda x: zip(x), "enumerate": enumerate,
    "chain": lambda x: itertools.chain(x), "islice": lambda x: itertools.islice(x, 2), "accumulate": itertools.accumulate,
    "takewhile": lambda x: itertools.takewhile(bool, x), "generator": lambda x: (y for y in x),
    "batched": lambda x: itertools.batched(x, 1), "zip_longest": lambda x: itertools.zip_longest(x), "groupby": itertools.groupby,
}
for name, wrap in wraps.items():
    done = []
    try_next(name, wrap)
    thread = threading.Thread(target=try_next, args=(name, wrap))
    thread.start(); thread.join()
    print(*done)
def static(n):
    f = len
    for _ in range(n): f = staticmethod(f)
    return f
def method(n):
    import types
    m = len
    for _ in range(n): m = types.MethodType(m, [])
    return m
for f in (lambda: static(100000)([]), lambda: static(100000).__isabstractmethod__, lambda: method(20000)()):
    try: f()
    except (RecursionError, TypeError): pass
    print("alive")
