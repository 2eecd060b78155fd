# malformed numbers: number adjacent
import warnings

warnings.simplefilter("ignore", SyntaxWarning)
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '1 2',
    '1 _2',
    'x = 5a',
    '-',
    '+ ',
    '1 -',
    'not',
    '~',
)
