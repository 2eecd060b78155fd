"""Import by name, over the interpreter's own __import__."""

import sys

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

__import__ = __import__


def import_module(name, package=None):
    """Import a module; leading dots are relative to package."""
    level = 0
    if name.startswith("."):
        if not package:
            raise TypeError(
                f"the 'package' argument is required to perform a relative import for {name!r}"
            )
        while level < len(name) and name[level] == ".":
            level += 1
        base = package
        for _ in range(level - 1):
            base, dot, _rest = base.rpartition(".")
            if not dot:
                raise ImportError("attempted relative import beyond top-level package")
        rest = name[level:]
        name = f"{base}.{rest}" if rest else base
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Do nothing: the finders keep no caches."""


def reload(module):
    """Run a module's code again in the same namespace."""
    spec = getattr(module, "__spec__", None)
    name = getattr(spec, "name", None) or getattr(module, "__name__", None)
    if not isinstance(name, str):
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    filename = getattr(module, "__file__", None)
    if filename is None:
        return module
    with open(filename, "rb") as file:
        code = compile(file.read(), filename, "exec")
    exec(code, module.__dict__)
    return sys.modules[name]
