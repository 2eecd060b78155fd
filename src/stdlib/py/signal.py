"""Signals: what to do when the operating system sends one."""

import _signal
from _signal import (
    ITIMER_PROF, ITIMER_REAL, ITIMER_VIRTUAL, NSIG, ItimerError, alarm, default_int_handler,
    getitimer, pause, setitimer, siginterrupt, strsignal,
)
from enum import IntEnum

Signals = IntEnum(
    "Signals",
    sorted(
        ((name, value) for name, value in vars(_signal).items()
         if name.startswith("SIG") and not name.startswith("SIG_")),
        key=lambda pair: pair[1],
    ),
    module=__name__,
)
Handlers = IntEnum("Handlers", [("SIG_DFL", 0), ("SIG_IGN", 1)], module=__name__)
globals().update(Signals.__members__)
globals().update(Handlers.__members__)
SIGIOT = Signals.SIGABRT
SIGPOLL = Signals.SIGIO
SIGCLD = Signals.SIGCHLD


def _as_enum(value, kind):
    # Numbers that have no name stay numbers, as do handlers that are callable.
    if not isinstance(value, int):
        return value
    try:
        return kind(value)
    except ValueError:
        return value


def signal(signalnum, handler):
    """Set what is done with a signal; return what was done before."""
    return _as_enum(_signal.signal(signalnum, handler), Handlers)


def getsignal(signalnum):
    """Return what is done with a signal."""
    return _as_enum(_signal.getsignal(signalnum), Handlers)


def raise_signal(signalnum):
    """Send a signal to this process."""
    _signal.raise_signal(signalnum)


def valid_signals():
    """Return the set of signals that can be used."""
    return {_as_enum(number, Signals) for number in _signal.valid_signals()}
