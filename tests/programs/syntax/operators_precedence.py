# precedence and associativity of every operator
print(2 ** 3 ** 2, (2 ** 3) ** 2, -2 ** 2, 2 ** -1, -2 ** -2)
print(1 + 2 * 3 - 4 / 2, 7 // 2 * 2, 7 % 4 * 3, -7 // 2, -7 % 3)
print(1 << 2 + 1, 16 >> 1 + 1, 1 | 2 ^ 3 & 2, 5 & 3 == 3, (5 & 3) == 3)
print(not 1 == 2, not True and False, not (True and False), True or False and False)
print(1 < 2 < 3, 1 < 3 < 2, 1 < 2 > 0, 1 == 1 != 2, 3 > 2 >= 2, 1 in [1] == True)
print(~5, ~-1, -~5, +-+5, not not 3)
print(1 if 0 else 2 if 0 else 3, (1 if 1 else 2) + 1)
print("a" in "abc" and "z" not in "abc", None is None, [] is not None)
print([] or "default", 0 or None or "" or "end", 1 and 2 and 3, 1 and 0 and 3)
print(1 - 2 - 3, 2 / 2 / 2, 100 // 7 // 2, 2 - -2)
print(3 * "ab" + "c", [0] * 2 + [1], "%d" % 3 * 2)
def side(n, v):
    print("<%s>" % n, end="")
    return v
print(side(1, 2) + side(2, 3) * side(3, 4) ** side(4, 1))
print(side("a", 1) < side("b", 0) < side("c", 5))
print(side("x", 0) and side("y", 1) or side("z", 2))
print({side("k1", 1): side("v1", 1), side("k2", 2): side("v2", 2)})
print(side("f", max)(side("p", 1), *side("q", [2]), **side("r", {"key": None})))
lst = [5]
side("lst", lst)[side("i", 0)] = side("val", 3)
print(lst)
await_ = async_ = 1
print((lambda: 1 if 0 else 2)())
