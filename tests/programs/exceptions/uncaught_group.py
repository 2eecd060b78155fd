# exit: 1
# uncaught exception group with nesting, notes and causes
def fail(e):
    raise e

def collect():
    excs = []
    for e in (ValueError("one"), TypeError("two")):
        try:
            fail(e)
        except Exception as x:
            x.add_note("note for " + str(x))
            excs.append(x)
    inner = ExceptionGroup("inner", [KeyError("k"), OSError(2, "missing")])
    raise ExceptionGroup("several", [*excs, inner])

collect()
