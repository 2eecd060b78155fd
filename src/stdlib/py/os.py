"""What scripts ask of the operating system, over the native posix module."""

import abc
import posix
import posixpath as path
import sys
from posix import *
from posix import _exit

# posix.environ is a plain dict; ours is made by __getattr__() below.
globals().pop("environ", None)
sys.modules["os.path"] = path
from posixpath import (
    altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep,
)

name = "posix"
linesep = "\n"
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
error = OSError
supports_bytes_environ = True
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

supports_dir_fd = set()
supports_effective_ids = set()
supports_fd = set()
supports_follow_symlinks = set()

_GenericAlias = type(list[int])


def __getattr__(attr):
    # The environment is wrapped when somebody first looks at it.
    if attr in ("environ", "environb", "_Environ"):
        return _environ(attr)
    raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")


def _environ(attr="environ"):
    names = globals()
    if attr not in names:
        _make_environ()
    return names[attr]


def _make_environ():
    from _collections_abc import Mapping, MutableMapping

    class _Environ(MutableMapping):
        """The environment as a dict: a change also reaches child processes."""

        def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
            self.encodekey = encodekey
            self.decodekey = decodekey
            self.encodevalue = encodevalue
            self.decodevalue = decodevalue
            self._data = data

        def __getitem__(self, key):
            try:
                value = self._data[self.encodekey(key)]
            except KeyError:
                raise KeyError(key) from None
            return self.decodevalue(value)

        def __setitem__(self, key, value):
            key = self.encodekey(key)
            value = self.encodevalue(value)
            posix.putenv(key, value)
            self._data[key] = value

        def __delitem__(self, key):
            encoded = self.encodekey(key)
            posix.unsetenv(encoded)
            try:
                del self._data[encoded]
            except KeyError:
                raise KeyError(key) from None

        def __iter__(self):
            for key in list(self._data):
                yield self.decodekey(key)

        def __len__(self):
            return len(self._data)

        def __repr__(self):
            shown = ", ".join(
                [f"{self.decodekey(k)!r}: {self.decodevalue(v)!r}" for k, v in self._data.items()]
            )
            return f"environ({{{shown}}})"

        def copy(self):
            return dict(self)

        def setdefault(self, key, value):
            if key not in self:
                self[key] = value
            return self[key]

        def __ior__(self, other):
            self.update(other)
            return self

        def __or__(self, other):
            if not isinstance(other, Mapping):
                return NotImplemented
            new = dict(self)
            new.update(other)
            return new

        def __ror__(self, other):
            if not isinstance(other, Mapping):
                return NotImplemented
            new = dict(other)
            new.update(self)
            return new

    _Environ.__qualname__ = "_Environ"

    def encode(value):
        if not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value).__name__}")
        return value.encode("utf-8", "surrogateescape")

    def decode(value):
        return value.decode("utf-8", "surrogateescape")

    def check_bytes(value):
        if not isinstance(value, bytes):
            raise TypeError(f"bytes expected, not {type(value).__name__}")
        return value

    data = {}
    for key, value in posix.environ.items():
        if isinstance(key, str):
            key, value = encode(key), encode(value)
        data[key] = value
    made = {
        "environ": _Environ(data, encode, decode, encode, decode),
        "environb": _Environ(data, check_bytes, bytes, check_bytes, bytes),
        "_Environ": _Environ,
    }
    # Threads that come here at once take the same: what one sets the others must see.
    names = globals()
    names.update(names.setdefault("_environment", made))


def getenv(key, default=None):
    """Return an environment variable, or default."""
    return _environ().get(key, default)


def getenvb(key, default=None):
    """Return an environment variable as bytes, or default."""
    return _environ("environb").get(key, default)


def fsencode(filename):
    """Return a file name as bytes."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode("utf-8", "surrogateescape")
    return filename


def fsdecode(filename):
    """Return a file name as str."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode("utf-8", "surrogateescape")
    return filename


def get_exec_path(env=None):
    """Return the directories in which programs are looked for."""
    if env is None:
        env = _environ()
    return env.get("PATH", defpath).split(pathsep)


def makedirs(name, mode=0o777, exist_ok=False):
    """Create a directory and those it lies in."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Another process was faster.
            pass
        cdir = b"." if isinstance(tail, bytes) else "."
        if tail == cdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove a directory and those above it that become empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Rename, creating and removing directories as needed."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Go through a directory tree, giving (directory, directories, files)."""
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        dirs = []
        nondirs = []
        walk_dirs = []
        try:
            entries = scandir(top)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        failed = False
        with entries:
            while True:
                try:
                    entry = next(entries)
                except StopIteration:
                    break
                except OSError as error:
                    if onerror is not None:
                        onerror(error)
                    failed = True
                    break
                try:
                    is_dir = entry.is_dir()
                except OSError:
                    is_dir = False
                if is_dir:
                    dirs.append(entry.name)
                else:
                    nondirs.append(entry.name)
                if not topdown and is_dir:
                    if followlinks:
                        walk_into = True
                    else:
                        try:
                            walk_into = not entry.is_symlink()
                        except OSError:
                            walk_into = True
                    if walk_into:
                        walk_dirs.append(entry.path)
        if failed:
            continue
        if topdown:
            yield top, dirs, nondirs
            for dirname in reversed(dirs):
                new_path = path.join(top, dirname)
                if followlinks or not path.islink(new_path):
                    stack.append(new_path)
        else:
            stack.append((top, dirs, nondirs))
            stack.extend(reversed(walk_dirs))


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """open() for a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    import io

    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


if not hasattr(posix, "fspath"):

    def fspath(path):
        """Return the path as str or bytes."""
        if isinstance(path, (str, bytes)):
            return path
        path_type = type(path)
        try:
            result = path_type.__fspath__(path)
        except AttributeError:
            if hasattr(path_type, "__fspath__"):
                raise
            raise TypeError(
                "expected str, bytes or os.PathLike object, not " + path_type.__name__
            ) from None
        if isinstance(result, (str, bytes)):
            return result
        raise TypeError(
            f"expected {path_type.__name__}.__fspath__() to return str or bytes, "
            f"not {type(result).__name__}"
        )


if not hasattr(posix, "cpu_count"):

    def cpu_count():
        """Return the number of processors, or None if it is unknown."""
        try:
            return len(posix.sched_getaffinity(0))
        except (AttributeError, OSError):
            return None


def process_cpu_count():
    """Return the number of processors this process may use."""
    try:
        return len(sched_getaffinity(0))
    except NameError:
        return cpu_count()


if not hasattr(posix, "getcwdb"):

    def getcwdb():
        """Return the working directory as bytes."""
        return fsencode(getcwd())


if not hasattr(posix, "get_terminal_size"):

    class terminal_size(tuple):
        """Size of a terminal: columns and lines."""

        __slots__ = ()
        columns = property(lambda self: self[0])
        lines = property(lambda self: self[1])

        def __repr__(self):
            return f"os.terminal_size(columns={self[0]}, lines={self[1]})"

    def get_terminal_size(fd=1):
        """Fail: the size is not known."""
        raise OSError(25, "Inappropriate ioctl for device")


class PathLike(abc.ABC):
    """Objects that stand for a path: they have __fspath__()."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            for base in subclass.__mro__:
                if "__fspath__" in base.__dict__:
                    return base.__dict__["__fspath__"] is not None or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(_GenericAlias)


__all__ = [n for n in globals() if not n.startswith("_") and n not in ("abc", "posix", "sys")]
__all__ += ["_exit", "environ", "environb"]
