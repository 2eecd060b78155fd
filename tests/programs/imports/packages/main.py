# packages: __init__, submodules, relative imports, __all__, attributes set on parents
import pkg
print(pkg.value, pkg.__name__, pkg.__path__ is not None, hasattr(pkg, "mod"))
import pkg.mod
print(pkg.mod.f(), pkg.mod.__name__, pkg.mod.__package__)
from pkg import mod, other
print(other.sibling(), mod is pkg.mod)
import pkg.sub.deep as deep
print(deep.where(), deep.up(), pkg.sub.__name__, deep.__package__)
from pkg.sub import deep as d2, SUB
print(d2 is deep, SUB)
ns = {}
exec("from pkg import *", ns); print(sorted(k for k in ns if k[0] != "_"))
for s in ("import pkg.nope", "from pkg import nope", "import nope.x", "from pkg.mod import zz", "import pkg.mod.f", "from pkg.sub import bad_relative"):
    try: exec(s)
    except ImportError as e: print(s, "!!", type(e).__name__, str(e).split(" (")[0], e.name)
import sys
print(sorted(m for m in sys.modules if m.startswith("pkg")))
