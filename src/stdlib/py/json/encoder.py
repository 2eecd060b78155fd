"""Objects to JSON text."""

from _json import encode_basestring, encode_basestring_ascii

try:
    from _json import make_encoder as c_make_encoder
except ImportError:
    c_make_encoder = None

INFINITY = float("inf")


class JSONEncoder:
    """Encodes dict, list, tuple, str, int, float, bool and None."""

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
        sort_keys=False, indent=None, separators=None, default=None,
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """Return something that can be encoded in place of o; override it."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """Return the JSON text of an object."""
        if isinstance(o, str):
            if self.ensure_ascii:
                return encode_basestring_ascii(o)
            return encode_basestring(o)
        return "".join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """Return the JSON text of an object in pieces."""
        markers = {} if self.check_circular else None
        encode_str = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        if _one_shot and c_make_encoder is not None and self.indent is None:
            return c_make_encoder(
                markers, self.default, encode_str, self.indent, self.key_separator,
                self.item_separator, self.sort_keys, self.skipkeys, self.allow_nan,
            )(o, 0)
        out = []
        _Writer(self, markers, encode_str, out.append).write(o, 0)
        return out if _one_shot else iter(out)


class _Writer:
    # One run of the encoder: passes the pieces to `emit`, depth first.
    def __init__(self, encoder, markers, encode_str, emit):
        self.default = encoder.default
        self.markers = markers
        self.encode_str = encode_str
        self.emit = emit
        indent = encoder.indent
        self.indent = " " * indent if indent is not None and not isinstance(indent, str) else indent
        self.key_separator = encoder.key_separator
        self.item_separator = encoder.item_separator
        self.sort_keys = encoder.sort_keys
        self.skipkeys = encoder.skipkeys
        self.allow_nan = encoder.allow_nan

    def float_text(self, o):
        if o != o:
            text = "NaN"
        elif o == INFINITY:
            text = "Infinity"
        elif o == -INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
        return text

    def write(self, o, level):
        if isinstance(o, str):
            self.emit(self.encode_str(o))
        elif o is None:
            self.emit("null")
        elif o is True:
            self.emit("true")
        elif o is False:
            self.emit("false")
        elif isinstance(o, int):
            self.emit(int.__repr__(o))
        elif isinstance(o, float):
            self.emit(self.float_text(o))
        else:
            self.write_nested(o, level)

    def write_nested(self, o, level):
        markers = self.markers
        if isinstance(o, (list, tuple)):
            if not o:
                self.emit("[]")
                return
            write = self.write_list
        elif isinstance(o, dict):
            if not o:
                self.emit("{}")
                return
            write = self.write_dict
        else:
            write = self.write_other
        if markers is not None:
            marker = id(o)
            if marker in markers:
                raise ValueError("Circular reference detected")
            markers[marker] = o
        write(o, level)
        if markers is not None:
            del markers[marker]

    def write_other(self, o, level):
        self.write(self.default(o), level)

    def write_list(self, items, level):
        emit = self.emit
        separator = self.item_separator
        if self.indent is not None:
            newline = "\n" + self.indent * (level + 1)
            separator += newline
            emit("[" + newline)
        else:
            emit("[")
        for i, value in enumerate(items):
            if i:
                emit(separator)
            self.write(value, level + 1)
        if self.indent is not None:
            emit("\n" + self.indent * level)
        emit("]")

    def key_text(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float_text(key)
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(
            "keys must be str, int, float, bool or None, "
            f"not {key.__class__.__name__}"
        )

    def write_dict(self, dct, level):
        emit = self.emit
        separator = self.item_separator
        if self.indent is not None:
            newline = "\n" + self.indent * (level + 1)
            separator += newline
        else:
            newline = ""
        emit("{")
        items = sorted(dct.items()) if self.sort_keys else dct.items()
        first = True
        for key, value in items:
            text = self.key_text(key)
            if text is None:
                continue
            if first:
                first = False
                if newline:
                    emit(newline)
            else:
                emit(separator)
            emit(self.encode_str(text))
            emit(self.key_separator)
            self.write(value, level + 1)
        if not first and self.indent is not None:
            emit("\n" + self.indent * level)
        emit("}")
