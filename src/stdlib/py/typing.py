"""What annotations are written with.

Nothing here checks types: the objects describe them, print like CPython's
and can be taken apart. Names that need other modules are made on demand.
"""

import sys
from abc import ABCMeta, abstractmethod

GenericAlias = type(list[int])
_UnionType = type(int | str)
_NoneType = type(None)


def _idfunc(x):
    return x


_FunctionType = type(_idfunc)

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef",
    "Generic", "Literal", "Optional", "ParamSpec", "Protocol", "Tuple", "Type",
    "TypeVar", "TypeVarTuple", "Union", "AbstractSet", "ByteString", "Container",
    "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView",
    "Mapping", "MappingView", "MutableMapping", "MutableSequence", "MutableSet",
    "Sequence", "Sized", "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable",
    "Coroutine", "Collection", "AsyncGenerator", "AsyncContextManager", "Reversible",
    "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
    "SupportsInt", "SupportsRound", "ChainMap", "Counter", "Deque", "Dict",
    "DefaultDict", "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple", "TypedDict",
    "Generator", "BinaryIO", "IO", "Match", "Pattern", "TextIO", "AnyStr",
    "assert_type", "assert_never", "cast", "clear_overloads", "dataclass_transform",
    "final", "get_args", "get_origin", "get_overloads", "get_protocol_members",
    "get_type_hints", "is_protocol", "is_typeddict", "LiteralString", "Never",
    "NewType", "no_type_check", "no_type_check_decorator", "NoDefault", "NoReturn",
    "NotRequired", "overload", "override", "ParamSpecArgs", "ParamSpecKwargs",
    "ReadOnly", "Required", "reveal_type", "runtime_checkable", "Self", "Text",
    "TYPE_CHECKING", "TypeAlias", "TypeGuard", "TypeIs", "TypeAliasType", "Unpack",
]

TYPE_CHECKING = False
Text = str


def _type_repr(obj):
    if isinstance(obj, tuple):
        return "[" + ", ".join([_type_repr(t) for t in obj]) + "]"
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, _FunctionType):
        return obj.__name__
    return repr(obj)


def _type_convert(arg, module=None, *, allow_special_forms=False):
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    # The argument as a type, or TypeError beginning with msg.
    arg = _type_convert(arg, module, allow_special_forms=allow_special_forms)
    if type(arg) is type:
        return arg
    invalid = (Generic, Protocol) if Protocol is not None else (Generic,)
    if not allow_special_forms:
        invalid += (ClassVar,)
        if is_argument:
            invalid += (Final,)
    if isinstance(arg, _GenericAlias) and arg.__origin__ in invalid:
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias):
        return arg
    if allow_special_forms and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _collect_parameters(args):
    # The type variables in the arguments, each once, in order.
    parameters = []
    for t in args:
        if isinstance(t, type) and not isinstance(t, (_GenericAlias, GenericAlias)):
            continue
        if isinstance(t, (tuple, list)):
            for p in _collect_parameters(t):
                if p not in parameters:
                    parameters.append(p)
        elif isinstance(t, _TypeVarLike):
            if t not in parameters:
                parameters.append(t)
        else:
            for p in getattr(t, "__parameters__", ()):
                if p not in parameters:
                    parameters.append(p)
    return tuple(parameters)


def _deduplicate(params):
    result = []
    for p in params:
        if p not in result:
            result.append(p)
    return tuple(result)


def _flatten_literal(params):
    for p in params:
        if isinstance(p, _LiteralGenericAlias):
            yield from p.__args__
        else:
            yield p


def _remove_dups_flatten(parameters):
    params = []
    for p in parameters:
        if isinstance(p, (_UnionGenericAlias, _UnionType)):
            params.extend(p.__args__)
        else:
            params.append(p)
    return _deduplicate(params)


class _Final:
    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, **kwds):
        if "_root" not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _SpecialForm(_Final, _root=True):
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in {"__name__", "__qualname__"}:
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        if self is Any:
            return "typing.Any"
        return super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type at all."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _no_parameters(self, parameters):
    raise TypeError(f"{self} is not subscriptable")


def _plain_form(name, doc):
    def form(self, parameters):
        return _no_parameters(self, parameters)

    form.__name__ = name
    form.__doc__ = doc
    return _SpecialForm(form)


NoReturn = _plain_form("NoReturn", "The type of a function that never returns.")
Never = _plain_form("Never", "The type that has no values.")
Self = _plain_form("Self", "The class a method belongs to.")
LiteralString = _plain_form("LiteralString", "A string written in the source.")
TypeAlias = _plain_form("TypeAlias", "Marks an assignment as a type alias.")


def _one_parameter_form(name, doc):
    def form(self, parameters):
        item = _type_check(
            parameters, f"{self} accepts only single type.", allow_special_forms=True
        )
        return _GenericAlias(self, (item,))

    form.__name__ = name
    form.__doc__ = doc
    return _SpecialForm(form)


