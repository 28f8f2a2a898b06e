import hashlib
import multiprocessing
import socket
import socketserver
import sys
import time
from threading import Thread

TASKS = 4
DATA = bytes(40 * 1024 * 1024)


class Answer(socketserver.BaseRequestHandler):
    """A server that thinks for 30 ms about everything."""

    def handle(self):
        time.sleep(0.03)
        self.request.sendall(b"done")


# [tasks]
def ask_server():
    with socket.create_connection(ADDRESS) as connection:
        connection.recv(4)


def compute_fib():
    fib(28)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def hash_data():
    hashlib.sha256(DATA).digest()
# [tasks]


# [ways]
def in_turn(task):
    for _ in range(TASKS):
        task()


def at_once(kind, task):
    workers = [kind(target=task) for _ in range(TASKS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
# [ways]

Process = multiprocessing.get_context("fork").Process
server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer)
ADDRESS = server.server_address
task = {"nothing": int, "ask": ask_server, "fib": compute_fib, "hash": hash_data}[sys.argv[1]]
way = sys.argv[2]
if task == ask_server:
    Process(target=server.serve_forever, daemon=True).start()
if way == "turn":
    in_turn(task)
else:
    at_once(Thread if way == "threads" else Process, task)
print("done")
