# forms of the import statement on library modules
import math
import os.path
import math as m, string as s
import os.path as p
from math import pi, floor as fl
from math import (sqrt, ceil as up,)
from string import *
print(math.pi == pi == m.pi, fl(2.5), up(2.5), sqrt(16), digits, s.digits is digits)
print(os.path is p, p.basename("a/b"))
def f():
    from math import e
    import collections.abc as cabc, collections
    return round(e, 3), cabc.Sized.__name__, collections.__name__
print(f(), "e" in globals())
for text in ["import no_such_module", "import os.no_such", "from sys import no_such", "from no_such import x", "import math.x", "from . import x", "from .. import y", "from .m import z", "import no.such.module"]:
    try: exec(text)
    except Exception as e: print(text, "!!", type(e).__name__, e, getattr(e, "name", None))
import sys
print(sys.modules["math"] is math, type(math).__name__, math.__name__)
class C:
    import math as inside
    from string import ascii_lowercase as low
print(C.inside is math, C.low[:3])
__import__("string").digits
print(__import__("os.path").__name__, __import__("os.path", fromlist=["x"]) is p)
