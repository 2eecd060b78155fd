#!/usr/bin/env python3
"""Record what CPython 3.13 prints for the programs under tests/programs.

usage: record.py [--check] [NAME ...]

NAME is a program (`exceptions/chaining`, with or without `.py`), a folder
(`exceptions`), or a path to either; without one every program is meant.  Each
program runs twice, under two hash seeds: a difference means that the program
depends on hash order, time or addresses, and nothing is recorded for it.

Without --check the outputs are written beside the program: `.out` for what it
prints, `.err` for what it says on stderr if it says anything.  With --check
nothing is written and every file that differs is named; the exit code is 1
then.  The conventions are in tests/programs/README.md; the runner
(tests/programs.rs) follows the same ones.
"""
import concurrent.futures
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
SEEDS = ("0", "12345")
SECONDS = 60
FRAME = re.compile(r'^[ |]*File "([^"]*)", line \d+')


def programs(folder):
    """Every program under `folder`: a file, or a folder that holds a main.py."""
    if os.path.exists(os.path.join(folder, "main.py")):
        yield os.path.join(folder, "main.py")
        return
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        if os.path.isdir(path):
            if entry != "__pycache__":
                yield from programs(path)
        elif entry.endswith(".py"):
            yield path


def chosen(names):
    if not names:
        return list(programs(ROOT))
    out = []
    for name in names:
        for base in (ROOT, os.getcwd()):
            path = os.path.normpath(os.path.join(base, name))
            if os.path.isdir(path):
                out.extend(programs(path))
                break
            if not path.endswith(".py"):
                path += ".py"
            if os.path.isfile(path):
                out.append(path)
                break
        else:
            sys.exit("record.py: no such program: " + name)
    return out


def header(path):
    """The `# key: value` lines a program starts with."""
    fields = {}
    with open(path, encoding="utf-8", errors="replace") as f:
        for line in f:
            m = re.match(r"# (exit|args|stdin|record): ?(.*)$", line.rstrip("\n"))
            if m:
                fields[m[1]] = m[2]
            elif not line.startswith("#"):
                break
    return fields


def normalise(stderr, folder):
    """Paths become relative to the program; frames of the library are dropped."""
    stderr = stderr.replace(folder + os.sep, "")
    out, dropping = [], False
    for line in stderr.splitlines(keepends=True):
        m = FRAME.match(line)
        if m:
            name = m[1]
            own = not os.path.isabs(name) and os.path.isfile(os.path.join(folder, name))
            dropping = not (own or name in ("<string>", "<stdin>", "<test>"))
        elif not line.startswith("    "):
            dropping = False
        if not dropping:
            out.append(line)
    return "".join(out)


def run(path, seed):
    fields = header(path)
    folder, name = os.path.split(path)
    scratch = tempfile.mkdtemp()
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env.update(PYTHONHASHSEED=seed, PYTHONUTF8="1", PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1", TEST_TMP=scratch)
    try:
        p = subprocess.run(
            [sys.executable, name, *fields.get("args", "").split()],
            input=fields.get("stdin", "").encode().decode("unicode_escape").encode(),
            capture_output=True, cwd=folder, env=env, timeout=SECONDS)
    finally:
        shutil.rmtree(scratch)
    return (p.returncode, p.stdout.decode("utf-8"), normalise(p.stderr.decode("utf-8"), folder))


def judge(path, check):
    """The complaints about one program; records it unless `check`."""
    try:
        code, out, err = first = run(path, SEEDS[0])
        second = run(path, SEEDS[1])
    except subprocess.TimeoutExpired:
        return ["takes more than %d s" % SECONDS]
    expected = int(header(path).get("exit", "0"))
    if code != expected:
        return ["exit code %d, header says %d\n%s" % (code, expected, err)]
    if first != second:
        text = "".join(difflib.unified_diff((out + err).splitlines(True), (second[1] + second[2]).splitlines(True)))
        return ["differs between two hash seeds\n" + text]
    complaints = []
    base = path[:-3]
    for suffix, text in ((".out", out), (".err", err)):
        name = base + suffix
        old = None
        if os.path.exists(name):
            with open(name, encoding="utf-8", newline="") as f:
                old = f.read()
        new = text if suffix == ".out" or text else None
        if old == new:
            continue
        if check:
            complaints.append("%s differs\n%s" % (os.path.basename(name), "".join(difflib.unified_diff(
                (old or "").splitlines(True), (new or "").splitlines(True)))))
        elif new is None:
            os.remove(name)
        else:
            with open(name, "w", encoding="utf-8", newline="") as f:
                f.write(new)
    return complaints


def main():
    names = sys.argv[1:]
    if names and names[0] in ("-h", "--help"):
        sys.exit(__doc__)
    check = "--check" in names
    names = [n for n in names if n != "--check"]
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13):
        sys.exit("record.py: CPython 3.13 records the programs, this is " + sys.version.split()[0])
    paths = [p for p in chosen(names) if header(p).get("record") != "hand"]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, complaints in zip(paths, pool.map(lambda p: judge(p, check), paths)):
            for c in complaints:
                bad += 1
                print("%s: %s" % (os.path.relpath(path, ROOT), c))
    print("%d programs, %d complaints" % (len(paths), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
