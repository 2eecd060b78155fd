# match, case, _, type as ordinary names everywhere
match = [1, 2, 3]
print(match[0], match)
match[0] = 5
match.append(4)
def case(match): return match
print(case(match), case (match))
class type_: type = 1
print(type_.type)
def f(match=1, case=2, type=3, _=4): return match, case, type, _
print(f(match=9), f(_=0))
match (match):
    case [case, *_]: print("matched", case)
match = {"match": 1}
match match:
    case {"match": case}: print(case)
match -case:
    case -1: print("minus")
match, case = 1, 2
print(match - case, match * case, match if case else 0, match in [case], not match)
match: int = 3
print(match)
match [1, 2][0:1]:
    case [x]: print(x)
match "x".upper():
    case "X": print("call subject")
match not 0:
    case True: print("not subject")
match lambda: 3:
    case f: print(f())
match {}:
    case {}: print("dict subject")
match *[1], 2:
    case [a, b]: print(a, b)
import types as type
print(type.__name__)
for match in range(2): print(match, end=",")
print([case for case in "ab"], (lambda match: match)(7))
print(__import__("sys").version_info >= (3, 12))
