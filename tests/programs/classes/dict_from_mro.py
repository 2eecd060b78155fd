# record: hand
# A class without __dict__ below one that has it, by its own mro(): there is no room for a dict in the instances (CPython 3.13 writes to memory
# that is not theirs)


class Plain: pass
class Meta(type):
    def mro(cls):
        return [cls, Plain, object]
class Above(metaclass=Meta): __slots__ = ("a",)
x = Above()
print(isinstance(x, Plain), Above.__mro__)
def read(): return x.__dict__
def write(): x.__dict__ = {}
def delete(): del x.__dict__
def assign(): x.b = 1
for f in (read, write, delete, assign):
    try: print(f())
    except AttributeError as e: print(f.__name__, e)
x.a = 1
print(x.a)
