# exit: 1
# notes of several lines after the message
class AppError(Exception):
    pass

e = AppError("multi\nline message")
e.add_note("first note")
e.add_note("second\nnote")
raise e
