# malformed expressions: displays and subscripts
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
    '[',
    ']',
    '[1, 2,, 3]',
    '[,]',
    '[1 2]',
    '[x for x]',
    '[x for x in]',
    '[for x in y]',
    '[x for in y]',
    '[x if y for z in w]',
    '[x for x in y if]',
    '[x for x in y else z]',
    '[x, y for x in z]',
    '(x, y for x in z)',
    '{x, y for x in z}',
    '[*x for x in y]',
    '{**x for x in y}',
    '{*x for x in y}',
    '(*x for x in y)',
    '{x: y for x in z, 1}',
    '{x: *y for x in z}',
    '{**x: y}',
    '{x: **y}',
    '{1: 2, 3}',
    '{1, 2: 3}',
    '{1:}',
    '{:1}',
    '{1: 2, : 3}',
    '{1: *x}',
    '{1: , 2: 3}',
    '{**}',
    '{1:2 3:4}',
    '{1: 2, 3:}',
    '{x: y, z}',
    '(,)',
    '(1,,)',
    '()()',
    '(1 2)',
    '(*x)',
    '(**x)',
    '(x = 1)',
    '(x for x in y',
    '(x) y',
    'x[',
    'x[]',
    'x[1 2]',
    'x[1:2:3:4]',
    'x[*]',
    'x[**a]',
    'x[a=1]',
    'x[a:=1]',
    'x[:,]',
    'x[1,,]',
    'x[*a:1]',
    'x[1:*a]',
)
