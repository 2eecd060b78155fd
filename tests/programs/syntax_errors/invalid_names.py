# None, True, False, keywords and __debug__ as names
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))


K = ["None", "True", "False", "if", "def", "lambda", "await", "async", "__debug__"]
for template in ("%s = 1", "def %s(): pass", "class %s: pass", "def f(%s): pass", "import %s", "import x as %s", "from x import %s", "from x import y as %s", "for %s in x: pass", "with x as %s: pass", "global %s", "x.%s", "x.%s = 1", "f(%s=1)", "del %s", "(%s := 1)", "lambda %s: 1", "%s += 1", "try: pass\nexcept x as %s: pass"):
    bad(*[template % k for k in K[:7]])
bad("__debug__ = 1", "def __debug__(): pass", "del __debug__", "x.__debug__ = 1", "f(__debug__=1)", "import __debug__", "class __debug__: pass", "for __debug__ in x: pass", "def f(*__debug__): pass", "def f(**__debug__): pass", "global __debug__", "(__debug__ := 1)", "del x.__debug__", "match x:\n case __debug__: pass", "print(__debug__)")
