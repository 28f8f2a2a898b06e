import os


# [child]
def own_memory_mib():
    """Memory that this process shares with no other one."""
    with open("/proc/self/smaps_rollup") as file:
        sizes = [line.split()[1] for line in file if line.startswith("Private_")]
    return sum(map(int, sizes)) / 1024


numbers = list(range(1_000_000))
child = os.fork()
if child == 0:
    before = own_memory_mib()
    total = sum(numbers)
    after = own_memory_mib()
    print(f"before reading: {before:.1f} MiB of its own")
    print(f"after reading: {after:.1f} MiB of its own", flush=True)
    os._exit(0)
os.waitpid(child, 0)
# [child]
