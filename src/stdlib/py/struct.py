"""Records of numbers and bytes in C's layout."""

__all__ = [
    "calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack",
    "Struct", "error",
]

from _struct import (
    Struct, _clearcache, calcsize, error, iter_unpack, pack, pack_into, unpack, unpack_from,
)
