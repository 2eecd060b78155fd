# the limit on converting between very long ints and decimal strings
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


err(str, 10 ** 5000)
err(int, "1" * 5000)
err(repr, -10 ** 4300)
print(len(str(10 ** 4299)), len(hex(10 ** 5000)), int("f" * 5000, 16).bit_length(), int("1" * 5000, 2).bit_length())
err(lambda: f"{10 ** 5000}")
err(lambda: "%d" % 10 ** 5000)
err(lambda: "%d" % (10 ** 5000))
err(int, "1_" * 4500 + "1")
err(int, " " + "1" * 4301)
err(sys.set_int_max_str_digits, 100)
err(sys.set_int_max_str_digits, -1)
sys.set_int_max_str_digits(1000)
err(str, 10 ** 1000)
print(len(str(10 ** 999)))
sys.set_int_max_str_digits(0)
print(len(str(10 ** 6000)), int("9" * 6000) == 10 ** 6000 - 1)
err(eval, "1" * 10) 
sys.set_int_max_str_digits(4300)
try: compile("1" * 5000, "<t>", "eval")
except SyntaxError as e: print(e.msg)
