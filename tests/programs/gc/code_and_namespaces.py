# code and namespaces live as long as a function, a frame or a traceback refers to them, and no longer
import gc
import types
import weakref

SOURCE = """
word = "kept"

def fail(n):
    if n:
        fail(n - 1)
    raise ValueError(word)

class Local:
    def method(self):
        return word
"""


def module():
    made = types.ModuleType("made")
    exec(compile(SOURCE, "made.py", "exec"), made.__dict__)
    return made


def caught():
    try:
        module().fail(2)
    except ValueError as e:
        return e.with_traceback(e.__traceback__.tb_next)


# a traceback is all that is left
error = caught()
for _ in range(3):
    gc.collect()
trace = error.__traceback__
names = []
while trace:
    names.append((trace.tb_frame.f_code.co_name, trace.tb_lineno, trace.tb_frame.f_globals["word"]))
    trace = trace.tb_next
print(names)
frame = error.__traceback__.tb_frame
del error, trace
gc.collect()
print(frame.f_code.co_filename, frame.f_globals["fail"].__name__, "len" in frame.f_builtins)
probe = weakref.ref(frame.f_globals["fail"])
del frame
gc.collect()
print("function", probe())

# a function is all that is left; its code is replaced
first, second = module().fail, module().Local().method
gc.collect()
code = first.__code__
first.__code__ = (lambda n: word).__code__
gc.collect()
print(first(1), code.co_name, second())
first.__code__ = code
del code
gc.collect()
try:
    first(0)
except ValueError as e:
    print("ValueError", e)
probe = weakref.ref(first)
del first, second
gc.collect()
print("function", probe())

# frozen objects keep what they refer to
frozen = caught()
gc.collect()
gc.freeze()
gc.collect()
print(frozen.__traceback__.tb_frame.f_code.co_name, frozen.__traceback__.tb_frame.f_globals["word"])
gc.unfreeze()
del frozen


# a finaliser saves a traceback that is part of the garbage
class Saver:
    saved = []

    def __del__(self):
        Saver.saved.append(self.error)


def garbage():
    saver = Saver()
    saver.error = caught()
    saver.error.saver = saver


garbage()
gc.collect()
gc.collect()
print(len(Saver.saved), Saver.saved[0].__traceback__.tb_frame.f_globals["fail"].__code__.co_name)
Saver.saved[0].saver = None
Saver.saved.clear()
gc.collect()

# a finaliser makes a traceback of code that is part of the garbage
kept = []


class Runner:
    def __del__(self):
        try:
            self.fail(1)
        except ValueError as e:
            kept.append(e)


def runner():
    made = module()
    made.runner = Runner()
    made.runner.fail = made.fail


runner()
gc.collect()
gc.collect()
print(kept[0].__traceback__.tb_next.tb_frame.f_globals["word"], kept[0])
kept.clear()
gc.collect()

# many of them, by turns
for i in range(50):
    error = caught()
    space = {}
    exec("def f(): return g\ng = f", space)
    space["error"] = error
    if i % 10 == 0:
        gc.collect()
    assert space["f"]()() is space["f"]
    assert error.__traceback__.tb_frame.f_globals["word"] == "kept"
print("done")