ClassVar = _one_parameter_form("ClassVar", "Marks a class variable.")
Final = _one_parameter_form("Final", "Marks a name that is bound once.")
Required = _one_parameter_form("Required", "Marks a key a TypedDict must have.")
NotRequired = _one_parameter_form("NotRequired", "Marks a key a TypedDict may have.")
ReadOnly = _one_parameter_form("ReadOnly", "Marks a key that must not be changed.")
TypeGuard = _one_parameter_form("TypeGuard", "Result of a function that narrows a type.")
TypeIs = _one_parameter_form("TypeIs", "Result of a function that tests a type.")


@_SpecialForm
def Union(self, parameters):
    """One of several types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    msg = "Union[arg, ...]: each arg must be a type."
    parameters = _remove_dups_flatten([_type_check(p, msg) for p in parameters])
    if len(parameters) == 1:
        return parameters[0]
    return _UnionGenericAlias(self, parameters)


@_SpecialForm
def Optional(self, parameters):
    """A type or None."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, _NoneType]


@_SpecialForm
def Literal(self, parameters):
    """One of several values."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    parameters = tuple(_flatten_literal(parameters))
    try:
        unique = []
        for p in parameters:
            if not any(type(p) is type(q) and p == q for q in unique):
                unique.append(p)
        parameters = tuple(unique)
    except TypeError:
        pass
    return _LiteralGenericAlias(self, parameters)


@_SpecialForm
def Concatenate(self, parameters):
    """Parameters put in front of a ParamSpec."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError(
            "The last parameter to Concatenate should be a ParamSpec variable or ellipsis."
        )
    msg = "Concatenate[arg, ...]: each arg must be a type."
    parameters = (*(_type_check(p, msg) for p in parameters[:-1]), parameters[-1])
    return _ConcatenateGenericAlias(self, parameters)


@_SpecialForm
def Unpack(self, parameters):
    """The members of a TypeVarTuple or tuple type, one by one."""
    item = _type_check(parameters, f"{self} accepts only single type.")
    return _UnpackGenericAlias(self, (item,))


class ForwardRef(_Final, _root=True):
    """A type given as text, to be looked up later."""

    __slots__ = (
        "__forward_arg__", "__forward_code__", "__forward_evaluated__",
        "__forward_value__", "__forward_is_argument__", "__forward_is_class__",
        "__forward_module__",
    )

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        source = f"({arg},)[0]" if arg[:1] == "*" else arg
        try:
            code = compile(source, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
        if self.__forward_arg__ in recursive_guard:
            return self
        if globalns is None and localns is None:
            globalns = localns = {}
        elif globalns is None:
            globalns = localns
        elif localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            globalns = getattr(
                sys.modules.get(self.__forward_module__), "__dict__", globalns
            )
        value = _type_check(
            eval(self.__forward_code__, globalns, localns),
            "Forward references must evaluate to types.",
            is_argument=self.__forward_is_argument__,
            allow_special_forms=self.__forward_is_class__,
        )
        return _eval_type(
            value, globalns, localns, type_params,
            recursive_guard=recursive_guard | {self.__forward_arg__},
        )

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (
            self.__forward_arg__ == other.__forward_arg__
            and self.__forward_module__ == other.__forward_module__
        )

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        if self.__forward_module__ is None:
            return f"ForwardRef({self.__forward_arg__!r})"
        return f"ForwardRef({self.__forward_arg__!r}, module={self.__forward_module__!r})"


def _eval_type(t, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
    # Replace the forward references inside a type by what they mean.
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if isinstance(t, (_GenericAlias, GenericAlias, _UnionType)):
        if isinstance(t, GenericAlias):
            args = tuple(ForwardRef(a) if isinstance(a, str) else a for a in t.__args__)
        else:
            args = t.__args__
        new = tuple(
            _eval_type(a, globalns, localns, type_params, recursive_guard=recursive_guard)
            for a in args
        )
        if new == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return GenericAlias(t.__origin__, new)
        if isinstance(t, _UnionType):
            result = new[0]
            for a in new[1:]:
                result = result | a
            return result
        return t.copy_with(new)
    return t


class _NoDefaultType:
    """The type of NoDefault: the variable has no default."""

    __slots__ = ()

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"


_NoDefaultType.__name__ = _NoDefaultType.__qualname__ = "NoDefaultType"
NoDefault = _NoDefaultType()


def _caller(depth=2):
    try:
        return sys._getframe(depth).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return None


class _TypeVarLike:
    """What TypeVar, ParamSpec and TypeVarTuple have in common."""

    def _setup(self, name, bound, covariant, contravariant, infer_variance, default):
        self.__name__ = name
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__bound__ = (
            _type_check(bound, "Bound must be a type.") if bound is not None else None
        )
        self.__default__ = default
        module = _caller(3)
        if module != "typing":
            self.__module__ = module

    def has_default(self):
        return self.__default__ is not NoDefault

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        if self.__covariant__:
            return "+" + self.__name__
        if self.__contravariant__:
            return "-" + self.__name__
        return "~" + self.__name__

    def __reduce__(self):
        return self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __init_subclass__(cls, **kwargs):
        if cls.__module__ != "typing":
            raise TypeError(f"type 'typing.{cls.__base__.__name__}' is not an acceptable base type")


class TypeVar(_TypeVarLike):
    """A type variable."""

    def __init__(
        self, name, *constraints, bound=None, covariant=False, contravariant=False,
        default=NoDefault, infer_variance=False,
    ):
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self._setup(name, bound, covariant, contravariant, infer_variance, default)
        msg = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple(_type_check(t, msg) for t in constraints)

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
        if isinstance(arg, _UnpackGenericAlias):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class TypeVarTuple(_TypeVarLike):
    """A variable that stands for any number of types."""

    def __init__(self, name, *, default=NoDefault):
        self._setup(name, None, False, False, False, default)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")


class ParamSpecArgs(_Final, _root=True):
    """P.args of a ParamSpec."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        if not isinstance(other, ParamSpecArgs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash(self.__origin__)


class ParamSpecKwargs(_Final, _root=True):
    """P.kwargs of a ParamSpec."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        if not isinstance(other, ParamSpecKwargs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash(self.__origin__)


class ParamSpec(_TypeVarLike):
    """A variable that stands for the parameters of a function."""

    def __init__(
        self, name, *, bound=None, covariant=False, contravariant=False,
        default=NoDefault, infer_variance=False,
    ):
        self._setup(name, bound, covariant, contravariant, infer_variance, default)

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            arg = tuple(_type_check(a, "Expected a type.") for a in arg)
        elif not (arg is ... or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias))):
            raise TypeError(
                "Expected a list of types, an ellipsis, ParamSpec, "
                f"or Concatenate. Got {arg}"
            )
        return arg


