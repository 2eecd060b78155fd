"""Calls made at given times."""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count
from time import monotonic as _time

__all__ = ["scheduler"]

Event = namedtuple("Event", "time, priority, sequence, action, argument, kwargs")


class scheduler:
    """A queue of events, run in order of time and priority."""

    def __init__(self, timefunc=_time, delayfunc=time.sleep):
        self._queue = []
        self._lock = threading.RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._sequence_generator = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        """Add an event at a time; return it."""
        with self._lock:
            event = Event(
                time, priority, next(self._sequence_generator), action, argument,
                {} if kwargs is None else kwargs,
            )
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        """Add an event after a delay; return it."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs or {})

    def cancel(self, event):
        """Remove an event; ValueError if it is not there."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Tell whether there are no events."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Run the events; without blocking, only those due, then the time to the next."""
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                now = self.timefunc()
                delay = event.time > now
                if not delay:
                    heapq.heappop(self._queue)
            if delay:
                if not blocking:
                    return event.time - now
                self.delayfunc(event.time - now)
            else:
                event.action(*event.argument, **event.kwargs)
                # Let other threads run.
                self.delayfunc(0)

    @property
    def queue(self):
        """The events, in order."""
        with self._lock:
            return sorted(self._queue)
