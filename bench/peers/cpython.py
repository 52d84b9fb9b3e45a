"""The recipe: queue.Queue behind multiprocessing.managers.BaseManager.

The queues live in the producer's process, which uses them directly, and the manager's
server runs in its threads; that is faster than a manager in a third process, where the
producer itself would pay a round trip for every put and every get.

    cpython.py producer PORT BODY_BYTES    one line in: tasks of a run; one line out: seconds
    cpython.py worker PORT
"""
import queue
import sys
import threading
import time
from multiprocessing.managers import BaseManager

AUTHKEY = b"bench"


class Manager(BaseManager):
    pass


def produce(port, body_bytes):
    tasks, results = queue.Queue(), queue.Queue()
    Manager.register("tasks", callable=lambda: tasks)
    Manager.register("results", callable=lambda: results)
    server = Manager(("127.0.0.1", port), AUTHKEY).get_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    body = b"\x07" * body_bytes

    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        for _ in range(count):
            tasks.put(body)
        for _ in range(count):
            results.get()
        print(time.perf_counter() - start, flush=True)


def work(port):
    Manager.register("tasks")
    Manager.register("results")
    manager = Manager(("127.0.0.1", port), AUTHKEY)
    manager.connect()
    tasks, results = manager.tasks(), manager.results()
    print("ready", flush=True)

    while True:
        results.put(tasks.get())


if sys.argv[1] == "producer":
    produce(int(sys.argv[2]), int(sys.argv[3]))
else:
    work(int(sys.argv[2]))
