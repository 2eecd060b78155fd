# exit: 4
# SystemExit raised while another exception is handled prints nothing
try:
    1 / 0
except ZeroDivisionError:
    raise SystemExit(4)
