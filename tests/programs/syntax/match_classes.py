# match: class patterns, __match_args__, keywords, builtins that bind themselves, value patterns, errors
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Sub(Point): pass
class NoArgs:
    def __init__(self): self.a = 1
def m(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(x, 0): return f"on x {x}"
        case Point(x=0, y=y): return f"on y {y}"
        case Sub(x, y): return f"sub {x} {y}"
        case Point(x, y=int(y)) if x == y: return f"diagonal {x}"
        case Point(): return "point"
        case NoArgs(a=v): return f"noargs {v}"
        case str(s) | bytes(s): return f"text {s}"
        case list([first, *_]): return f"list {first}"
        case dict(d): return f"dict {d}"
        case bool(b): return f"bool {b}"
        case int(i) | float(i): return f"number {i}"
        case tuple(t): return f"tuple {t}"
        case _: return "no"
for p in (Point(0, 0), Point(3, 0), Point(0, 4), Sub(1, 2), Point(5, 5), Point(5, 6), NoArgs(), "s", b"b", [1, 2], [], {1: 2}, True, 7, 1.5, (1,), None):
    print(m(p))
class Color:
    RED = 1
    class Deep: BLUE = 2
match 2:
    case Color.RED: print("red")
    case Color.Deep.BLUE: print("blue")
for cls, code in [(NoArgs, "NoArgs(1)"), (Point, "Point(1, 2, 3)"), (Point, "Point(1, x=2)"), (int, "int(1, 2)")]:
    obj = 5 if cls is int else cls() if cls is NoArgs else cls(1, 2)
    try:
        exec(f"match obj:\n    case {code}: print('matched')\n    case _: print('not')")
    except TypeError as e:
        print(code, "!!", e)
class BadArgs: __match_args__ = ["x"]
class BadItem: __match_args__ = (1,)
for obj in (BadArgs(), BadItem()):
    try:
        match obj:
            case BadArgs(x) | BadItem(x): pass
    except TypeError as e:
        print(e)
try:
    x = 5
    match 1:
        case x(): pass
except TypeError as e:
    print(e)
class Meta(type):
    def __instancecheck__(cls, o): return o == "anything"
class Any(metaclass=Meta): pass
match "anything":
    case Any(): print("instancecheck is used")
