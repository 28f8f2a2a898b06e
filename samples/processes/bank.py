import multiprocessing
import sys
import time

BOOKINGS = 100


# [ways]
def add(balance, amount):
    balance.value += amount


def add_after_thinking(balance, amount):
    seen = balance.value
    time.sleep(0.0001)
    balance.value = seen + amount


def add_with_lock(balance, amount):
    with balance.get_lock():
        add_after_thinking(balance, amount)


def work(book, balance, amount):
    for _ in range(BOOKINGS):
        book(balance, amount)
# [ways]


# [main]
if __name__ == "__main__":
    book = {"add": add, "think": add_after_thinking, "lock": add_with_lock}[sys.argv[1]]
    balance = multiprocessing.Value("i", 200)
    clerks = [
        multiprocessing.Process(target=work, args=(book, balance, amount)) for amount in (1, -1)
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("balance:", balance.value)
# [main]
