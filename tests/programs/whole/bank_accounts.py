# classes, inheritance, exceptions, properties, formatting
class InsufficientFunds(Exception):
    def __init__(self, need, have): super().__init__(f"need {need:.2f}, have {have:.2f}"); self.need, self.have = need, have
class Account:
    _next = 1
    def __init__(self, owner, balance=0): self.owner, self._b, self.log = owner, balance, []; self.id = Account._next; Account._next += 1
    @property
    def balance(self): return self._b
    @balance.setter
    def balance(self, v):
        if v < 0: raise InsufficientFunds(self._b - v, self._b)
        self._b = v
    def deposit(self, x): self.balance += x; self.log.append(("dep", x)); return self
    def withdraw(self, x): self.balance -= x; self.log.append(("wd", x)); return self
    def __repr__(self): return f"{type(self).__name__}(#{self.id} {self.owner}: {self.balance:,.2f})"
    def __lt__(self, o): return self.balance < o.balance
    def __add__(self, o): return self.balance + o.balance
class Savings(Account):
    rate = 0.02
    def year(self): self.deposit(round(self.balance * self.rate, 2)); return self
class Checking(Account):
    limit = 100
    @Account.balance.setter
    def balance(self, v):
        if v < -self.limit: raise InsufficientFunds(self._b - v, self._b + self.limit)
        self._b = v
a, b = Savings("ann", 1000), Checking("bob", 50)
a.deposit(500).withdraw(200).year().year(); b.withdraw(120)
print(a, b, sorted([a, b]), a + b, a.log)
for acc, x in ((a, 10 ** 6), (b, 40)):
    try: acc.withdraw(x)
    except InsufficientFunds as e: print(type(acc).__name__, e, e.need, e.have)
def transfer(x, y, n):
    try: x.withdraw(n)
    except InsufficientFunds: return False
    else: y.deposit(n); return True
    finally: print("transfer", n)
print(transfer(a, b, 100), transfer(b, a, 10 ** 5), a, b)
