# Stresses: polymorphic methods, attributes and queues of packets: an operating system's scheduler in small.
import sys


class Packet:
    def __init__(self, kind, number):
        self.kind = kind
        self.number = number
        self.link = None


class Queue:
    def __init__(self):
        self.head = None
        self.tail = None
        self.size = 0

    def put(self, packet):
        packet.link = None
        if self.head is None:
            self.head = packet
        else:
            self.tail.link = packet
        self.tail = packet
        self.size += 1

    def get(self):
        packet = self.head
        if packet is not None:
            self.head = packet.link
            self.size -= 1
        return packet


class Task:
    def __init__(self, name, kernel):
        self.name = name
        self.kernel = kernel
        self.inbox = Queue()
        self.handled = 0
        self.waiting = False

    def ready(self):
        return not self.waiting and self.inbox.size > 0

    def step(self):
        packet = self.inbox.get()
        self.handled += 1
        self.handle(packet)

    def handle(self, packet):
        raise NotImplementedError


class Worker(Task):
    def handle(self, packet):
        packet.number = (packet.number * 5 + 3) % 1009
        packet.kind = "device" if packet.number & 1 else "handler"
        self.kernel.send(packet)


class Handler(Task):
    def handle(self, packet):
        packet.number += 1
        packet.kind = "device" if packet.number % 3 == 0 else "worker"
        self.kernel.send(packet)


class Device(Task):
    def handle(self, packet):
        self.waiting = True
        packet.kind = "worker"
        self.kernel.send(packet)


class Idle(Task):
    def __init__(self, name, kernel, budget):
        Task.__init__(self, name, kernel)
        self.budget = budget

    def ready(self):
        return self.budget > 0

    def step(self):
        self.budget -= 1
        self.handled += 1
        for task in self.kernel.tasks.values():
            if task.waiting:
                task.waiting = False


class Kernel:
    def __init__(self, budget):
        self.tasks = {}
        self.sent = 0
        self.order = [
            Worker("worker", self),
            Handler("handler", self),
            Device("device", self),
            Idle("idle", self, budget),
        ]
        for task in self.order:
            self.tasks[task.name] = task

    def send(self, packet):
        self.sent += 1
        self.tasks[packet.kind].inbox.put(packet)

    def run(self):
        idle = self.order[3]
        while idle.budget > 0:
            for task in self.order:
                if task.ready():
                    task.step()


def main(scale):
    kernel = Kernel(scale)
    for i in range(6):
        kernel.send(Packet("worker", i * 17))
    kernel.run()
    held = sum(task.inbox.size for task in kernel.order)
    assert held == 6, held
    return "%d %s" % (kernel.sent, " ".join(str(task.handled) for task in kernel.order))


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
print("checksum", main(scale))
