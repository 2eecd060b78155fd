"""Look into functions, classes and frames."""

import sys
import types

CO_OPTIMIZED = 1
CO_NEWLOCALS = 2
CO_VARARGS = 4
CO_VARKEYWORDS = 8
CO_NESTED = 16
CO_GENERATOR = 32
CO_NOFREE = 64
CO_COROUTINE = 128
CO_ITERABLE_COROUTINE = 256
CO_ASYNC_GENERATOR = 512


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isframe(object):
    return isinstance(object, types.FrameType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def ismethoddescriptor(obj):
    """True for descriptors with __get__ only that are no functions or classes."""
    if isclass(obj) or ismethod(obj) or isfunction(obj):
        return False
    tp = type(obj)
    return hasattr(tp, "__get__") and not hasattr(tp, "__set__") and not hasattr(tp, "__delete__")


def isdatadescriptor(object):
    """True for descriptors that control assignment."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__set__") or hasattr(tp, "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """True for every kind of function or method."""
    return (
        isbuiltin(object)
        or isfunction(object)
        or ismethod(object)
        or ismethoddescriptor(object)
    )


def isabstract(object):
    """True for classes with abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


def isawaitable(object):
    """True for what `await` takes."""
    return (
        isinstance(object, types.CoroutineType)
        or (
            isinstance(object, types.GeneratorType)
            and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
        )
        or hasattr(type(object), "__await__")
    )


def _has_flag(f, flag):
    import functools

    f = functools._unwrap_partialmethod(f)
    if ismethod(f):
        f = f.__func__
    f = functools._unwrap_partial(f)
    if not (isfunction(f) or hasattr(f, "__code__")):
        return False
    return bool(f.__code__.co_flags & flag)


_coroutine_mark = object()


def markcoroutinefunction(func):
    """Mark a callable as giving a coroutine."""
    if hasattr(func, "__func__"):
        func = func.__func__
    func._is_coroutine_mark = _coroutine_mark
    return func


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    if getattr(getattr(obj, "__func__", obj), "_is_coroutine_mark", None) is _coroutine_mark:
        return True
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)





def _state(running, frame, lasti_started, prefix):
    if running:
        return f"{prefix}_RUNNING"
    if frame is None:
        return f"{prefix}_CLOSED"
    return f"{prefix}_SUSPENDED" if lasti_started else f"{prefix}_CREATED"


def getgeneratorstate(generator):
    """Return GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state(generator.gi_running, generator.gi_frame, generator.gi_suspended, "GEN")


def getcoroutinestate(coroutine):
    """Return CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state(coroutine.cr_running, coroutine.cr_frame, coroutine.cr_suspended, "CORO")


GEN_CREATED, GEN_RUNNING = "GEN_CREATED", "GEN_RUNNING"
GEN_SUSPENDED, GEN_CLOSED = "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"


def getmembers(object, predicate=None):
    """Return the (name, value) pairs of an object, sorted by name."""
    mro = getmro(object) if isclass(object) else ()
    processed = set()
    names = dir(object)
    # No enumeration comes without its module.
    enum = sys.modules.get("enum")
    for_instances = (types.DynamicClassAttribute, *([enum.property] if enum else ()))
    try:
        for base in object.__bases__:
            for k, v in base.__dict__.items():
                if isinstance(v, for_instances):
                    names.append(k)
    except AttributeError:
        pass
    results = []
    for key in names:
        try:
            value = getattr(object, key)
            if key in processed:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((key, value))
        processed.add(key)
    results.sort(key=lambda pair: pair[0])
    return results


def getattr_static(obj, attr, *default):
    """Look an attribute up without running descriptors or __getattr__."""
    places = []
    if isclass(obj):
        places = list(obj.__mro__) + list(type(obj).__mro__)
    else:
        d = getattr(obj, "__dict__", None)
        if isinstance(d, dict) and attr in d:
            for base in type(obj).__mro__:
                found = base.__dict__.get(attr)
                if found is not None and isdatadescriptor(found):
                    return found
            return d[attr]
        places = type(obj).__mro__
    for base in places:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default:
        return default[0]
    raise AttributeError(attr)


def getmro(cls):
    """Return the method resolution order."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to the innermost function."""
    first = func
    seen = {id(func)}
    while not isinstance(func, type) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen.add(id(func))
    return func


