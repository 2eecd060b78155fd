# The module gc: switches, thresholds, queries, callbacks, freezing.
import gc

print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
print(gc.get_threshold())
gc.set_threshold(500, 5, 5)
print(gc.get_threshold())
gc.set_threshold(2000, 10, 10)
print(len(gc.get_count()), all(isinstance(n, int) for n in gc.get_count()))
stats = gc.get_stats()
print(len(stats), all({"collections", "collected", "uncollectable"} <= set(s) for s in stats))
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("s"), gc.is_tracked(None), gc.is_tracked(type))


class A:
    pass


a = A()
holder = [a]
print(any(x is holder for x in gc.get_referrers(a)))
print([x is a for x in gc.get_referents(holder)])
print(sorted(map(str, gc.get_referents((1, "two")))))
print(any(x is holder for x in gc.get_objects()))
print(gc.garbage)

calls = []


def note(phase, info):
    calls.append((phase, sorted(info), info["generation"]))


gc.collect()
gc.callbacks.append(note)
x = []
x.append(x)
del x
print(gc.collect() >= 1)
gc.callbacks.remove(note)
print(calls)

gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())

gc.set_debug(gc.DEBUG_SAVEALL)
x = ["saved"]
x.append(x)
del x
gc.collect()
print(any(isinstance(o, list) and o and o[0] == "saved" for o in gc.garbage))
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect() >= 1)
for bad in (lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect("x")):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(gc.collect(0) >= 0, gc.collect(1) >= 0, gc.collect(generation=2) >= 0)
