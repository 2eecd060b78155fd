# import cycles: partially initialised modules
import a
print(a.x, a.b.y, a.late(), a.b.from_a)
try: import c
except ImportError as e: print(type(e).__name__, str(e).split(" (/")[0])