def cleandoc(doc):
    """Remove the indentation and the blank ends of a docstring."""
    lines = doc.expandtabs().split("\n")
    margin = sys.maxsize
    for line in lines[1:]:
        content = len(line.lstrip(" "))
        if content:
            margin = min(margin, len(line) - content)
    lines[0] = lines[0].lstrip(" ")
    if margin < sys.maxsize:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """Return the cleaned docstring, inherited if need be, or None."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None or (not isclass(object) and doc is getattr(type(object), "__doc__", None)):
        doc = doc if doc is not None else _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(object):
    if isclass(object):
        for base in object.__mro__[1:]:
            if base.__doc__ is not None and base is not type:
                if base is _object:
                    return None
                return base.__doc__
        return None
    name = getattr(object, "__name__", None)
    owner = None
    if ismethod(object):
        owner = object.__self__ if isclass(object.__self__) else type(object.__self__)
    elif isfunction(object):
        module = sys.modules.get(object.__module__)
        owner = module
        for part in object.__qualname__.split(".")[:-1]:
            owner = getattr(owner, part, None)
    elif isinstance(object, property) and object.fget is not None:
        name = object.fget.__name__
        module = sys.modules.get(object.fget.__module__)
        owner = module
        for part in object.fget.__qualname__.split(".")[:-1]:
            owner = getattr(owner, part, None)
    if not isclass(owner) or name is None:
        return None
    for base in owner.__mro__:
        if name in base.__dict__:
            doc = getattr(base.__dict__[name], "__doc__", None)
            if doc is not None:
                return doc
    return None


_object = object


def getfile(object):
    """Return the name of the file in which an object was defined."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError(
        "module, class, method, function, traceback, frame, or "
        f"code object was expected, got {type(object).__name__}"
    )


getsourcefile = getfile


def getmodule(object, _filename=None):
    """Return the module in which an object was defined, or None."""
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def _block(lines):
    # The lines of the first definition: until the indentation ends.
    header_done = False
    indent = None
    last = 0
    depth = 0
    for i, line in enumerate(lines):
        stripped = line.strip()
        if not header_done:
            depth += sum(line.count(c) for c in "([{") - sum(line.count(c) for c in ")]}")
            last = i
            if depth <= 0 and not stripped.startswith("@") and stripped:
                code = stripped.partition("#")[0].rstrip() if "'" not in stripped and '"' not in stripped else stripped
                if code.endswith(":"):
                    header_done = True
                    indent = len(lines[0]) - len(lines[0].lstrip())
                elif stripped.startswith(("def ", "class ", "async ")) or "lambda" in stripped:
                    return lines[: i + 1]
            continue
        if not stripped:
            continue
        if stripped.startswith("#"):
            continue
        if len(line) - len(line.lstrip()) <= indent:
            break
        last = i
    return lines[: last + 1]


def findsource(object):
    """Return (all lines of the file, index of the first line of the object)."""
    import linecache

    file = getfile(object)
    lines = linecache.getlines(file)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        number = object.__dict__.get("__firstlineno__")
        if number is not None:
            return lines, number - 1
        name = object.__name__
        for i, line in enumerate(lines):
            words = line.lstrip()
            if words.startswith("class ") and words[6:].lstrip().startswith(name):
                rest = words[6:].lstrip()[len(name):].lstrip()
                if rest[:1] in ("(", ":"):
                    return lines, i
        raise OSError("could not find class definition")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        return lines, object.tb_lineno - 1
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return lines, object.co_firstlineno - 1
    raise OSError("could not find code object")


def getsourcelines(object):
    """Return (lines of the object, number of the first one)."""
    object = unwrap(object)
    lines, lnum = findsource(object)
    if ismodule(object):
        return lines, 0
    return _block(lines[lnum:]), lnum + 1


def getsource(object):
    """Return the source text of an object."""
    return "".join(getsourcelines(object)[0])


def currentframe():
    """Return the frame of the caller."""
    return sys._getframe(1)


