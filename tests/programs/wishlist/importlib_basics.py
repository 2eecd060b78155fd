# importlib.import_module, reload, util.find_spec
import importlib, importlib.util, sys
m = importlib.import_module("math"); print(m.__name__, m is sys.modules["math"])
print(importlib.import_module(".path", "os").__name__ in ("posixpath", "os.path"))
for a in (("no_such_mod",), ("",), (".x",)):
    try: importlib.import_module(*a)
    except Exception as e: print(type(e).__name__, e)
print(importlib.util.find_spec("no_such_mod"), importlib.util.find_spec("math").name, importlib.invalidate_caches())
