# match statement errors
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))


def case(*patterns):
    bad(*["match x:\n    case %s: pass\n" % p for p in patterns])
case("a, a", "[a, *a]", "{'k': a, 'l': a}", "C(a, b=a)", "C(a=1, a=2)", "a | b", "a | 1", "_ | 1", "1 | a", "[a] | [b]", "[a] | a", "(a as b) as a", "*a", "[*a, *b]", "*a, *b", "{**a, **b}", "{**a, 'k': 1}", "{**_}", "{a: 1}", "{1: a, 1: b}", "{'k': 1, 'k': 2}", "{-1: a, -1: b}", "{1.0: a, 1: b}")
case("1 + 2", "1 - x", "-x", "+1", "1 + -2j", "1j + 1", "--1", "f'{x}'", "f()", "a.b()", "a[0]", "not x", "x if y", "1 as _", "a as b.c", "a as 1", "a as f()", "C(1, a=2, 3)", "C(a=1, 2)", "C(*a)", "C(**a)", "C(a.b=1)", "True as None", "...", "lambda: 1", "x.y", "x < 1", "(a := 1)", "'a' + 'b'", "None | True | 1", "[(a)]", "()", "(a,)", "", "1,, 2", "{1}", "{'a'}", "{'a':}", "{[1]: 2}", "{x.y: z}", "{None: a, True: b}")
bad("match x:\n    case a: pass\n    case b: pass\n", "match x:\n    case _: pass\n    case 1: pass\n", "match x:\n    case a if y: pass\n    case b: pass\n", "match x:\n    case a | b: pass\n", "match x:\n    pass\n", "match x:\n    x = 1\n", "match x: case 1: pass", "match x:\n", "match:\n  case 1: pass", "match x\n  case 1: pass", "match x:\n  case 1\n    pass", "match x:\n  case 1 if: pass", "match x:\n  case 1 if y = 1: pass", "case 1: pass", "match x:\n  case 1: pass\n  else: pass", "match *x:\n  case 1: pass", "match x,:\n  case 1: pass", "match (x, y):\n  case [(a, b) as c, *_]: return c")