def _is_dunder(attr):
    return attr.startswith("__") and attr.endswith("__")


class _BaseGenericAlias(_Final, _root=True):
    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; "
                f"use {self.__origin__.__name__}() instead"
            )
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        res = []
        if self.__origin__ not in bases:
            res.append(self.__origin__)
        # Generic comes once, from the last parametrised base.
        i = bases.index(self)
        for b in bases[i + 1:]:
            if isinstance(b, _BaseGenericAlias):
                break
            if isinstance(b, type) and issubclass(b, Generic):
                break
        else:
            if Generic not in res:
                res.append(Generic)
        return tuple(res)

    def __getattr__(self, attr):
        if attr in {"__origin__", "__args__"}:
            raise AttributeError(attr)
        if "__origin__" in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in {"_name", "_inst", "_nparams", "_defaults"}:
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A form or generic class with its arguments."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _collect_parameters(args)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        params = self.__parameters__
        if len(params) == 1 and isinstance(params[0], ParamSpec) and not (
            len(args) == 1 and (isinstance(args[0], (list, tuple, ParamSpec, _ConcatenateGenericAlias)) or args[0] is ...)
        ):
            args = (args,)
        mapping = _bind_parameters(self, params, args)
        return self.copy_with(tuple(_substitute(self.__args__, mapping)))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        if self._name:
            name = "typing." + self._name
        else:
            name = _type_repr(self.__origin__)
        if self.__args__:
            args = ", ".join([_type_repr(a) for a in self.__args__])
        else:
            args = "()"
        return f"{name}[{args}]"

    def __reduce__(self):
        import operator

        origin = globals()[self._name] if self._name else self.__origin__
        args = tuple(self.__args__)
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            i = bases.index(self)
            for b in bases[i + 1:]:
                if isinstance(b, _BaseGenericAlias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


def _bind_parameters(alias, params, args):
    # Which argument each type variable gets.
    mapping = {}
    variadic = [i for i, p in enumerate(params) if isinstance(p, TypeVarTuple)]
    if variadic:
        at = variadic[0]
        after = len(params) - at - 1
        if len(args) < len(params) - 1:
            raise TypeError(
                f"Too few arguments for {alias}; actual {len(args)}, "
                f"expected at least {len(params) - 1}"
            )
        end = len(args) - after
        middle = args[at:end]
        args = args[:at] + (middle,) + args[end:]
        for p, a in zip(params, args):
            mapping[p] = a if isinstance(p, TypeVarTuple) else p.__typing_subst__(a)
        return mapping
    if len(args) < len(params):
        defaults = [p.__default__ for p in params[len(args):]]
        if NoDefault not in defaults:
            args = args + tuple(defaults)
    if len(args) != len(params):
        required = sum(not p.has_default() for p in params)
        few = len(args) < len(params)
        if few:
            expected = f"at least {required}"
        elif required == len(params):
            expected = required
        else:
            expected = f"at most {len(params)}"
        raise TypeError(
            f"Too {'few' if few else 'many'} arguments for {alias}; "
            f"actual {len(args)}, expected {expected}"
        )
    for p, a in zip(params, args):
        mapping[p] = p.__typing_subst__(a)
    return mapping


def _substitute(args, mapping):
    for arg in args:
        if isinstance(arg, _TypeVarLike):
            new = mapping[arg]
            if isinstance(arg, ParamSpec) and isinstance(new, tuple):
                yield new if len(args) == 1 or args[0] is not arg else new
            else:
                yield new
        elif isinstance(arg, _UnpackGenericAlias) and isinstance(arg.__args__[0], TypeVarTuple):
            yield from mapping[arg.__args__[0]]
        elif isinstance(arg, tuple):
            yield tuple(_substitute(arg, mapping))
        elif getattr(arg, "__parameters__", ()) and not isinstance(arg, type) or isinstance(arg, GenericAlias) and arg.__parameters__:
            yield arg[tuple(mapping[p] for p in arg.__parameters__)]
        else:
            yield arg


class _UnionGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _UnionType)):
            return NotImplemented
        try:
            return set(self.__args__) == set(other.__args__)
        except TypeError:
            return all(a in other.__args__ for a in self.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is _NoneType:
                return f"typing.Optional[{_type_repr(args[1])}]"
            if args[1] is _NoneType:
                return f"typing.Optional[{_type_repr(args[0])}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        for cls in self.__args__:
            if isinstance(obj, cls):
                return True
        return False

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return "typing.Literal[" + ", ".join([repr(a) for a in self.__args__]) + "]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_value_and_type(self.__args__)) == set(_value_and_type(other.__args__))

    def __hash__(self):
        return hash(frozenset(_value_and_type(self.__args__)))


def _value_and_type(parameters):
    for p in parameters:
        yield p, type(p)


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    pass


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return "typing.Unpack[" + _type_repr(self.__args__[0]) + "]"


class _CallableGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        shown = ", ".join([_type_repr(a) for a in args[:-1]])
        return f"typing.Callable[[{shown}], {_type_repr(args[-1])}]"

    def copy_with(self, args):
        if args and isinstance(args[0], tuple):
            args = (*args[0], *args[1:])
        return _CallableGenericAlias(self.__origin__, args, name=self._name, inst=self._inst)


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


class _AnnotatedAlias(_GenericAlias, _root=True):
    """A type with metadata."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        shown = ", ".join([repr(a) for a in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {shown}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return (
            self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__
        )

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in {"__name__", "__qualname__"}:
            return "Annotated"
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


@_SpecialForm
def Annotated(self, params):
    """A type with metadata that only those who look for it see."""
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError(
            "Annotated[...] should be used with at least two arguments "
            "(a type and an annotation)."
        )
    msg = "Annotated[t, ...]: t must be a type."
    origin = _type_check(params[0], msg, allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])


class _SpecialGenericAlias(_BaseGenericAlias, _root=True):
    """A bare alias such as List, which takes nparams arguments (-1: any number)."""

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name)
        self._nparams = nparams
        self._defaults = defaults
        if origin.__module__ == "builtins":
            self.__doc__ = f"A generic version of {origin.__qualname__}."
        else:
            self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) < self._nparams and len(params) + len(self._defaults) >= self._nparams:
            params += self._defaults[len(params) - self._nparams:]
        msg = "Parameters to generic types must be types."
        params = tuple(_type_check(p, msg) for p in params)
        if len(params) != self._nparams:
            few = len(params) < self._nparams
            raise TypeError(
                f"Too {'few' if few else 'many'} arguments for {self}; "
                f"actual {len(params)}, expected {self._nparams}"
            )
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __getattr__(self, attr):
        if attr in {"__name__", "__qualname__"}:
            return self._name
        return super().__getattr__(attr)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        if isinstance(args, list):
            args = tuple(args)
        msg = "Callable[args, result]: result must be a type."
        result = _type_check(result, msg)
        if args is ...:
            return self.copy_with((..., result))
        if not isinstance(args, tuple):
            if not _is_param_expr(args):
                raise TypeError(
                    f"Callable[args, result]: args must be a list. Got {args}"
                )
            return self.copy_with((args, result))
        return self.copy_with((*(_type_convert(a) for a in args), result))


class _TupleType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            msg = "Tuple[t, ...]: t must be a type."
            params = tuple(_type_check(p, msg) for p in params[:-1])
            return self.copy_with((*params, ...))
        msg = "Tuple[t0, t1, ...]: each t must be a type."
        return self.copy_with(tuple(_type_check(p, msg) for p in params))


# Bare aliases made when first asked for: name -> (module, attribute, parameters, defaults).
_ALIASES = {
    "Hashable": ("_collections_abc", "Hashable", 0, ()),
    "Sized": ("_collections_abc", "Sized", 0, ()),
    "ByteString": ("_collections_abc", "ByteString", 0, ()),
    "Awaitable": ("_collections_abc", "Awaitable", 1, ()),
    "Coroutine": ("_collections_abc", "Coroutine", 3, ()),
    "AsyncIterable": ("_collections_abc", "AsyncIterable", 1, ()),
    "AsyncIterator": ("_collections_abc", "AsyncIterator", 1, ()),
    "Iterable": ("_collections_abc", "Iterable", 1, ()),
    "Iterator": ("_collections_abc", "Iterator", 1, ()),
    "Reversible": ("_collections_abc", "Reversible", 1, ()),
    "Container": ("_collections_abc", "Container", 1, ()),
    "Collection": ("_collections_abc", "Collection", 1, ()),
    "Callable": ("_collections_abc", "Callable", 2, ()),
    "AbstractSet": ("_collections_abc", "Set", 1, ()),
    "MutableSet": ("_collections_abc", "MutableSet", 1, ()),
    "Mapping": ("_collections_abc", "Mapping", 2, ()),
    "MutableMapping": ("_collections_abc", "MutableMapping", 2, ()),
    "Sequence": ("_collections_abc", "Sequence", 1, ()),
    "MutableSequence": ("_collections_abc", "MutableSequence", 1, ()),
    "MappingView": ("_collections_abc", "MappingView", 1, ()),
    "KeysView": ("_collections_abc", "KeysView", 1, ()),
    "ItemsView": ("_collections_abc", "ItemsView", 2, ()),
    "ValuesView": ("_collections_abc", "ValuesView", 1, ()),
    "Generator": ("_collections_abc", "Generator", 3, (_NoneType, _NoneType)),
    "AsyncGenerator": ("_collections_abc", "AsyncGenerator", 2, (_NoneType,)),
    "ContextManager": ("contextlib", "AbstractContextManager", 2, (bool | None,)),
    "AsyncContextManager": ("contextlib", "AbstractAsyncContextManager", 2, (bool | None,)),
    "Deque": ("_collections", "deque", 1, ()),
    "DefaultDict": ("_collections", "defaultdict", 2, ()),
    "OrderedDict": ("_collections", "OrderedDict", 2, ()),
    "Counter": ("collections", "Counter", 1, ()),
    "ChainMap": ("collections", "ChainMap", 2, ()),
    "Pattern": ("re", "Pattern", 1, ()),
    "Match": ("re", "Match", 1, ()),
}

List = _SpecialGenericAlias(list, 1, inst=False, name="List")
Dict = _SpecialGenericAlias(dict, 2, inst=False, name="Dict")
Set = _SpecialGenericAlias(set, 1, inst=False, name="Set")
FrozenSet = _SpecialGenericAlias(frozenset, 1, inst=False, name="FrozenSet")
Type = _SpecialGenericAlias(type, 1, inst=False, name="Type")
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")


def __getattr__(attr):
    # Of threads that ask for a name at once, all take what the first has made.
    if attr in _ALIASES:
        module, name, nparams, defaults = _ALIASES[attr]
        origin = getattr(__import__(module, None, None, [name]), name)
        if attr == "Callable":
            value = _CallableType(origin, 2, name=attr)
        else:
            inst = module in ("_collections", "collections")
            value = _SpecialGenericAlias(
                origin, nparams, inst=inst or attr in ("Hashable", "Sized"), name=attr,
                defaults=defaults,
            )
        return globals().setdefault(attr, value)
    if attr in _PROTOCOL_METHODS:
        value = _make_supports(attr, *_PROTOCOL_METHODS[attr])
        return globals().setdefault(attr, value)
    if attr in ("IO", "TextIO", "BinaryIO"):
        _make_io()
        return globals()[attr]
    raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")


class Generic:
    """Base class of generic classes: Generic[T]."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_convert(p) for p in params)
        if cls is Generic or cls is Protocol:
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(
                isinstance(p, _TypeVarLike) or isinstance(p, _UnpackGenericAlias)
                for p in params
            ):
                raise TypeError(
                    f"Parameters to {cls.__name__}[...] must all be type variables "
                    f"or parameter specification variables."
                )
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _GenericAlias(cls, params)
        own = getattr(cls, "__parameters__", ())
        if not own:
            raise TypeError(f"{cls} is not a generic class")
        if len(own) == 1 and isinstance(own[0], ParamSpec) and not (
            len(params) == 1 and _is_param_expr(params[0])
        ):
            params = (params,)
        mapping = _bind_parameters(cls, own, params)
        args = []
        for p in own:
            if isinstance(p, TypeVarTuple):
                args.extend(mapping[p])
            else:
                args.append(mapping[p])
        return _GenericAlias(cls, tuple(args))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        tvars = []
        if "__orig_bases__" in cls.__dict__:
            error = Generic in cls.__orig_bases__
        else:
            error = (
                Generic in cls.__bases__
                and cls.__name__ != "Protocol"
                and type(cls) is not _TypedDictMeta
            )
        if error:
            raise TypeError("Cannot inherit from plain Generic")
        if "__orig_bases__" in cls.__dict__:
            tvars = _collect_parameters(cls.__orig_bases__)
            gvars = None
            for base in cls.__orig_bases__:
                if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol):
                    if gvars is not None:
                        raise TypeError("Cannot inherit from Generic[...] multiple times.")
                    gvars = base.__parameters__
            if gvars is not None:
                missing = [t for t in tvars if t not in gvars]
                if missing:
                    s_vars = ", ".join([str(t) for t in missing])
                    s_args = ", ".join([str(g) for g in gvars])
                    raise TypeError(
                        f"Some type variables ({s_vars}) are not listed in Generic[{s_args}]"
                    )
                tvars = gvars
        cls.__parameters__ = tuple(tvars)


