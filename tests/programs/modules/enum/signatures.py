# What inspect says of enumerations.
import enum
import inspect


class Plain(enum.Enum):
    A = 1


class Bits(enum.Flag):
    A = 1


class Made(enum.Enum):
    A = 1

    def __init__(self, value):
        pass


for cls in (Plain, Bits, Made, enum.Enum):
    print(cls.__name__, [name for name, _ in inspect.getmembers(cls) if not name.startswith("_")])
    print(inspect.signature(cls))
