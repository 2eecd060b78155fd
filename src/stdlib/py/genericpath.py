"""Path functions that are the same on every system."""

import posix as _posix
import stat as _stat

__all__ = [
    "commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdir",
    "isfile", "islink", "lexists", "samefile", "sameopenfile", "samestat",
    "isjunction", "isdevdrive", "ALLOW_MISSING",
]


class ALLOW_MISSING:
    """Passed to realpath(): only a missing path is no error."""


def exists(path):
    """Tell whether the path exists; False for a broken symbolic link."""
    try:
        _posix.stat(path)
    except (OSError, ValueError):
        return False
    return True


def lexists(path):
    """Tell whether the path exists, without following a last symbolic link."""
    try:
        _posix.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def isfile(path):
    """Tell whether the path is a regular file."""
    try:
        return _stat.S_ISREG(_posix.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def isdir(path):
    """Tell whether the path is a directory."""
    try:
        return _stat.S_ISDIR(_posix.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def islink(path):
    """Tell whether the path is a symbolic link."""
    try:
        return _stat.S_ISLNK(_posix.lstat(path).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def isjunction(path):
    """False: there are no junctions on this system."""
    _posix.fspath(path)
    return False


def isdevdrive(path):
    """False: there are no Dev Drives on this system."""
    _posix.fspath(path)
    return False


def getsize(filename):
    """Return the size in bytes."""
    return _posix.stat(filename).st_size


def getmtime(filename):
    """Return the time of the last change, in seconds."""
    return _posix.stat(filename).st_mtime


def getatime(filename):
    """Return the time of the last access, in seconds."""
    return _posix.stat(filename).st_atime


def getctime(filename):
    """Return the time of the last metadata change, in seconds."""
    return _posix.stat(filename).st_ctime


def commonprefix(m):
    """Return the longest leading part that all have in common, letter by letter."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_posix.fspath, m))
    low = min(m)
    high = max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def samestat(s1, s2):
    """Tell whether two stat results are of the same file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Tell whether two paths lead to the same file."""
    return samestat(_posix.stat(f1), _posix.stat(f2))


def sameopenfile(fp1, fp2):
    """Tell whether two descriptors are of the same file."""
    return samestat(_posix.fstat(fp1), _posix.fstat(fp2))


def _check_arg_types(funcname, *args):
    hasstr = hasbytes = False
    for s in args:
        if isinstance(s, str):
            hasstr = True
        elif isinstance(s, bytes):
            hasbytes = True
        else:
            raise TypeError(
                f"{funcname}() argument must be str, bytes, or os.PathLike object, "
                f"not {s.__class__.__name__!r}"
            ) from None
    if hasstr and hasbytes:
        raise TypeError("Can't mix strings and bytes in path components") from None
