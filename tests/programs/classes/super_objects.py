# super objects: subclasses of super, __class__, shadowed names, the cell behind super().


class mysuper(super):
    pass


class C:
    def m(self):
        return super().__class__, mysuper(C, self).__class__, type(mysuper(C, self))


print(C().m())
print(super(C, C()).__class__, type(super(C, C())))


class A:
    def m(self):
        return "A"


class B(A):
    def m(self):
        s = self.__super
        return s.__class__.__name__ + s.m()


B._B__super = mysuper(B)
print(B().m())


class Local:
    msg = "local"


class D:
    def m(self):
        super = Local
        return super().msg


print(D().m())


class E:
    def m(self):
        nonlocal __class__
        __class__ = 42
        try:
            super()
        except RuntimeError as e:
            print(e)


E().m()


class Meta(type):
    def mro(cls):
        return (A, object)


try:
    class F(metaclass=Meta):
        pass
except TypeError as e:
    print(e)


class G(A):
    def m(self):
        return super().m() + "G"


class H(G):
    @classmethod
    def k(cls):
        return super().m

    def m(self):
        return super().m() + super(G, self).m()


print(H().m(), H.k() is G.m)
