# exit: 1
# an unterminated string with wide characters before it
größe = "ä"; name = 'never closed
