"""Context variables: values that belong to a thread's current context."""

import _thread

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

_state = _thread._local()


def _current():
    try:
        return _state.context
    except AttributeError:
        context = _state.context = Context()
        return context


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    """What ContextVar.set() returns: the way back for reset()."""

    MISSING = _Missing()
    __slots__ = ("_context", "_var", "_old_value", "_used")

    def __init__(self, context, var, old_value):
        self._context = context
        self._var = var
        self._old_value = old_value
        self._used = False

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old_value

    def __repr__(self):
        used = " used" if self._used else ""
        return f"<Token{used} var={self._var!r} at {id(self):#x}>"

    __class_getitem__ = classmethod(type(list[int]))


_no_default = object()


class ContextVar:
    """A variable with a value per context."""

    __slots__ = ("_name", "_default")

    def __init__(self, name, *, default=_no_default):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    @property
    def name(self):
        return self._name

    def get(self, default=_no_default, /):
        """Return the value here, or a default; LookupError without one."""
        try:
            return _current()._data[self]
        except KeyError:
            pass
        if default is not _no_default:
            return default
        if self._default is not _no_default:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        """Set the value here; return a Token for reset()."""
        context = _current()
        data = context._data
        token = Token(context, self, data.get(self, Token.MISSING))
        # A new dict, so that copies of the context can share the old one.
        context._data = {**data, self: value}
        return token

    def reset(self, token, /):
        """Undo the set() that gave the token."""
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token._var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _current()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        data = dict(context._data)
        if token._old_value is Token.MISSING:
            data.pop(self, None)
        else:
            data[self] = token._old_value
        context._data = data

    def __repr__(self):
        default = "" if self._default is _no_default else f" default={self._default!r}"
        return f"<ContextVar name={self._name!r}{default} at {id(self):#x}>"

    __class_getitem__ = classmethod(type(list[int]))


class Context:
    """A mapping from ContextVar to value."""

    __slots__ = ("_data", "_previous", "_turn", "__weakref__")

    def __init__(self):
        self._data = {}
        self._previous = None
        # Holds one item, which a thread takes out to run in this context.
        self._turn = [None]

    def run(self, callable, /, *args, **kwargs):
        """Call in this context; changes stay in it."""
        previous = _current()
        try:
            self._turn.pop()
        except IndexError:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered") from None
        _state.context = self
        try:
            return callable(*args, **kwargs)
        finally:
            _state.context = previous
            self._turn.append(None)

    def copy(self):
        """Return a copy that changes independently."""
        new = Context()
        new._data = self._data
        return new

    def _check(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f"a ContextVar key was expected, got {var!r}")

    def __getitem__(self, var):
        self._check(var)
        return self._data[var]

    def __contains__(self, var):
        self._check(var)
        return var in self._data

    def get(self, var, default=None, /):
        self._check(var)
        return self._data.get(var, default)

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._data == other._data

    __hash__ = None

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()


def copy_context():
    """Return a copy of the current context."""
    return _current().copy()
