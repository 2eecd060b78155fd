# Struct objects: subclasses, a second __init__, use before the first.
import struct


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Short(struct.Struct):
    def __init__(self):
        super().__init__(">h")


class Named(struct.Struct):
    def __init__(self, name, format):
        super().__init__(format)
        self.name = name


print(Short().pack(12345), Short().size, Named("n", "<i").unpack(b"\1\0\0\0"), Named("n", "<i").name)
s = struct.Struct("i")
print(s.format, s.size)
s.__init__(b"<hh")
print(s.format, s.size, s.pack(1, 2))
s.__init__("<b")
print(s.format, s.size, s.unpack_from(b"\1\2", 1), list(s.iter_unpack(b"\1\2")))
err(s.__init__, "?!")
err(struct.Struct)
err(struct.Struct, 1)
for format in ("\0", "2\0i", b"\0", "i\0"):
    err(struct.calcsize, format)
