"""Character sets, templates and the formatter behind str.format()."""

import _string

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits",
    "hexdigits", "octdigits", "printable", "punctuation", "whitespace",
    "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Split into words, capitalise each and join them again."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


_sentinel = object()


class Template:
    """A string with $-placeholders: $name, ${name}, and $$ for a dollar.

    A subclass can change `delimiter`; changing `idpattern`, `braceidpattern`,
    `flags` or `pattern` needs the re module.
    """

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2
    pattern = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        own = cls.__dict__
        if "pattern" in own or cls.idpattern != Template.idpattern or (
            cls.braceidpattern is not None
        ) or cls.flags != Template.flags:
            import re

            delim = re.escape(cls.delimiter)
            name = cls.idpattern
            braced = cls.braceidpattern or name
            if "pattern" in own:
                pattern = cls.pattern
            else:
                pattern = (
                    f"{delim}(?:(?P<escaped>{delim})|(?P<named>{name})"
                    f"|{{(?P<braced>{braced})}}|(?P<invalid>))"
                )
            cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _parts(self):
        # (text before, kind, name, start, end) per placeholder, then the rest.
        if self.pattern is not None:
            yield from self._pattern_parts()
            return
        text = self.template
        delim = self.delimiter
        width = len(delim)
        pos = 0
        while True:
            start = text.find(delim, pos)
            if start < 0:
                yield text[pos:], None, None, len(text), len(text)
                return
            after = start + width
            if text.startswith(delim, after):
                kind, name, end = "escaped", None, after + width
            elif text[after:after + 1] == "{":
                name_end = _identifier_end(text, after + 1)
                if name_end > after + 1 and text[name_end:name_end + 1] == "}":
                    kind, name, end = "braced", text[after + 1:name_end], name_end + 1
                else:
                    kind, name, end = "invalid", None, after
            else:
                end = _identifier_end(text, after)
                if end > after:
                    kind, name = "named", text[after:end]
                else:
                    kind, name, end = "invalid", None, after
            yield text[pos:start], kind, name, start, end
            pos = end

    def _pattern_parts(self):
        text = self.template
        pos = 0
        for mo in self.pattern.finditer(text):
            name = mo.group("named") or mo.group("braced")
            if name is not None:
                kind = "named"
            elif mo.group("escaped") is not None:
                kind = "escaped"
            elif mo.group("invalid") is not None:
                kind = "invalid"
            else:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            yield text[pos:mo.start()], kind, name, mo.start(), mo.end()
            pos = mo.end()
        yield text[pos:], None, None, len(text), len(text)

    def _invalid(self, start):
        i = start
        lines = self.template[:i].splitlines(keepends=True)
        if not lines:
            colno, lineno = 1, 1
        else:
            colno = i - len("".join(lines[:-1]))
            lineno = len(lines)
        raise ValueError(
            f"Invalid placeholder in string: line {lineno}, col {colno}"
        )

    def _mapping(self, mapping, kws):
        if mapping is _sentinel:
            return kws
        if kws:
            from collections import ChainMap

            return ChainMap(kws, mapping)
        return mapping

    def substitute(self, mapping=_sentinel, /, **kws):
        """Replace every placeholder; KeyError if a name is missing."""
        mapping = self._mapping(mapping, kws)
        out = []
        for text, kind, name, start, _ in self._parts():
            out.append(text)
            if name is not None:
                out.append(str(mapping[name]))
            elif kind == "escaped":
                out.append(self.delimiter)
            elif kind == "invalid":
                self._invalid(start + len(self.delimiter))
        return "".join(out)

    def safe_substitute(self, mapping=_sentinel, /, **kws):
        """Replace what can be replaced and leave the rest."""
        mapping = self._mapping(mapping, kws)
        out = []
        for text, kind, name, start, end in self._parts():
            out.append(text)
            if name is not None:
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    out.append(self.template[start:end])
            elif kind == "escaped":
                out.append(self.delimiter)
            elif kind == "invalid":
                out.append(self.template[start:end])
        return "".join(out)

    def is_valid(self):
        """Tell whether substitute() would find only valid placeholders."""
        return all(kind != "invalid" for _, kind, _, _, _ in self._parts())

    def get_identifiers(self):
        """Return the names, in order of first appearance."""
        names = []
        for _, _, name, _, _ in self._parts():
            if name is not None and name not in names:
                names.append(name)
        return names


def _identifier_end(text, start):
    # ASCII identifiers only.
    end = start
    n = len(text)
    while end < n:
        c = text[end]
        if c == "_" or ("a" <= c <= "z") or ("A" <= c <= "Z"):
            end += 1
        elif end > start and "0" <= c <= "9":
            end += 1
        else:
            break
    return end


class Formatter:
    """str.format() with every step open to a subclass."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field_name, format_spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field_name is None:
                continue
            first, _ = _string.formatter_field_name_split(field_name)
            if first == "":
                if auto_arg_index is False:
                    raise ValueError(
                        "cannot switch from manual field specification to "
                        "automatic field numbering"
                    )
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError(
                        "cannot switch from automatic field numbering to "
                        "manual field specification"
                    )
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(
                format_spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index
            )
            result.append(self.format_field(obj, format_spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        if isinstance(key, int):
            return args[key]
        return kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