Protocol = None

_EXCLUDED_ATTRIBUTES = frozenset((
    "__parameters__", "__orig_bases__", "__orig_class__", "_is_protocol",
    "_is_runtime_protocol", "__protocol_attrs__", "__non_callable_proto_members__",
    "__type_params__", "__abstractmethods__", "__annotations__", "__dict__", "__doc__",
    "__init__", "__module__", "__new__", "__slots__", "__subclasshook__", "__weakref__",
    "__class_getitem__", "__match_args__", "__static_attributes__", "__firstlineno__",
    "_MutableMapping__marker", "_abc_impl",
))


def _get_protocol_attrs(cls):
    attrs = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in {"Protocol", "Generic"} and base.__module__ == "typing":
            continue
        annotations = getattr(base, "__annotations__", {})
        for attr in (*base.__dict__, *annotations):
            if not attr.startswith("_abc_") and attr not in _EXCLUDED_ATTRIBUTES:
                attrs.add(attr)
    return attrs


def _no_init_or_replace_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    # A class that follows a protocol: find the next real __init__, once.
    found_ours = False
    for base in cls.__mro__:
        init = base.__dict__.get("__init__")
        if init is _no_init_or_replace_init:
            found_ours = True
        elif found_ours and init is not None:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


_missing = object()


