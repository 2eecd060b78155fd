# annotations with quotes, subscripts, unions, on every kind of target
from typing import Optional
def f(a: "int | None" = None, *b: tuple[int, ...], c: Optional["str"] = "x", **d: dict[str, list[int]]) -> "list[C]": return [a, b, c, d]
class C:
    x: int
    y: "C | None" = None
    z: list["C"] = []
    def m(self: "C", o: "C") -> "C": return self
print(f(1, 2, k=3), f.__annotations__, C.__annotations__, C.m.__annotations__, C().m(C()).y)
v: int
w: dict[str, int] = {"a": 1}
C.x: str = "set"
w["b"]: int = 2
print(w, C.x, __annotations__, "v" in globals())
for t in (int | None, list[int], dict[str, tuple[int, ...]], "fwd", None): print(t, end="; ")
print()
