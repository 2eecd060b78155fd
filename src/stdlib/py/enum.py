"""Enumerations: classes whose attributes are the only instances."""

import builtins as _bltns
import sys

_MappingProxyType = type(type.__dict__)

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag",
    "IntFlag", "ReprEnum", "auto", "unique", "property", "verify",
    "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum",
    "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
    "pickle_by_global_name", "pickle_by_enum_name",
]

# Filled in below; the metaclass runs before they exist.
Enum = Flag = EJECT = _stdlib_enums = ReprEnum = None

_auto_null = object()
_not_given = object()


class nonmember:
    """Keep an attribute from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Make an attribute a member that would not be one."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for the value the enumeration chooses itself."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return (
        len(name) > 4
        and name[:2] == name[-2:] == "__"
        and name[2] != "_"
        and name[-3] != "_"
    )


def _is_sunder(name):
    return (
        len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"
    )


def _is_internal_class(cls_name, obj):
    if not isinstance(obj, type):
        return False
    qualname = getattr(obj, "__qualname__", "")
    own = f"{cls_name}.{getattr(obj, '__name__', '')}"
    return qualname == own or qualname.endswith("." + own)


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return (
        len(name) > len(prefix)
        and name.startswith(prefix)
        and (name[-1] != "_" or name[-2] != "_")
    )


def _is_single_bit(num):
    return num != 0 and num & (num - 1) == 0


def _iter_bits_lsb(num):
    if Enum is not None and isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while num:
        low = num & -num
        yield low
        num ^= low


def show_flag_values(value):
    """Return the list of single-bit values in value."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """bin() with a sign digit, so that negative numbers are two's complement."""
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        s = _bltns.bin(num + ceiling).replace("1", "0", 1)
    else:
        s = _bltns.bin(~num ^ (ceiling - 1) + ceiling)
    sign = s[:3]
    digits = s[3:]
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f"{sign} {digits}"


