# match: literals, None/True/False, negative and complex numbers, strings, or, guards, wildcard
def m(x):
    match x:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5 | 2.5: return "half"
        case 1 + 2j: return "complex"
        case -1 - 1j: return "negative complex"
        case "a" "b": return "ab"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
        case "p" | "q" as which: return "pq " + which
        case int() as n if n > 100: return f"large {n}"
        case int(n): return f"int {n}"
        case str(): return "str"
        case _: return "other"
for x in (0, 0.0, False, True, 1, -1, 1.5, 2.5, 1 + 2j, -1 - 1j, "ab", b"x", None, "p", "q", 500, 7, "zz", [], 3.5):
    print(repr(x), m(x))
match = 3
case = 4
_ = 5
type = "soft"
print(match, case, _, type, match * case)
match (1, 2):
    case x: print(x)
match 1, 2:
    case a, b: print(a, b)
match (match):
    case 3: print("subject named match")
match -1:
    case -1: print("neg")
match [1]:
    case [2]: print("no")
print("fell through")
def guard(v):
    match v:
        case x if x > 5: return "big"
        case x if print("guard") or False: return "never"
        case y: return x, y
print(guard(9), guard(1))
