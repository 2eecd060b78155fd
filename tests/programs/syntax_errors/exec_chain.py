# SyntaxError raised while handling, and its attributes when made by hand
try:
    try:
        1 / 0
    except ZeroDivisionError:
        eval("a b")
except SyntaxError as e:
    print(type(e.__context__).__name__, e)
e = SyntaxError("msg", ("f.py", 3, 5, "text here\n"))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.args)
e = SyntaxError("msg", ("f.py", 3, 5, "text", 3, 7))
print(e, e.end_lineno, e.end_offset)
e = SyntaxError()
print(repr(str(e)), e.msg, e.lineno, e.args)
e = SyntaxError("just text")
print(e, e.msg, e.text)
print(issubclass(IndentationError, SyntaxError), issubclass(TabError, IndentationError), SyntaxError.__mro__[1].__name__)
e.lineno = 9
e.filename = "dir/x.py"
print(e)
for args in (("m", (1, 2)), ("m", 5)):
    try:
        SyntaxError(*args)
    except Exception as x:
        print(type(x).__name__, x)
