"""File names that match shell patterns; ** goes through directories."""

import fnmatch
import os

__all__ = ["escape", "glob", "iglob"]


def has_magic(s):
    """Tell whether there are pattern characters."""
    if isinstance(s, bytes):
        return any(c in s for c in (b"*", b"?", b"["))
    return any(c in s for c in "*?[")


def escape(pathname):
    """Make the pattern characters stand for themselves."""
    if isinstance(pathname, bytes):
        return os.fsencode(escape(os.fsdecode(pathname)))
    return "".join([f"[{c}]" if c in "*?[" else c for c in pathname])


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Return the list of the paths that match."""
    return list(
        iglob(
            pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden
        )
    )


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Iterate over the paths that match."""
    pathname = os.fspath(pathname)
    if isinstance(pathname, bytes):
        for path in iglob(
            os.fsdecode(pathname), root_dir=None if root_dir is None else os.fsdecode(root_dir),
            recursive=recursive, include_hidden=include_hidden,
        ):
            yield os.fsencode(path)
        return
    root = os.fspath(root_dir) if root_dir is not None else ""
    for path in _glob(pathname, root, recursive, include_hidden, False):
        if path:
            yield path


def _join(root, path):
    return os.path.join(root, path) if root else path


def _names(directory, dironly):
    try:
        with os.scandir(directory or os.curdir) as entries:
            for entry in entries:
                try:
                    if not dironly or entry.is_dir():
                        yield entry.name
                except OSError:
                    pass
    except OSError:
        return


def _hidden(name):
    return name[:1] == "."


def _glob(pathname, root, recursive, include_hidden, dironly):
    dirname, basename = os.path.split(pathname)
    if not has_magic(pathname):
        if basename:
            if os.path.lexists(_join(root, pathname)):
                yield pathname
        elif os.path.isdir(_join(root, dirname)):
            yield pathname
        return
    if not dirname:
        yield from _in_directory(root, "", basename, recursive, include_hidden, dironly)
        return
    if dirname != pathname and has_magic(dirname):
        dirs = _glob(dirname, root, recursive, include_hidden, True)
    else:
        dirs = [dirname]
    for directory in dirs:
        for name in _in_directory(root, directory, basename, recursive, include_hidden, dironly):
            yield os.path.join(directory, name)


def _in_directory(root, directory, pattern, recursive, include_hidden, dironly):
    where = _join(root, directory)
    if not has_magic(pattern):
        if not pattern:
            if os.path.isdir(where):
                yield pattern
        elif os.path.lexists(os.path.join(where, pattern)):
            yield pattern
    elif recursive and pattern == "**":
        if not where or os.path.isdir(where):
            yield ""
        yield from _walk(where, include_hidden, dironly)
    else:
        show_hidden = include_hidden or _hidden(pattern)
        for name in list(_names(where, dironly)):
            if (show_hidden or not _hidden(name)) and fnmatch.fnmatchcase(name, pattern):
                yield name


def _walk(directory, include_hidden, dironly):
    for name in list(_names(directory, dironly)):
        if include_hidden or not _hidden(name):
            yield name
            path = os.path.join(directory, name) if directory else name
            for below in _walk(path, include_hidden, dironly):
                yield os.path.join(name, below)
