# enum: look-ups, reassignments, definitions that are refused, flags, mixed-in types
import array, collections, copy, enum, functools, itertools, math, operator
from collections import *
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
class E(enum.Enum):
    A = 1
    B = 2
    C = 1
E.A, E(1), E["A"], E.C is E.A, list(E), len(E), E.A.name, E.A.value, E.A == 1, repr(E), str(E.A)
E(5)
E("A")
E["Z"]
E[5]
E.Z
E()
E(1, 2)
E.A = 5
del E.A
E.A.value = 5
E.A.name = "x"
E.A.foo = 5
E.A.foo
E.A < E.B
E.A + 1
E.A.A
5 in E, 1 in E, E.A in E, "A" in E
"x" in E
class E2(E): pass
class E3(enum.Enum):
    A = 1
    A = 2
class E4(enum.IntEnum):
    A = "x"
class E5(enum.StrEnum):
    A = 1
class E5(enum.StrEnum):
    A = enum.auto()
    B = "q"
E5.A, str(E5.B), E5.A + "x", f"{E5.B}", E5("q")
class E6(enum.Flag):
    A = 1
    B = 2
    AB = 3
E6.A | E6.B, ~E6.A, E6(0), E6.A & E6.B, E6.A in E6.AB, list(E6.AB), E6(3), bool(E6(0))
E6(8)
E6("a")
E6.A | 1
E6.A | "a"
class E7(enum.IntFlag):
    A = 1
    B = 4
E7(8), E7.A | 16, E7(5), E7.A | 4, E7.A + 1, E7(-1)
@enum.unique
class E8(enum.Enum):
    A = 1
    B = 1
enum.Enum("Q", "a b c").a, list(enum.Enum("Q", ["x", "y"])), list(enum.Enum("Q", {"x": 5})), list(enum.Enum("Q", [("a", 1)]))
enum.Enum("Q", 5)
enum.Enum("Q")
class E9(enum.Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    A = enum.auto()
E9.A.value
class E10(enum.Enum):
    A = 1, 2
    def __init__(self, x, y): self.x = x
E10.A.x, E10((1, 2))
class E11(enum.Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return 5
E11(9)
class E12(enum.Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): raise KeyError("m")
E12(9)
class E13(int, enum.Enum):
    A = 1
E13.A + 1, E13.A == 1, repr(E13.A), str(E13.A), f"{E13.A}", format(E13.A, "d")
class E14(enum.Enum):
    _ignore_ = "x"
    x = 5
    A = 1
    @enum.property
    def p(self): return "p"
    @enum.member
    def m(): pass
    n = enum.nonmember(5)
isinstance(E.A, E), copy.copy(E.A) is E.A, copy.deepcopy(E.A) is E.A, E.A.__reduce_ex__(2)
''')
