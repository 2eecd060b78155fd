# try/except/else/finally combinations and the flow through them
def f(what):
    try:
        if what == "raise": raise ValueError("v")
        if what == "return": return "from try"
        if what == "key": {}[1]
    except ValueError as e:
        print("except", e)
        return "from except"
    except (KeyError, IndexError) as e:
        print("tuple", type(e).__name__, e)
    else:
        print("else")
        return "from else"
    finally:
        print("finally")
    return "end"
for w in ("raise", "return", "key", "none"):
    print(f(w))
def g():
    try:
        return 1
    finally:
        return_value.append("ran")
return_value = []
print(g(), return_value)
def loop():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 2: break
            print("body", i)
        finally:
            print("fin", i)
    return "done"
print(loop())
try:
    try:
        1 / 0
    finally:
        print("inner finally")
except ZeroDivisionError as e:
    print("outer", e)
try:
    e
except NameError as err:
    print(err)
try:
    pass
except:
    print("no")
else:
    print("else only")
def nested():
    try:
        try:
            return "a"
        finally:
            print("f1")
    finally:
        print("f2")
print(nested())
try:
    try:
        raise KeyError("first")
    except KeyError:
        raise
except KeyError as e:
    print("reraised", e)
try:
    raise
except RuntimeError as e:
    print(e)
def dyn():
    print("class evaluated")
    return OSError
try:
    raise ValueError("x")
except dyn():
    pass
except Exception as e:
    print("last", e)
try:
    try:
        raise ValueError("x")
    except 5:
        pass
except TypeError as e:
    print(e, "|", repr(e.__context__))
