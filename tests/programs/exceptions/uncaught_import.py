# exit: 1
# an import of a module that does not exist
import math
import no_such_module_anywhere
