"""Bank transfers: several locks at once, taken in one order, so that no money is lost and no thread waits for ever."""
import random
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


class InsufficientFunds(Exception):
    pass


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock, second.lock:
        if source.balance < amount:
            raise InsufficientFunds(f"account {source.number} holds {source.balance}, not {amount}")
        source.balance -= amount
        target.balance += amount


accounts = [Account(i, 100) for i in range(8)]
refused = []


def customer(seed):
    rng = random.Random(seed)
    for _ in range(1000):
        source, target = rng.sample(accounts, 2)
        try:
            transfer(source, target, rng.randrange(1, 80))
        except InsufficientFunds as problem:
            refused.append(str(problem))


before = sum(account.balance for account in accounts)
threads = [threading.Thread(target=customer, args=(seed,)) for seed in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
after = sum(account.balance for account in accounts)
print("money before:", before)
print("money after: ", after)
print("no account below zero:", all(account.balance >= 0 for account in accounts))
print("some were refused:", len(refused) > 0)
