from multiprocessing import get_context
from resource import RUSAGE_CHILDREN, getrusage
from threading import Thread
from time import perf_counter


def start(kind):
    worker = kind(target=int)  # int() does as good as nothing
    worker.start()
    worker.join()


def microseconds(kind, rounds):
    """Those of the quickest round."""
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        start(kind)
        times.append(perf_counter() - begin)
    return round(min(times) * 1e6)


if __name__ == "__main__":  # a new interpreter loads this file, too, and must not go on here
    print("a thread:", microseconds(Thread, 200), "microseconds")
    print("a copy of this process:", microseconds(get_context("fork").Process, 50), "microseconds")
    print("a new interpreter:", microseconds(get_context("spawn").Process, 5), "microseconds")
    print("the largest process:", getrusage(RUSAGE_CHILDREN).ru_maxrss, "KiB")
