"""os.path: paths with slashes."""

import posix as _posix
from genericpath import *
from genericpath import _check_arg_types
import genericpath

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext",
    "basename", "dirname", "commonprefix", "getsize", "getmtime", "getatime",
    "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount",
    "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile",
    "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep",
    "devnull", "realpath", "supports_unicode_filenames", "relpath", "commonpath",
    "isjunction", "isreserved", "isdevdrive",
]

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False
_fspath = _posix.fspath


def _get_sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def isreserved(path):
    """False: no names are reserved on this system."""
    return False


def normcase(s):
    """Return the path unchanged: case matters here."""
    return _fspath(s)


def isabs(s):
    """Tell whether the path starts at the root."""
    s = _fspath(s)
    return s.startswith(_get_sep(s))


def join(a, *p):
    """Join parts with slashes; an absolute part drops those before it."""
    path = a = _fspath(a)
    sep = _get_sep(a)
    try:
        for b in map(_fspath, p):
            if b.startswith(sep):
                path = b
            elif not path or path.endswith(sep):
                path += b
            else:
                path += sep + b
    except (TypeError, AttributeError, BytesWarning):
        _check_arg_types("join", a, *p)
        raise
    return path


def split(p):
    """Return (head, tail): what is before and after the last slash."""
    p = _fspath(p)
    sep = _get_sep(p)
    i = p.rfind(sep) + 1
    head, tail = p[:i], p[i:]
    if head and head != sep * len(head):
        head = head.rstrip(sep)
    return head, tail


