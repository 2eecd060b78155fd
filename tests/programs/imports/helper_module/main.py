# a module beside the script: attributes, functions, caching, side effects once, reload of names
import helper
print(helper.NAME, helper.double(4), helper.__name__, helper.__doc__, helper.__file__.endswith("helper.py"))
import helper as again
from helper import double, counter as c, NAME
print(again is helper, double is helper.double, c, NAME)
helper.bump(); print(helper.counter, c)
helper.NAME = "patched"; print(helper.get_name(), NAME)
import sys
print("helper" in sys.modules, sys.modules["helper"] is helper)
del sys.modules["helper"]
import helper as fresh
print(fresh is helper, fresh.NAME)
try: from helper import nope
except ImportError as e: print(type(e).__name__, str(e).split(" (")[0], e.name)
try: helper.nope
except AttributeError as e: print(e)
print(sorted(n for n in dir(helper) if not n.startswith("_")))
ns = {}
exec("from helper import *", ns); print(sorted(k for k in ns if k[0] != "_"))
