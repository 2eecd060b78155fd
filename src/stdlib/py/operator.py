"""Operator interface.

This module exports a set of functions implemented in C corresponding
to the intrinsic operators of Python.  For example, operator.add(x, y)
is equivalent to the expression x+y.
"""

from _operator import *

__all__ = sorted(name for name in globals() if not name.startswith("_"))

# The operators under the names of their dunder methods as well.
_OTHERS = {"attrgetter", "countOf", "indexOf", "is_", "is_not", "itemgetter", "length_hint", "methodcaller", "truth"}
for _name in __all__:
    if _name not in _OTHERS:
        globals()[f"__{_name.rstrip('_')}__"] = globals()[_name]
del _name, _OTHERS