class _Fields(tuple):
    # A tuple with named items, for the results below.
    __slots__ = ()
    _fields = ()

    def __new__(cls, *args):
        return tuple.__new__(cls, args)

    def __getattr__(self, name):
        try:
            return self[self._fields.index(name)]
        except ValueError:
            raise AttributeError(name) from None

    def __repr__(self):
        shown = ", ".join([f"{n}={v!r}" for n, v in zip(self._fields, self)])
        return f"{type(self).__name__}({shown})"


class Traceback(_Fields):
    __slots__ = ()
    _fields = ("filename", "lineno", "function", "code_context", "index")


class FrameInfo(_Fields):
    __slots__ = ()
    _fields = ("frame", "filename", "lineno", "function", "code_context", "index")


class FullArgSpec(_Fields):
    __slots__ = ()
    _fields = (
        "args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults",
        "annotations",
    )


class ArgInfo(_Fields):
    __slots__ = ()
    _fields = ("args", "varargs", "keywords", "locals")


class ClosureVars(_Fields):
    __slots__ = ()
    _fields = ("nonlocals", "globals", "builtins", "unbound")


def getframeinfo(frame, context=1):
    """Return where a frame or traceback is, with some lines around it."""
    import linecache

    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    if istraceback(frame):
        frame = frame.tb_frame
    filename = frame.f_code.co_filename
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        all_lines = linecache.getlines(filename)
        if all_lines:
            start = max(0, min(start, len(all_lines) - context))
            lines = all_lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index)


def getouterframes(frame, context=1):
    """Return FrameInfo of a frame and those that called it."""
    result = []
    while frame:
        result.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    """Return FrameInfo of the frames of a traceback."""
    result = []
    while tb:
        result.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return result


def stack(context=1):
    """Return FrameInfo of the caller and those that called it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Return FrameInfo of the exception being handled."""
    exc = sys.exception()
    return getinnerframes(exc.__traceback__ if exc else None, context)


def getargvalues(frame):
    """Return the arguments of a frame and its local variables."""
    co = frame.f_code
    n = co.co_argcount
    args = list(co.co_varnames[:n + co.co_kwonlyargcount])
    n += co.co_kwonlyargcount
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = co.co_varnames[n]
        n += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = co.co_varnames[n]
    return ArgInfo(args, varargs, varkw, frame.f_locals)


