"""Show the bytecode of functions and scripts; also `-m dis`."""

import sys

import _dis

__all__ = [
    "dis", "disassemble", "distb", "disco", "code_info", "show_code",
    "get_instructions", "Instruction", "Bytecode",
]

_CodeType = type((lambda: 0).__code__)


class Instruction(tuple):
    """One instruction; the fields are those the native module gives, in order."""

    __slots__ = ()

    def __repr__(self):
        return f"Instruction{tuple(self)!r}"


def _get_code(x):
    # The code object of whatever can have one.
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        code = getattr(x, name, None)
        if code is not None:
            return code
    if isinstance(x, str):
        return _compile(x, "<disassembly>")
    if isinstance(x, _CodeType):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def dis(x=None, *, file=None, depth=None):
    """Print the bytecode of a function, class, module, code object or source text."""
    if x is None:
        distb(file=file)
        return
    x = getattr(x, "__func__", x)
    if isinstance(x, type) or isinstance(x, type(sys)):
        for name, value in sorted(x.__dict__.items()):
            target = getattr(value, "__func__", value)
            if hasattr(target, "__code__") or isinstance(target, _CodeType):
                print(f"Disassembly of {name}:", file=file)
                dis(value, file=file, depth=depth)
                print(file=file)
        return
    _print_code(_get_code(x), file, depth)


def _print_code(code, file, depth):
    print(_dis.dis_text(code), end="", file=file)
    if depth is not None and depth <= 0:
        return
    for const in code.co_consts:
        if isinstance(const, _CodeType):
            print(file=file)
            print(f"Disassembly of {const!r}:", file=file)
            _print_code(const, file, None if depth is None else depth - 1)


def disassemble(co, lasti=-1, *, file=None):
    """Print the bytecode of one code object."""
    print(_dis.dis_text(co), end="", file=file)


disco = disassemble


def distb(tb=None, *, file=None):
    """Print the bytecode of the innermost function of a traceback."""
    if tb is None:
        exc = getattr(sys, "last_exc", None)
        tb = getattr(sys, "last_traceback", None) if exc is None else exc.__traceback__
        if tb is None:
            raise RuntimeError("no last traceback to disassemble")
    while tb.tb_next is not None:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def get_instructions(x):
    """Iterate over the instructions of a function or code object."""
    return (Instruction(item) for item in _dis.instructions(_get_code(x)))


def code_info(x):
    """Return a description of a code object as text."""
    co = _get_code(x)
    lines = [
        f"Name:              {co.co_name}",
        f"Filename:          {co.co_filename}",
        f"Argument count:    {co.co_argcount}",
        f"Positional-only arguments: {co.co_posonlyargcount}",
        f"Kw-only arguments: {co.co_kwonlyargcount}",
    ]
    for title, values in (
        ("Constants", [repr(c) for c in co.co_consts]), ("Names", co.co_names),
        ("Variable names", co.co_varnames), ("Free variables", co.co_freevars),
        ("Cell variables", co.co_cellvars),
    ):
        if values:
            lines.append(f"{title}:")
            lines += [f"{i:4d}: {v}" for i, v in enumerate(values)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Print code_info()."""
    print(code_info(co), file=file)


class Bytecode:
    """The bytecode of something, to be iterated over or printed."""

    def __init__(self, x):
        self.codeobj = _get_code(x)
        self._original_object = x

    def __iter__(self):
        return get_instructions(self.codeobj)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._original_object!r})"

    def dis(self):
        """Return the listing as text."""
        return _dis.dis_text(self.codeobj)

    def info(self):
        """Return a description of the code object as text."""
        return code_info(self.codeobj)


def main(args=None):
    """The command line: `-m dis [file]`, or the source from standard input."""
    if args is None:
        args = sys.argv[1:]
    names = [a for a in args if not a.startswith("-") or a == "-"]
    name = names[0] if names else "-"
    if name == "-":
        name = "<stdin>"
        source = sys.stdin.read()
    else:
        with open(name, "rb") as file:
            source = file.read()
    dis(compile(source, name, "exec"))


if __name__ == "__main__":
    main()
