# PEP 442: finalisers of objects in cycles run once, before anything is cleared; resurrection; order among unrelated steps.
import gc
import sys
import weakref

gc.disable()
saved = []


say = print


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        say("del", self.name, sorted(k for k in vars(self)))


a = Noisy("a")
a.me = a
del a
print("collect", gc.collect() > 0)

# Every object of a cycle is whole while finalisers run. Which one comes first depends on where the objects lie.
def say(*words):
    heard.append(" ".join(map(str, words)))


heard = []
a, b = Noisy("a"), Noisy("b")
a.other, b.other = b, a


class Look:
    def __init__(self, partner):
        self.partner = partner
        partner.look = self

    def __del__(self):
        say("look", self.partner.name, self.partner.look is self)


look = Look(Noisy("partner"))
del look
gc.collect()
print(*sorted(heard), sep="\n")
heard.clear()
del a, b
gc.collect()
print(*sorted(heard), sep="\n")
say = print


class Phoenix:
    def __init__(self):
        self.me = self
        self.deaths = 0

    def __del__(self):
        self.deaths += 1
        print("phoenix", self.deaths)
        saved.append(self)


p = Phoenix()
w = weakref.ref(p)
del p
gc.collect()
print("risen", len(saved), saved[0].me is saved[0], "weak reference dead:", w() is None)
saved.clear()
gc.collect()
print("gone for good", len(saved))


# What a resurrected object refers to survives with it; the rest of the cycle's neighbours go.
class Keeper:
    def __init__(self):
        self.part = Noisy("part")
        self.me = self

    def __del__(self):
        saved.append(self.part)


Keeper()
gc.collect()
print("part kept", saved[0].name)
saved.clear()


class Failing:
    def __init__(self):
        self.me = self

    def __del__(self):
        raise ValueError("ignored")


sys.unraisablehook = lambda args: print("unraisable", args.exc_value, args.object is Failing.__del__)
Failing()
print("failing", gc.collect() > 0)


def closing():
    me = [None]

    def g():
        try:
            keep = me
            yield
        finally:
            print("finally")

    me[0] = g()
    next(me[0])


closing()
gc.collect()


# A class with its instances, one of which is brought back by its finaliser: the class stays usable.
def classes():
    class C:
        def __del__(self):
            saved.append(type(self))
            saved.append(type(self)())

        def hello(self):
            return "hello from " + type(self).__name__

    c = C()
    c.me = c
    C.instance = c


classes()
gc.collect()
print([type(x).__name__ for x in saved], saved[1].hello())
cls = saved[0]
del cls.__del__
print(cls().hello())
saved.clear()
del cls
print(gc.collect() > 0)
print("end")
