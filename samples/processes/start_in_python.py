import multiprocessing
import sys
import time

ROUNDS = 7


def nothing():
    pass


# [tell]
def own_memory_mib():
    """Memory that this process shares with no other one."""
    with open("/proc/self/smaps_rollup") as file:
        sizes = [line.split()[1] for line in file if line.startswith("Private_")]
    return sum(map(int, sizes)) / 1024


def tell():
    print(f"it holds {own_memory_mib():.1f} MiB of its own", flush=True)


def run(task, context):
    begin = time.perf_counter()
    child = context.Process(target=task)
    child.start()
    child.join()
    return (time.perf_counter() - begin) * 1000
# [tell]


if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    quickest = min(run(nothing, context) for _ in range(ROUNDS))
    print(f"a child: {quickest:.1f} milliseconds", flush=True)
    run(tell, context)
