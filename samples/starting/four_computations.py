import sys
from threading import Thread

TASKS = 4


def compute_something():
    number = 1
    for _ in range(400_000):
        number = number * 75 % 65_537


def in_turn(task):
    for _ in range(TASKS):
        task()


def in_threads(task):
    threads = [Thread(target=task) for _ in range(TASKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


do_four = in_threads if sys.argv[1] == "threads" else in_turn
do_four(compute_something)
print("four tasks done")