class property:
    """A property that leaves the name free for a member of the class."""

    member = None
    name = None
    clsname = None
    _attr_type = None
    _cls_type = None

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        if doc is None and fget is not None:
            doc = fget.__doc__
        self.__doc__ = doc

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == "attr":
            return getattr(self._cls_type, self.name)
        if self._attr_type == "desc":
            return getattr(instance._value_, self.name)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError(
                f"{ownerclass!r} has no attribute {self.name!r}"
            ) from None

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError(
            f"<enum {self.clsname!r}> cannot set attribute {self.name!r}"
        )

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError(
            f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}"
        )

    def getter(self, fget):
        return type(self)(fget, self.fset, self.fdel, self.__doc__)

    def setter(self, fset):
        return type(self)(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return type(self)(self.fget, self.fset, fdel, self.__doc__)


class EnumDict(dict):
    """The namespace of an enum class body: keeps the order of the members."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        cls_name = self._cls_name
        if cls_name is not None and _is_private(cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in (
                "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_",
                "_ignore_", "_iter_member_", "_iter_member_by_value_",
                "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
                "_use_args_", "_member_names_", "_simple",
            ):
                raise ValueError(
                    f"_sunder_ names, such as {key!r}, are reserved for future Enum use"
                )
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = (
                    value.__func__ if isinstance(value, staticmethod) else value
                )
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, _partial_type()):
            import warnings

            warnings.warn(
                "functools.partial will be a method descriptor "
                "in future Python versions; wrap it in enum.member() "
                "if you want to preserve the old behavior",
                FutureWarning,
                stacklevel=2,
            )
            self._add_member(key, value)
        elif _is_descriptor(value):
            pass
        elif cls_name is not None and _is_internal_class(cls_name, value):
            pass
        else:
            value = self._add_member(key, value)
        super().__setitem__(key, value)

    def _add_member(self, key, value):
        if key in self:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if isinstance(value, member):
            value = value.value
        single = not isinstance(value, tuple)
        values = (value,) if single else value
        if isinstance(value, auto) or any(isinstance(v, auto) for v in values):
            done = []
            for v in values:
                if isinstance(v, auto):
                    if v.value is _auto_null:
                        v.value = self._generate_next_value(
                            key, 1, len(self._member_names), self._last_values[:]
                        )
                        self._auto_called = True
                    v = v.value
                    self._last_values.append(v)
                done.append(v)
            if single:
                value = done[0]
            else:
                try:
                    value = type(value)(done)
                except TypeError:
                    value = type(value)(*done)
        else:
            self._last_values.append(value)
        self._member_names[key] = None
        return value

    @_bltns.property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, *more_members, **more):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for name, value in more.items():
            self[name] = value


_EnumDict = EnumDict


def _partial_type():
    functools = sys.modules.get("functools")
    return functools.partial if functools is not None else ()


class _MemberBuilder:
    """Makes the members while the class is being created.

    Runs as a __set_name__ hook, so that __init_subclass__ finds them in place.
    """

    def __init__(self, names, namespace):
        self.names = names
        self.namespace = namespace

    def __set_name__(self, enum_class, name):
        for member_name in self.names:
            _make_member(enum_class, member_name, self.namespace[member_name])
        # Its presence tells Enum.__new__ that the class is not ready.
        delattr(enum_class, name)


def _make_member(enum_class, member_name, value):
    args = value if isinstance(value, tuple) else (value,)
    if enum_class._member_type_ is tuple:
        args = (args,)
    if not enum_class._use_args_:
        enum_member = enum_class._new_member_(enum_class)
    else:
        enum_member = enum_class._new_member_(enum_class, *args)
    if not hasattr(enum_member, "_value_"):
        if enum_class._member_type_ is object:
            enum_member._value_ = value
        else:
            try:
                enum_member._value_ = enum_class._member_type_(*args)
            except Exception as exc:
                raise TypeError("_value_ not set in __new__, unable to create it") from exc
    value = enum_member._value_
    enum_member._name_ = member_name
    enum_member.__objclass__ = enum_class
    enum_member.__init__(*args)
    enum_member._sort_order_ = len(enum_class._member_names_)
    if Flag is None or not issubclass(enum_class, Flag):
        # A repeated value is an alias of the first member with it.
        try:
            try:
                enum_member = enum_class._value2member_map_[value]
            except TypeError:
                for other in enum_class._member_map_.values():
                    if other._value_ == value:
                        enum_member = other
                        break
                else:
                    raise KeyError
        except KeyError:
            enum_class._member_names_.append(member_name)
    else:
        try:
            enum_member = enum_class._value2member_map_[value]
        except (KeyError, TypeError):
            if isinstance(value, int):
                # Only single bits are canonical members, the rest are aliases.
                if _is_single_bit(value):
                    enum_class._member_names_.append(member_name)
                    enum_class._singles_mask_ |= value
                enum_class._flag_mask_ |= value
                enum_class._all_bits_ = 2 ** enum_class._flag_mask_.bit_length() - 1
            else:
                enum_class._member_names_.append(member_name)
    enum_class._add_member_(member_name, enum_member)
    try:
        enum_class._value2member_map_.setdefault(value, enum_member)
        if value not in enum_class._hashable_values_:
            enum_class._hashable_values_.append(value)
    except TypeError:
        enum_class._unhashable_values_.append(value)
        enum_class._unhashable_values_map_.setdefault(member_name, []).append(value)


class EnumType(type):
    """Metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        enum_dict = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            enum_dict["_generate_next_value_"] = getattr(
                first_enum, "_generate_next_value_", None
            )
        return enum_dict

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        classdict.setdefault("_ignore_", []).append("_ignore_")
        for key in classdict["_ignore_"]:
            classdict.pop(key, None)
        names = list(classdict._member_names)
        invalid = set(names) & {"mro", ""}
        if invalid:
            raise ValueError(
                f"invalid enum member name(s) {','.join(repr(n) for n in sorted(invalid))}"
            )
        order = classdict.pop("_order_", None)
        gnv = classdict.get("_generate_next_value_")
        if gnv is not None and type(gnv) is not staticmethod:
            dict.__setitem__(classdict, "_generate_next_value_", staticmethod(gnv))
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        members = {name: dict.pop(classdict, name) for name in names}

        namespace = dict(classdict)
        namespace["_new_member_"] = new_member
        namespace["_use_args_"] = use_args
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_hashable_values_"] = []
        namespace["_unhashable_values_"] = []
        namespace["_unhashable_values_map_"] = {}
        namespace["_member_type_"] = member_type
        namespace["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        namespace["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
        namespace["_flag_mask_"] = 0
        namespace["_singles_mask_"] = 0
        namespace["_all_bits_"] = 0
        namespace["_inverted_"] = None
        namespace["_enum_member_builder"] = _MemberBuilder(names, members)
        _choose_methods(namespace, classdict, bases, member_type, first_enum)
        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except Exception as e:
            # The note about __set_name__ would show our inner workings.
            if hasattr(e, "__notes__"):
                del e.__notes__
            raise

        # pickle goes by class and value (or name); a mixed-in __reduce_ex__ stays.
        methods = "__repr__", "__str__", "__format__", "__reduce_ex__"
        for name in methods:
            if name not in namespace:
                enum_method = getattr(first_enum, name, None)
                found_method = getattr(enum_class, name, None)
                object_method = getattr(object, name, None)
                data_type_method = getattr(member_type, name, None)
                if found_method in (data_type_method, object_method):
                    setattr(enum_class, name, enum_method)
        if Flag is not None and issubclass(enum_class, Flag):
            for name in (
                "__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__",
                "__invert__",
            ):
                if name not in classdict:
                    enum_method = getattr(Flag, name)
                    setattr(enum_class, name, enum_method)
        if Enum is not None:
            # A __new__ of the class makes members; afterwards lookup takes its place.
            if save_new:
                enum_class.__new_member__ = new_member
            enum_class.__new__ = Enum.__new__
        if order is not None:
            _check_order(enum_class, order)
        if Flag is not None and issubclass(enum_class, Flag):
            _finish_flag(enum_class)
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(
        cls, value, names=_not_given, *values, module=None, qualname=None,
        type=None, start=1, boundary=None,
    ):
        """Look a member up by value, or create a new enumeration."""
        if cls._member_map_:
            if names is not _not_given:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            raise TypeError(
                f"{cls} has no members; specify `names=()` if you meant to create "
                "a new, empty, enum"
            )
        return cls._create_(
            class_name=value,
            names=None if names is _not_given else names,
            module=module, qualname=qualname, type=type, start=start, boundary=boundary,
        )

    def __contains__(cls, value):
        """Tell whether value is a member or the value of one."""
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except ValueError:
            return (
                value in cls._unhashable_values_
                or value in cls._hashable_values_
            )

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __dir__(cls):
        interesting = {
            "__class__", "__contains__", "__doc__", "__getitem__", "__iter__",
            "__len__", "__members__", "__module__", "__name__", "__qualname__",
        } | set(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            interesting.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            interesting.add("__init_subclass__")
        if cls._member_type_ is object:
            return sorted(interesting)
        return sorted(set(dir(cls._member_type_)) | interesting)

    def __getitem__(cls, name):
        """Look a member up by name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """Iterate over the members in definition order, without aliases."""
        member_map = cls._member_map_
        return (member_map[name] for name in cls._member_names_)

    def __len__(cls):
        """Return the number of members, without aliases."""
        return len(cls._member_names_)

    @_bltns.property
    def __members__(cls):
        """A read-only mapping of every name, aliases included."""
        return _MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __reversed__(cls):
        member_map = cls._member_map_
        return (member_map[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def _create_(
        cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
        boundary=None,
    ):
        # The functional API: Enum("Name", "a b c").
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original, names = names, []
            last_values = []
            for count, name in enumerate(original):
                value = first_enum._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                member_name, member_value = item, names[item]
            else:
                member_name, member_value = item
            classdict[member_name] = member_value
        if module is None:
            try:
                module = sys._getframe(2).f_globals["__name__"]
            except (AttributeError, ValueError, KeyError):
                pass
        if module is None:
            _make_class_unpicklable(classdict)
        else:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        # Replace the constants of a module that pass the filter by an enumeration.
        module_globals = sys.modules[module].__dict__
        source = source.__dict__ if source else module_globals
        members = [(n, source[n]) for n in source if filter(n)]
        try:
            members.sort(key=lambda t: (t[1], t[0]))
        except TypeError:
            members.sort(key=lambda t: t[0])
        body = {t[0]: t[1] for t in members}
        body["__module__"] = module
        tmp_cls = type(name, (object,), body)
        cls = _simple_enum(etype=cls, boundary=boundary or KEEP)(tmp_cls)
        if as_global:
            global_enum(cls)
        else:
            sys.modules[cls.__module__].__dict__.update(cls.__members__)
        module_globals[name] = cls
        return cls

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        # (the data type mixed in, the enum base)
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError(
                "new enumerations should be created as "
                "`EnumName([mixin_type, ...] [data_type,] enum_type)`"
            )
        member_type = mcls._find_data_type_(class_name, bases) or object
        return member_type, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    if (
                        "__dataclass_fields__" in base.__dict__
                        and "__dataclass_params__" in base.__dict__
                        and base.__dict__["__dataclass_params__"].repr
                    ):
                        return _dataclass_repr
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        data_types = set()
        base_chain = set()
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                base_chain.add(base)
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        data_types.add(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    data_types.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {data_types!r}")
        return data_types.pop() if data_types else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        # (function that makes members, keep it as __new_member__?, give it the arguments?)
        __new__ = classdict.get("__new__")
        save_new = first_enum is not None and __new__ is not None
        if __new__ is None:
            for method in ("__new_member__", "__new__"):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target not in (None, None.__new__, object.__new__, Enum and Enum.__new__):
                        __new__ = target
                        break
                if __new__ is not None:
                    break
            else:
                __new__ = object.__new__
        use_args = not (first_enum is None or __new__ in (Enum and Enum.__new__, object.__new__))
        return __new__, save_new, use_args

    def _add_member_(cls, name, member):
        if name in cls._member_map_:
            if cls._member_map_[name] is not member:
                raise NameError(f"{name!r} is already bound: {cls._member_map_[name]!r}")
            return
        found_descriptor = None
        descriptor_type = None
        class_type = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is not None:
                if isinstance(attr, (property, _dynamic_attribute())):
                    found_descriptor = attr
                    class_type = base
                    descriptor_type = "enum"
                    break
                if _is_descriptor(attr):
                    found_descriptor = attr
                    descriptor_type = descriptor_type or "desc"
                    class_type = class_type or base
                    continue
                descriptor_type = "attr"
                class_type = base
        if found_descriptor is not None:
            redirect = property()
            redirect.member = member
            redirect.__set_name__(cls, name)
            if descriptor_type in ("enum", "desc"):
                redirect.fget = getattr(found_descriptor, "fget", None)
                redirect._get = getattr(found_descriptor, "__get__", None)
                redirect.fset = getattr(found_descriptor, "fset", None)
                redirect._set = getattr(found_descriptor, "__set__", None)
                redirect.fdel = getattr(found_descriptor, "fdel", None)
                redirect._del = getattr(found_descriptor, "__delete__", None)
            redirect._attr_type = descriptor_type
            redirect._cls_type = class_type
            type.__setattr__(cls, name, redirect)
        else:
            type.__setattr__(cls, name, member)
        cls._member_map_[name] = member


EnumMeta = EnumType


def _dynamic_attribute():
    types = sys.modules.get("types")
    return types.DynamicClassAttribute if types is not None else property


def _no_pickle(self, proto):
    raise TypeError(f"{self!r} cannot be pickled")


def _make_class_unpicklable(obj):
    """Make pickling an instance of the class (or through the namespace) fail."""
    if isinstance(obj, dict):
        obj["__reduce_ex__"] = _no_pickle
        obj["__module__"] = "<unknown>"
    else:
        setattr(obj, "__reduce_ex__", _no_pickle)
        setattr(obj, "__module__", "<unknown>")


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ", ".join(
        [f"{k}={getattr(self, k)!r}" for k in fields.keys() if fields[k].repr]
    )


def _choose_methods(namespace, classdict, bases, member_type, first_enum):
    # Mixed-in types keep their own __str__ and __format__ only under ReprEnum.
    if ReprEnum is not None and ReprEnum in bases:
        if "__format__" not in classdict:
            namespace["__format__"] = member_type.__format__
        if "__str__" not in classdict:
            method = member_type.__str__
            if method is object.__str__:
                method = member_type.__repr__
            namespace["__str__"] = method


def _check_order(enum_class, order):
    # _order_ may also name aliases; only canonical members count.
    order = order.replace(",", " ").split() if isinstance(order, str) else order
    names = enum_class._member_names_
    members = enum_class._member_map_
    order = [o for o in order if o not in members or o in names]
    if order != names:
        raise TypeError(
            f"member order does not match _order_:\n  {names!r}\n  {order!r}"
        )


def _finish_flag(enum_class):
    # Masks, and canonical order if the values are not defined in ascending order.
    members = [m._value_ for m in enum_class if isinstance(m._value_, int)]
    if sorted(members) != members:
        enum_class._iter_member_ = enum_class._iter_member_by_def_
    single_bits = multi_bits = 0
    for m in enum_class._member_map_.values():
        value = m._value_
        if not isinstance(value, int):
            continue
        if _is_single_bit(value):
            single_bits |= value
        elif value > 0:
            multi_bits |= value
    enum_class._flag_mask_ = single_bits | multi_bits
    enum_class._singles_mask_ = single_bits
    enum_class._all_bits_ = 2 ** enum_class._flag_mask_.bit_length() - 1
    # Negative values mean "all but": make them what they stand for.
    for m in list(enum_class._member_map_.values()):
        value = m._value_
        if (
            isinstance(value, int)
            and value < 0
            and enum_class._boundary_ in (STRICT, CONFORM)
        ):
            positive = enum_class._singles_mask_ & value
            m._value_ = positive
            if int not in enum_class.__mro__:
                enum_class._value2member_map_.setdefault(positive, m)


class Enum(metaclass=EnumType):
    """Base class of enumerations."""

    @classmethod
    def __signature__(cls):
        if cls._member_names_:
            return "(*values)"
        return (
            "(new_class_name, /, names, *, module=None, qualname=None, "
            "type=None, start=1, boundary=None)"
        )

    def __new__(cls, value):
        # Only lookups come here; members are made by _make_member().
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
        if not cls._member_map_:
            if "_enum_member_builder" in cls.__dict__:
                raise TypeError(
                    "do not use `super().__new__; call the appropriate __new__ directly"
                ) from None
            raise TypeError(f"{cls!r} has no members defined")
        try:
            exc = None
            result = cls._missing_(value)
        except Exception as e:
            exc = e
            result = None
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
                return result
            ve_exc = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if result is None and exc is None:
                raise ve_exc
            if exc is None:
                exc = TypeError(
                    f"error in {cls.__name__}._missing_: returned {result!r} "
                    "instead of None or a valid member"
                )
            if not isinstance(exc, ValueError):
                exc.__context__ = ve_exc
            raise exc
        finally:
            exc = None
            ve_exc = None

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        cls = self.__class__
        try:
            if value in cls._value2member_map_:
                if cls._value2member_map_[value] is not self:
                    raise ValueError(
                        f"{value!r} is already bound: {cls._value2member_map_[value]!r}"
                    )
                return
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    if m is not self:
                        raise ValueError(
                            f"{value!r} is already bound: {cls._value2member_map_[value]!r}"
                        )
                    return
        try:
            cls._value2member_map_.setdefault(value, self)
            cls._hashable_values_.append(value)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """Choose the value for auto(): one more than the highest so far."""
        if not last_values:
            return start
        try:
            last_value = sorted(last_values).pop()
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last_value + 1
        except TypeError:
            raise TypeError(f"unable to increment {last_value!r}") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        v_repr = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {v_repr(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        interesting = {
            "__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value",
        }
        if self.__class__._member_type_ is not object:
            interesting.update(object.__dir__(self))
        for name in getattr(self, "__dict__", ()):
            if name[0] != "_" and name not in self._member_map_:
                interesting.add(name)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(obj, property):
                    if obj.fget is not None or name not in self._member_map_:
                        interesting.add(name)
                    else:
                        interesting.discard(name)
                elif name not in self._member_map_:
                    interesting.add(name)
        return sorted(interesting)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


class ReprEnum(Enum):
    """Changes only the repr() of the mixed-in type."""


class FlagBoundary(str, Enum):
    """What happens to bits that no flag names."""

    def __new__(cls, value):
        obj = str.__new__(cls, value)
        obj._value_ = value
        return obj

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    __str__ = str.__str__
    __format__ = str.__format__

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class IntEnum(int, ReprEnum):
    """Members are also ints."""


class StrEnum(str, ReprEnum):
    """Members are also strs; auto() gives the name in lower case."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1:
            if not isinstance(values[0], str):
                raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2:
            if not isinstance(values[1], str):
                raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3:
            if not isinstance(values[2], str):
                raise TypeError(f"errors must be a string, not {values[2]!r}")
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def pickle_by_global_name(self, proto):
    """__reduce_ex__ for members that are also globals of their module."""
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    """__reduce_ex__ by class and member name."""
    return getattr, (self.__class__, self._name_)


class Flag(Enum, boundary=STRICT):
    """Members that combine with the bitwise operators."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """Choose the value for auto(): the next power of two."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high_bit = last_value.bit_length() - 1
        except Exception:
            raise TypeError(f"invalid flag value {last_value!r}") from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(
            cls._iter_member_by_value_(value), key=lambda m: m._sort_order_
        )

    @classmethod
    def _missing_(cls, value):
        """Make the pseudo-member for a combination, as the boundary allows."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        flag_mask = cls._flag_mask_
        singles_mask = cls._singles_mask_
        all_bits = cls._all_bits_
        neg_value = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ flag_mask):
            if cls._boundary_ is STRICT:
                max_bits = max(value.bit_length(), flag_mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n    given {bin(value, max_bits)}\n"
                    f"  allowed {bin(flag_mask, max_bits)}"
                )
            if cls._boundary_ is CONFORM:
                value = value & flag_mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP:
                if value < 0:
                    value = max(all_bits + 1, 2 ** value.bit_length()) + value
            else:
                raise ValueError(
                    f"{cls!r} unknown flag boundary {cls._boundary_!r}"
                )
        if value < 0:
            neg_value = value
            if cls._boundary_ in (EJECT, KEEP):
                value = all_bits + 1 + value
            else:
                value = singles_mask & value
        unknown = value & ~flag_mask
        aliases = value & ~singles_mask
        member_value = value & singles_mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError(
                f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} "
                f"[{bin(unknown)}]"
            )
        if cls._member_type_ is object:
            pseudo = object.__new__(cls)
        else:
            pseudo = cls._member_type_.__new__(cls, value)
        if not hasattr(pseudo, "_value_"):
            pseudo._value_ = value
        if member_value or aliases:
            members = []
            combined = 0
            for m in cls._iter_member_(member_value):
                members.append(m)
                combined |= m._value_
            if aliases:
                value = member_value | aliases
                for n, pm in cls._member_map_.items():
                    if (
                        pm not in members and pm._value_
                        and pm._value_ & value == pm._value_
                    ):
                        members.append(pm)
                        combined |= pm._value_
            unknown = value ^ combined
            pseudo._name_ = "|".join([m._name_ for m in members])
            if not combined:
                pseudo._name_ = None
            elif unknown and cls._boundary_ is STRICT:
                raise ValueError(f"{cls!r}: no members with value {unknown!r}")
            elif unknown:
                pseudo._name_ += f"|{cls._numeric_repr_(unknown)}"
        else:
            pseudo._name_ = None
        # The map decides, so that racing threads agree on one object.
        pseudo = cls._value2member_map_.setdefault(value, pseudo)
        if neg_value is not None:
            cls._value2member_map_[neg_value] = pseudo
        return pseudo

    def __contains__(self, other):
        """Tell whether every bit of other is set."""
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                f"and {self.__class__.__qualname__!r}"
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """Iterate over the single-bit members that are set."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls_name = self.__class__.__name__
        v_repr = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return f"<{cls_name}: {v_repr(self._value_)}>"
        return f"<{cls_name}.{self._name_}: {v_repr(self._value_)}>"

    def __str__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return f"{cls_name}({self._value_!r})"
        return f"{cls_name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _operand(self, other, sign):
        # The other operand's value; None stands for a failed lookup.
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        for flag in (self, other):
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {sign}")
        return value

    def __or__(self, other):
        value = self._operand(other, "|")
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._operand(other, "&")
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._operand(other, "^")
        if value is NotImplemented:
            return value
        return self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are also ints."""


def unique(enumeration):
    """Class decorator: no two names may have the same value."""
    duplicates = [
        (name, m.name) for name, m in enumeration.__members__.items() if name != m.name
    ]
    if duplicates:
        details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


def global_enum_repr(self):
    """repr() as module.NAME, for members that are also globals."""
    module = self.__class__.__module__.split(".")[-1]
    return f"{module}.{self._name_}"


def global_flag_repr(self):
    """repr() as module.A|module.B, for flags that are also globals."""
    module = self.__class__.__module__.split(".")[-1]
    cls_name = self.__class__.__name__
    if self._name_ is None:
        return f"{module}.{cls_name}({self._value_!r})"
    if _is_single_bit(self._value_):
        return f"{module}.{self._name_}"
    if self._boundary_ is not FlagBoundary.KEEP:
        return "|".join([f"{module}.{n}" for n in self.name.split("|")])
    names = []
    for n in self._name_.split("|"):
        names.append(n if n[0].isdigit() else f"{module}.{n}")
    return "|".join(names)


def global_str(self):
    """str() as the bare name."""
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator: make the members globals of their module."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: turn a plain class into an enumeration."""

    def convert_class(cls):
        classdict = etype.__class__.__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name in ("__dict__", "__weakref__", "__static_attributes__", "__firstlineno__"):
                continue
            classdict[name] = value
        new = EnumType.__new__(
            etype.__class__, cls.__name__, (etype,), classdict, boundary=boundary
        )
        new.__qualname__ = cls.__qualname__
        return new

    return convert_class


@_simple_enum(StrEnum)
class EnumCheck:
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator: check the given constraints."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        cls_name = enumeration.__name__
        if Flag is not None and issubclass(enumeration, Flag):
            enum_type = "flag"
        elif issubclass(enumeration, Enum):
            enum_type = "enum"
        else:
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [
                    (n, m.name) for n, m in enumeration.__members__.items() if n != m.name
                ]
                if duplicates:
                    details = ", ".join([f"{a} -> {n}" for a, n in duplicates])
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check is CONTINUOUS:
                values = {m.value for m in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if enum_type == "flag":
                    missing = [
                        2 ** i for i in range(low.bit_length(), high.bit_length())
                        if 2 ** i not in values
                    ]
                else:
                    missing = [i for i in range(low + 1, high) if i not in values]
                if missing:
                    raise ValueError(
                        f"invalid {enum_type} {cls_name!r}: missing values "
                        f"{', '.join(str(m) for m in missing)}"[:256]
                    )
            elif check is NAMED_FLAGS:
                _verify_named_flags(enumeration, cls_name)
        return enumeration


def _verify_named_flags(enumeration, cls_name):
    member_names = enumeration._member_names_
    member_values = [m.value for m in enumeration]
    missing_names = []
    missing_value = 0
    for name, alias in enumeration._member_map_.items():
        if name in member_names:
            continue
        if alias.value < 0:
            continue
        values = list(_iter_bits_lsb(alias.value))
        missed = [v for v in values if v not in member_values]
        if missed:
            missing_names.append(name)
            for v in missed:
                missing_value |= v
    if not missing_names:
        return
    if len(missing_names) == 1:
        alias = f"alias {missing_names[0]} is missing"
    else:
        alias = f"aliases {', '.join(missing_names[:-1])} and {missing_names[-1]} are missing"
    if _is_single_bit(missing_value):
        value = f"value 0x{missing_value:x}"
    else:
        value = f"combined values of 0x{missing_value:x}"
    raise ValueError(
        f"invalid Flag {cls_name!r}: {alias} {value} "
        "[use enum.show_flag_values(value) for details]"
    )


def _test_simple_enum(checked_enum, simple_enum):
    """Compare two enumerations member by member."""
    a = {n: m._value_ for n, m in checked_enum._member_map_.items()}
    b = {n: m._value_ for n, m in simple_enum._member_map_.items()}
    if a != b:
        raise TypeError(f"enum mismatch:\n   {a!r}\n   {b!r}")


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """Make an enumeration out of a module's constants."""
    return etype._convert_(name, module, filter, source, boundary=boundary)
