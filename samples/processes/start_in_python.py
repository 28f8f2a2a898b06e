import multiprocessing
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


def tell(method):
    print(f"{method}: {own_memory_mib():.1f} MiB of its own", flush=True)


def milliseconds(context, task, *arguments):
    begin = time.perf_counter()
    child = context.Process(target=task, args=arguments)
    child.start()
    child.join()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    for method in ("fork", "spawn"):
        context = multiprocessing.get_context(method)
        quickest = min(milliseconds(context, nothing) for _ in range(ROUNDS))
        print(f"{method}: {quickest:.1f} milliseconds", flush=True)
        milliseconds(context, tell, method)
# [tell]
