import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

WORKERS = 4


# [trip]
def main(way):
    parts = [list(range(i * 100_000, (i + 1) * 100_000)) for i in range(WORKERS)]
    if way == "here":
        sums = [sum(part) for part in parts]
    else:
        with ProcessPoolExecutor(WORKERS, get_context("fork")) as pool:
            sums = list(pool.map(sum, parts))
    print("the sum is", sum(sums))
# [trip]


if __name__ == "__main__":
    main(sys.argv[1])
