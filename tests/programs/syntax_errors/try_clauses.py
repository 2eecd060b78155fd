# statements in the wrong place: try clauses
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'try: pass\nexcept: pass\nexcept ValueError: pass',
    'try: pass\nexcept* : pass',
    'try: pass\nexcept A: pass\nexcept* B: pass',
    'try: pass\nexcept* A: pass\nexcept B: pass',
    'def f():\n try: pass\n except* A: return',
    'while x:\n try: pass\n except* A: break',
    'while x:\n try: pass\n except* A: continue',
    'try: pass\nexcept A, B: pass',
    'try: pass\nexcept A, B as c: pass',
    'try: pass\nexcept A as b.c: pass',
    'try: pass\nexcept A as (b): pass',
    'try: pass\nexcept A as 1: pass',
    'try: pass\nelse: pass',
    'try: pass\nelse: pass\nfinally: pass',
    'try: pass\nfinally: pass\nexcept: pass',
    'except: pass',
    'finally: pass',
    'try: pass\nexcept* A: pass\nelse: pass\nfinally: pass',
)
