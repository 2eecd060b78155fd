"""Futures, and waiting for several of them."""

import threading
import time
from _collections import deque

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_STATE_TO_DESCRIPTION = {
    PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled",
    CANCELLED_AND_NOTIFIED: "cancelled", FINISHED: "finished",
}
_DONE = (CANCELLED_AND_NOTIFIED, FINISHED)


class Error(Exception):
    """Base class of the exceptions of futures."""


class CancelledError(Error):
    """The Future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """Raised when an executor has become unusable."""


class _Waiter:
    """Collects the futures that end while somebody waits for them.

    `remaining` counts down to the end of the wait; `first` ends it with the
    first future, `stop_on_exception` with the first that fails.
    """

    def __init__(self, remaining=0, first=False, stop_on_exception=False):
        self.event = threading.Event()
        self.finished_futures = []
        self.lock = threading.Lock()
        self.remaining = remaining
        self.first = first
        self.stop_on_exception = stop_on_exception

    def add(self, future, failed):
        with self.lock:
            self.finished_futures.append(future)
            self.remaining -= 1
            if (
                self.first
                or self.remaining <= 0
                or (failed and self.stop_on_exception)
            ):
                self.event.set()


class _AcquireFutures:
    # Holds the locks of several futures, in an order that cannot deadlock.
    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self.futures:
            future._condition.release()


def as_completed(fs, timeout=None):
    """Iterate over futures in the order in which they end."""
    if timeout is not None:
        end_time = timeout + time.monotonic()
    fs = set(fs)
    total_futures = len(fs)
    with _AcquireFutures(fs):
        finished = {f for f in fs if f._state in _DONE}
        pending = fs - finished
        waiter = _Waiter(first=True)
        for f in fs:
            f._waiters.append(waiter)
    # Nothing but the caller may keep a future alive once it is handed out.
    f = None
    finished = list(finished)
    try:
        while finished:
            _forget(finished[-1], waiter, fs, pending)
            yield finished.pop()
        while pending:
            if timeout is None:
                wait_timeout = None
            else:
                wait_timeout = end_time - time.monotonic()
                if wait_timeout < 0:
                    raise TimeoutError(
                        f"{len(pending)} (of {total_futures}) futures unfinished"
                    )
            waiter.event.wait(wait_timeout)
            with waiter.lock:
                finished = waiter.finished_futures
                waiter.finished_futures = []
                waiter.event.clear()
            finished.reverse()
            while finished:
                _forget(finished[-1], waiter, fs, pending)
                yield finished.pop()
    finally:
        for f in fs:
            with f._condition:
                try:
                    f._waiters.remove(waiter)
                except ValueError:
                    pass


def _forget(f, waiter, fs, pending):
    # A future that was handed out must not be kept alive by the iterator.
    fs.discard(f)
    pending.discard(f)
    with f._condition:
        try:
            f._waiters.remove(waiter)
        except ValueError:
            pass


class DoneAndNotDoneFutures(tuple):
    """What wait() returns: the futures that ended, and the others."""

    __slots__ = ()
    _fields = __match_args__ = ("done", "not_done")

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    @property
    def done(self):
        return self[0]

    @property
    def not_done(self):
        return self[1]

    def __repr__(self):
        return f"DoneAndNotDoneFutures(done={self[0]!r}, not_done={self[1]!r})"


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures to end; return (done, not_done)."""
    fs = set(fs)
    with _AcquireFutures(fs):
        done = {f for f in fs if f._state in _DONE}
        not_done = fs - done
        if return_when == FIRST_COMPLETED and done:
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_EXCEPTION and done:
            if any(not f.cancelled() and f.exception() is not None for f in done):
                return DoneAndNotDoneFutures(done, not_done)
        if not not_done:
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_COMPLETED:
            waiter = _Waiter(first=True)
        elif return_when == FIRST_EXCEPTION:
            waiter = _Waiter(len(not_done), stop_on_exception=True)
        elif return_when == ALL_COMPLETED:
            waiter = _Waiter(len(not_done))
        else:
            raise ValueError(f"Invalid return condition: {return_when!r}")
        for f in not_done:
            f._waiters.append(waiter)
    waiter.event.wait(timeout)
    for f in not_done:
        with f._condition:
            f._waiters.remove(waiter)
    done.update(waiter.finished_futures)
    return DoneAndNotDoneFutures(done, fs - done)


def _result_or_cancel(fut, timeout=None):
    try:
        try:
            return fut.result(timeout)
        finally:
            fut.cancel()
    finally:
        # The exception's traceback refers to this frame.
        del fut


class Future:
    """The result of a call that may still be running."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            import sys
            import traceback

            print(f"exception calling callback for {self!r}", file=sys.stderr)
            traceback.print_exc()

    def __repr__(self):
        with self._condition:
            state = _STATE_TO_DESCRIPTION[self._state]
            where = f"{self.__class__.__name__} at {id(self):#x} state={state}"
            if self._state == FINISHED:
                if self._exception:
                    return f"<{where} raised {self._exception.__class__.__name__}>"
                return f"<{where} returned {self._result.__class__.__name__}>"
            return f"<{where}>"

    def cancel(self):
        """Cancel the call if it has not started; return whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Tell whether the call was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Tell whether the call is running."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Tell whether the call was cancelled or has ended."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def add_done_callback(self, fn):
        """Call fn(future) when the future ends, at once if it has ended."""
        with self._condition:
            if self._state not in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _settled(self):
        # With the lock held: True if there is an outcome.
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        return self._state == FINISHED

    def _get_result(self):
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                # The exception's traceback refers to this frame.
                self = None
        return self._result

    def result(self, timeout=None):
        """Return the call's result, or raise its exception."""
        try:
            with self._condition:
                if self._settled():
                    return self._get_result()
                self._condition.wait(timeout)
                if self._settled():
                    return self._get_result()
                raise TimeoutError()
        finally:
            self = None

    def exception(self, timeout=None):
        """Return the exception the call raised, or None."""
        with self._condition:
            if self._settled():
                return self._exception
            self._condition.wait(timeout)
            if self._settled():
                return self._exception
            raise TimeoutError()

    def set_running_or_notify_cancel(self):
        """For executors: mark as running; False if it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add(self, False)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            import sys

            print(f"Future {id(self)} in unexpected state: {self._state}", file=sys.stderr)
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """For executors: end the future with a result."""
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add(self, False)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_exception(self, exception):
        """For executors: end the future with an exception."""
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add(self, True)
            self._condition.notify_all()
        self._invoke_callbacks()

    __class_getitem__ = classmethod(type(list[int]))


class Executor:
    """Base class of executors."""

    def submit(self, fn, /, *args, **kwargs):
        """Schedule fn(*args, **kwargs); return its Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like map(), with the calls made by the executor; results come in order."""
        if timeout is not None:
            end_time = timeout + time.monotonic()
        fs = deque([self.submit(fn, *args) for args in zip(*iterables)])

        # The calls start now, not when the iterator is first asked.
        def result_iterator():
            try:
                while fs:
                    if timeout is None:
                        yield _result_or_cancel(fs.popleft())
                    else:
                        yield _result_or_cancel(fs.popleft(), end_time - time.monotonic())
            finally:
                for future in fs:
                    future.cancel()

        return result_iterator()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Free the executor's resources when the pending calls have ended."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
