"""Temporary files and directories."""

import os

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory",
    "mkstemp", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir",
    "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def _candidate_name():
    return "".join([_CHARACTERS[b % 37] for b in os.urandom(8)])


def gettempprefix():
    """Return how the names begin."""
    return template


def gettempprefixb():
    """gettempprefix() as bytes."""
    return os.fsencode(template)


def gettempdir():
    """Return the directory for temporary files."""
    global tempdir
    if tempdir is None:
        names = [os.getenv(n) for n in ("TMPDIR", "TEMP", "TMP")]
        for name in [n for n in names if n] + ["/tmp", "/var/tmp", "/usr/tmp", os.getcwd()]:
            if os.path.isdir(name) and os.access(name, os.W_OK | os.X_OK):
                tempdir = os.path.abspath(name)
                break
        else:
            raise FileNotFoundError(2, f"No usable temporary directory found in {names}")
    return tempdir


def gettempdirb():
    """gettempdir() as bytes."""
    return os.fsencode(gettempdir())


def _parameters(prefix, suffix, dir):
    as_bytes = any(isinstance(x, bytes) for x in (prefix, suffix, dir))
    if any(isinstance(x, str) for x in (prefix, suffix, dir)) and as_bytes:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    suffix = suffix if suffix is not None else (b"" if as_bytes else "")
    prefix = prefix if prefix is not None else (gettempprefixb() if as_bytes else template)
    dir = dir if dir is not None else (gettempdirb() if as_bytes else gettempdir())
    return prefix, suffix, dir, as_bytes


def _attempts(suffix, prefix, dir):
    # Paths to try; the last error is that no free name was found.
    prefix, suffix, dir, as_bytes = _parameters(prefix, suffix, dir)
    for _ in range(TMP_MAX):
        name = _candidate_name()
        if as_bytes:
            name = os.fsencode(name)
        yield os.path.abspath(os.path.join(dir, prefix + name + suffix))
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Create a file; return (descriptor, path). The caller removes it."""
    for path in _attempts(suffix, prefix, dir):
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), path
        except FileExistsError:
            continue


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Create a directory; return its path. The caller removes it."""
    for path in _attempts(suffix, prefix, dir):
        try:
            os.mkdir(path, 0o700)
            return path
        except FileExistsError:
            continue


def mktemp(suffix="", prefix=template, dir=None):
    """Return a path that does not exist now (somebody else may take it)."""
    for path in _attempts(suffix, prefix, dir):
        if not os.path.lexists(path):
            return path


class _TemporaryFileWrapper:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._delete_on_close = delete_on_close
        self._removed = False

    def __getattr__(self, name):
        return getattr(self.__dict__["file"], name)

    def __repr__(self):
        return f"<tempfile._TemporaryFileWrapper object at {id(self):#x}>"

    def _remove(self):
        if self.delete and not self._removed:
            self._removed = True
            try:
                os.unlink(self.name)
            except FileNotFoundError:
                pass

    def close(self):
        """Close the file and remove it."""
        try:
            self.file.close()
        finally:
            if self._delete_on_close:
                self._remove()

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        self.close()
        self._remove()

    def __iter__(self):
        yield from self.file

    def __del__(self):
        try:
            self.file.close()
            self._remove()
        except Exception:
            pass


def NamedTemporaryFile(
    mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
    dir=None, delete=True, *, errors=None, delete_on_close=True,
):
    """Create and open a file that has a name and is removed when closed."""
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        file = open(
            fd, mode, buffering=buffering, encoding=encoding, newline=newline, errors=errors
        )
    except BaseException:
        os.close(fd)
        os.unlink(name)
        raise
    return _TemporaryFileWrapper(file, name, delete, delete_on_close)


def TemporaryFile(
    mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
    dir=None, *, errors=None,
):
    """Create and open a file without a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    os.unlink(name)
    try:
        return open(
            fd, mode, buffering=buffering, encoding=encoding, newline=newline, errors=errors
        )
    except BaseException:
        os.close(fd)
        raise


class SpooledTemporaryFile:
    """A file kept in memory until it grows beyond max_size bytes."""

    def __init__(
        self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None,
        suffix=None, prefix=None, dir=None, *, errors=None,
    ):
        import io

        if "b" in mode:
            self._file = io.BytesIO()
        else:
            self._file = io.StringIO(newline="\n" if newline is None else newline)
        self._max_size = max_size
        self._rolled = False
        self._arguments = {
            "mode": mode, "buffering": buffering, "encoding": encoding,
            "newline": newline, "suffix": suffix, "prefix": prefix, "dir": dir,
            "errors": errors,
        }

    def rollover(self):
        """Move the contents to a real file."""
        if self._rolled:
            return
        memory = self._file
        file = self._file = TemporaryFile(**self._arguments)
        file.write(memory.getvalue())
        file.seek(memory.tell(), 0)
        self._rolled = True

    def _check(self, result):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()
        return result

    def write(self, s):
        return self._check(self._file.write(s))

    def writelines(self, lines):
        return self._check(self._file.writelines(lines))

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)

    def __enter__(self):
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return iter(self._file)


class TemporaryDirectory:
    """A directory that is removed with all that is in it."""

    def __init__(
        self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True
    ):
        import weakref

        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._delete = delete
        self._finalizer = weakref.finalize(
            self, self._forgotten, self.name, f"Implicitly cleaning up {self!r}", delete
        )

    @staticmethod
    def _forgotten(name, message, delete):
        if delete:
            import warnings

            _remove_tree(name, True)
            warnings.warn(message, ResourceWarning)

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Remove the directory."""
        if self._finalizer.detach() or os.path.exists(self.name):
            _remove_tree(self.name, self._ignore_cleanup_errors)

    __class_getitem__ = classmethod(type(list[int]))


def _remove_tree(name, ignore_errors):
    import shutil

    try:
        shutil.rmtree(name, ignore_errors=ignore_errors)
    except FileNotFoundError:
        pass
