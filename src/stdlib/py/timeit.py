"""Measure the time of small pieces of code; also `-m timeit`."""

import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter
_globals = globals


def _indent(src, width):
    return src.replace("\n", "\n" + " " * width)


class Timer:
    """Times a statement (text or callable) after a setup."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        local_ns = {}
        global_ns = _globals() if globals is None else globals
        params = ""
        if isinstance(setup, str):
            # Alone first, so that an error is shown in its own text.
            compile(setup, dummy_src_name, "exec")
            setup_prefix = setup + "\n"
            setup = _indent(setup, 4)
        elif callable(setup):
            local_ns["_setup"] = setup
            params += ", _setup=_setup"
            setup_prefix = ""
            setup = "_setup()"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(setup_prefix + stmt, dummy_src_name, "exec")
            stmt = _indent(stmt, 8)
        elif callable(stmt):
            local_ns["_stmt"] = stmt
            params += ", _stmt=_stmt"
            stmt = "_stmt()"
        else:
            raise ValueError("stmt is neither a string nor callable")
        src = (
            f"def inner(_it, _timer{params}):\n"
            f"    {setup}\n"
            "    _t0 = _timer()\n"
            "    for _i in _it:\n"
            f"        {stmt}\n"
            "        pass\n"
            "    _t1 = _timer()\n"
            "    return _t1 - _t0\n"
        )
        self.src = src
        code = compile(src, dummy_src_name, "exec")
        exec(code, global_ns, local_ns)
        self.inner = local_ns["inner"]

    def print_exc(self, file=None):
        """Print the exception being handled, with the timed source."""
        import linecache
        import traceback

        if self.src is not None:
            linecache.cache[dummy_src_name] = (
                len(self.src), None, self.src.split("\n"), dummy_src_name
            )
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Run the statement number times; return the seconds."""
        from itertools import repeat

        it = repeat(None, number)
        try:
            import gc

            gcold = gc.isenabled()
            gc.disable()
        except ImportError:
            gcold = False
        try:
            return self.inner(it, self.timer)
        finally:
            if gcold:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Call timeit() several times; return the list of results."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Find a number of loops that takes at least 0.2 s; return (number, seconds)."""
        i = 1
        while True:
            for j in 1, 2, 5:
                number = i * j
                time_taken = self.timeit(number)
                if callback:
                    callback(number, time_taken)
                if time_taken >= 0.2:
                    return number, time_taken
            i *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Time a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(
    stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
    number=default_number, globals=None,
):
    """Time a statement several times."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_USAGE = """Time small pieces of code.

    -m timeit [-n N] [-r N] [-s S] [-p] [-u U] [-v] [-h] [--] [statement]

  -n/--number N   how many times to run the statement (default: chosen)
  -r/--repeat N   how many times to repeat the timer (default 5)
  -s/--setup S    run once before (default "pass"); may be given several times
  -p/--process    measure processor time, not wall clock time
  -v/--verbose    print the raw results; repeat for more digits
  -u/--unit U     unit of the result: nsec, usec, msec or sec
  -h/--help       print this text
  statement       what to time (default "pass"); several arguments are lines
"""


def main(args=None, *, _wrap_timer=None):
    """The command line."""
    import getopt

    if args is None:
        args = sys.argv[1:]
    try:
        opts, args = getopt.getopt(
            args, "n:u:s:r:pvh",
            ["number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"],
        )
    except getopt.error as err:
        print(err)
        print("use -h/--help for command line help")
        return 2
    timer = default_timer
    stmt = "\n".join(args) or "pass"
    number = 0
    setup = []
    repeat = default_repeat
    verbose = 0
    time_unit = None
    units = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}
    precision = 3
    for o, a in opts:
        if o in ("-n", "--number"):
            number = int(a)
        elif o in ("-s", "--setup"):
            setup.append(a)
        elif o in ("-u", "--unit"):
            if a not in units:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            time_unit = a
        elif o in ("-r", "--repeat"):
            repeat = max(int(a), 1)
        elif o in ("-p", "--process"):
            timer = time.process_time
        elif o in ("-v", "--verbose"):
            if verbose:
                precision += 1
            verbose += 1
        elif o in ("-h", "--help"):
            print(_USAGE, end="")
            return 0
    setup = "\n".join(setup) or "pass"
    # The statement may import modules of the working directory.
    import os

    sys.path.insert(0, os.curdir)
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    t = Timer(stmt, setup, timer)

    def format_time(dt):
        unit = time_unit
        if unit is not None:
            scale = units[unit]
        else:
            for unit, scale in reversed(units.items()):
                if dt >= scale:
                    break
        return f"{dt / scale:.{precision}g} {unit}"

    if number == 0:
        callback = None
        if verbose:

            def callback(number, time_taken):
                plural = number != 1
                print(f"{number} loop{'s' * plural} -> {time_taken:.{precision}g} secs")

        try:
            number, _ = t.autorange(callback)
        except:
            t.print_exc()
            return 1
        if verbose:
            print()
    try:
        raw_timings = t.repeat(repeat, number)
    except:
        t.print_exc()
        return 1
    if verbose:
        print(f"raw times: {', '.join(map(format_time, raw_timings))}")
        print()
    timings = [dt / number for dt in raw_timings]
    best = min(timings)
    print(
        f"{number} loop{'s' if number != 1 else ''}, best of {repeat}: "
        f"{format_time(best)} per loop"
    )
    worst = max(timings)
    if worst >= best * 4:
        import warnings

        warnings.warn_explicit(
            f"The test results are likely unreliable. The worst time "
            f"({format_time(worst)}) was more than four times slower than the best time "
            f"({format_time(best)}).",
            UserWarning, "", 0,
        )
    return None


if __name__ == "__main__":
    sys.exit(main())
