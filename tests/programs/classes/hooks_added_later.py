# Attribute hooks given to a base class after its subclasses' attributes have been read and written.


class A:
    pass


class B(A):
    pass


class C(A):
    pass


class D(B, C):
    pass


d = D()
d.foo = 42
d.bar = 43


def read(o):
    return o.foo


def write(o, value):
    o.foo = value


for i in range(50):
    read(d)
    write(d, i)


def getattribute(self, name):
    if name == "foo":
        return "hooked"
    return object.__getattribute__(self, name)


A.__getattribute__ = getattribute
print(read(d), d.foo, d.bar)
del A.__getattribute__
print(read(d))

log = []


def setattr_(self, name, value):
    log.append((name, value))


C.__setattr__ = setattr_
write(d, "lost")
print(log, read(d))
del C.__setattr__
write(d, "stored")
print(log, read(d))


def delete(o):
    del o.bar


C.__delattr__ = lambda self, name: log.append(name)
delete(d)
print(log, d.bar)
del C.__delattr__
delete(d)
print(hasattr(d, "bar"))

B.__getattr__ = lambda self, name: "instead of " + name
print(d.spam, read(d))
del B.__getattr__
try:
    d.spam
except AttributeError as e:
    print(e)


class Calls:
    def __call__(self):
        return 1


class Sub(Calls):
    pass


s = Sub()


def call():
    return s()


for i in range(50):
    call()
Calls.__call__ = lambda self: 2
print(call())
