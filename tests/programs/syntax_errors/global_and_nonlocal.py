# statements in the wrong place: global and nonlocal
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'nonlocal x',
    'def f(): nonlocal x',
    'class C: nonlocal x',
    'def f(x): global x',
    'def f(x): nonlocal x',
    'def f():\n x = 1\n global x',
    'def f():\n print(x)\n global x',
    'def f():\n x: int\n global x',
    'x = 1\nglobal x',
    'def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x',
    'def f():\n global x\n nonlocal x',
    'def f():\n x = 1\n def g():\n  global x\n  nonlocal x',
    'def f():\n global x\n x: int = 1',
    'def f():\n def g():\n  nonlocal y\n  y = 1',
    'global',
    'nonlocal x, ',
    'def f(x):\n def g():\n  nonlocal x\n  def h(x): nonlocal x',
    'def f():\n for x in y: pass\n global x',
    'class C:\n x = 1\n global x',
    'def f():\n import x\n global x',
    '[x for x in y]\nglobal x',
)
