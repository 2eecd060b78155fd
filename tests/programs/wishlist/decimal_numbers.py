# decimal
from decimal import Decimal, getcontext
getcontext().prec = 30
print(Decimal(1) / Decimal(7), Decimal("0.1") + Decimal("0.2"), Decimal("1.10").quantize(Decimal("0.1")), Decimal(2).sqrt())
