# exit: 1
# sys.exit with a message prints it on stderr
import sys
print("out")
sys.exit("message for stderr")
