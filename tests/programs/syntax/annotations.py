# annotated assignment, __annotations__ of modules, classes, functions
x: int = 5
y: str
z: "forward" = 1
(w): float = 2.0
print(__annotations__)
class C:
    a: int
    b: list[int] = []
    c: "C"
    def __init__(self):
        self.n: int = 3
        self.m: undefined_but_not_evaluated
print(C.__annotations__, C().n, hasattr(C, "a"))
d = {}
d["k"]: int = 4
print(d)
def f(a: int, b: str = "x", *args: tuple, c: float = 1.0, **kw: dict) -> bool:
    local: int
    other: undefined_is_not_evaluated = 1
    try:
        local
    except UnboundLocalError as e:
        print(e)
    return True
print(f(1), f.__annotations__)
try:
    q: undefined_name
except NameError as e:
    print(e)
t: tuple = 1, 2
print(t)
