from multiprocessing import get_context

PROCESSES, TIMES = 4, 50_000
context = get_context("fork")
value = 0


# [count]
def count():
    global value
    for _ in range(TIMES):
        value += 1
# [count]


processes = [context.Process(target=count) for _ in range(PROCESSES)]
for process in processes:
    process.start()
for process in processes:
    process.join()
print("value:", value)
