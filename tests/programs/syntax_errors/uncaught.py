# exit: 1
# an uncaught SyntaxError from exec points into the text with carets
def load(text):
    exec(compile(text, "<string>", "exec"))

load("x = 1\nfor i in range(3):\n    print(i j)\n")
