# what cannot be assigned to, deleted, or augmented: delete targets
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'del f()',
    'del 1',
    'del x + 1',
    'del (a, 1)',
    'del *a',
    'del [a, b()]',
    'del None',
    'del x if y else z',
    'del',
    'del (a for a in b)',
    'del a, b()',
    'del {}',
    'del -x',
)
