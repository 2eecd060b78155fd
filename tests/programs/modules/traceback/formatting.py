# traceback: format_exc, print_exc, format_exception, extract_tb, TracebackException, format_list, print_stack
import traceback, sys, io
def f(x): return g(x) + 1
def g(x): return 1 / x
try: f(0)
except ZeroDivisionError as e:
    print(traceback.format_exc().replace(__file__, "FILE"))
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    tb = traceback.extract_tb(e.__traceback__)
    for fr in tb: print(fr.name, fr.lineno, fr.line)
    print([fr.name for fr in traceback.extract_tb(e.__traceback__, limit=1)], len(traceback.format_tb(e.__traceback__)))
    s = io.StringIO(); traceback.print_exc(file=s); print(s.getvalue().count("File"), s.getvalue().splitlines()[-1])
    te = traceback.TracebackException.from_exception(e); print(str(te), te.exc_type_str if hasattr(te, "exc_type_str") else "ZeroDivisionError", list(te.format_exception_only()))
    kept = e
print("".join(traceback.format_exception(kept))[:34], traceback.format_exc())
try:
    try: {}["k"]
    except KeyError as e: raise ValueError("chained") from e
except ValueError as e:
    t = "".join(traceback.format_exception(e)).replace(__file__, "FILE"); print(t)
    print("".join(traceback.format_exception(e, chain=False)).count("Traceback"))
def stack(): return [f.name for f in traceback.extract_stack()]
print(stack(), traceback.format_stack()[-1].splitlines()[1])
e = ValueError("a\nb"); e.add_note("n"); print(traceback.format_exception_only(e), traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(None), traceback.format_exception_only(ValueError()))
try: compile("a b", "s.py", "exec")
except SyntaxError as e: print("".join(traceback.format_exception_only(e)))
eg = ExceptionGroup("g", [ValueError(1), TypeError(2)]); print("".join(traceback.format_exception(eg)))
print(traceback.format_list([("file.py", 3, "fn", "code here")]), traceback.FrameSummary("a", 1, "b", line="c").line)
