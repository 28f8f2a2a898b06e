from multiprocessing import get_context

PROCESSES, TIMES = 4, 10_000
context = get_context("fork")
value = context.Value("l", 0)  # a long of C in shared memory, with a lock


# [count]
def count():
    for _ in range(TIMES):
        with value.get_lock():
            value.value += 1
# [count]


processes = [context.Process(target=count) for _ in range(PROCESSES)]
for process in processes:
    process.start()
for process in processes:
    process.join()
print("value:", value.value)
