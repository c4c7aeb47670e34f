"""Three tasks at once with asyncio: they wait together, not one after the other."""

import asyncio
import time


async def water(plant: str, seconds: float) -> str:
    print(f"{plant}: the can is on its way")
    await asyncio.sleep(seconds)
    print(f"{plant}: watered after {seconds} s")
    return plant


async def main() -> None:
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for plant, seconds in [("fern", 0.9), ("moss", 0.3), ("ivy", 0.6)]:
            group.create_task(water(plant, seconds))
    print(f"all three in {time.perf_counter() - start:.1f} s, not 1.8")

    try:
        async with asyncio.timeout(0.5):
            await water("cactus", 60)
    except TimeoutError:
        print("cactus: it can wait until next month")


asyncio.run(main())
