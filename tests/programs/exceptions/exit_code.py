# exit: 3
# sys.exit with a number ends quietly; finally blocks run
import sys
try:
    sys.exit(3)
finally:
    print("finally runs")