def _static_attribute(obj, name):
    # Look an attribute up without running descriptors or __getattr__.
    d = getattr(obj, "__dict__", None)
    if d is not None and name in d:
        return d[name]
    for base in type(obj).__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return _missing


def _proto_hook(other, cls):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for attr in cls.__protocol_attrs__:
        for base in other.__mro__:
            if attr in base.__dict__:
                if base.__dict__[attr] is None:
                    return NotImplemented
                break
            annotations = getattr(base, "__annotations__", {})
            if attr in annotations and getattr(other, "_is_protocol", False):
                break
        else:
            return NotImplemented
    return True


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if name == "Protocol" and bases == (Generic,):
            pass
        elif Protocol is not None and Protocol in bases:
            for base in bases:
                if not (
                    base in {object, Generic}
                    or base.__name__ in _PROTO_ALLOWLIST
                    or getattr(base, "_is_protocol", False)
                ):
                    raise TypeError(
                        f"Protocols can only inherit from other protocols, got {base!r}"
                    )
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, "_is_protocol", False) and isinstance(other, type):
            if not getattr(cls, "_is_runtime_protocol", False):
                if not _called_from_abc():
                    raise TypeError(
                        "Instance and class checks can only be used with "
                        "@runtime_checkable protocols"
                    )
            elif getattr(cls, "__non_callable_proto_members__", None) and (
                cls.__dict__.get("__subclasshook__") is not None
            ) and not _called_from_abc():
                members = ", ".join(
                    [repr(m) for m in sorted(cls.__non_callable_proto_members__)]
                )
                raise TypeError(
                    "Protocols with non-method members don't support issubclass()."
                    f" Non-method members: {members}."
                )
        return ABCMeta.__subclasscheck__(cls, other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return ABCMeta.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            if _called_from_abc():
                return False
            raise TypeError(
                "Instance and class checks can only be used with @runtime_checkable protocols"
            )
        if ABCMeta.__subclasscheck__(cls, type(instance)) and not (
            getattr(cls, "__non_callable_proto_members__", None)
        ):
            return True
        for attr in cls.__protocol_attrs__:
            value = _static_attribute(instance, attr)
            if value is _missing:
                return False
            if value is None and attr not in cls.__non_callable_proto_members__:
                return False
        return True


_PROTO_ALLOWLIST = frozenset((
    "Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "AsyncIterator",
    "Hashable", "Sized", "Container", "Collection", "Reversible", "Buffer",
    "AbstractContextManager", "AbstractAsyncContextManager",
))


def _called_from_abc():
    # ABCMeta asks every known subclass; a protocol must then not raise.
    try:
        return sys._getframe(2).f_globals.get("__name__") in ("abc", "_py_abc", "functools")
    except (AttributeError, ValueError):
        return False


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class of protocols: classes that describe what others look like."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(lambda c, other: _proto_hook(other, c))
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Class decorator: let isinstance() look for the members of a protocol."""
    if not (isinstance(cls, type) and issubclass(cls, Generic) and getattr(cls, "_is_protocol", False)):
        raise TypeError(
            f"@runtime_checkable can be only applied to protocol classes, got {cls!r}"
        )
    cls._is_runtime_protocol = True
    members = set()
    for attr in cls.__protocol_attrs__:
        if not callable(getattr(cls, attr, None)):
            members.add(attr)
    cls.__non_callable_proto_members__ = members
    return cls


def is_protocol(tp, /):
    """Tell whether a class is a protocol."""
    return (
        isinstance(tp, type)
        and getattr(tp, "_is_protocol", False)
        and tp is not Protocol
    )


def get_protocol_members(tp, /):
    """Return the names of the members of a protocol."""
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


_PROTOCOL_METHODS = {
    "SupportsInt": ("__int__", False),
    "SupportsFloat": ("__float__", False),
    "SupportsComplex": ("__complex__", False),
    "SupportsBytes": ("__bytes__", False),
    "SupportsIndex": ("__index__", False),
    "SupportsAbs": ("__abs__", True),
    "SupportsRound": ("__round__", True),
}


def _make_supports(name, method, generic):
    @abstractmethod
    def stub(self, *args):
        pass

    stub.__name__ = method
    stub.__qualname__ = f"{name}.{method}"
    namespace = {
        method: stub, "__module__": "typing", "__slots__": (),
        "__doc__": f"An ABC with one abstract method {method}.",
    }
    if generic:
        T = TypeVar("T", covariant=True)
        T.__module__ = "typing"
        base = Protocol[T]
        namespace["__orig_bases__"] = (base,)
    return runtime_checkable(_ProtocolMeta(name, (Protocol,), namespace))


def _make_io():
    def agreed(cls):
        cls.__qualname__ = cls.__name__
        return globals().setdefault(cls.__name__, cls)

    @agreed
    class IO(Generic[AnyStr]):
        """What open() returns; for annotations only."""

        __slots__ = ()

    @agreed
    class BinaryIO(IO[bytes]):
        """What open() returns for a binary mode."""

        __slots__ = ()

    @agreed
    class TextIO(IO[str]):
        """What open() returns for a text mode."""

        __slots__ = ()


AnyStr = TypeVar("AnyStr", bytes, str)


def cast(typ, val):
    """Return val unchanged; type checkers take it for a typ."""
    return val


def assert_type(val, typ, /):
    """Return val unchanged; type checkers compare its type."""
    return val


def assert_never(arg, /):
    """Say that this line is never reached."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    """Print the type of obj and return it."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def final(f):
    """Mark a class or method as not to be extended."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """Mark a method that replaces one of a base class."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    """Mark a class or function whose annotations are not types."""
    if isinstance(arg, type):
        for key in dir(arg):
            obj = getattr(arg, key)
            if (
                not hasattr(obj, "__qualname__")
                or obj.__qualname__ != f"{arg.__qualname__}.{obj.__name__}"
                or getattr(obj, "__module__", None) != arg.__module__
            ):
                continue
            if isinstance(obj, _FunctionType):
                obj.__no_type_check__ = True
            elif isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator whose results are marked by no_type_check()."""
    import functools

    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped_decorator


def _overload_dummy(*args, **kwds):
    """Stands for an overload when it is called."""
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions "
        "outside a stub module should always be followed "
        "by an implementation that is not @overload-ed."
    )


