# exit: 1
# traceback through an imported module
import inner
inner.go(0)
