import asyncio


async def task(name, ms, result):
    print(f"{name} begins")
    await asyncio.sleep(ms / 1000)
    print(f"{name} is done")
    return result


async def first_task():
    result = await task("A", 20, 111)
    print(f"awaited: {result}")

    tasks = [task("B", 90, 222), task("C", 30, 333)]
    results = await asyncio.gather(*tasks)
    print(f"gathered: {results[0]} and {results[1]}")


asyncio.run(first_task())
