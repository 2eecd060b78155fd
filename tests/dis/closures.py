def outer(a):
    b = 1

    def inner():
        nonlocal b
        b += a
        return b

    class Local:
        c = a

        def method(self):
            return b

    del b
    return inner, Local


def unbound(flag):
    if flag:
        x = 1
    print(x)
    del x
