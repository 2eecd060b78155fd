# Stands in for the package pyperf when the laboratory runs pyperformance's programs: the laboratory starts the processes
# and measures them, so a Runner only has to call the benchmark's function a fixed number of times.
import os
import sys
from time import perf_counter

LOOPS = int(os.environ.get("RCPY_LAB_LOOPS", "3"))


def python_implementation():
    return sys.implementation.name


class Options:
    pass


class Parser:
    """As much of argparse as benchmarks use: options with defaults, and none on the command line."""

    def __init__(self):
        self.defaults = {}

    def add_argument(self, *names, **settings):
        name = settings.get("dest")
        if name is None:
            long = [n for n in names if n.startswith("--")]
            name = (long or names)[0].lstrip("-").replace("-", "_")
        default = settings.get("default")
        if default is None and settings.get("action") == "store_true":
            default = False
        if default is None and settings.get("action") == "store_false":
            default = True
        if isinstance(default, str) and settings.get("type") is int:
            default = int(default)
        self.defaults.setdefault(name, default)

    def set_defaults(self, **defaults):
        self.defaults.update(defaults)

    def add_mutually_exclusive_group(self, **settings):
        return self

    def add_argument_group(self, *names, **settings):
        return self


class Runner:
    def __init__(self, **settings):
        self.metadata = {}
        self.argparser = Parser()
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = Options()
            for name, default in self.argparser.defaults.items():
                setattr(self.args, name, default)
        return self.args

    def _report(self, name, seconds):
        print("metric", name.replace(" ", "_"), "%.6f" % seconds)

    def bench_func(self, name, function, *arguments, inner_loops=None, metadata=None):
        self.parse_args()
        start = perf_counter()
        for _ in range(LOOPS):
            function(*arguments)
        self._report(name, perf_counter() - start)

    def bench_time_func(self, name, function, *arguments, inner_loops=None, metadata=None):
        self.parse_args()
        self._report(name, function(LOOPS, *arguments))

    def bench_async_func(self, name, function, *arguments, inner_loops=None, metadata=None, loop_factory=None):
        import asyncio

        self.parse_args()
        start = perf_counter()
        for _ in range(LOOPS):
            asyncio.run(function(*arguments))
        self._report(name, perf_counter() - start)

    def bench_command(self, name, command):
        raise SystemExit("benchmarks that start other processes are not run")
