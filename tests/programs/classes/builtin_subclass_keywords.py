# Keyword arguments that only a subclass's own __init__ or __new__ knows, for builtin types that take none.
import array
import struct


def err(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for base, args in [
    (list, ([1],)), (tuple, ([1],)), (set, ([1],)), (frozenset, ([1],)), (float, (2.5,)), (int, (3,)), (bytearray, (b"x",)),
    (filter, (None, [1])), (map, (str, [1])), (str, ("a",)), (complex, (1,)),
    (array.array, ("b",)),
]:
    class Init(base):
        def __init__(self, *args, newarg=None):
            self.newarg = newarg

    class New(base):
        def __new__(cls, *args, newarg=None):
            return super().__new__(cls, *args)

    print(base.__name__)
    err(lambda: Init(*args, newarg=3).newarg)
    err(lambda: type(New(*args, newarg=3)).__name__)
    if base is not array.array:
        err(lambda: type("Bare", (base,), {})(*args, newarg=3))


class Fixed(struct.Struct):
    def __init__(self):
        super().__init__(">h")


print(Fixed().pack(12345), Fixed().size, Fixed().format)


err(struct.Struct)
err(struct.Struct, 5)
for text in ("\0", "2\0i", b"\0", "i\0"):
    try:
        struct.calcsize(text)
    except struct.error as e:
        print(e)
