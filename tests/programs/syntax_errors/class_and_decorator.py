# argument lists and parameter lists: class and decorator
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'class C(a=1, a=2): pass',
    'class C(x for x in y): pass',
    'class 1: pass',
    'class C(: pass',
    'class C(a b): pass',
    'class None: pass',
    'class C(**k, a): pass',
    '@\ndef f(): pass',
    '@x\ny = 1',
    '@x',
    '@x y\ndef f(): pass',
    '@x\n@y\n',
)