# module -> qualified name -> line -> function
_overload_registry = {}


def overload(func):
    """Mark one of several signatures; the last definition does the work."""
    f = getattr(func, "__func__", func)
    try:
        by_name = _overload_registry.setdefault(f.__module__, {})
        by_name.setdefault(f.__qualname__, {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def get_overloads(func):
    """Return the overloads of a function."""
    f = getattr(func, "__func__", func)
    return list(_overload_registry.get(f.__module__, {}).get(f.__qualname__, {}).values())


def clear_overloads():
    """Forget all overloads."""
    _overload_registry.clear()


def dataclass_transform(
    *, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False,
    field_specifiers=(), **kwargs,
):
    """Mark a decorator or base class that works like @dataclass."""

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "frozen_default": frozen_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator


def get_origin(tp):
    """Return X for X[Y, ...], or None."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(
        tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)
    ):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, _UnionType):
        return _UnionType
    return None


def get_args(tp):
    """Return (Y, ...) for X[Y, ...], or ()."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        res = tp.__args__
        origin = tp.__origin__
        if (
            getattr(origin, "__name__", None) == "Callable"
            and getattr(origin, "__module__", None) == "collections.abc"
            and not (len(res) == 2 and _is_param_expr(res[0]))
        ):
            res = (list(res[:-1]), res[-1])
        return res
    if isinstance(tp, _UnionType):
        return tp.__args__
    return ()


def _strip_annotations(t):
    # A type without Annotated, Required and their like.
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, "__origin__") and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, GenericAlias, _UnionType)):
        new = tuple(_strip_annotations(a) for a in t.__args__)
        if new == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return GenericAlias(t.__origin__, new)
        if isinstance(t, _UnionType):
            result = new[0]
            for a in new[1:]:
                result = result | a
            return result
        return t.copy_with(new)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return the annotations of a function, class or module with text evaluated."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            if globalns is None:
                base_globals = getattr(sys.modules.get(base.__module__), "__dict__", {})
            else:
                base_globals = globalns
            ann = base.__dict__.get("__annotations__", {})
            if not isinstance(ann, dict):
                continue
            base_locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # A name of the module goes before one of the class body.
                base_globals, base_locals = base_locals, base_globals
            for name, value in ann.items():
                if value is None:
                    value = _NoneType
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _eval_type(value, base_globals, base_locals)
    else:
        if globalns is None:
            if isinstance(obj, type(sys)):
                globalns = obj.__dict__
            else:
                nsobj = obj
                while hasattr(nsobj, "__wrapped__"):
                    nsobj = nsobj.__wrapped__
                globalns = getattr(nsobj, "__globals__", {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        ann = getattr(obj, "__annotations__", None)
        if ann is None:
            if isinstance(obj, (_FunctionType, type(len), type(sys), type([].append))):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in dict(ann).items():
            if value is None:
                value = _NoneType
            if isinstance(value, str):
                value = ForwardRef(
                    value, is_argument=not isinstance(obj, type(sys)), is_class=False
                )
            hints[name] = _eval_type(value, globalns, localns)
    if include_extras:
        return hints
    return {k: _strip_annotations(t) for k, t in hints.items()}


class NewType:
    """A name for a type that is distinct only to type checkers."""

    __call__ = _idfunc

    def __init__(self, name, tp):
        self.__qualname__ = name
        if "." in name:
            name = name.rpartition(".")[-1]
        self.__name__ = name
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        raise TypeError(
            f"Cannot subclass an instance of NewType. "
            f"Perhaps you were looking for: `Sub = NewType('Sub', {self.__name__})`"
        )

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class TypeAliasType:
    """A named alias of a type."""

    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__value__ = value
        self.__type_params__ = type_params
        self.__parameters__ = type_params
        self.__module__ = _caller()

    def __repr__(self):
        return self.__name__

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return GenericAlias(self, parameters)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


_NAMEDTUPLE_RESERVED = frozenset((
    "__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
    "_field_defaults", "_field_types", "_make", "_replace", "_asdict", "_source",
))
_NAMEDTUPLE_SPECIAL = frozenset((
    "__module__", "__name__", "__annotations__", "__firstlineno__",
    "__static_attributes__", "__qualname__", "__orig_bases__",
))


def _make_nmtuple(name, types, module, defaults=()):
    from collections import namedtuple

    types = {
        n: _type_check(t, f"field {n} annotation must be a type") for n, t in types
    }
    nm_tpl = namedtuple(name, list(types), defaults=defaults, module=module)
    nm_tpl.__annotations__ = nm_tpl.__new__.__annotations__ = types
    return nm_tpl


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        types = ns.get("__annotations__", {})
        default_names = []
        for field_name in types:
            if field_name in ns:
                default_names.append(field_name)
            elif default_names:
                raise TypeError(
                    f"Non-default namedtuple field {field_name} cannot follow default field"
                    f"{'s' if len(default_names) > 1 else ''} {', '.join(default_names)}"
                )
        nm_tpl = _make_nmtuple(
            typename, types.items(), ns["__module__"],
            defaults=[ns[n] for n in default_names],
        )
        nm_tpl.__bases__ = bases
        if Generic in bases:
            nm_tpl.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for key, val in ns.items():
            if key in _NAMEDTUPLE_RESERVED:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in _NAMEDTUPLE_SPECIAL:
                if key not in nm_tpl._fields:
                    setattr(nm_tpl, key, val)
                set_name = getattr(type(val), "__set_name__", None)
                if set_name is not None:
                    set_name(val, nm_tpl, key)
        if "__orig_bases__" in ns:
            nm_tpl.__orig_bases__ = ns["__orig_bases__"]
        if Generic in bases:
            nm_tpl.__init_subclass__()
        return nm_tpl


def NamedTuple(typename, fields=None, /, **kwargs):
    """Base class of named tuples with annotated fields; also a function."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError(
            "Either list of fields or keywords can be provided to NamedTuple, not both"
        )
    nt = _make_nmtuple(typename, fields, module=_caller())
    nt.__orig_bases__ = (NamedTuple,)
    return nt


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})


def _namedtuple_mro_entries(bases):
    assert NamedTuple in bases
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries


def _qualifiers(annotation):
    # Which of Required, NotRequired and ReadOnly wrap a key's type.
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = annotation.__origin__
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            annotation = annotation.__args__[0]
        else:
            return


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError(
                    "cannot inherit from both a TypedDict type and a non-TypedDict base class"
                )
        generic_base = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        tp_dict = type.__new__(cls, name, (*generic_base, dict), ns)
        if "__orig_bases__" not in tp_dict.__dict__:
            tp_dict.__orig_bases__ = bases
        annotations = {}
        required, optional, readonly, mutable = set(), set(), set(), set()
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {
            n: _type_check(t, msg, module=tp_dict.__module__, allow_special_forms=True)
            for n, t in ns.get("__annotations__", {}).items()
        }
        for base in bases:
            d = base.__dict__
            annotations.update(d.get("__annotations__", {}))
            required |= d.get("__required_keys__", set())
            optional |= d.get("__optional_keys__", set())
            readonly |= d.get("__readonly_keys__", set())
            mutable |= d.get("__mutable_keys__", set())
        annotations.update(own)
        for key, value in own.items():
            found = set(_qualifiers(value))
            is_required = Required in found or (total and NotRequired not in found)
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            if ReadOnly in found:
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        tp_dict.__annotations__ = annotations
        tp_dict.__required_keys__ = frozenset(required)
        tp_dict.__optional_keys__ = frozenset(optional)
        tp_dict.__readonly_keys__ = frozenset(readonly)
        tp_dict.__mutable_keys__ = frozenset(mutable)
        tp_dict.__total__ = total
        return tp_dict

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=NoDefault, /, *, total=True):
    """Base class that describes dicts with given keys; also a function."""
    if fields is NoDefault or fields is None:
        fields = {}
    ns = {"__annotations__": dict(fields)}
    module = _caller()
    if module is not None:
        ns["__module__"] = module
    td = _TypedDictMeta(typename, (), ns, total=total)
    td.__orig_bases__ = (TypedDict,)
    return td


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Tell whether a class was made by TypedDict."""
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict
