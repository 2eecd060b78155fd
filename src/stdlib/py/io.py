"""Streams: the native _io module under its public name, and its base classes."""

import _io
import abc
from _io import BytesIO, StringIO, open

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO",
    "StringIO", "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair",
    "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET",
    "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder",
    "text_encoding",
]

BlockingIOError = BlockingIOError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
DEFAULT_BUFFER_SIZE = getattr(_io, "DEFAULT_BUFFER_SIZE", 8192)

for _name in (
    "FileIO", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom",
    "TextIOWrapper", "IncrementalNewlineDecoder",
):
    if hasattr(_io, _name):
        globals()[_name] = getattr(_io, _name)
    else:
        __all__.remove(_name)

try:
    UnsupportedOperation = _io.UnsupportedOperation
except AttributeError:

    class UnsupportedOperation(OSError, ValueError):
        """The stream cannot do this."""

        __module__ = "io"


try:
    open_code = _io.open_code
    text_encoding = _io.text_encoding
except AttributeError:

    def open_code(path):
        """Open a file of code for reading bytes."""
        return open(path, "rb")

    def text_encoding(encoding, stacklevel=2):
        """Return the encoding to use where None was given."""
        return "locale" if encoding is None else encoding


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    """Base class of every stream."""


class RawIOBase(_io._RawIOBase, IOBase):
    """Base class of unbuffered binary streams."""


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    """Base class of buffered binary streams."""


class TextIOBase(_io._TextIOBase, IOBase):
    """Base class of text streams."""


for _name, _base in (
    ("FileIO", RawIOBase), ("BytesIO", BufferedIOBase), ("BufferedReader", BufferedIOBase),
    ("BufferedWriter", BufferedIOBase), ("BufferedRandom", BufferedIOBase),
    ("BufferedRWPair", BufferedIOBase), ("StringIO", TextIOBase),
    ("TextIOWrapper", TextIOBase),
):
    if hasattr(_io, _name):
        _base.register(getattr(_io, _name))
del _name, _base
