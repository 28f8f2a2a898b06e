import asyncio


async def task(name, ms):
    print(f"{name} begins")
    await asyncio.sleep(ms / 1000)
    print(f"{name} is done")


async def first_task():
    task("A", 20)
    b = asyncio.create_task(task("B", 500))
    print("A is made, B is started")
    await task("C", 30)
    print("the first task is done")


asyncio.run(first_task())
