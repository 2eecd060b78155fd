"""Cryptographic hashes over the native _hash module."""

import _hash

algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s",
    "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256",
}
algorithms_available = set(algorithms_guaranteed)

__all__ = tuple(sorted(algorithms_guaranteed)) + (
    "new", "algorithms_guaranteed", "algorithms_available", "file_digest", "pbkdf2_hmac",
)

_NAMES = {name.replace("_", "-"): name for name in algorithms_guaranteed}


def _canonical(name):
    if name in algorithms_guaranteed:
        return name
    lower = name.lower()
    if lower in algorithms_guaranteed:
        return lower
    if lower.replace("_", "-") in _NAMES:
        return _NAMES[lower.replace("_", "-")]
    if lower.replace("-", "") in algorithms_guaranteed:
        return lower.replace("-", "")
    raise ValueError(f"unsupported hash type {name}")


def new(name, data=b"", **kwargs):
    """Return a new hash object of the named algorithm, fed with data."""
    kwargs.pop("usedforsecurity", None)
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    name = _canonical(name)
    if kwargs:
        return globals()[name](data, **kwargs)
    return _hash.new(name, data)


def md5(data=b"", *, usedforsecurity=True, string=None):
    """Return an MD5 hash object."""
    return _hash.new("md5", data if string is None else string)


def sha1(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA-1 hash object."""
    return _hash.new("sha1", data if string is None else string)


def sha224(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA-224 hash object."""
    return _hash.new("sha224", data if string is None else string)


def sha256(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA-256 hash object."""
    return _hash.new("sha256", data if string is None else string)


def sha384(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA-384 hash object."""
    return _hash.new("sha384", data if string is None else string)


def sha512(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA-512 hash object."""
    return _hash.new("sha512", data if string is None else string)


def sha3_224(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA3-224 hash object."""
    return _hash.new("sha3_224", data if string is None else string)


def sha3_256(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA3-256 hash object."""
    return _hash.new("sha3_256", data if string is None else string)


def sha3_384(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA3-384 hash object."""
    return _hash.new("sha3_384", data if string is None else string)


def sha3_512(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHA3-512 hash object."""
    return _hash.new("sha3_512", data if string is None else string)


def shake_128(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHAKE-128 object; digest() takes a length."""
    return _hash.new("shake_128", data if string is None else string)


def shake_256(data=b"", *, usedforsecurity=True, string=None):
    """Return a SHAKE-256 object; digest() takes a length."""
    return _hash.new("shake_256", data if string is None else string)


def blake2b(data=b"", /, *, digest_size=64, key=b"", usedforsecurity=True, **params):
    """Return a BLAKE2b hash object of digest_size bytes."""
    if digest_size == 64 and not key and not params:
        return _hash.new("blake2b", data)
    return _hash.new("blake2b", data, digest_size=digest_size, key=key, **params)


def blake2s(data=b"", /, *, digest_size=32, key=b"", usedforsecurity=True, **params):
    """Return a BLAKE2s hash object of digest_size bytes."""
    if digest_size == 32 and not key and not params:
        return _hash.new("blake2s", data)
    return _hash.new("blake2s", data, digest_size=digest_size, key=key, **params)


_IPAD = bytes(x ^ 0x36 for x in range(256))
_OPAD = bytes(x ^ 0x5C for x in range(256))


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Derive a key of dklen bytes from a password (PKCS #5)."""
    if not isinstance(hash_name, str):
        raise TypeError(hash_name)
    password = bytes(password)
    salt = bytes(salt)
    inner = new(hash_name)
    outer = new(hash_name)
    block = inner.block_size
    if len(password) > block:
        password = new(hash_name, password).digest()
    password += bytes(block - len(password))
    inner.update(password.translate(_IPAD))
    outer.update(password.translate(_OPAD))

    def prf(message):
        i = inner.copy()
        o = outer.copy()
        i.update(message)
        o.update(i.digest())
        return o.digest()

    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = outer.digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    key = b""
    number = 1
    while len(key) < dklen:
        previous = prf(salt + number.to_bytes(4, "big"))
        result = int.from_bytes(previous, "big")
        for _ in range(iterations - 1):
            previous = prf(previous)
            result ^= int.from_bytes(previous, "big")
        number += 1
        key += result.to_bytes(inner.digest_size, "big")
    return key[:dklen]


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    """Return the hash object of a file opened for reading bytes."""
    digestobj = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (
        hasattr(fileobj, "readinto")
        and hasattr(fileobj, "readable")
        and fileobj.readable()
    ):
        raise ValueError(
            f"'{fileobj!r}' is not a file-like object in binary reading mode."
        )
    buf = bytearray(_bufsize)
    view = memoryview(buf)
    while True:
        size = fileobj.readinto(buf)
        if size is None:
            raise BlockingIOError("I/O operation would block.")
        if size == 0:
            return digestobj
        digestobj.update(view[:size])
