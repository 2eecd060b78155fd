# user exception hierarchies: attributes, catching by base, tuple, metaclass, in set, as dict key
class AppError(Exception):
    code = 1
    def __init__(self, msg, **info):
        super().__init__(msg)
        self.info = info
class NotFound(AppError): code = 404
class Denied(AppError, PermissionError): code = 403
for cls in (AppError, NotFound):
    try: raise cls("m", a=1)
    except NotFound as e: print("nf", e, e.code, e.info)
    except AppError as e: print("app", e, e.code, e.info)
handlers = {NotFound: "h404", AppError: "happ"}
def handle(e):
    for c in type(e).__mro__:
        if c in handlers: return handlers[c]
print(handle(NotFound("x")), handle(AppError("y")))
errs = (KeyError, IndexError)
for f in (lambda: {}[1], lambda: [][1], lambda: 1 / 0):
    try: f()
    except errs as e: print("in tuple", type(e).__name__)
    except (*errs, ZeroDivisionError) as e: print("unpacked tuple", type(e).__name__)
class Lazy(type):
    def __subclasscheck__(c, o): print("never asked"); return True
class L(Exception, metaclass=Lazy): pass
try:
    try: raise ValueError
    except L: print("no")
except ValueError: print("subclass hook is not used by except")
class WithNew(Exception):
    def __new__(cls, *a): o = super().__new__(cls, *a); o.made = True; return o
    def __init__(self, *a): pass
print(WithNew(1, 2).args, WithNew(3).made, repr(WithNew("r")))
class Weird(Exception):
    def __new__(cls): return 5
try: raise Weird
except TypeError as e: print(e)
class InitFails(Exception):
    def __init__(self): raise KeyError("init failed")
try: raise InitFails
except KeyError as e: print(e)
