# sys._current_frames: the stacks of all threads at one moment.
import sys
import threading
import traceback

ready, stop = threading.Barrier(4), threading.Event()


def innermost(kind):
    ready.wait()
    if kind == "waits":
        stop.wait()
    else:
        while not stop.is_set():
            pass


def middle(kind, local):
    innermost(kind)


def outermost(kind):
    middle(kind, [kind])


threads = [threading.Thread(target=outermost, args=(kind,)) for kind in ("waits", "runs", "runs")]
for thread in threads:
    thread.start()
ready.wait()
for _ in range(20):
    frames = sys._current_frames()
print(len(frames) == 4, frames[threading.get_ident()] is sys._getframe())
for thread in threads:
    frame = frames[thread.ident]
    names, locals_of_middle = [], None
    while frame is not None:
        names.append(frame.f_code.co_name)
        if frame.f_code is middle.__code__:
            locals_of_middle = dict(frame.f_locals)
        frame = frame.f_back
    own = names[names.index("innermost"):names.index("run")]
    print(own, locals_of_middle)
print("in innermost" in "".join(traceback.format_stack(frames[threads[1].ident])))
stop.set()
for thread in threads:
    thread.join()
print(len(sys._current_frames()))
