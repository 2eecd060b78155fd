"""A callback event loop: one thread, a queue of callbacks and timers, nothing ever blocks another callback."""
import heapq
from queue import Empty, Queue


class Loop(Queue):
    """Callbacks run in the order they were put in; timers by their due tick."""

    def __init__(self):
        super().__init__()
        self.tick = 0
        self.timers = []
        self.serial = 0

    def call(self, callback, *args):
        self.put((callback, args))

    def call_later(self, ticks, callback, *args):
        self.serial += 1
        heapq.heappush(self.timers, (self.tick + ticks, self.serial, callback, args))

    def run(self):
        while True:
            try:
                callback, args = self.get_nowait()
            except Empty:
                if not self.timers:
                    return
                self.tick, _, callback, args = heapq.heappop(self.timers)
            callback(*args)


loop = Loop()


def say(text):
    print(f"[{loop.tick:3}] {text}")


def download(name, parts, done):
    def part_arrived(n):
        say(f"{name}: part {n} of {parts}")
        if n == parts:
            loop.call(done, name)
        else:
            loop.call_later(len(name), part_arrived, n + 1)

    loop.call_later(len(name), part_arrived, 1)


def finished(name):
    say(f"{name} is complete")
    if name == "pic":
        download("thumbnail", 1, finished)


download("pic", 3, finished)
download("music", 2, finished)
loop.call(say, "everything was started at once")
loop.run()
say("nothing left to do")
