"""Bytes as text: Base64, Base85, Ascii85, Base32 and Base16."""

import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode",
    "b32encode", "b32decode", "b32hexencode", "b32hexdecode", "b16encode", "b16decode",
    "b85encode", "b85decode", "a85encode", "a85decode", "z85encode", "z85decode",
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


_A85 = bytes(range(33, 118))
_B85 = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    b"!#$%&()*+-;<=>?@^_`{|}~"
)
_Z85 = (
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    b".-:+=^!/*?&<>()[]{}@%$#"
)
_TOO_MUCH = 1 << 32


def _encode85(b, alphabet, pad=False, short={}):
    # Four bytes are five digits; short has the groups that are one letter instead.
    b = bytes(memoryview(b))
    missing = -len(b) % 4
    b += bytes(missing)
    groups = []
    for i in range(0, len(b), 4):
        value = int.from_bytes(b[i:i + 4], "big")
        digits = short.get(value)
        if digits is None:
            places = bytearray(5)
            for place in range(4, -1, -1):
                value, digit = divmod(value, 85)
                places[place] = alphabet[digit]
            digits = bytes(places)
        groups.append(digits)
    if missing and not pad:
        # A last group that is cut shows all its digits first.
        if len(groups[-1]) == 1:
            groups[-1] = alphabet[:1] * 5
        groups[-1] = groups[-1][:-missing]
    return b"".join(groups)


def b85encode(b, pad=False):
    """Encode bytes in Base85; pad says to fill the last group with zero bytes."""
    return _encode85(b, _B85, pad)


def _decode85(b, alphabet, name):
    reverse = {c: i for i, c in enumerate(alphabet)}
    missing = -len(b) % 5
    out = bytearray()
    for start in range(0, len(b), 5):
        value = 0
        for place in range(start, start + 5):
            digit = reverse.get(b[place]) if place < len(b) else 84
            if digit is None:
                raise ValueError(f"bad {name} character at position {place}")
            value = value * 85 + digit
        if value >= _TOO_MUCH:
            raise ValueError(f"{name} overflow in hunk starting at byte {start}")
        out += value.to_bytes(4, "big")
    return bytes(out[:len(out) - missing])


def b85decode(b):
    """Decode Base85, bytes or ASCII text."""
    return _decode85(_to_bytes(b), _B85, "base85")


def z85encode(s):
    """Encode bytes in the Base85 of ZeroMQ."""
    return _encode85(s, _Z85)


def z85decode(s):
    """Decode the Base85 of ZeroMQ, bytes or ASCII text."""
    return _decode85(_to_bytes(s), _Z85, "z85")


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode bytes in Ascii85; foldspaces writes four spaces as one letter."""
    short = {0: b"z"}
    if foldspaces:
        short[0x20202020] = b"y"
    result = _encode85(b, _A85, pad, short)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    if adobe:
        result += b"~>"
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """Decode Ascii85, bytes or ASCII text; ignorechars may stand between the digits."""
    b = _to_bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b[2 if b.startswith(b"<~") else 0:-2]
    whole = {ord("z"): bytes(4)}
    if foldspaces:
        whole[ord("y")] = b"    "
    out = bytearray()
    value = count = 0
    # Digits of the highest value fill the last group; what is left of the fill is no group.
    for c in b + b"u" * 4:
        if 33 <= c <= 117:
            value = value * 85 + c - 33
            count += 1
            if count == 5:
                if value >= _TOO_MUCH:
                    raise ValueError("Ascii85 overflow")
                out += value.to_bytes(4, "big")
                value = count = 0
        elif c in whole:
            if count:
                raise ValueError(f"{chr(c)} inside Ascii85 5-tuple")
            out += whole[c]
        elif c not in ignorechars:
            raise ValueError(f"Non-Ascii85 digit found: {chr(c)}")
    fill = 4 - count
    return bytes(out[:len(out) - fill] if fill else out)


def _check_bytes(s):
    # The older functions take nothing but one row of single bytes.
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from error
    if view.format not in ("c", "b", "B"):
        raise TypeError(
            f"expected single byte elements, not {view.format!r} from {s.__class__.__name__}"
        )
    if view.ndim != 1:
        raise TypeError(f"expected 1-D data, not {view.ndim}-D data from {s.__class__.__name__}")


def encodebytes(s):
    """Encode bytes in lines of 76 characters."""
    _check_bytes(s)
    s = bytes(s)
    return b"".join([binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57)])


def decodebytes(s):
    """Decode lines of Base64."""
    _check_bytes(s)
    return binascii.a2b_base64(s)


def encode(input, output):
    """Encode one binary stream into another."""
    output.write(encodebytes(input.read()))


def decode(input, output):
    """Decode one binary stream into another."""
    output.write(decodebytes(input.read()))
