"""Bytes as text: Base64, Base32 and Base16."""

import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode",
    "b32encode", "b32decode", "b32hexencode", "b32hexdecode", "b16encode", "b16decode",
    "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]

_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")


def _to_bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(
            "argument should be a bytes-like object or ASCII string, "
            f"not {s.__class__.__name__!r}"
        ) from None


def b64encode(s, altchars=None):
    """Encode bytes; altchars replace + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decode bytes or ASCII text."""
    s = _to_bytes(s)
    if altchars is not None:
        altchars = _to_bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Encode bytes with the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode bytes with the standard alphabet."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Encode bytes with - and _ instead of + and /."""
    return b64encode(s).translate(_TO_URL)


def urlsafe_b64decode(s):
    """Decode bytes with - and _ instead of + and /."""
    return b64decode(_to_bytes(s).translate(_FROM_URL))


def _b32encode(alphabet, s):
    s = bytes(memoryview(s))
    left = len(s) % 5
    if left:
        s += bytes(5 - left)
    out = bytearray()
    for i in range(0, len(s), 5):
        value = int.from_bytes(s[i:i + 5], "big")
        out += bytes([alphabet[(value >> shift) & 31] for shift in range(35, -1, -5)])
    if left:
        pad = {1: 6, 2: 4, 3: 3, 4: 1}[left]
        out[-pad:] = b"=" * pad
    return bytes(out)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _to_bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _to_bytes(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b"=")
    padding = length - len(s)
    reverse = {c: i for i, c in enumerate(alphabet)}
    out = bytearray()
    value = 0
    for i in range(0, len(s), 8):
        value = 0
        group = s[i:i + 8]
        try:
            for c in group:
                value = (value << 5) + reverse[c]
        except KeyError:
            raise binascii.Error("Non-base32 digit found") from None
        value <<= 5 * (8 - len(group))
        out += value.to_bytes(5, "big")
    if length % 8 or padding not in {0, 1, 3, 4, 6}:
        raise binascii.Error("Incorrect padding")
    if padding and out:
        keep = (43 - 5 * padding) // 8
        out[-5:] = out[-5:][:keep]
    return bytes(out)


def b32encode(s):
    """Encode bytes in Base32."""
    return _b32encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    """Decode Base32."""
    return _b32decode(_B32, s, casefold, map01)


def b32hexencode(s):
    """Encode bytes in Base32 with the extended hex alphabet."""
    return _b32encode(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    """Decode Base32 with the extended hex alphabet."""
    return _b32decode(_B32HEX, s, casefold)


def b16encode(s):
    """Encode bytes in upper-case hexadecimal."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode hexadecimal."""
    s = _to_bytes(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def encodebytes(s):
    """Encode bytes in lines of 76 characters."""
    s = bytes(memoryview(s))
    return b"".join([binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57)])


def decodebytes(s):
    """Decode lines of Base64."""
    return binascii.a2b_base64(s)


def encode(input, output):
    """Encode one binary stream into another."""
    output.write(encodebytes(input.read()))


def decode(input, output):
    """Decode one binary stream into another."""
    output.write(decodebytes(input.read()))
