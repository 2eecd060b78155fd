# statements in the wrong place: outside function or loop
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'return 1',
    'class C: return',
    'yield 1',
    'class C: yield',
    'x = yield',
    'await x',
    'break',
    'continue',
    'if x: break',
    'def f(): break',
    'while x: \n  def f(): break\n',
    'class C: continue',
    'for x in y: pass\nelse: break',
    'try: pass\nfinally: continue',
    'def f(): await x',
    'lambda: await x',
    'async def f(): lambda: await x',
    'async def f(): return [await x for x in y]',
    'def f(): [x async for x in y]',
    'def f(): async with x: pass',
    'def f(): async for x in y: pass',
    'async with x: pass',
    'async for x in y: pass',
    '[x async for x in y]',
    'async x = 1',
    'async lambda: 1',
)
