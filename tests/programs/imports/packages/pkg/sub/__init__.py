from .. import value
SUB = value.upper()