def splitext(p):
    """Return (root, extension); the extension is empty or starts with a dot."""
    p = _fspath(p)
    dot = b"." if isinstance(p, bytes) else "."
    base = p.rfind(_get_sep(p)) + 1
    at = p.rfind(dot)
    # Leading dots belong to the name.
    if at > base and p[base:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    """Return ("", path): there are no drives here."""
    p = _fspath(p)
    return p[:0], p


def splitroot(p):
    """Return (drive, root, rest); the drive is always empty."""
    p = _fspath(p)
    sep = _get_sep(p)
    empty = p[:0]
    if p[:1] != sep:
        return empty, empty, p
    if p[1:2] != sep or p[2:3] == sep:
        return empty, sep, p[1:]
    # Exactly two slashes may mean something else.
    return empty, p[:2], p[2:]


def basename(p):
    """Return what is after the last slash."""
    p = _fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """Return what is before the last slash."""
    return split(p)[0]


def ismount(path):
    """Tell whether the path is where a file system begins."""
    import stat

    try:
        s1 = _posix.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(s1.st_mode):
        return False
    path = _fspath(path)
    parent = join(path, b".." if isinstance(path, bytes) else "..")
    try:
        s2 = _posix.lstat(realpath(parent))
    except OSError:
        return False
    return s1.st_dev != s2.st_dev or s1.st_ino == s2.st_ino


def expanduser(path):
    """Replace a leading ~ or ~user by that home directory."""
    path = _fspath(path)
    tilde = b"~" if isinstance(path, bytes) else "~"
    if not path.startswith(tilde):
        return path
    import os

    i = path.find(_get_sep(path), 1)
    if i < 0:
        i = len(path)
    if i == 1:
        home = os.environ.get("HOME")
        if home is None:
            try:
                import pwd

                home = pwd.getpwuid(os.getuid()).pw_dir
            except (ImportError, KeyError):
                return path
    else:
        name = path[1:i]
        if isinstance(name, bytes):
            name = os.fsdecode(name)
        try:
            import pwd

            home = pwd.getpwnam(name).pw_dir
        except (ImportError, KeyError):
            return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
        root = b"/"
    else:
        root = "/"
    home = home.rstrip(root)
    return (home + path[i:]) or root


def expandvars(path):
    """Replace $name and ${name} by environment variables that exist."""
    path = _fspath(path)
    import os

    if isinstance(path, bytes):
        return os.fsencode(expandvars(os.fsdecode(path)))
    if "$" not in path:
        return path
    out = []
    i = 0
    n = len(path)
    while i < n:
        c = path[i]
        if c != "$":
            out.append(c)
            i += 1
            continue
        if path[i + 1:i + 2] == "{":
            end = path.find("}", i + 2)
            name = path[i + 2:end] if end >= 0 else None
            end += 1
        else:
            end = i + 1
            while end < n and (path[end] == "_" or (path[end].isascii() and path[end].isalnum())):
                end += 1
            name = path[i + 1:end] or None
        value = os.environ.get(name) if name else None
        if value is None:
            if name is None:
                out.append(c)
                i += 1
            else:
                out.append(path[i:end])
                i = end
        else:
            out.append(value)
            i = end
    return "".join(out)


def normpath(path):
    """Remove double slashes, "." and ".."."""
    path = _fspath(path)
    if isinstance(path, bytes):
        sep, empty, dot, dotdot = b"/", b"", b".", b".."
    else:
        sep, empty, dot, dotdot = "/", "", ".", ".."
    if not path:
        return dot
    _, root, rest = splitroot(path)
    comps = []
    for comp in rest.split(sep):
        if comp in (empty, dot):
            continue
        if comp != dotdot or (not root and not comps) or (comps and comps[-1] == dotdot):
            comps.append(comp)
        elif comps:
            comps.pop()
    return (root + sep.join(comps)) or dot


def abspath(path):
    """Return the normalised absolute path."""
    path = _fspath(path)
    if not path.startswith(_get_sep(path)):
        cwd = _posix.getcwd()
        if isinstance(path, bytes):
            import os

            cwd = os.fsencode(cwd)
        path = join(cwd, path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the absolute path without symbolic links."""
    filename = _fspath(filename)
    if isinstance(filename, bytes):
        sep, curdir, pardir = b"/", b".", b".."
    else:
        sep, curdir, pardir = "/", ".", ".."
    if strict is ALLOW_MISSING:
        ignored = FileNotFoundError
    elif strict:
        ignored = ()
    else:
        ignored = OSError
    rest = filename.split(sep)[::-1]
    if filename.startswith(sep):
        path = sep
    else:
        path = _posix.getcwd()
        if isinstance(filename, bytes):
            import os

            path = os.fsencode(path)
    # Links on the way: None while being resolved, else what they lead to.
    seen = {}
    while rest:
        name = rest.pop()
        if name is None:
            seen[rest.pop()] = path
            continue
        if not name or name == curdir:
            continue
        if name == pardir:
            path = path[:path.rfind(sep)] or sep
            continue
        newpath = path + name if path == sep else path + sep + name
        try:
            st = _posix.lstat(newpath)
            if st.st_mode & 0o170000 != 0o120000:
                path = newpath
                continue
            if newpath in seen:
                target = seen[newpath]
                if target is not None:
                    path = target
                    continue
                if strict:
                    _posix.stat(newpath)
                path = newpath
                continue
            target = _posix.readlink(newpath)
        except ignored:
            path = newpath
            continue
        if target.startswith(sep):
            path = sep
        seen[newpath] = None
        rest.append(newpath)
        rest.append(None)
        rest.extend(target.split(sep)[::-1])
    return path


def relpath(path, start=None):
    """Return the path relative to start (the working directory)."""
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    if isinstance(path, bytes):
        curdir, sep, pardir = b".", b"/", b".."
    else:
        curdir, sep, pardir = ".", "/", ".."
    start = curdir if start is None else _fspath(start)
    try:
        start_list = [x for x in abspath(start).split(sep) if x]
        path_list = [x for x in abspath(path).split(sep) if x]
        i = len(genericpath.commonprefix([start_list, path_list]))
        rel_list = [pardir] * (len(start_list) - i) + path_list[i:]
        return sep.join(rel_list) if rel_list else curdir
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        _check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """Return the longest path that all the paths start with."""
    paths = tuple(map(_fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if isinstance(paths[0], bytes):
        sep, curdir = b"/", b"."
    else:
        sep, curdir = "/", "."
    try:
        split_paths = [path.split(sep) for path in paths]
        absolute = {p[:1] == sep for p in paths}
        if len(absolute) != 1:
            raise ValueError("Can't mix absolute and relative paths")
        split_paths = [[c for c in s if c and c != curdir] for s in split_paths]
        low = min(split_paths)
        high = max(split_paths)
        common = low
        for i, c in enumerate(low):
            if c != high[i]:
                common = low[:i]
                break
        prefix = sep if absolute.pop() else sep[:0]
        return prefix + sep.join(common)
    except (TypeError, AttributeError):
        _check_arg_types("commonpath", *paths)
        raise
