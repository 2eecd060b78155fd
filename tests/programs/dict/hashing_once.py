# Keys that come from a dict or a set are not hashed again.
hashed = 0


class Key(int):
    def __hash__(self):
        global hashed
        hashed += 1
        return int.__hash__(self)


def count(what, f):
    global hashed
    hashed = 0
    f()
    print(what, hashed)


d = dict.fromkeys(map(Key, range(10)))
s = set(d)
f = frozenset(s)
count("set", lambda: set(d))
count("fromkeys of a set", lambda: dict.fromkeys(s))
count("fromkeys of a frozenset", lambda: dict.fromkeys(f, 1))
count("fromkeys of a dict", lambda: dict.fromkeys(d, 1))
count("fromkeys of a list", lambda: dict.fromkeys(list(d), 1))
count("dict", lambda: dict(d))
count("display", lambda: {**d})
count("two in a display", lambda: {0: 0, **d, **d})
count("copy", lambda: d.copy())
count("union", lambda: d | d)
count("update", lambda: {}.update(d))
count("set difference", lambda: s.difference(d))
count("symmetric difference", lambda: set(s).symmetric_difference_update(d))
print(dict.fromkeys({3: "x", 1: "y"}, 0), {1: 1, **{2: 2, 1: 3}})
