# names of a module, and of builtins, made, changed and deleted while functions of other threads use them
import builtins
import sys
import types
from crew import run

counter = 0
function = lambda: 0
LIMIT = 10


def use():
    return function() + LIMIT


for count in (2, 8, 64):
    rounds = 480 // count

    def change(i):
        global function, LIMIT, fleeting
        for n in range(rounds):
            function = lambda n=n: n
            LIMIT = 10
            fleeting = n
            globals()[f"made_{i}_{n % 10}"] = n
            try:
                del fleeting
            except NameError:
                pass

    def call(i):
        for n in range(rounds):
            assert 10 <= use() < 10 + 480
            try:
                assert type(fleeting) is int
            except NameError as e:
                assert str(e) == "name 'fleeting' is not defined", e

    run(count, change, call)
    print(count, "changed", use() == 10 + rounds - 1, sum(name.startswith(f"made_0_") for name in globals()))
    for name in [name for name in globals() if name.startswith("made_")]:
        del globals()[name]

    # a builtin is hidden by a global, and replaced in its own module
    def hide(i):
        global len, probe
        for n in range(rounds):
            len = lambda x: -1
            builtins.probe = "builtin"
            try:
                del len
            except NameError:
                pass
            probe = "global"
            try:
                del probe
            except NameError:
                pass

    def seek(i):
        for n in range(rounds):
            assert len("abc") in (3, -1)
            try:
                assert probe in ("builtin", "global")
            except NameError:
                pass

    run(count, hide, seek)
    print(count, "hidden", len("abc"), probe)
    del builtins.probe

    # another module's names, through the module and through its namespace
    module = types.ModuleType("shared")
    module.total = 0

    def fill(i):
        for n in range(rounds // 4):
            setattr(module, f"m{i}_{n}", n)
            vars(module)[f"d{i}_{n}"] = n
            module.total = n
            assert getattr(module, f"m{i}_{n}") == n and module.total >= 0

    run(count, fill)
    print(count, "filled", len([name for name in dir(module) if name[0] in "md" and name[1].isdigit()]) == 2 * count * (rounds // 4))

    # code of exec, each thread with the same and with its own namespace
    space = {"out": []}
    code = compile("x = 1\ndef f(y): return x + y\nout.append(f(2))", "<shared>", "exec")

    def execute(i):
        for n in range(rounds // 8 + 1):
            exec(code, space)
            own = {"out": []}
            exec(code, own)
            assert own["out"] == [3] and eval("f(x)", own) == 2

    run(count, execute)
    print(count, "executed", set(space["out"]), len(space["out"]) == count * (rounds // 8 + 1))
    print(count, sys.modules["__main__"].counter)
