# statements in the wrong place: yield in odd places
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'async def f(): yield from x',
    'async def f(): yield; return 1',
    'async def f(): return; yield',
    'async def f(): (yield from x)',
    'async def f(): [(yield) for x in y]',
    'def f(): [(yield) for x in y]',
    'def f(): ((yield) for x in y)',
    'def f(): [x for x in (yield)]',
    'class C: [await x for x in y]',
    '[(yield) for x in y]',
    'def f(x=(yield)): pass',
    'lambda: (yield)',
    'def f() -> (yield): pass',
    'class C((yield)): pass',
)
