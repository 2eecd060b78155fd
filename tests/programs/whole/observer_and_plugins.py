# events, callbacks, registries, context managers and closures together
import contextlib, functools
class Bus:
    def __init__(self): self.subs = {}; self.depth = 0
    def on(self, name, *, prio=0):
        def deco(f):
            self.subs.setdefault(name, []).append((prio, f)); self.subs[name].sort(key=lambda t: -t[0])
            return f
        return deco
    def emit(self, name, **kw):
        self.depth += 1
        try: return [f(**kw) for _, f in self.subs.get(name, ())]
        finally: self.depth -= 1
    @contextlib.contextmanager
    def muted(self, name):
        saved = self.subs.pop(name, [])
        try: yield len(saved)
        finally: self.subs[name] = saved
bus = Bus()
@bus.on("save", prio=1)
def log(doc): return f"log {doc}"
@bus.on("save", prio=5)
def check(doc):
    if not doc: raise ValueError("empty")
    return f"checked {doc}"
@bus.on("save")
def nested(doc): return bus.emit("index", doc=doc), bus.depth
@bus.on("index")
@functools.cache
def index(doc): return len(doc)
print(bus.emit("save", doc="abc"), bus.emit("none"))
try: bus.emit("save", doc="")
except ValueError as e: print(e, bus.depth)
with bus.muted("save") as n: print(n, bus.emit("save", doc="x"))
print(bus.emit("save", doc="zz"), index.cache_info().hits)
class Plugin:
    registry = {}
    def __init_subclass__(cls, **k): Plugin.registry[k.pop("name", cls.__name__.lower())] = cls
    def __call__(self, x): return self.run(x)
class Upper(Plugin):
    def run(self, x): return x.upper()
class Rev(Plugin, name="reverse"):
    def run(self, x): return x[::-1]
print(functools.reduce(lambda v, n: Plugin.registry[n]()(v), ["upper", "reverse", "upper"], "hello"), sorted(Plugin.registry))
