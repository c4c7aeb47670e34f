# cpython: skip it waits for ever there
"""Nobody completes the future: an error says so instead of a hang."""
import asyncio
async def main():
    await asyncio.get_running_loop().create_future()
try: asyncio.run(main())
except RuntimeError as e: print("waits for ever" in str(e))
