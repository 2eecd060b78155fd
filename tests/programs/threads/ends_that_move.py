# one thread puts items in at the front of a sequence and takes them out again; to the other one the last item stays the last
from array import array
from collections import deque
from crew import run

ROUNDS = 3000


def race(name, put, take, work, rounds=ROUNDS):
    """Does work(n) for each n below rounds beside a thread that calls put and take; says how often it did not give True."""
    done = []

    def front(i):
        while not done:
            put()
            take()

    def back(i):
        try:
            return sum(work(n) is not True for n in range(rounds))
        finally:
            done.append(True)

    print(name, run(2, front, back)[1], end=" ")


# --- a list
START = [-n for n in range(60)]
TAIL = START[-4:]
shared = list(START)


def put():
    shared.insert(0, "z")


def take():
    shared.pop(0)


def read(n):
    for _ in range(10):
        if shared[-1] != TAIL[3] or shared[-2] != TAIL[2]:
            return False
    return True


def read_by(n):
    i = -1 - n % 4
    return shared[i] == TAIL[i]


def parts(n):
    return shared[-4:] == TAIL and shared[-4:-1] == TAIL[:-1] and shared[:][-4:] == TAIL and shared[1:][-1] == TAIL[3]


def parts_with_step(n):
    return shared[:-5:-1] == TAIL[::-1] and shared[-4::2] == TAIL[::2] and shared[::-1][:4] == TAIL[::-1]


def replace_tail(n):
    shared[-2:] = [n, n + 1, n + 2]
    seen = shared[-5:]
    del shared[-3:]
    shared.extend(TAIL[-2:])
    return seen == [*TAIL[:2], n, n + 1, n + 2]


def replace_with_step(n):
    shared[:-5:-2] = n, n + 1
    seen = shared[-4:]
    shared[-4:] = TAIL
    return seen == [TAIL[0], n + 1, TAIL[2], n]


def delete_with_step(n):
    del shared[:-5:-2]
    seen = shared[-2:]
    shared[-2:] = TAIL
    return seen == [TAIL[0], TAIL[2]]


def insert(n):
    shared.insert(-1, n)
    seen = shared[-2:]
    del shared[-2]
    return seen == [n, TAIL[3]]


def remove(n):
    shared.append("mine")
    shared.remove("mine")
    return shared[-4:] == TAIL


for work in (
    read, read_by, parts, parts_with_step, replace_tail, replace_with_step, delete_with_step, insert, remove,
):
    race(work.__name__, put, take, work)
    print(shared == START)
    shared[:] = START


# --- all of a list is replaced: of what it held nothing stays but what was put in since
def take_if_there():
    try:
        shared.remove("z")
    except ValueError:
        pass


def replace_all(n):
    mine = [n] * (n % 50)
    shared[:] = mine
    return [x for x in shared[:] if x != "z"] == mine


race("replace_all", put, take_if_there, replace_all)
print("z" in shared)

# --- and replaced by itself: what is put in stays
shared = []


def count_up():
    if len(shared) < 300:
        shared.append(len(shared))


def replace_by_itself(n):
    shared[:] = shared
    return True


race("replace_by_itself", count_up, int, replace_by_itself)
print(shared == list(range(len(shared))))

# --- a deque
shared = deque(START)


def item_of_deque(n):
    shared[-1] = n
    seen = shared[-1]
    shared[-1] = TAIL[3]
    return seen == n and shared[-2] == TAIL[2]


def deletion_of_deque(n):
    shared.append(n)
    del shared[-1]
    return shared[-1] == TAIL[3]


for work in (read, item_of_deque, deletion_of_deque):
    race(work.__name__, lambda: shared.appendleft("z"), lambda: shared.popleft(), work)
    print(list(shared) == START)
    shared = deque(START)

# --- an array
for code in "hq":
    shared = array(code, START)

    def item_of_array(n):
        shared[-1] = n
        seen = shared[-1]
        shared[-1] = TAIL[3]
        return seen == n and shared[-2] == TAIL[2]

    def deletion_of_array(n):
        shared.append(n)
        del shared[-1]
        return shared[-1] == TAIL[3]

    def part_of_array(n):
        shared[-2:] = array(code, [n, n, n])
        seen = shared[-5:].tolist()
        del shared[-3:]
        shared.extend(TAIL[-2:])
        return seen == [*TAIL[:2], n, n, n]

    def step_of_array(n):
        shared[:-5:-2] = array(code, [n, n + 1])
        seen = shared[-4:].tolist()
        del shared[:-5:-2]
        rest = shared[-2:].tolist()
        shared[-2:] = array(code, TAIL)
        return seen == [TAIL[0], n + 1, TAIL[2], n] and rest == [TAIL[0], TAIL[2]]

    for work in (item_of_array, deletion_of_array, part_of_array, step_of_array):
        race(work.__name__, lambda: shared.insert(0, 0), lambda: shared.pop(0), work)
        print(code, shared.tolist() == START)
        shared = array(code, START)
