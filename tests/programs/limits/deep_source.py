# deeply nested source text ends in an exception, long flat source compiles
def attempt(name, src):
    try:
        compile(src, "<t>", "eval")
        print(name, "compiles")
    except (RecursionError, MemoryError, SyntaxError) as e: print(name, "refused")
for c in ("(", "[", "{", "f(", "-", "not ", "lambda: ", "a[", "(a,", "{1:"):
    attempt(repr(c), c * 100000)
attempt("closed", "(" * 100000 + ")" * 100000)
attempt("50 parens", "(" * 50 + "1" + ")" * 50)
attempt("flat sum", "1" + "+1" * 1000)
attempt("big list", "[" + "1," * 50000 + "]")
attempt("long name", "a" * 100000)
attempt("long string", "'" + "x" * 1000000 + "'")
try: exec("x = 1\n" * 20000); print("many lines")
except Exception as e: print(type(e).__name__)
src = "".join("  " * i + "if 1:\n" for i in range(99)) + "  " * 99 + "ok = 1\n"
try: exec(src); print("99 levels of indentation")
except SyntaxError as e: print(e.msg)
src = "".join(" " * i + "if 1:\n" for i in range(150)) + " " * 150 + "x = 1\n"
try: exec(src); print("compiled")
except SyntaxError as e: print(type(e).__name__, e.msg)
