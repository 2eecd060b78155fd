# warnings: catch_warnings, filters, record, error, categories
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning); warnings.warn(UserWarning("three"))
    print(len(w), [(str(x.message), x.category.__name__, x.lineno) for x in w], w[0].filename.endswith("basics.py"))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("err")
    except UserWarning as e: print("raised", e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("ignore"); warnings.warn("x"); print(len(w))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("once")
    for _ in range(3): warnings.warn("same")
    print(len(w))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.filterwarnings("ignore", message="skip", category=UserWarning)
    warnings.warn("skip this"); warnings.warn("keep this"); print([str(x.message) for x in w])
def lib(): warnings.warn("deep", stacklevel=2)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    lib(); print(w[0].lineno)
for f in (lambda: warnings.warn("x", int), lambda: warnings.warn(), lambda: warnings.simplefilter("bad"), lambda: warnings.warn("x", "y")):
    try: f()
    except Exception as e: print(type(e).__name__, str(e).split(",")[0])
@warnings.deprecated("use g")
def old(): return 1
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); print(old(), w[0].category.__name__, w[0].message)
print(warnings.formatwarning("msg", UserWarning, "f.py", 3, "line"))
