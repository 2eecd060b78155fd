# missing colons, brackets, blocks: the commonest slips: equals in condition
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'if x = 1:\n  pass\n',
    'while x = 1: pass',
    'print(a = 1 = 2)',
    'f(a.b=1)',
    'f(1=2)',
    'f(True=1)',
    'f(a()=1)',
    'f(**k, *a)',
    'f(x for x in y, 1)',
    'f(1, x for x in y)',
    'f(a=1, 2)',
    'f(**k, 1)',
)
