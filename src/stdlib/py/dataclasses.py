"""The @dataclass decorator: methods made from annotated class attributes."""

import sys
from _thread import get_ident

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY",
    "MISSING", "fields", "asdict", "astuple", "make_dataclass", "replace",
    "is_dataclass",
]

GenericAlias = type(list[int])
_MappingProxyType = type(type.__dict__)


class FrozenInstanceError(AttributeError):
    """Raised on assignment to a field of a frozen dataclass."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()
_EMPTY_METADATA = _MappingProxyType({})


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"

# Immutable, so that asdict() and astuple() need not copy them.
_ATOMIC_TYPES = frozenset((
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented),
    type(len), type(lambda: 0), type, range, property,
))


def _recursive_repr(user_function):
    # reprlib's decorator without its import: guards __repr__ against cycles.
    running = set()

    def wrapper(self):
        key = id(self), get_ident()
        if key in running:
            return "..."
        running.add(key)
        try:
            return user_function(self)
        finally:
            running.discard(key)

    wrapper.__name__ = user_function.__name__
    wrapper.__qualname__ = user_function.__qualname__
    wrapper.__module__ = user_function.__module__
    wrapper.__doc__ = user_function.__doc__
    wrapper.__wrapped__ = user_function
    return wrapper


class InitVar:
    """Annotation of a pseudo-field that is only passed to __post_init__."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            type_name = self.type.__name__
        else:
            type_name = repr(self.type)
        return f"dataclasses.InitVar[{type_name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of one field."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init",
        "compare", "metadata", "kw_only", "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = (
            _EMPTY_METADATA if metadata is None else _MappingProxyType(metadata)
        )
        self.kw_only = kw_only
        self._field_type = None

    @_recursive_repr
    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},"
            f"repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},"
            f"metadata={self.metadata!r},kw_only={self.kw_only!r},"
            f"_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = (
        "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args",
        "kw_only", "slots", "weakref_slot",
    )

    def __init__(
        self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
        weakref_slot,
    ):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        shown = ",".join([f"{name}={getattr(self, name)!r}" for name in self.__slots__])
        return f"_DataclassParams({shown})"


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
    compare=True, metadata=None, kw_only=MISSING,
):
    """Say more about a field than its annotation does."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _fields_in_init_order(fields):
    std = tuple(f for f in fields if f.init and not f.kw_only)
    kw = tuple(f for f in fields if f.init and f.kw_only)
    return std, kw


def _tuple_str(obj_name, fields):
    if not fields:
        return "()"
    return f"({','.join([f'{obj_name}.{f.name}' for f in fields])},)"


class _Source:
    """Collects the text of the methods of one class, compiled in one go.

    One exec() per class, because starting the compiler is most of the cost.
    """

    def __init__(self, globals):
        self.names = []
        self.lines = []
        self.globals = globals
        self.locals = {}
        self.overwrite_errors = {}
        self.unconditional = {}
        self.annotations = {}

    def add(self, name, params, body, *, overwrite_error=None, unconditional=False, annotations=None):
        self.names.append(name)
        if overwrite_error is not None:
            self.overwrite_errors[name] = overwrite_error
        if unconditional:
            self.unconditional[name] = True
        self.annotations[name] = annotations
        self.lines.append(f"  def {name}({', '.join(params)}):")
        self.lines += ["   " + line for line in body]

    def define(self, cls):
        if not self.names:
            return
        text = "\n".join(
            [f"def __create_fn__({', '.join(self.locals)}):"]
            + self.lines
            + [f"  return {', '.join(self.names)},"]
        )
        namespace = {}
        exec(text, self.globals, namespace)
        functions = namespace["__create_fn__"](**self.locals)
        for name, fn in zip(self.names, functions):
            fn.__qualname__ = f"{cls.__qualname__}.{fn.__name__}"
            if name == "__repr__":
                fn = _recursive_repr(fn)
            annotations = self.annotations[name]
            if annotations is not None:
                fn.__annotations__ = annotations
            if self.unconditional.get(name):
                setattr(cls, name, fn)
            elif _set_new_attribute(cls, name, fn):
                error = self.overwrite_errors.get(name)
                if error is True:
                    raise TypeError(
                        f"Cannot overwrite attribute {name} in class {cls.__name__}"
                    )
                if error:
                    raise TypeError(
                        f"Cannot overwrite attribute {name} in class {cls.__name__}{error}"
                    )


def _set_new_attribute(cls, name, value):
    # True if the class already has it, and it was left alone.
    if name in cls.__dict__:
        return True
    if isinstance(value, type(_set_new_attribute)):
        value.__qualname__ = f"{cls.__qualname__}.{value.__name__}"
    setattr(cls, name, value)
    return False


def _add_init(source, fields, std_fields, kw_only_fields, frozen, has_post_init, self_name, slots):
    seen_default = None
    for f in std_fields:
        if f.init:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen_default = f
            elif seen_default:
                raise TypeError(
                    f"non-default argument {f.name!r} follows default argument "
                    f"{seen_default.name!r}"
                )
    annotations = {"return": None}
    local = source.locals

    def param(f):
        annotations[f.name] = f.type
        if f.default is MISSING and f.default_factory is MISSING:
            return f.name
        if f.default is not MISSING:
            return f"{f.name}=__dataclass_dflt_{f.name}__"
        return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"

    body = []
    for f in fields:
        if f._field_type is _FIELD_INITVAR:
            if f.default is not MISSING:
                local[f"__dataclass_dflt_{f.name}__"] = f.default
            continue
        default = f"__dataclass_dflt_{f.name}__"
        if f.default_factory is not MISSING:
            local[default] = f.default_factory
            if f.init:
                value = (
                    f"{default}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ "
                    f"else {f.name}"
                )
            else:
                value = f"{default}()"
        elif f.init:
            if f.default is not MISSING:
                local[default] = f.default
            value = f.name
        elif slots and f.default is not MISSING:
            # With slots the class attribute that held the default is gone.
            local[default] = f.default
            value = default
        else:
            continue
        if frozen:
            body.append(
                f"__dataclass_builtins_object__.__setattr__({self_name},{f.name!r},{value})"
            )
        else:
            body.append(f"{self_name}.{f.name}={value}")
    if has_post_init:
        params = ",".join([f.name for f in fields if f._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.{_POST_INIT_NAME}({params})")
    params = [self_name] + [param(f) for f in std_fields if f.init]
    if kw_only_fields:
        params += ["*"] + [param(f) for f in kw_only_fields]
    local["__dataclass_HAS_DEFAULT_FACTORY__"] = _HAS_DEFAULT_FACTORY
    local["__dataclass_builtins_object__"] = object
    source.add("__init__", params, body or ["pass"], annotations=annotations)


def _is_classvar(a_type, typing):
    return a_type is typing.ClassVar or typing.get_origin(a_type) is typing.ClassVar


def _is_initvar(a_type):
    return a_type is InitVar or type(a_type) is InitVar


def _word(text, start):
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[start:end], text[end:].lstrip()


def _split_annotation(annotation):
    # "mod.Name[...]" -> ("mod", "Name"); "Name[...]" -> ("", "Name")
    name, rest = _word(annotation.lstrip(), 0)
    if rest[:1] == ".":
        return name, _word(rest[1:].lstrip(), 0)[0]
    return "", name


def _annotation_names(annotation, cls, a_module, a_type, is_type):
    # For postponed annotations: does the text name a_type of a_module?
    module, name = _split_annotation(annotation)
    if not name:
        return False
    own = sys.modules.get(cls.__module__)
    if own is None:
        return False
    if not module:
        namespace = own.__dict__
    else:
        if own.__dict__.get(module) is not a_module:
            return False
        namespace = a_module.__dict__
    return is_type(namespace.get(name))


def _get_field(cls, a_name, a_type, default_kw_only):
    default = getattr(cls, a_name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _member_descriptor):
            default = MISSING
        f = field(default=default)
    f.name = a_name
    f.type = a_type
    f._field_type = _FIELD
    typing = sys.modules.get("typing")
    if typing:
        if _is_classvar(a_type, typing) or (
            isinstance(a_type, str)
            and _annotation_names(
                a_type, cls, typing, typing.ClassVar, lambda t: _is_classvar(t, typing)
            )
        ):
            f._field_type = _FIELD_CLASSVAR
    if f._field_type is _FIELD:
        if _is_initvar(a_type) or (
            isinstance(a_type, str)
            and _annotation_names(a_type, cls, sys.modules[__name__], InitVar, _is_initvar)
        ):
            f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR):
        if f.default_factory is not MISSING:
            raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(f.default)} for field {f.name} is not allowed: "
            "use default_factory"
        )
    return f


class _Slotted:
    __slots__ = ("x",)


_member_descriptor = type(_Slotted.x)
del _Slotted


def _is_kw_only(a_type, cls):
    if a_type is KW_ONLY:
        return True
    return isinstance(a_type, str) and _annotation_names(
        a_type, cls, sys.modules[__name__], KW_ONLY, lambda t: t is KW_ONLY
    )


def _process_class(
    cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
    weakref_slot,
):
    fields = {}
    if cls.__module__ in sys.modules:
        globals = sys.modules[cls.__module__].__dict__
    else:
        globals = {}
    setattr(
        cls, _PARAMS,
        _DataclassParams(
            init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
            weakref_slot,
        ),
    )
    any_frozen_base = False
    all_frozen_bases = None
    has_dataclass_bases = False
    for b in cls.__mro__[-1:0:-1]:
        base_fields = getattr(b, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            if all_frozen_bases is None:
                all_frozen_bases = True
            current_frozen = getattr(b, _PARAMS).frozen
            all_frozen_bases = all_frozen_bases and current_frozen
            any_frozen_base = any_frozen_base or current_frozen

    cls_annotations = cls.__dict__.get("__annotations__") or {}
    cls_fields = []
    kw_only_seen = False
    for name, a_type in cls_annotations.items():
        if _is_kw_only(a_type, cls):
            if kw_only_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_only_seen = True
            kw_only = True
        else:
            cls_fields.append(_get_field(cls, name, a_type, kw_only))
    for f in cls_fields:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls_annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen_bases is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)

    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (
        class_hash is MISSING or (class_hash is None and "__eq__" in cls.__dict__)
    )
    if order and not eq:
        raise ValueError("eq must be true if order is true")

    source = _Source(globals)
    std_fields, kw_fields = _fields_in_init_order(
        [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    )
    field_list = [f for f in fields.values() if f._field_type is _FIELD]
    if init:
        has_post_init = hasattr(cls, _POST_INIT_NAME)
        _add_init(
            source,
            [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)],
            std_fields, kw_fields, frozen, has_post_init,
            "__dataclass_self__" if "self" in fields else "self", slots,
        )
    _set_new_attribute(cls, "__replace__", _replace)
    if repr:
        shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in field_list if f.repr])
        source.add(
            "__repr__", ("self",),
            ['return f"{self.__class__.__qualname__}(' + shown + ')"'],
        )
    if eq:
        cmp_fields = [f for f in field_list if f.compare]
        terms = [f"self.{f.name}==other.{f.name}" for f in cmp_fields] or ["True"]
        source.add("__eq__", ("self", "other"), [
            "if self is other:",
            " return True",
            "if other.__class__ is self.__class__:",
            f" return {' and '.join(terms)}",
            "return NotImplemented",
        ])
    if order:
        cmp_fields = [f for f in field_list if f.compare]
        self_tuple = _tuple_str("self", cmp_fields)
        other_tuple = _tuple_str("other", cmp_fields)
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            source.add(
                name, ("self", "other"),
                [
                    "if other.__class__ is self.__class__:",
                    f" return {self_tuple}{op}{other_tuple}",
                    "return NotImplemented",
                ],
                overwrite_error=". Consider using functools.total_ordering",
            )
    if frozen:
        source.locals["cls"] = cls
        source.locals["FrozenInstanceError"] = FrozenInstanceError
        condition = "type(self) is cls"
        if fields:
            condition += " or name in {" + ", ".join(
                [_repr(f.name) for f in field_list]
            ) + "}" if field_list else ""
        for name, params, verb, call in (
            ("__setattr__", ("self", "name", "value"), "assign to", "name, value"),
            ("__delattr__", ("self", "name"), "delete", "name"),
        ):
            source.add(
                name, params,
                [
                    f"if {condition}:",
                    f' raise FrozenInstanceError(f"cannot {verb} field {{name!r}}")',
                    f"super(cls, self).{name}({call})",
                ],
                overwrite_error=True,
            )
    hash_action = _hash_action(unsafe_hash, eq, frozen, has_explicit_hash)
    if hash_action == "add":
        hashed = [f for f in field_list if (f.compare if f.hash is None else f.hash)]
        source.add(
            "__hash__", ("self",), [f"return hash({_tuple_str('self', hashed)})"],
            unconditional=True,
        )
    elif hash_action == "none":
        cls.__hash__ = None
    elif hash_action == "error":
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    source.define(cls)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _text_signature(cls)
    if match_args:
        _set_new_attribute(cls, "__match_args__", tuple(f.name for f in std_fields))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    _update_abstractmethods(cls)
    return cls


_repr = repr


def _update_abstractmethods(cls):
    if hasattr(cls, "__abstractmethods__"):
        import abc

        abc.update_abstractmethods(cls)


def _text_signature(cls):
    try:
        import inspect

        return str(inspect.signature(cls)).replace(" -> None", "")
    except (TypeError, ValueError, ImportError):
        return ""


def _hash_action(unsafe_hash, eq, frozen, has_explicit_hash):
    # What to do about __hash__: "" leaves it, "none" forbids hashing.
    if unsafe_hash:
        return "error" if has_explicit_hash else "add"
    if not eq or has_explicit_hash:
        return ""
    return "add" if frozen else "none"


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for field, value in zip(fields(self), state):
        object.__setattr__(self, field.name, value)


def _get_slots(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        slots = []
        if getattr(cls, "__weakrefoffset__", -1) != 0:
            slots.append("__weakref__")
        if getattr(cls, "__dictoffset__", -1) != 0:
            slots.append("__dict__")
        yield from slots
    elif isinstance(slots, str):
        yield slots
    elif not hasattr(slots, "__next__"):
        yield from slots
    else:
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _fix_class_cell(f, oldcls, newcls):
    # super() and __class__ in the methods must mean the class with the slots.
    closure = getattr(f, "__closure__", None)
    if not closure:
        return False
    names = f.__code__.co_freevars
    if "__class__" not in names:
        return False
    cell = closure[names.index("__class__")]
    if cell.cell_contents is oldcls:
        cell.cell_contents = newcls
        return True
    return False


def _add_slots(cls, is_frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    cls_dict = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited = set()
    for b in cls.__mro__[1:-1]:
        inherited.update(_get_slots(b))
    wanted = field_names + (("__weakref__",) if weakref_slot else ())
    cls_dict["__slots__"] = tuple(n for n in wanted if n not in inherited)
    for field_name in field_names:
        cls_dict.pop(field_name, None)
    cls_dict.pop("__dict__", None)
    cls_dict.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    newcls = type(cls)(cls.__name__, cls.__bases__, cls_dict)
    if qualname is not None:
        newcls.__qualname__ = qualname
    if is_frozen:
        if "__getstate__" not in cls_dict:
            newcls.__getstate__ = _dataclass_getstate
        if "__setstate__" not in cls_dict:
            newcls.__setstate__ = _dataclass_setstate
    for member in newcls.__dict__.values():
        while hasattr(member, "__wrapped__"):
            member = member.__wrapped__
        if isinstance(member, type(_add_slots)):
            if _fix_class_cell(member, cls, newcls):
                break
        elif isinstance(member, property):
            if (
                _fix_class_cell(member.fget, cls, newcls)
                or _fix_class_cell(member.fset, cls, newcls)
                or _fix_class_cell(member.fdel, cls, newcls)
            ):
                break
    return newcls


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
    frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
):
    """Class decorator that adds methods made from the annotated attributes."""

    def wrap(cls):
        return _process_class(
            cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
            slots, weakref_slot,
        )

    if cls is None:
        return wrap
    return wrap(cls)


def fields(class_or_instance):
    """Return the fields of a dataclass or an instance of one, as a tuple."""
    try:
        fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in fields.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Tell whether obj is a dataclass or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Turn a dataclass instance into a dict, recursively."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    obj_type = type(obj)
    if obj_type in _ATOMIC_TYPES:
        return obj
    if hasattr(obj_type, _FIELDS):
        return dict_factory(
            [(f.name, _asdict_inner(getattr(obj, f.name), dict_factory)) for f in fields(obj)]
        )
    if obj_type is list:
        return [_asdict_inner(v, dict_factory) for v in obj]
    if obj_type is dict:
        return {
            _asdict_inner(k, dict_factory): _asdict_inner(v, dict_factory)
            for k, v in obj.items()
        }
    if issubclass(obj_type, tuple):
        if hasattr(obj, "_fields"):
            return obj_type(*[_asdict_inner(v, dict_factory) for v in obj])
        return obj_type(_asdict_inner(v, dict_factory) for v in obj)
    if issubclass(obj_type, dict):
        if hasattr(obj_type, "default_factory"):
            result = obj_type(obj.default_factory)
            for k, v in obj.items():
                result[_asdict_inner(k, dict_factory)] = _asdict_inner(v, dict_factory)
            return result
        return obj_type(
            (_asdict_inner(k, dict_factory), _asdict_inner(v, dict_factory))
            for k, v in obj.items()
        )
    if issubclass(obj_type, list):
        return obj_type(_asdict_inner(v, dict_factory) for v in obj)
    import copy

    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    """Turn a dataclass instance into a tuple, recursively."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    obj_type = type(obj)
    if obj_type in _ATOMIC_TYPES:
        return obj
    if _is_dataclass_instance(obj):
        return tuple_factory(
            [_astuple_inner(getattr(obj, f.name), tuple_factory) for f in fields(obj)]
        )
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return obj_type(*[_astuple_inner(v, tuple_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return obj_type(_astuple_inner(v, tuple_factory) for v in obj)
    if isinstance(obj, dict):
        if hasattr(obj_type, "default_factory"):
            result = obj_type(obj.default_factory)
            for k, v in obj.items():
                result[_astuple_inner(k, tuple_factory)] = _astuple_inner(v, tuple_factory)
            return result
        return obj_type(
            (_astuple_inner(k, tuple_factory), _astuple_inner(v, tuple_factory))
            for k, v in obj.items()
        )
    import copy

    return copy.deepcopy(obj)


def make_dataclass(
    cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
    order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
    slots=False, weakref_slot=False, module=None,
):
    """Create a dataclass from names, (name, type) or (name, type, Field) items."""
    import keyword
    import types

    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name = item
            tp = "typing.Any"
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, spec = item
            defaults[name] = spec
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = tp

    def exec_body_callback(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, exec_body_callback)
    if module is None:
        try:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
        except (AttributeError, ValueError):
            pass
    if module is not None:
        cls.__module__ = module
    return dataclass(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
        frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
        weakref_slot=weakref_slot,
    )


def replace(obj, /, **changes):
    """Return a copy of a dataclass instance with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(
                    f"field {f.name} is declared with init=False, "
                    f"it cannot be specified with replace()"
                )
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
