# dataclasses, enums, sorting, grouping and table formatting
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from collections import defaultdict
class Kind(Enum): FRUIT = "fruit"; TOOL = "tool"
@dataclass(order=True)
class Item:
    sort_index: tuple = field(init=False, repr=False)
    name: str
    kind: Kind
    price: float
    qty: int = 0
    tags: list[str] = field(default_factory=list)
    def __post_init__(self): self.sort_index = (self.kind.value, -self.total)
    @property
    def total(self): return round(self.price * self.qty, 2)
items = [Item("apple", Kind.FRUIT, 0.5, 100, ["red"]), Item("hammer", Kind.TOOL, 19.99, 3), Item("pear", Kind.FRUIT, 0.75, 80), Item("saw", Kind.TOOL, 25, 5, ["sharp", "steel"])]
print(f"{'name':<10}|{'kind':^8}|{'price':>8}|{'total':>10}"); print("-" * 40)
for it in sorted(items): print(f"{it.name:<10}|{it.kind.name.lower():^8}|{it.price:>8.2f}|{it.total:>10,.2f}")
for k, grp in groupby(sorted(items), key=lambda i: i.kind): print(k, [i.name for i in grp], k.value)
tot = defaultdict(float)
for i in items: tot[i.kind] += i.total
print({k.name: v for k, v in tot.items()}, max(items, key=lambda i: i.total).name, [i.name for i in items if i.tags], items[0])
