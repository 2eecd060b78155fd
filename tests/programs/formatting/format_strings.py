# format specs for strings, None, containers, objects; str.format fields
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


class P:
    x = 5
    d = {"k": [1, 2]}
    def __format__(self, s): return f"P<{s}>"
p = P()
show('''
format("abc"), format("abc", "5") + "|", format("abc", ">5"), format("abc", "^7") + "|", format("abc", "*<6"), format("abc", ".2"), format("abc", "5.1") + "|", format("abc", "s"), format("", "3") + "|", format("é日", "^6") + "|", format("a", "😀>3"), format("abc", "05"), format("abc", "<05"), format("abcdef", ".0")
format("a", "d")
format("a", "+")
format("a", "=5")
format("a", ",")
format("a", "#")
format("a", " s")
format("a", "z")
format(None), format(None, ""), format([1]), format(p, "spec"), format(p), format(b"x"), format(...)
format(None, "5")
format([1], ">5")
format({}, "x")
format(b"x", "5")
format(object, "5")
"{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0} {a} {0}".format(5, a=6), "{} {x}".format(1, x=2), "{{}} {{{}}}".format(1), "{:>5}|{:<5}|{:^5}".format(1, 2, 3), "{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>5}".format("a"), "".format(), "no fields".format(1)
"{0.x} {0.d[k][0]} {0.d[k]}".format(p), "{p.x}".format(p=p), "{[0]} {[k]}".format([5], {"k": 6}), "{0[a b]}".format({"a b": 1}), "{:{}}|{:{w}.{p}}".format("a", 5, 1.2345, w=8, p=2), "{0:{1}{2}}".format(5, ">", 4), "{:{fill}^{width}}".format("x", fill="*", width=5), "{0[1]}".format((1, 2)), "{0[-1]}".format({"-1": "neg key"})
"{}".format()
"{} {}".format(1)
"{a}".format()
"{0} {}".format(1, 2)
"{} {0}".format(1, 2)
"{".format()
"}".format()
"{0".format(1)
"{0!}".format(1)
"{0!x}".format(1)
"{0!rr}".format(1)
"{0.y}".format(p)
"{0[zz]}".format({})
"{0[5]}".format([1])
"{0[}".format([1])
"{0.}".format(1)
"{0[]}".format([1])
"{0[a]x}".format({"a": 1})
"{:d}".format("a")
"{!r".format(1)
"{a.b.c}".format(a=1)
"{:{:{}}}".format(1, 2, 3)
"{:{}}".format(1)
"{0x}".format(5)
"{ 0}".format(5)
"{99999999999999999999}".format(1)
"{a}{b}".format_map({"a": 1, "b": 2}), "{x}".format_map(type("D", (dict,), {"__missing__": lambda s, k: f"<{k}>"})())
"{a}".format_map({})
"{}".format_map({})
"{:%Y}".format(p), "{:>{w}}".format("z", w=3)
''')
