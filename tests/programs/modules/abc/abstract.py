# ABC, abstractmethod, register, __subclasshook__, abstract properties
from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): "doc"; return "base area"
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    def describe(self): return f"{self.name} {self.area()}"
class Sq(Shape):
    name = "sq"
    def __init__(self, s=1): self.s = s
    def area(self): return super().area() + str(self.s ** 2)
    @classmethod
    def make(cls): return cls(3)
print(Sq.make().describe(), sorted(Shape.__abstractmethods__), Sq.__abstractmethods__, isinstance(Sq(), Shape))
class Part(Shape):
    def area(self): pass
class One(ABC):
    @abstractmethod
    def only(self): ...
for c in (Shape, Part, One):
    try: c()
    except TypeError as e: print(e)
@Shape.register
class Dup: pass
print(issubclass(Dup, Shape), isinstance(Dup(), Shape), Dup.__mro__)
class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is Hook: return any("quack" in B.__dict__ for B in C.__mro__) or NotImplemented
        return NotImplemented
class Duck:
    def quack(self): pass
print(isinstance(Duck(), Hook), issubclass(int, Hook), issubclass(Duck, Hook))
Hook.register(int); print(issubclass(int, Hook), issubclass(bool, Hook), isinstance(True, Hook), isinstance("s", Hook))
try: Shape.register(5)
except TypeError as e: print(e)
class Dyn(ABC):
    @abstractmethod
    def m(self): ...
class Impl(Dyn): pass
Impl.m = lambda self: 1
try: Impl()
except TypeError as e: print(e)
import abc
abc.update_abstractmethods(Impl); print(Impl().m(), type(Dyn).__name__, abc.ABC.__name__)
class NotAbc:
    @abstractmethod
    def m(self): return "fine"
print(NotAbc().m(), NotAbc.m.__isabstractmethod__)
