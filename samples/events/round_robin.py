def task(name, steps, result):
    for i in range(1, steps + 1):
        print(f"{name} works, step {i} of {steps}")
        yield None  # nothing yet
    print(f"{name} is done")
    yield result


def run_in_turn(tasks):
    while tasks:
        for generator in list(tasks):
            result = next(generator)
            if result is not None:
                print(f"the loop has a result: {result}")
                tasks.remove(generator)


tasks = [task("A", 2, 12345), task("B", 3, 54321)]
print("two tasks are made")
run_in_turn(tasks)
