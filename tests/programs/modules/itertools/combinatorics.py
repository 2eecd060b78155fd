# product, permutations, combinations, combinations_with_replacement
from itertools import *
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
list(product("ab", [1, 2])), list(product()), list(product("ab", repeat=2)), list(product("a", [])), list(product(range(2), repeat=3)), list(product([1], repeat=0))
list(permutations("abc")), list(permutations("abc", 2)), list(permutations([])), list(permutations("ab", 3)), list(permutations([1, 1])), list(permutations("abc", 0))
list(combinations("abcd", 2)), list(combinations("abc", 0)), list(combinations("ab", 3)), list(combinations(range(4), 3)), list(combinations("aab", 2))
list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 2)), list(combinations_with_replacement("ab", 0)), list(combinations_with_replacement([1], 3))
permutations("ab", -1)
combinations("ab", -1)
combinations("ab")
combinations(5, 1)
product(5)
product("a", repeat=-1)
permutations("ab", "x")
product("a", bad=1)
len(list(permutations(range(6)))), len(list(combinations(range(12), 6))), len(list(product(range(4), repeat=5))), sum(1 for _ in combinations_with_replacement(range(6), 4))
max(permutations("bca")), "".join(next(permutations("cab"))), sum(a * b for a, b in combinations([1, 2, 3], 2)), sorted({"".join(p) for p in permutations("aab")})
''')
print([c for c in product([0, 1], repeat=3) if sum(c) == 2], [(x, y) for x, y in combinations(range(5), 2) if x + y == 5])
for r in range(4): print([*combinations("xyz", r)], end=" ")
print()
def powerset(s): return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))
print(list(powerset([1, 2, 3])))
p = permutations(range(3)); print(next(p), next(p), iter(p) is p, list(p)[-1], next(p, "end"))
