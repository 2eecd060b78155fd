# An index that releases the view it is used on.
class Releasing:
    def __init__(self, view):
        self.view = view

    def __index__(self):
        self.view.release()
        return 2


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def view():
    return memoryview(bytearray(b"abcd"))


m = view()
err(lambda: list(m[: Releasing(m)]))
err(lambda: m[0])
m = view()
err(m.__getitem__, Releasing(m))
m = view()
err(m.__setitem__, Releasing(m), 1)
m = view()
err(m.__setitem__, slice(0, Releasing(m)), b"xy")
b = bytearray(b"abcd")
m = memoryview(b)
part = m[: Releasing(m)]
err(b.append, 1)
part.release()
err(b.append, 1)
