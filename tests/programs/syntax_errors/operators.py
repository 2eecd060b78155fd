# malformed expressions: operators
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
    'a if b',
    'a if b else',
    'if a else b',
    'a else b',
    'x = a if b',
    '1 if 2 else 3 = 4',
    'a if pass else b',
    'lambda',
    'lambda:',
    'lambda x',
    'lambda x:',
    'lambda x=: 1',
    'not',
    'a not b',
    'a is not',
    'a not in',
    'a in',
    'not in a',
    'a < > b',
    'a <> b',
    'a =! b',
    'a ! = b',
    'a == = b',
    'a === b',
    'a && b',
    'a || b',
    '!a',
    'a++',
    '++a',
    'a--b',
    'a -- ',
    'a ** ',
    '** a',
    '* a',
    'a * * b',
    'a // / b',
    'a @',
    '@a',
    'a . b',
    'a..b',
    '.a',
    'a.',
    'a.1',
    "a.'b'",
    'a.None',
    'a.if',
    'a.b.',
    'a->b',
    'a::b',
    'a ? b : c',
    '`a`',
)
