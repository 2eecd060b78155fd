# default display of warnings on stderr
import warnings
def f():
    warnings.warn("a user warning")
f()
f()
warnings.warn("runtime", RuntimeWarning)
warnings.warn("deprecated in main", DeprecationWarning)
print("done")
