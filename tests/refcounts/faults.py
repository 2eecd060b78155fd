# options: -X faults
# Proof of the auditor: whatever fault befalls whatever object, it is found. rcpy only, with -X faults.
import gc
import sys
import weakref


class Plain:
    def method(self):
        return self


class Slotted:
    __slots__ = ("a", "__weakref__")


def function(a=[1]):
    return lambda: a


def generator():
    inside = [1]
    yield inside


def error():
    try:
        raise ValueError([1])
    except ValueError as e:
        return e


plain = Plain()
plain.attribute = [1]
slotted = Slotted()
slotted.a = plain
gen = generator()
next(gen)
closure = function()
many = Plain()
for i in range(40):
    setattr(many, f"a{i}", [i])
with_dict = Plain()
with_dict.__dict__["x"] = [1]


class Text(str):
    pass


sub = Text("abc")
sub.attribute = [sub]
OBJECTS = {
    "list": [1, 2], "tuple": (1, [2]), "dict": {"a": [1]}, "set": {1, 2}, "frozenset": frozenset([1]), "str": "a" + str(5),
    "bytes": bytes([1, 2]), "bytearray": bytearray(5), "int": 10 ** 40, "complex": complex(1, 2), "instance": plain,
    "slots": slotted, "many attributes": many, "own dict": with_dict, "subclass": sub, "bound method": plain.method, "closure": closure,
    "cell": closure.__closure__[0], "generator": gen, "exception": error(), "traceback": error().__traceback__, "weakref": weakref.ref(plain),
    "property": property(lambda self: 1), "iterator": iter([1]), "zip": zip([1], [2]), "map": map(str, [1]), "memoryview": memoryview(b"abc"),
    "slice": slice([1], 2), "range": range(10 ** 20, 10 ** 21), "module": type(sys)("m"), "class": type("T", (), {}), "staticmethod": staticmethod(len),
}
FAULTS = ["lost increment", "doubled decrement", "early free", "lost decrement"]

assert not gc._audit(), gc._audit()
missed = 0
tried = 0
for kind, obj in OBJECTS.items():
    for fault in FAULTS:
        # Where other native code runs besides, one reference too many may be its own.
        found = gc._inject(obj, fault)
        tried += 1
        if not found:
            missed += 1
            print("missed", fault, "of", kind)
del obj
print("faults", tried, "missed", missed, "left", len(gc._audit()))

# Faults in the counting itself, where the build can have them.
armed = caught = 0


def operations(x):
    """What makes references to an object in native code."""
    yield lambda: [x, *[x]]
    yield lambda: dict(a=x)
    yield lambda: list(map(lambda v: v, [x]))
    yield lambda: setattr(plain, "other", x)
    yield lambda: sorted([x, x], key=id)
    yield lambda: {**{"k": x}}
    yield lambda: tuple([x])


number = 0
for fault in ["lost increment", "doubled decrement"]:
    for i in range(7):
        target = Plain()
        # These keep it alive whatever happens to its count.
        holders = [target] * 20
        operation = list(operations(target))[i]
        if not gc._arm(target, fault):
            continue
        result = operation()
        gc._arm(None, fault)
        wrong = [m for m in gc._audit(True) if m["address"] == id(target)]
        armed += 1
        if not wrong:
            print("not found", fault, i)
        caught += bool(wrong)
        if wrong and wrong[0]["count"] >= wrong[0]["explained"]:
            print("the wrong way round", wrong[0]["message"])
        # One count is missing: the last holder must not be let go.
        sys.modules[f"kept{number}"] = holders
        number += 1
print("faults in the counting are found:", caught == armed or (armed, caught))
import os
sys.stdout.flush()
os._exit(0)
