"""Exceptions and stacks as text, in the interpreter's own format."""

import sys

import linecache

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only",
    "format_list", "format_stack", "format_tb", "print_exc", "format_exc",
    "print_exception", "print_last", "print_stack", "print_tb", "clear_frames",
    "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb",
    "print_list",
]

_sentinel = object()
# The same line more often than this in a row is only counted.
_RECURSIVE_CUTOFF = 3
_WORD_OPERATORS = ("or", "and", "not", "in", "is", "if", "else", "lambda", "await", "yield")


def print_list(extracted_list, file=None):
    """Print a list of FrameSummary objects."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end="")


def format_list(extracted_list):
    """Return a list of strings for FrameSummary objects."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """Return the entries of a traceback as strings."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """Return a StackSummary of a traceback."""
    return StackSummary._extract(_walk_tb_with_positions(tb), limit=limit)


def _parse_value_tb(exc, value, tb):
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is tb is _sentinel:
        if exc is not None:
            if isinstance(exc, BaseException):
                return exc, exc.__traceback__
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return None, None
    return value, tb


def print_exception(
    exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True, **kwargs
):
    """Print an exception with its traceback and those that led to it."""
    value, tb = _parse_value_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(
        file=file, chain=chain, colorize=kwargs.get("colorize", False)
    )


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """Return what print_exception() prints, as a list of strings."""
    value, tb = _parse_value_tb(exc, value, tb)
    return list(
        TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain)
    )


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """Return the last lines: type and message, without the traceback."""
    if value is _sentinel:
        value = exc
    return list(
        TracebackException(type(value), value, None, compact=True).format_exception_only(
            show_group=show_group
        )
    )


def print_exc(limit=None, file=None, chain=True):
    """Print the exception being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Return what print_exc() prints, as a string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that nobody handled."""
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    else:
        print_exception(
            sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain
        )


def print_stack(f=None, limit=None, file=None):
    """Print the stack from a frame (the caller's) outwards."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Return what print_stack() prints, as a list of strings."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """Return a StackSummary of the stack from a frame outwards."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clear the local variables of the frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except (RuntimeError, AttributeError):
            pass
        tb = tb.tb_next


def walk_stack(f):
    """Iterate over (frame, line number) from a frame outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_tb_with_positions(tb):
    while tb is not None:
        positions = _code_position(tb.tb_frame.f_code, tb.tb_lasti)
        if positions[0] is None:
            yield tb.tb_frame, (tb.tb_lineno,) + positions[1:]
        else:
            yield tb.tb_frame, positions
        tb = tb.tb_next


def _code_position(code, instruction_index):
    # (line, end line, column, end column) of one instruction.
    nothing = (None, None, None, None)
    if instruction_index < 0:
        return nothing
    try:
        positions = code.co_positions()
    except AttributeError:
        return nothing
    skip = instruction_index // 2
    for position in positions:
        if skip == 0:
            return tuple(position)
        skip -= 1
    return nothing


class FrameSummary:
    """One entry of a traceback or stack."""

    __slots__ = (
        "filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_lines",
        "_lines_dedented", "locals", "_code",
    )

    def __init__(
        self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
        end_lineno=None, colno=None, end_colno=None, **kwargs,
    ):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._code = kwargs.get("_code")
        self._lines = line
        self._lines_dedented = None
        if lookup_line:
            self.line
        self.locals = (
            {k: _safe_string(v, "local", func=repr) for k, v in locals.items()}
            if locals
            else None
        )

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (
                self.filename == other.filename
                and self.lineno == other.lineno
                and self.name == other.name
                and self.locals == other.locals
            )
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def _set_lines(self):
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            lines = []
            for lineno in range(self.lineno, self.end_lineno + 1):
                lines.append(linecache.getline(self.filename, lineno).rstrip())
            self._lines = "\n".join(lines) + "\n"

    @property
    def _original_lines(self):
        self._set_lines()
        return self._lines

    @property
    def line(self):
        """The source line, stripped; None if there is none."""
        self._set_lines()
        if self._lines is None:
            return None
        return self._lines.partition("\n")[0].strip()


class StackSummary(list):
    """A list of FrameSummary objects."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Build it from (frame, line number) pairs."""

        def with_positions():
            for f, lineno in frame_gen:
                yield f, (lineno, None, None, None)

        return klass._extract(
            with_positions(), limit=limit, lookup_lines=lookup_lines,
            capture_locals=capture_locals,
        )

    @classmethod
    def _extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            frame_gen = list(frame_gen)
            if limit >= 0:
                frame_gen = frame_gen[:limit]
            else:
                frame_gen = frame_gen[limit:]
        result = klass()
        fnames = set()
        for f, (lineno, end_lineno, colno, end_colno) in frame_gen:
            co = f.f_code
            filename = co.co_filename
            fnames.add(filename)
            linecache.lazycache(filename, f.f_globals)
            result.append(
                FrameSummary(
                    filename, lineno, co.co_name, lookup_line=False,
                    locals=f.f_locals if capture_locals else None,
                    end_lineno=end_lineno, colno=colno, end_colno=end_colno, _code=co,
                )
            )
        for filename in fnames:
            linecache.checkcache(filename)
        if lookup_lines:
            for f in result:
                f.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Build it from FrameSummary objects or (file, line, name, text) tuples."""
        result = StackSummary()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """Return the text of one entry; None leaves it out."""
        filename = frame_summary.filename
        if filename.startswith("<stdin>-") and filename.endswith(">"):
            filename = "<stdin>"
        row = [f'  File "{filename}", line {frame_summary.lineno}, in {frame_summary.name}\n']
        text = frame_summary._original_lines
        if text and text.strip():
            if (
                frame_summary.colno is None
                or frame_summary.end_colno is None
                or frame_summary.lineno is None
                or frame_summary.end_lineno is None
            ):
                row.append("    " + frame_summary.line + "\n")
            else:
                row.extend(_source_with_carets(frame_summary, text))
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                row.append(f"    {name} = {value}\n")
        return "".join(row)

    def format(self, **kwargs):
        """Return a list with the text of every entry."""
        result = []
        last_file = last_line = last_name = None
        count = 0
        for frame_summary in self:
            formatted = self.format_frame_summary(frame_summary)
            if formatted is None:
                continue
            if (
                last_file is None
                or last_file != frame_summary.filename
                or last_line is None
                or last_line != frame_summary.lineno
                or last_name is None
                or last_name != frame_summary.name
            ):
                if count > _RECURSIVE_CUTOFF:
                    result.append(_repeated(count))
                last_file = frame_summary.filename
                last_line = frame_summary.lineno
                last_name = frame_summary.name
                count = 0
            count += 1
            if count > _RECURSIVE_CUTOFF:
                continue
            result.append(formatted)
        if count > _RECURSIVE_CUTOFF:
            result.append(_repeated(count))
        return result


def _repeated(count):
    count -= _RECURSIVE_CUTOFF
    return f"  [Previous line repeated {count} more time{'s' if count > 1 else ''}]\n"


def _display_width(line):
    # Wide characters take two columns of a terminal.
    if line.isascii():
        return len(line)
    try:
        from unicodedata import east_asian_width
    except ImportError:
        return len(line)
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in line)


def _byte_to_char(line, offset):
    return len(line.encode("utf-8")[:offset].decode("utf-8", "replace"))


def _source_with_carets(frame, text):
    # The source lines of an entry with the marks below them.
    all_lines = text.splitlines()[: frame.end_lineno - frame.lineno + 1]
    if not all_lines:
        return ["    " + (frame.line or "") + "\n"]
    start = _byte_to_char(all_lines[0], frame.colno)
    end = _byte_to_char(all_lines[-1], frame.end_colno)
    indents = [len(line) - len(line.lstrip()) for line in all_lines if line.strip()]
    dedent = min(indents) if indents else 0
    lines = [line[dedent:] for line in all_lines]
    start = max(0, start - dedent)
    end = max(0, end - dedent)
    segment = _segment(lines, start, end)
    anchors = _anchors(segment, len(lines))
    if not _should_show_carets(lines, start, end, anchors):
        shown = range(len(lines))
        marks = None
    else:
        marks = _mark_rows(lines, start, end, anchors)
        # Long segments show their ends and the lines with the anchors.
        significant = {0, len(lines) - 1}
        if anchors:
            for row, _ in anchors:
                significant.update((row - 1, row, row + 1))
        shown = sorted(i for i in significant if 0 <= i < len(lines))
    if marks is None:
        significant = {0, len(lines) - 1}
        shown = sorted(significant)
    out = []
    last = -1
    for i in shown:
        gap = i - last - 1
        if gap == 1:
            out += _rows(lines, marks, i - 1)
        elif gap > 1:
            out.append(f"    ...<{gap} lines>...\n")
        out += _rows(lines, marks, i)
        last = i
    return out


def _rows(lines, marks, i):
    rows = ["    " + lines[i] + "\n"]
    if marks is not None and marks[i].strip():
        rows.append("    " + marks[i] + "\n")
    return rows


def _segment(lines, start, end):
    if len(lines) == 1:
        return lines[0][start:end]
    return "\n".join([lines[0][start:]] + lines[1:-1] + [lines[-1][:end]])


def _mark_rows(lines, start, end, anchors):
    rows = []
    for i, line in enumerate(lines):
        first = start if i == 0 else len(line) - len(line.lstrip())
        last = end if i == len(lines) - 1 else len(line.rstrip())
        row = []
        for col in range(min(last, len(line))):
            if col < first:
                row.append(" " * _display_width(line[col]))
                continue
            mark = "^"
            if anchors:
                (lrow, lcol), (rrow, rcol) = anchors
                if lrow == 0:
                    lcol += start
                if rrow == 0:
                    rcol += start
                inside = (i, col) >= (lrow, lcol) and (i, col) < (rrow, rcol)
                mark = "^" if inside else "~"
            row.append(mark * _display_width(line[col]))
        rows.append("".join(row))
    return rows


def _should_show_carets(lines, start, end, anchors):
    before = lines[0][:start].strip()
    rest = lines[-1][end:].split("#")[0].strip()
    segment = _segment(lines, start, end)
    if segment.endswith(")") and not rest:
        # "return name(...)" and "target = call(...)" need no marks.
        if before == "return" and _is_name_call(segment):
            return False
        if (
            before.endswith("=")
            and before[:-1].strip()
            and before[-2] not in "=!<>:+-*/%&|^@"
            and before.split(None, 1)[0].rstrip(":") not in _COMPOUND
            and _is_call(segment)
        ):
            return False
    if anchors:
        return True
    return bool(lines[0][:start].lstrip() or lines[-1][end:].rstrip())


def _tokens(text):
    # (kind, text, offset, depth) of an expression: "name", "number", "string", "op".
    depth = 0
    i = 0
    n = len(text)
    while i < n:
        c = text[i]
        if c in " \t\n\r\\":
            i += 1
            continue
        if c == "#":
            while i < n and text[i] != "\n":
                i += 1
            continue
        j = i
        while j < n and (text[j].isalnum() or text[j] == "_"):
            j += 1
        quote = text[j:j + 1]
        if quote and quote in "\"'" and (j == i or text[i:j].lower() in ("r", "b", "u", "f", "rb", "br", "fr", "rf")):
            end = _string_end(text, j)
            yield "string", text[i:end], i, depth
            i = end
            continue
        if j > i:
            if c.isdigit():
                while j < n and (
                    text[j].isalnum() or text[j] in "._"
                    or (text[j] in "+-" and text[j - 1] in "eE" and text[i:i + 2].lower() != "0x")
                ):
                    j += 1
                yield "number", text[i:j], i, depth
            else:
                yield "name", text[i:j], i, depth
            i = j
            continue
        if c in "([{":
            yield "op", c, i, depth
            depth += 1
            i += 1
            continue
        if c in ")]}":
            depth -= 1
            yield "op", c, i, depth
            i += 1
            continue
        if text[i:i + 2] in ("**", "//", "<<", ">>", "<=", ">=", "==", "!=", ":=", "->"):
            yield "op", text[i:i + 2], i, depth
            i += 2
            continue
        yield "op", c, i, depth
        i += 1


def _string_end(text, i):
    quote = text[i]
    if text[i:i + 3] == quote * 3:
        end = text.find(quote * 3, i + 3)
        return len(text) if end < 0 else end + 3
    i += 1
    while i < len(text) and text[i] != quote:
        i += 2 if text[i] == "\\" else 1
    return i + 1


_COMPOUND = (
    "def", "if", "elif", "else", "for", "while", "with", "try", "except", "finally",
    "class", "async", "match", "case",
)
_BINARY = {
    "|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6,
    "%": 6, "@": 6, "**": 8,
}


def _top_level(segment):
    # What the whole expression is: ("binary", operator offsets), ("call" or
    # "subscript", offset of the opening bracket), or None.
    tokens = list(_tokens(segment))
    if not tokens:
        return None
    best = None
    operand_before = False
    previous = "op"
    for kind, text, offset, depth in tokens:
        if depth == 0:
            if kind != "op" and previous == "name":
                # Two words in a row: a statement.
                return None
            previous = kind
            if kind == "op" and text in _BINARY and operand_before:
                level = _BINARY[text]
                # The last of the loosest operators is the root; ** binds to the right.
                if best is None or level < best[0] or (level == best[0] and text != "**"):
                    best = (level, offset, offset + len(text))
                operand_before = False
                continue
            if kind == "name" and text in _WORD_OPERATORS:
                return None
            if kind == "op" and text in ("<", ">", "<=", ">=", "==", "!=", ":=", ",", ":", "="):
                return None
        operand_before = not (
            kind == "op" and text not in (")", "]", "}", ".")
        ) or (kind == "op" and text in ")]}")
    if best is not None:
        return "binary", best[1], best[2]
    kind, text, offset, depth = tokens[-1]
    if kind != "op" or text not in (")", "]") or depth != 0:
        return None
    opening = None
    for index, (kind, text, offset, depth) in enumerate(tokens):
        if depth == 0 and kind == "op" and text in "([{":
            opening = index
    if not opening:
        return None
    previous = tokens[opening - 1]
    if previous[0] == "op" and previous[1] not in (")", "]", "}"):
        return None
    if tokens[0][0] == "op" and tokens[0][1] in ("-", "+", "~"):
        return None
    kind = "call" if tokens[opening][1] == "(" else "subscript"
    return kind, tokens[opening][2], previous


def _is_call(segment):
    found = _top_level(segment)
    return found is not None and found[0] == "call"


def _is_name_call(segment):
    found = _top_level(segment)
    return (
        found is not None
        and found[0] == "call"
        and segment[: found[1]].strip().isidentifier()
    )


def _anchors(segment, rows):
    # The part to stress: ((row, column), (row, column)) relative to the segment.
    found = _top_level(segment)
    if found is None:
        return None
    if found[0] == "binary":
        left, right = found[1], found[2]
    else:
        left = found[1]
        right = len(segment)

    def place(offset):
        before = segment[:offset]
        row = before.count("\n")
        return row, offset - (before.rfind("\n") + 1)

    return place(left), place(right)


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f"<{what} {func.__name__}() failed>"


def _format_final_exc_line(etype, value):
    valuestr = _safe_string(value, "exception")
    if value is None or not valuestr:
        return f"{etype}\n"
    return f"{etype}: {valuestr}\n"


_cause_message = (
    "\nThe above exception was the direct cause of the following exception:\n\n"
)
_context_message = (
    "\nDuring handling of the above exception, another exception occurred:\n\n"
)


class _ExceptionPrintContext:
    def __init__(self):
        self.seen = set()
        self.exception_group_depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.exception_group_depth)

    def emit(self, text_gen, margin_char=None):
        if margin_char is None:
            margin_char = "|"
        indent_str = self.indent()
        if self.exception_group_depth:
            indent_str += margin_char + " "
        if isinstance(text_gen, str):
            yield _indent_lines(text_gen, indent_str)
        else:
            for text in text_gen:
                yield _indent_lines(text, indent_str)


def _indent_lines(text, prefix):
    if not prefix:
        return text
    # Blank lines get the margin only if it is more than spaces.
    bare = bool(prefix.strip())
    return "".join(
        [prefix + line if bare or line.strip() else line for line in text.splitlines(True)]
    )


class TracebackException:
    """Everything needed to print an exception, without holding on to its frames."""

    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
        capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
        save_exc_type=True, _seen=None, _pending=None,
    ):
        if _seen is None:
            _seen = set()
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract(
            _walk_tb_with_positions(exc_traceback), limit=limit,
            lookup_lines=lookup_lines, capture_locals=capture_locals,
        )
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as e:
            self.__notes__ = [
                f"Ignored error getting __notes__: {_safe_string(e, '__notes__', repr)}"
            ]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is not None:
            self.exc_type_qualname = exc_type.__qualname__
            self.exc_type_module = exc_type.__module__
        else:
            self.exc_type_qualname = None
            self.exc_type_module = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            lno = exc_value.lineno
            self.lineno = str(lno) if lno is not None else None
            end_lno = getattr(exc_value, "end_lineno", None)
            self.end_lineno = str(end_lno) if end_lno is not None else None
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = getattr(exc_value, "end_offset", None)
            self.msg = exc_value.msg
            self._is_syntax_error = True
        elif exc_type and issubclass(exc_type, ImportError) and getattr(
            exc_value, "name_from", None
        ) is not None:
            wrong_name = getattr(exc_value, "name_from", None)
            suggestion = _suggest(exc_value, exc_traceback, wrong_name)
            if suggestion:
                self._str += f". Did you mean: '{suggestion}'?"
        elif exc_type and issubclass(exc_type, (NameError, AttributeError)) and getattr(
            exc_value, "name", None
        ) is not None:
            wrong_name = getattr(exc_value, "name", None)
            suggestion = _suggest(exc_value, exc_traceback, wrong_name)
            if suggestion:
                self._str += f". Did you mean: '{suggestion}'?"
            if issubclass(exc_type, NameError):
                if wrong_name in getattr(sys, "stdlib_module_names", ()):
                    if suggestion:
                        self._str += f" Or did you forget to import '{wrong_name}'?"
                    else:
                        self._str += f". Did you forget to import '{wrong_name}'?"
        self.__suppress_context__ = (
            exc_value.__suppress_context__ if exc_value is not None else False
        )
        self.__cause__ = None
        self.__context__ = None
        self.exceptions = None
        if exc_value is None:
            return
        options = {
            "limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals,
            "max_group_width": max_group_width, "max_group_depth": max_group_depth,
        }
        # Chains can be long: walked with a list instead of by recursion.
        pending = [(self, exc_value)] if _pending is None else _pending
        if _pending is not None:
            return
        while pending:
            te, e = pending.pop()

            def make(exc):
                new = TracebackException(
                    type(exc), exc, exc.__traceback__, compact=compact, _seen=_seen,
                    _pending=pending, **options,
                )
                pending.append((new, exc))
                return new

            cause = e.__cause__
            if cause is not None and id(cause) not in _seen:
                te.__cause__ = make(cause)
            if compact:
                need_context = te.__cause__ is None and not e.__suppress_context__
            else:
                need_context = True
            context = e.__context__
            if context is not None and need_context and id(context) not in _seen:
                te.__context__ = make(context)
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = [make(exc) for exc in e.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Build it from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        """The class of the exception."""
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the class, with its module unless built in."""
        if not self._have_exc_type:
            return None
        stype = self.exc_type_qualname
        smod = self.exc_type_module
        if smod not in ("__main__", "builtins"):
            stype = smod + "." + stype
        return stype

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Iterate over the lines with type, message and notes."""
        indent = 3 * _depth * " "
        if not self._have_exc_type:
            yield indent + _format_final_exc_line(None, self._str)
            return
        stype = self.exc_type_str
        if not self._is_syntax_error:
            text = _format_final_exc_line(stype, self._str)
            if _depth > 0:
                yield from [indent + line + "\n" for line in text.splitlines()]
            else:
                yield text
        else:
            yield from [indent + line for line in self._format_syntax_error(stype)]
        notes = self.__notes__
        if isinstance(notes, (list, tuple)) :
            for note in notes:
                note = _safe_string(note, "note")
                yield from [indent + line + "\n" for line in note.split("\n")]
        elif notes is not None:
            yield indent + f"{_safe_string(notes, '__notes__', func=repr)}\n"
        if self.exceptions and show_group:
            for ex in self.exceptions:
                yield from ex.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def _format_syntax_error(self, stype):
        filename_suffix = ""
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            filename_suffix = f" ({self.filename})"
        text = self.text
        if isinstance(text, str):
            rtext = text.rstrip("\n")
            ltext = rtext.lstrip(" \n\f")
            spaces = len(rtext) - len(ltext)
            if self.offset is None:
                yield f"    {ltext}\n"
            elif isinstance(self.lineno, str):
                offset = self.offset
                if self.lineno == self.end_lineno:
                    end_offset = (
                        self.end_offset
                        if self.end_offset not in {None, 0, -1}
                        else offset
                    )
                else:
                    end_offset = len(rtext) + 1
                if self.text and offset > len(self.text):
                    offset = len(self.text)
                    end_offset = max(end_offset, offset)
                if offset == end_offset or end_offset == -1:
                    end_offset = offset + 1
                colno = offset - 1 - spaces
                end_colno = end_offset - 1 - spaces
                if colno >= 0:
                    caretspace = "".join([c if c.isspace() else " " for c in ltext[:colno]])
                    yield f"    {ltext}\n"
                    yield f"    {caretspace}{'^' * (end_colno - colno)}\n"
                else:
                    yield f"    {ltext}\n"
        msg = self.msg or "<no detail available>"
        yield f"{stype}: {msg}{filename_suffix}\n"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Iterate over all the lines."""
        if _ctx is None:
            _ctx = _ExceptionPrintContext()
        output = []
        exc = self
        if chain:
            while exc:
                if exc.__cause__ is not None:
                    chained_msg = _cause_message
                    chained_exc = exc.__cause__
                elif exc.__context__ is not None and not exc.__suppress_context__:
                    chained_msg = _context_message
                    chained_exc = exc.__context__
                else:
                    chained_msg = None
                    chained_exc = None
                output.append((chained_msg, exc))
                exc = chained_exc
        else:
            output.append((None, exc))
        for msg, exc in reversed(output):
            if msg is not None:
                yield from _ctx.emit(msg)
            if exc.exceptions is None:
                if exc.stack:
                    yield from _ctx.emit("Traceback (most recent call last):\n")
                    yield from _ctx.emit(exc.stack.format())
                yield from _ctx.emit(exc.format_exception_only())
            elif _ctx.exception_group_depth > self.max_group_depth:
                yield from _ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from exc._format_group(_ctx)

    def _format_group(self, _ctx):
        is_toplevel = _ctx.exception_group_depth == 0
        if is_toplevel:
            _ctx.exception_group_depth += 1
        if self.stack:
            yield from _ctx.emit(
                "Exception Group Traceback (most recent call last):\n",
                margin_char="+" if is_toplevel else None,
            )
            yield from _ctx.emit(self.stack.format())
        yield from _ctx.emit(self.format_exception_only())
        num = len(self.exceptions)
        n = num if num <= self.max_group_width else self.max_group_width + 1
        _ctx.need_close = False
        for i in range(n):
            last_exc = i == n - 1
            if last_exc:
                # The closing line is drawn by the innermost group.
                _ctx.need_close = True
            truncated = i >= self.max_group_width
            title = "..." if truncated else str(i + 1)
            yield (
                _ctx.indent()
                + ("+-" if i == 0 else "  ")
                + f"+---------------- {title} ----------------\n"
            )
            _ctx.exception_group_depth += 1
            if not truncated:
                yield from self.exceptions[i].format(_ctx=_ctx)
            else:
                remaining = num - self.max_group_width
                plural = "s" if remaining > 1 else ""
                yield from _ctx.emit(f"and {remaining} more exception{plural}\n")
            if last_exc and _ctx.need_close:
                yield _ctx.indent() + "+------------------------------------\n"
                _ctx.need_close = False
            _ctx.exception_group_depth -= 1
        if is_toplevel:
            _ctx.exception_group_depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print all the lines to a stream (sys.stderr)."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end="")


_MAX_CANDIDATES = 750
_MAX_NAME = 40


def _suggest(exc_value, tb, wrong_name):
    # The name nearest to the one that was not found, or None.
    if not isinstance(wrong_name, str):
        return None
    if isinstance(exc_value, AttributeError):
        obj = exc_value.obj
        try:
            d = dir(obj)
        except Exception:
            return None
        if wrong_name[:1] != "_":
            d = [x for x in d if x[:1] != "_"]
    elif isinstance(exc_value, ImportError):
        try:
            d = dir(__import__(exc_value.name, None, None, ["x"]))
        except Exception:
            return None
        if wrong_name[:1] != "_":
            d = [x for x in d if x[:1] != "_"]
    else:
        if tb is None:
            return None
        while tb.tb_next is not None:
            tb = tb.tb_next
        frame = tb.tb_frame
        builtins = frame.f_globals.get("__builtins__", {})
        if not isinstance(builtins, dict):
            builtins = vars(builtins)
        d = list(frame.f_locals) + list(frame.f_globals) + list(builtins)
        d = [x for x in d if isinstance(x, str)]
        self = frame.f_locals.get("self")
        if self is not None:
            try:
                if hasattr(self, wrong_name):
                    return f"self.{wrong_name}"
            except Exception:
                pass
    if len(d) > _MAX_CANDIDATES or len(wrong_name) > _MAX_NAME:
        return None
    best_distance = len(wrong_name)
    suggestion = None
    for name in d:
        if name == wrong_name:
            continue
        # No more than a third of the letters may have to change.
        max_distance = (len(name) + len(wrong_name) + 3) * 2 // 6
        max_distance = min(max_distance, best_distance - 1)
        distance = _edit_distance(wrong_name, name, max_distance)
        if distance > max_distance:
            continue
        if suggestion is None or distance < best_distance:
            suggestion = name
            best_distance = distance
    return suggestion


def _substitution_cost(a, b):
    if a == b:
        return 0
    # Only the case differs.
    return 1 if a.lower() == b.lower() else 2


def _edit_distance(a, b, max_cost):
    # Weighted edit distance: 2 for a letter added, dropped or changed, 1 for its case.
    max_cost *= 2
    if a == b:
        return 0
    pre = 0
    while a[pre:] and b[pre:] and a[pre] == b[pre]:
        pre += 1
    a = a[pre:]
    b = b[pre:]
    post = 0
    while a[:post or None] and b[:post or None] and a[post - 1] == b[post - 1]:
        post -= 1
    a = a[:post or None]
    b = b[:post or None]
    if not a or not b:
        return len(a + b)
    if len(a) > _MAX_NAME or len(b) > _MAX_NAME:
        return max_cost + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * 2 > max_cost:
        return max_cost + 1
    row = list(range(2, 2 * (len(a) + 1), 2))
    result = 0
    for j, letter in enumerate(b):
        distance = result = j * 2
        minimum = sys.maxsize
        for i, other in enumerate(a):
            substitute = distance + _substitution_cost(letter, other)
            distance = row[i]
            insert_delete = min(result, distance) + 2
            result = min(insert_delete, substitute)
            row[i] = result
            if result < minimum:
                minimum = result
        if minimum > max_cost:
            return max_cost + 1
    # Half the weighted cost, rounded up, is the number the limit speaks of.
    return (result + 1) // 2