def getclosurevars(func):
    """Return the names a function takes from outside, with their values."""
    import builtins

    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {}
    if func.__closure__ is not None:
        for name, cell in zip(code.co_freevars, func.__closure__):
            try:
                nonlocals[name] = cell.cell_contents
            except ValueError:
                pass
    global_vars, builtin_vars, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            global_vars[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            builtin_vars[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_vars, builtin_vars, unbound)


def formatannotation(annotation, base_module=None):
    """Return an annotation as text."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """Return the annotations of a function, class or module as a dict."""
    if isclass(obj):
        ann = obj.__dict__.get("__annotations__")
        default = getattr(sys.modules.get(obj.__module__), "__dict__", None)
        scope = dict(vars(obj))
    elif ismodule(obj):
        ann = getattr(obj, "__annotations__", None)
        default, scope = obj.__dict__, None
    elif callable(obj):
        ann = getattr(obj, "__annotations__", None)
        default, scope = getattr(unwrap(obj), "__globals__", None), None
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if ann is None:
        return {}
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not eval_str:
        return dict(ann)
    globals = default if globals is None else globals
    locals = scope if locals is None else locals
    return {
        k: eval(v, globals or {}, locals) if isinstance(v, str) else v
        for k, v in ann.items()
    }


class _empty:
    """Marks the absence of a default or an annotation."""


class _ParameterKind(int):
    # Ordered as the kinds may follow each other.
    def __new__(cls, value, name, description):
        self = int.__new__(cls, value)
        self.name = name
        self.description = description
        return self

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    @property
    def value(self):
        return int(self)


_POSITIONAL_ONLY = _ParameterKind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _ParameterKind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _ParameterKind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _ParameterKind(4, "VAR_KEYWORD", "variadic keyword")
_KINDS = (
    _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD,
)


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _KINDS[kind]
        except (IndexError, TypeError):
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            self._kind = _POSITIONAL_ONLY
            name = f"implicit{name[1:]}"
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    @property
    def name(self):
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty, default=_empty):
        """Return a copy with some attributes changed."""
        return type(self)(
            self._name if name is _empty else name,
            self._kind if kind is _empty else kind,
            default=self._default if default is _empty else default,
            annotation=self._annotation if annotation is _empty else annotation,
        )

    __replace__ = replace

    def __str__(self):
        formatted = self._name
        if self._annotation is not _empty:
            formatted = f"{formatted}: {formatannotation(self._annotation)}"
        if self._default is not _empty:
            eq = " = " if self._annotation is not _empty else "="
            formatted = f"{formatted}{eq}{self._default!r}"
        if self._kind == _VAR_POSITIONAL:
            return "*" + formatted
        if self._kind == _VAR_KEYWORD:
            return "**" + formatted
        return formatted

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (
            self._name == other._name
            and self._kind == other._kind
            and self._default == other._default
            and self._annotation == other._annotation
        )


class BoundArguments:
    """The arguments of a call, by parameter."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if param.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        started = False
        for name, param in self._signature.parameters.items():
            if not started:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
                else:
                    continue
            if name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            elif param.kind != _VAR_POSITIONAL:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Fill in what the call left out."""
        new = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                new[name] = self.arguments[name]
            elif param.default is not _empty:
                new[name] = param.default
            elif param.kind is _VAR_POSITIONAL:
                new[name] = ()
            elif param.kind is _VAR_KEYWORD:
                new[name] = {}
        self.arguments = new

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        shown = ", ".join([f"{k}={v!r}" for k, v in self.arguments.items()])
        return f"<{self.__class__.__name__} ({shown})>"


class Signature:
    """The parameters and return annotation of a callable."""

    __slots__ = ("_return_annotation", "_parameters")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = {}
        if parameters is not None:
            top_kind = _POSITIONAL_ONLY
            seen_default = False
            for param in parameters:
                kind, name = param.kind, param.name
                if kind < top_kind:
                    raise ValueError(
                        f"wrong parameter order: {top_kind.description} parameter before "
                        f"{kind.description} parameter"
                    )
                top_kind = kind
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if param.default is _empty:
                        if seen_default:
                            raise ValueError(
                                "non-default argument follows default argument"
                            )
                    else:
                        seen_default = True
                if name in params:
                    raise ValueError(f"duplicate parameter name: {name!r}")
                params[name] = param
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """Return the signature of a callable."""
        return _signature(obj, cls, follow_wrapped, eval_str)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        """Return a copy with some attributes changed."""
        return type(self)(
            self.parameters.values() if parameters is _empty else parameters,
            return_annotation=(
                self._return_annotation if return_annotation is _empty else return_annotation
            ),
        )

    __replace__ = replace

    def __hash__(self):
        return hash((tuple(self.parameters.values()), self.return_annotation))

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (
            list(self.parameters.values()) == list(other.parameters.values())
            and self.return_annotation == other.return_annotation
        )

    def _bind(self, args, kwargs, partial=False):
        arguments = {}
        params = list(self.parameters.values())
        args = list(args)
        kwargs = dict(kwargs)
        pos_only_given = []
        # CPython names the kind only of the first parameter without an argument.
        name_kind = True
        for i, param in enumerate(params):
            kind = param.kind
            if kind is _VAR_POSITIONAL:
                if args:
                    arguments[param.name] = tuple(args)
                    args = []
                name_kind = False
            elif kind is _VAR_KEYWORD:
                pass
            elif kind is _KEYWORD_ONLY:
                if param.name in kwargs:
                    arguments[param.name] = kwargs.pop(param.name)
                elif param.default is _empty and not partial:
                    if args:
                        break
                    text = " keyword-only" if name_kind else ""
                    raise TypeError(f"missing a required{text} argument: {param.name!r}")
                else:
                    name_kind = False
            elif args:
                if kind is not _POSITIONAL_ONLY and param.name in kwargs:
                    raise TypeError(f"multiple values for argument {param.name!r}")
                arguments[param.name] = args.pop(0)
            elif param.name in kwargs and kind is not _POSITIONAL_ONLY:
                arguments[param.name] = kwargs.pop(param.name)
                name_kind = False
            elif param.name in kwargs and param.default is _empty:
                pos_only_given.append(param.name)
                name_kind = False
            else:
                if param.default is not _empty:
                    name_kind = False
                elif not partial:
                    kind_text = (
                        " positional-only" if kind is _POSITIONAL_ONLY and name_kind else ""
                    )
                    raise TypeError(f"missing a required{kind_text} argument: {param.name!r}")
        if args:
            raise TypeError("too many positional arguments") from None
        if kwargs:
            last = params[-1] if params else None
            if last is not None and last.kind is _VAR_KEYWORD:
                arguments[last.name] = kwargs
            elif pos_only_given:
                raise TypeError(
                    "got some positional-only arguments passed as keyword arguments: "
                    f"{', '.join(pos_only_given)!r}"
                )
            else:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Match arguments with the parameters; TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """Like bind(), but required arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __repr__(self):
        return f"<{self.__class__.__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """Return the signature as text, one parameter a line if it is too wide."""
        result = []
        render_pos_only_separator = False
        render_kw_only_separator = True
        for param in self.parameters.values():
            kind = param.kind
            if kind == _POSITIONAL_ONLY:
                render_pos_only_separator = True
            elif render_pos_only_separator:
                result.append("/")
                render_pos_only_separator = False
            if kind == _VAR_POSITIONAL:
                render_kw_only_separator = False
            elif kind == _KEYWORD_ONLY and render_kw_only_separator:
                result.append("*")
                render_kw_only_separator = False
            result.append(str(param))
        if render_pos_only_separator:
            result.append("/")
        rendered = f"({', '.join(result)})"
        if max_width is not None and len(rendered) > max_width:
            rendered = "(\n    " + ",\n    ".join(result) + "\n)"
        if self.return_annotation is not _empty:
            rendered += f" -> {formatannotation(self.return_annotation)}"
        return rendered


def _function_signature(func, cls, skip_bound=False, eval_str=False):
    code = func.__code__
    names = code.co_varnames
    pos_count = code.co_argcount
    posonly = code.co_posonlyargcount
    annotations = get_annotations(func, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    params = []
    first_default = pos_count - len(defaults)
    for i in range(pos_count):
        name = names[i]
        params.append(Parameter(
            name, _POSITIONAL_ONLY if i < posonly else _POSITIONAL_OR_KEYWORD,
            annotation=annotations.get(name, _empty),
            default=defaults[i - first_default] if i >= first_default else _empty,
        ))
    kw_names = names[pos_count:pos_count + code.co_kwonlyargcount]
    index = pos_count + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        name = names[index]
        index += 1
        params.append(
            Parameter(name, _VAR_POSITIONAL, annotation=annotations.get(name, _empty))
        )
    for name in kw_names:
        params.append(Parameter(
            name, _KEYWORD_ONLY, annotation=annotations.get(name, _empty),
            default=kwdefaults.get(name, _empty),
        ))
    if code.co_flags & CO_VARKEYWORDS:
        name = names[index]
        params.append(Parameter(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return cls(params, return_annotation=annotations.get("return", _empty))


def _without_first(sig):
    params = list(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        params = params[1:]
    return sig.replace(parameters=params)


def _partial_signature(wrapped, partial):
    ba = wrapped.bind_partial(*(partial.args or ()), **(partial.keywords or {}))
    new = []
    keyword_from_here = False
    bound_by_position = len(partial.args or ())
    for i, (name, param) in enumerate(wrapped.parameters.items()):
        if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD) and i < bound_by_position:
            continue
        if param.kind is _POSITIONAL_OR_KEYWORD and name in (partial.keywords or {}):
            keyword_from_here = True
            param = param.replace(default=ba.arguments[name])
        elif param.kind is _KEYWORD_ONLY and name in (partial.keywords or {}):
            param = param.replace(default=ba.arguments[name])
        if keyword_from_here:
            if param.kind is _VAR_POSITIONAL:
                continue
            if param.kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
        new.append(param)
    new.sort(key=lambda p: p.kind)
    return wrapped.replace(parameters=new)


def _text_signature(obj, cls):
    # A native callable may describe itself: "($self, x, /, y=1)".
    text = getattr(obj, "__text_signature__", None)
    if not text:
        raise ValueError(f"no signature found for builtin {obj!r}")
    clean = text.replace("$self, ", "").replace("$self", "").replace("$module, ", "")
    clean = clean.replace("$module", "").replace("$type, ", "").replace("$type", "")
    clean = clean.strip()
    if clean.startswith("(/, "):
        clean = "(" + clean[4:]
    elif clean == "(/)":
        clean = "()"
    try:
        function = eval(f"lambda {clean[1:-1]}: None", {})
    except Exception:
        raise ValueError(f"{obj!r} has invalid signature") from None
    return _function_signature(function, cls)


def _signature(obj, cls, follow_wrapped=True, eval_str=False):
    import functools

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature(obj.__func__, cls, follow_wrapped, eval_str))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature(obj, cls, follow_wrapped, eval_str)
    sig = getattr(obj, "__signature__", None)
    if sig is not None and not isinstance(sig, property):
        if callable(sig) and not isinstance(sig, Signature):
            # Enumerations work theirs out when they are asked.
            sig = sig()
        if isinstance(sig, str):
            sig = _signature(eval(f"lambda {sig[1:-1]}: None", {}), cls, False, False)
        if not isinstance(sig, Signature):
            raise TypeError(f"unexpected object {sig!r} in __signature__ attribute")
        return sig
    partialmethod = getattr(obj, "__partialmethod__", None)
    if isinstance(partialmethod, functools.partialmethod):
        wrapped = _signature(partialmethod.func, cls, follow_wrapped, eval_str)
        sig = _partial_signature(_without_first(wrapped), partialmethod)
        first = tuple(wrapped.parameters.values())[0]
        return sig.replace(parameters=(first, *sig.parameters.values()))
    if isfunction(obj):
        return _function_signature(obj, cls, eval_str=eval_str)
    if isinstance(obj, functools.partial):
        return _partial_signature(
            _signature(obj.func, cls, follow_wrapped, eval_str), obj
        )
    if isinstance(obj, type):
        call = _user_method(type(obj), "__call__")
        if call is not None and type(obj).__module__ not in ("enum", "typing", "abc"):
            return _without_first(_signature(call, cls, follow_wrapped, eval_str))
        new = _user_method(obj, "__new__")
        init = _user_method(obj, "__init__")
        for base in obj.__mro__:
            if new is not None and "__new__" in base.__dict__:
                return _without_first(_signature(new, cls, follow_wrapped, eval_str))
            if init is not None and "__init__" in base.__dict__:
                return _without_first(_signature(init, cls, follow_wrapped, eval_str))
        if getattr(obj, "__text_signature__", None):
            return _text_signature(obj, cls)
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls(())
        raise ValueError(f"no signature found for builtin type {obj!r}")
    if isbuiltin(obj) or ismethoddescriptor(obj) or ismethodwrapper(obj):
        return _text_signature(obj, cls)
    call = _user_method(type(obj), "__call__")
    if call is not None:
        return _without_first(_signature(call, cls, follow_wrapped, eval_str))
    raise ValueError(f"callable {obj!r} is not supported by signature")


def _user_method(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            method = base.__dict__[name]
            method = getattr(method, "__func__", method)
            if isfunction(method) or hasattr(method, "__wrapped__") or hasattr(method, "__partialmethod__"):
                return method
            return None
    return None


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """Return the Signature of a callable."""
    return _signature(obj, Signature, follow_wrapped, eval_str)


def getfullargspec(func):
    """Return the parameters of a function in the old form."""
    try:
        sig = _signature(func, Signature, follow_wrapped=False)
    except Exception as ex:
        raise TypeError("unsupported callable") from ex
    args, posonly, kwonly, defaults = [], [], [], ()
    varargs = varkw = None
    annotations, kwdefaults = {}, {}
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    for param in sig.parameters.values():
        kind, name = param.kind, param.name
        if kind is _POSITIONAL_ONLY or kind is _POSITIONAL_OR_KEYWORD:
            args.append(name)
            if param.default is not _empty:
                defaults += (param.default,)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            kwonly.append(name)
            if param.default is not _empty:
                kwdefaults[name] = param.default
        else:
            varkw = name
        if param.annotation is not _empty:
            annotations[name] = param.annotation
    return FullArgSpec(
        args, varargs, varkw, defaults or None, kwonly, kwdefaults or None, annotations
    )


def getcallargs(func, /, *positional, **named):
    """Return the values the parameters would get in a call."""
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)
