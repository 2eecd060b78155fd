"""Abstract base classes.

The registry and the caches hold weak references, so that asking about a
class never keeps it alive.
"""

from _weakref import ref
from itertools import count


def abstractmethod(funcobj):
    """Mark a method that a concrete subclass has to override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Old spelling of @classmethod over @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Old spelling of @staticmethod over @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Old spelling of @property over @abstractmethod."""

    __isabstractmethod__ = True


# Changes with every register(), to a value that it never had: a "no" remembered before must be asked again.
_tokens = count(1)
_token = 0


def get_cache_token():
    """Return a value that changes whenever any ABC gains a virtual subclass."""
    return _token


class _State:
    """What one ABC remembers: virtual subclasses and past answers."""

    __slots__ = ("registry", "yes", "no", "__weakref__")

    def __init__(self):
        self.registry = set()
        self.yes = set()
        # Both change as one: a "no" belongs to the token that was read before it was worked out.
        self.no = (_token, set())


def _abstract_names(cls, namespace, bases):
    names = {
        name
        for name, value in namespace.items()
        if getattr(value, "__isabstractmethod__", False)
    }
    for base in bases:
        for name in getattr(base, "__abstractmethods__", ()):
            if name not in names and getattr(
                getattr(cls, name, None), "__isabstractmethod__", False
            ):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """Metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace, bases)
        cls._abc_impl = _State()
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass; usable as a decorator."""
        global _token
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        registry = cls._abc_impl.registry
        registry.add(ref(subclass, registry.discard))
        _token = next(_tokens)
        flags = getattr(cls, "__abc_tpflags__", None)
        if flags is not None:
            # Sequence and mapping patterns look at this mark.
            try:
                subclass.__abc_tpflags__ = flags
            except TypeError:
                pass
        return subclass

    def __instancecheck__(cls, instance):
        """Answer isinstance(instance, cls)."""
        subclass = instance.__class__
        state = cls._abc_impl
        key = ref(subclass)
        if key in state.yes:
            return True
        subtype = type(instance)
        if subtype is subclass:
            token, no = state.no
            if token == _token and key in no:
                return False
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(subtype)

    def __subclasscheck__(cls, subclass):
        """Answer issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        state = cls._abc_impl
        key = ref(subclass)
        if key in state.yes:
            return True
        token, no = state.no
        if token != (now := _token):
            no = set()
            state.no = (now, no)
        elif key in no:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = _is_subclass(cls, subclass, state)
        elif not isinstance(answer, bool):
            raise AssertionError("__subclasshook__ must return either False, True, or NotImplemented")
        answers = state.yes if answer else no
        answers.add(ref(subclass, answers.discard))
        return answer

    def _dump_registry(cls, file=None):
        """Print what the class remembers, for debugging."""
        state = cls._abc_impl
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {_token}", file=file)
        for label, value in (
            ("_abc_registry", state.registry),
            ("_abc_cache", state.yes),
            ("_abc_negative_cache", state.no[1]),
            ("_abc_negative_cache_version", state.no[0]),
        ):
            print(f"{label}: {value!r}", file=file)

    def _abc_registry_clear(cls):
        cls._abc_impl.registry.clear()

    def _abc_caches_clear(cls):
        cls._abc_impl.yes.clear()
        cls._abc_impl.no[1].clear()


def _is_subclass(cls, subclass, state):
    if cls in getattr(subclass, "__mro__", ()):
        return True
    for weak in list(state.registry):
        registered = weak()
        if registered is not None and issubclass(subclass, registered):
            return True
    children = cls.__subclasses__()
    if not isinstance(children, list):
        raise TypeError("__subclasses__() must return a list")
    for child in children:
        if issubclass(subclass, child):
            return True
    return False


def update_abstractmethods(cls):
    """Recompute the abstract methods of a class changed after its creation."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    names = set()
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    for name, value in cls.__dict__.items():
        if getattr(value, "__isabstractmethod__", False):
            names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    return cls


class ABC(metaclass=ABCMeta):
    """Base class that brings the ABCMeta metaclass by inheritance."""

    __slots__ = ()
