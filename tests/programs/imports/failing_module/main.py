# a module that raises while it is imported is not cached; syntax errors in modules
import sys
for name in ("raises", "raises", "broken"):
    try: __import__(name)
    except Exception as e: print(name, type(e).__name__, str(e).split(" (")[0], name in sys.modules)
try: import raises
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb: names.append(tb.tb_frame.f_code.co_name); tb = tb.tb_next
    print(names[0], names[-2:])
import partial
print(partial.ok)
