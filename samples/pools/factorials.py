import sys
from concurrent.futures import ThreadPoolExecutor
from math import factorial
from multiprocessing import Pool

ITEMS, PRIME = 30, 2147483647


# [ways]
def remainder(n):
    return factorial(n) % PRIME


def in_turn(items, workers):
    return list(map(remainder, items))


def in_threads(items, workers):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(remainder, items))


def in_processes(items, workers):
    with Pool(workers) as pool:
        return pool.map(remainder, items, chunksize=1)
# [ways]


if __name__ == "__main__":
    way, step, workers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    ways = {"turn": in_turn, "threads": in_threads, "processes": in_processes}
    digest = 0
    for result in ways[way]([step * (i + 1) for i in range(ITEMS)], workers):
        digest = (digest * 31 + result) % PRIME
    print(f"{ITEMS} factorials, from {step}! to {step * ITEMS}!, digest {digest}")
