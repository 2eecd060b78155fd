# sys: what scripts read
# args: one two --three
import sys
print(sys.argv, sys.argv[0].endswith("attributes.py"), len(sys.path) > 0, sys.version_info[:2] >= (3, 12), sys.version_info.major, sys.maxsize, sys.byteorder in ("little", "big"), sys.maxunicode)
print(type(sys.version).__name__, sys.platform == "linux" or len(sys.platform) > 0, isinstance(sys.executable, str), sys.getrecursionlimit(), sys.getdefaultencoding(), sys.getfilesystemencoding())
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit > 0, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.width, sys.float_info.mant_dig, sys.float_info.min)
print(sys.intern("a" + "b") is sys.intern("ab"), sys.stdout.name, sys.stderr.name, sys.stdin.name, sys.flags.optimize, sys.flags.debug, sys.dont_write_bytecode in (True, False))
print("sys" in sys.modules, sys.modules["__main__"].__name__, "math" in sys.builtin_module_names or True, isinstance(sys.implementation.name, str), sys.exc_info(), sys.gettrace() is None, callable(sys.getrefcount), sys.getrefcount([]) >= 1, isinstance(sys.getsizeof([]), int))
print(sys.getswitchinterval()); sys.setswitchinterval(0.01); print(sys.getswitchinterval())
sys.setrecursionlimit(2000); print(sys.getrecursionlimit())
for f in (lambda: sys.setrecursionlimit(0), lambda: sys.setrecursionlimit("a"), lambda: sys.setswitchinterval(-1), lambda: sys.intern(5), lambda: sys.exit(1, 2), lambda: sys.nope, lambda: sys._getframe(1000), lambda: sys.getsizeof()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(sys._getframe().f_code.co_name, sys._getframe().f_lineno, sys.displayhook is sys.__displayhook__, sys.stdout is sys.__stdout__, isinstance(sys.copyright, str), sys.hexversion > 0x030c0000, sys.is_finalizing(), isinstance(sys.warnoptions, list), sys.orig_argv[-1])
sys.displayhook([1, 2]); sys.displayhook(None); import builtins; print(builtins._)
