# module __getattr__ and __dir__, __all__ with privates, replacing sys.modules entry, importlib
import lazy, importlib, sys
print(lazy.computed, lazy.real, dir(lazy))
try: lazy.other
except AttributeError as e: print(e)
from lazy import computed as c
print(c)
try: from lazy import other
except ImportError as e: print(str(e).split(" (")[0])
import replaced
print(replaced, replaced + 1)
m = importlib.import_module("lazy"); print(m is lazy)
lazy.real = "changed"; importlib.reload(lazy); print(lazy.real)
class Fake: attr = "fake attr"
sys.modules["invented"] = Fake
import invented
from invented import attr
print(invented.attr, attr)
sys.modules["blocked"] = None
try: import blocked
except ImportError as e: print(type(e).__name__, e)
