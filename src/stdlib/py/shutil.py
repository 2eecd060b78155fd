"""Copy, move and remove files and directory trees."""

import os
import stat

__all__ = [
    "copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree",
    "move", "rmtree", "Error", "SpecialFileError", "SameFileError", "ignore_patterns",
    "which", "get_terminal_size", "disk_usage",
]

COPY_BUFSIZE = 256 * 1024


class Error(OSError):
    """Something could not be copied; args hold the details."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A kind of file that cannot be copied, such as a pipe."""


def copyfileobj(fsrc, fdst, length=0):
    """Copy from one stream to another."""
    length = length or COPY_BUFSIZE
    while buf := fsrc.read(length):
        fdst.write(buf)


def _samefile(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file; return dst."""
    if _samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    for fn in (src, dst):
        try:
            st = os.stat(fn)
        except OSError:
            continue
        if stat.S_ISFIFO(st.st_mode):
            raise SpecialFileError(f"`{os.fspath(fn)}` is a named pipe")
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as fsrc, open(dst, "wb") as fdst:
        copyfileobj(fsrc, fdst)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permission bits."""
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy the permission bits and the times."""
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    st = os.stat(src)
    os.utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns))
    os.chmod(dst, stat.S_IMODE(st.st_mode))


def _target(src, dst):
    if os.path.isdir(dst):
        return os.path.join(dst, os.path.basename(src))
    return dst


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permissions; return the new path."""
    dst = _target(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents, permissions and times; return the new path."""
    dst = _target(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """Return an ignore function for copytree()."""

    def _ignore_patterns(path, names):
        import fnmatch

        ignored = []
        for pattern in patterns:
            ignored.extend(fnmatch.filter(names, pattern))
        return set(ignored)

    return _ignore_patterns


def copytree(
    src, dst, symlinks=False, ignore=None, copy_function=copy2,
    ignore_dangling_symlinks=False, dirs_exist_ok=False,
):
    """Copy a directory tree; return dst."""
    names = os.listdir(src)
    ignored = ignore(os.fspath(src), names) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for name in names:
        if name in ignored:
            continue
        srcname = os.path.join(src, name)
        dstname = os.path.join(dst, name)
        try:
            if os.path.islink(srcname) and symlinks:
                os.symlink(os.readlink(srcname), dstname)
            elif os.path.islink(srcname) and not os.path.exists(srcname):
                if not ignore_dangling_symlinks:
                    copy_function(srcname, dstname)
            elif os.path.isdir(srcname):
                copytree(
                    srcname, dstname, symlinks, ignore, copy_function,
                    ignore_dangling_symlinks, dirs_exist_ok,
                )
            else:
                copy_function(srcname, dstname)
        except Error as err:
            errors.extend(err.args[0])
        except OSError as why:
            errors.append((srcname, dstname, str(why)))
    try:
        copystat(src, dst)
    except OSError as why:
        errors.append((src, dst, str(why)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a directory tree; symbolic links in it are not followed."""

    def failed(function, where, exc):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, where, exc)
        elif onerror is not None:
            onerror(function, where, (type(exc), exc, exc.__traceback__))
        else:
            raise exc

    try:
        if os.path.islink(path):
            raise OSError("Cannot call rmtree on a symbolic link")
    except OSError as err:
        failed(os.path.islink, path, err)
        return
    # Directories are removed after their entries: (path, entries are done).
    stack = [(path, False)]
    while stack:
        directory, done = stack.pop()
        if done:
            try:
                os.rmdir(directory)
            except OSError as err:
                failed(os.rmdir, directory, err)
            continue
        try:
            with os.scandir(directory) as it:
                entries = list(it)
        except OSError as err:
            failed(os.scandir, directory, err)
            continue
        stack.append((directory, True))
        for entry in entries:
            try:
                is_dir = entry.is_dir(follow_symlinks=False)
            except OSError:
                is_dir = False
            if is_dir:
                stack.append((entry.path, False))
                continue
            try:
                os.unlink(entry.path)
            except FileNotFoundError:
                pass
            except OSError as err:
                failed(os.unlink, entry.path, err)


def move(src, dst, copy_function=copy2):
    """Move a file or directory; return the new path."""
    real_dst = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return None
        name = os.path.basename(os.fspath(src).rstrip(os.sep))
        real_dst = os.path.join(dst, name)
        if os.path.exists(real_dst):
            raise Error(f"Destination path '{real_dst}' already exists")
    try:
        os.rename(src, real_dst)
        return real_dst
    except OSError:
        pass
    if os.path.islink(src):
        os.symlink(os.readlink(src), real_dst)
        os.unlink(src)
    elif os.path.isdir(src):
        above = os.path.abspath(src).rstrip(os.sep) + os.sep
        if (os.path.abspath(dst).rstrip(os.sep) + os.sep).startswith(above):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
        copytree(src, real_dst, copy_function=copy_function, symlinks=True)
        rmtree(src)
    else:
        copy_function(src, real_dst)
        os.unlink(src)
    return real_dst


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """Return the path of a program as the shell would find it, or None."""
    cmd = os.fspath(cmd)

    def runnable(fn):
        return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)

    if os.path.dirname(cmd):
        return cmd if runnable(cmd) else None
    if path is None:
        path = os.environ.get("PATH", os.defpath)
    for directory in path.split(os.pathsep):
        name = os.path.join(directory, cmd)
        if runnable(name):
            return name
    return None


def get_terminal_size(fallback=(80, 24)):
    """Return the size of the terminal: columns and lines."""
    def number(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0

    columns, lines = number("COLUMNS"), number("LINES")
    if columns <= 0 or lines <= 0:
        import sys

        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = os.terminal_size(fallback)
        columns = columns if columns > 0 else size.columns or fallback[0]
        lines = lines if lines > 0 else size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def disk_usage(path):
    """Return (total, used, free) bytes of the file system of a path."""
    from collections import namedtuple

    st = os.statvfs(path)
    total = st.f_blocks * st.f_frsize
    return namedtuple("usage", "total used free")(
        total, (st.f_blocks - st.f_bfree) * st.f_frsize, st.f_bavail * st.f_frsize
    )
