"""Source lines of files, kept for tracebacks."""

import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# file name -> (size, mtime, lines, full name), or a (function,) that gives the text.
cache = {}


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Return a line (counted from 1) with its newline, or ""."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""


def getlines(filename, module_globals=None):
    """Return all the lines of a file; [] if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget files that have changed since they were read."""
    import posix

    names = list(cache) if filename is None else [filename]
    for name in names:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue
        try:
            st = posix.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != st.st_size or mtime != st.st_mtime:
            cache.pop(name, None)


def _decode(data):
    # The text of a source file, by its BOM or its coding comment.
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8")
    for line in data.split(b"\n", 2)[:2]:
        at = line.find(b"coding")
        if line.lstrip().startswith(b"#") and at >= 0 and line[at + 6:at + 7] in (b":", b"="):
            name = line[at + 7:].strip().split()[0].strip(b"-*").decode("ascii")
            return data.decode(name)
    return data.decode("utf-8")


def updatecache(filename, module_globals=None):
    """Read a file anew and return its lines."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        cache.pop(filename, None)
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return []
    import posix

    fullname = filename
    try:
        st = posix.stat(fullname)
    except (OSError, ValueError):
        st = None
        lazycache(filename, module_globals)
        entry = cache.get(filename)
        if entry is not None:
            if len(entry) != 1:
                # Another thread has just read it.
                return entry[2]
            try:
                data = entry[0]()
            except (ImportError, OSError):
                data = None
            if data is not None:
                lines = [line + "\n" for line in data.splitlines()]
                cache[filename] = (len(data), None, lines, fullname)
                return lines
        cache.pop(filename, None)
        if filename.startswith("/"):
            return []
        for dirname in sys.path:
            try:
                fullname = dirname.rstrip("/") + "/" + filename
                st = posix.stat(fullname)
                break
            except (OSError, ValueError, TypeError, AttributeError):
                pass
        if st is None:
            return []
    try:
        with open(fullname, "rb") as fp:
            text = _decode(fp.read())
    except (OSError, UnicodeDecodeError, LookupError):
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    lines = [line + "\n" for line in lines]
    cache[filename] = st.st_size, st.st_mtime, lines, fullname
    return lines


def lazycache(filename, module_globals):
    """Remember that the module's loader can give the source; tell whether it can."""
    entry = cache.get(filename)
    if entry is not None:
        return len(entry) == 1
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return False
    if module_globals and "__name__" in module_globals:
        spec = module_globals.get("__spec__")
        name = getattr(spec, "name", None) or module_globals["__name__"]
        loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
        get_source = getattr(loader, "get_source", None)
        if name and get_source:
            cache[filename] = (lambda: get_source(name),)
            return True
    return False


def _register_code(code, string, name):
    cache[name] = (
        len(string), None, [line + "\n" for line in string.splitlines()], name
    )
