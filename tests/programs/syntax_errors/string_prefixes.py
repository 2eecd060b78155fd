# string literals that do not end, bad escapes, bytes: string prefixes
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    "x = 'it's'",
    "'a'b'",
    "'a'1",
    "ur'x'",
    "bu'x'",
    "fb'x'",
    "rr'x'",
)
