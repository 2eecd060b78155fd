# What objects say about how many items they have, and who asks.
import itertools
import operator


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter(range(3))

    def __length_hint__(self):
        if isinstance(self.hint, type):
            raise self.hint("from the hint")
        return self.hint


class Length(Hint):
    def __len__(self):
        return self.__length_hint__()


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for cls in (Hint, Length):
    for hint in (2, NotImplemented, TypeError, LookupError, -2, "abc"):
        print(cls.__name__, hint)
        err(operator.length_hint, cls(hint), 12)
        err(list, cls(hint))
        err(bytearray().extend, cls(hint))
err(operator.length_hint, itertools.repeat(None), 12)
err(operator.length_hint, itertools.repeat(None, 3), 12)
err(operator.length_hint, [], "abc")


def call():
    if call.entered:
        return 2
    call.entered = True
    list(call.it)
    return 1


call.entered = False
call.it = iter(call, 2)
print("exhausted within:", next(call.it, "end"))
