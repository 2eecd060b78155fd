# copy, deepcopy and reduction of instances of every layout
import copy


class Plain: pass
class Slots: __slots__ = ("a", "b")
class More(Slots): __slots__ = ("c", "__dict__")
class NoSlots: __slots__ = ()
class Mixed(Slots): pass
class Listed:
    def __init__(self):
        self.a = self.b = self.c = self.d = self.e = 0
class Int(int): __slots__ = ()
class IntDict(int): pass
class List(list): __slots__ = ("a", "b")
class ListDict(list): pass
class Dict(dict): __slots__ = ("a", "__dict__")
class Tuple(tuple): pass
class Error(Exception): pass
class Private:
    __slots__ = ("__a", "b")
    def __init__(self): self.__a = self.b = None
    def look(self): return self.__a


def rebuilt(x, protocol):
    """What a pickle of x would give, with the same parts."""
    make, args, state, items, pairs = (x.__reduce_ex__(protocol) + (None,) * 4)[:5]
    y = make(*args)
    namespace, members = state if isinstance(state, tuple) else (state, None)
    if namespace:
        y.__dict__.update(namespace)
    for name, value in (members or {}).items():
        setattr(y, name, value)
    if items:
        y.extend(items)
    for key, value in pairs or ():
        y[key] = value
    return y


def shown(x):
    names = [n for c in type(x).__mro__ for n in c.__dict__.get("__slots__", ()) if n[:2] != "__"]
    payload = x if isinstance(x, (int, list, dict, tuple)) else None
    return type(x).__name__, payload, {n: getattr(x, n) for n in names if hasattr(x, n)}, getattr(x, "__dict__", None)


for c in (Plain, Slots, More, NoSlots, Mixed, Listed, Int, IntDict, List, ListDict, Dict, Tuple, Error):
    for n in (0, 1, 3, 12, 70):
        x = c()
        names = [name for name in ("a", "b", "c") if name in dir(x)]
        if hasattr(x, "__dict__"):
            names += [f"n{i}" for i in range(n)]
        elif n > 1:
            continue
        for i, name in enumerate(names[:n]):
            setattr(x, name, [i])
        if isinstance(x, list):
            x.append("item")
        if isinstance(x, dict):
            x["key"] = "item"
        want = shown(x)
        deep = copy.deepcopy(x)
        made = [copy.copy(x), deep] + [rebuilt(x, protocol) for protocol in (2, 3, 4, 5)]
        assert all(shown(y) == want for y in made), [want] + [shown(y) for y in made]
        for name in names[:n]:
            assert getattr(deep, name) is not getattr(x, name)
            assert getattr(made[0], name) is getattr(x, name)
            delattr(deep, name)
            assert not hasattr(deep, name) or hasattr(c, name)
        assert shown(x) == want
    print(shown(x)[:3], len(getattr(x, "__dict__", ())))

p = Private()
print(copy.copy(p).look(), rebuilt(p, 2).b)
for c in (Slots, Mixed, NoSlots):
    for protocol in (0, 1):
        try: print(shown(rebuilt(c(), protocol)))
        except TypeError as e: print(e)

# A cycle through members, values and the payload.
a, b = Mixed(), List()
a.a = a.z = b
b.a = a
b.append(a)
y = copy.deepcopy(a)
print(y.a is y.z, y.a.a is y, y.a[0] is y, type(y.a).__name__)
