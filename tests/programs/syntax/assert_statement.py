# assert with and without messages
assert True
assert 1, "unused"
def msg():
    print("message evaluated")
    return "the message"
assert True, msg()
for text in ["assert 0", "assert [], 'empty'", "assert None, 5", "assert 0, msg()", "assert False, (1, 2)", "assert 1 > 2, None"]:
    try:
        exec(text)
    except AssertionError as e:
        print(text, "!!", repr(e), e.args)
class Falsy:
    def __bool__(self): print("bool asked"); return False
try:
    assert Falsy(), ValueError("as message")
except AssertionError as e:
    print(repr(e))
