# Keyword arguments, copies and comparison of ordered dicts that change.
from collections import OrderedDict

o = OrderedDict()
print(o.setdefault("g", default=9), o.pop("x", default=3), o.setdefault("g"), o.setdefault("h"), o)


class Telling(OrderedDict):
    def __contains__(self, key):
        print("contains", key)
        return super().__contains__(key)

    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)


t = Telling()
print(t.setdefault("a", 1), t.setdefault("a", 2))


class Key:
    def __eq__(self, other):
        first.clear()
        return True

    def __hash__(self):
        return 1


first = OrderedDict.fromkeys((0, Key(), 4.2))
second = OrderedDict.fromkeys((0, Key(), 4.2))
print(first == second)
