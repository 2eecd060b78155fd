# C3 linearisation, its failures, and super() along it
class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super().who()
print(D().who(), [c.__name__ for c in D.__mro__], [c.__name__ for c in D.mro()])
class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass
for bases in ((XY, YX), (A, B), (object, A), (A, A)):
    try: type("Z", bases, {})
    except TypeError as e: print(e)
class O: pass
class F(O): pass
class E(O): pass
class G(D, E): pass
class H(G, F): pass
print([c.__name__ for c in H.__mro__])
class Mix:
    def run(self, *a): return ("mix",) + super().run(*a)
class Base:
    def run(self, *a): return ("base",) + a
class R(Mix, Base): pass
print(R().run(1))
try: Mix().run()
except AttributeError as e: print(e)
class Meta(type):
    def mro(cls): return [cls, Base, object]
class Custom(metaclass=Meta): pass
print(Custom().run("custom mro"), [c.__name__ for c in Custom.__mro__])
B.__bases__ = (Base,)
try: print(D().who())
except AttributeError as e: print(e)
print([c.__name__ for c in D.__mro__], B().run())
print(A.__subclasses__(), [c.__name__ for c in O.__subclasses__()])
