"The module's doc"
from __future__ import annotations
def f(x: undefined[1, "2"], *a: -y, k: lambda: 1 = 3) -> x if y else z: pass
print(__doc__, f.__annotations__)
class C:
    attr: list[Missing] = None
    other: "quoted"
print(C.__annotations__)
v: not_defined | None = 1
print(__annotations__)
