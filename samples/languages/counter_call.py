from threading import Thread

THREADS, TIMES = 4, 1_000_000
value = 0


# [count]
def one_more(number):
    return number + 1


def count():
    global value
    for _ in range(TIMES):
        value = one_more(value)
# [count]


threads = [Thread(target=count) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("value:", value)
