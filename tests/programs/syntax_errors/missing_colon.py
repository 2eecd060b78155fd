# missing colons, brackets, blocks: the commonest slips: missing colon
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'if x\n    pass\n',
    'while x\n  y\n',
    'for i in x\n  y\n',
    'def f()\n  y\n',
    'class C\n  y\n',
    'try\n  y\n',
    'else:\n  y\n',
    'with x\n  y\n',
)
