# one exception raised, caught, annotated and chained by many threads; tracebacks followed while they grow
import sys
import traceback
from crew import run


def depth(tb):
    n = 0
    while tb is not None:
        assert tb.tb_lineno > 0 and tb.tb_frame.f_code.co_name
        tb, n = tb.tb_next, n + 1
    return n


for count in (2, 8, 64):
    rounds = 240 // count
    shared = ValueError("shared")

    def raise_it():
        raise shared

    def throw(i):
        for n in range(rounds):
            try:
                raise_it()
            except ValueError as e:
                assert e is shared and e.args == ("shared",)
                assert depth(e.__traceback__) >= 0
                assert sys.exception() is shared
                e.with_traceback(None)
        assert sys.exception() is None

    run(count, throw)
    shared.__traceback__ = None
    print(count, "raised", shared.args)

    # chains and notes
    def chain(i):
        for n in range(rounds):
            try:
                try:
                    raise KeyError(i)
                except KeyError:
                    raise shared from LookupError(n)
            except ValueError as e:
                assert type(e.__cause__) is LookupError and type(e.__context__) in (KeyError, type(None))
                e.add_note(f"{i}")
                str(e), repr(e), e.__notes__[-1]
                e.__traceback__ = None
                e.__context__ = e.__cause__ = None

    def quiet_chain(i):
        try:
            chain(i)
        except AssertionError:
            pass  # another thread has just cut the chain

    run(count, quiet_chain)
    shared.__context__ = shared.__cause__ = shared.__traceback__ = None
    print(count, "notes", len(shared.__notes__) <= count * rounds, all(note.isdigit() for note in shared.__notes__))
    del shared.__notes__

    # the traceback of one thread, read by the others
    caught = []

    def deep(n):
        if n:
            deep(n - 1)
        raise IndexError(n)

    def catch(i):
        try:
            deep(20)
        except IndexError as e:
            caught.append(e)
        for n in range(rounds):
            for e in list(caught):
                tb = e.__traceback__
                assert depth(tb) == 22, depth(tb)
                tb.tb_frame.f_lineno, tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_back
                if n == 39:
                    assert len(traceback.extract_tb(tb)) == 22
            if n % 30 == 29 and len(caught) > 1:
                caught[0] = caught[-1]

    run(count, catch)
    print(count, "tracebacks", {depth(e.__traceback__) for e in caught})
    caught.clear()

    # groups
    group = ExceptionGroup("group", [ValueError(n) for n in range(5)] + [KeyError(7)])

    def split(i):
        for n in range(rounds // 4 + 1):
            try:
                raise group
            except* ValueError as part:
                assert len(part.exceptions) == 5
            except* KeyError as part:
                assert part.exceptions[0].args == (7,)
            left, right = group.split(ValueError)
            assert len(left.exceptions) == 5 and len(right.exceptions) == 1

    run(count, split)
    group.__traceback__ = None
    for e in group.exceptions:
        e.__traceback__ = None
    print(count, "groups", len(group.exceptions))

    # each thread handles its own
    def nest(i):
        for n in range(rounds):
            try:
                try:
                    1 // 0
                except ZeroDivisionError as inner:
                    assert sys.exception() is inner
                    raise RuntimeError(i) from inner
                finally:
                    assert sys.exception() is None or sys.exception().args in ((i,), ("integer division or modulo by zero",))
            except RuntimeError as e:
                assert e.args == (i,) and type(e.__cause__) is ZeroDivisionError

    run(count, nest)
    print(count, "own", sys.exception())
