# ..., pass, expression statements, docstrings, constant expressions
...
Ellipsis is ...
print(..., Ellipsis is ..., type(...).__name__, bool(...))
def f(): ...
def g(): "doc"
def h():
    """Multi
    line"""
    "not doc"
def k(): f"not a doc {1}"
def b(): b"not doc"
class D:
    'class doc'
    x = ...
class E: pass
print(f(), g.__doc__, repr(h.__doc__), k.__doc__, b.__doc__, D.__doc__, E.__doc__, D.x)
1; 2; "three"; [4]
None
not None
-1
print(__doc__ is None, __name__)
if True: pass
else: pass
for _ in (): ...
class F(D): __doc__ = "assigned"
print(F.__doc__)
