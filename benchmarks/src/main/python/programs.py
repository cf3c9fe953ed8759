"""Starts programs and reads what they write, with anyio.

Arguments: what to do ("start" or "pipe"), in how many places at a time, how many bytes each program writes, seconds to
warm up, seconds to measure. Prints what was done per second (programs or bytes), and how many threads there were at most.
"""

import subprocess
import sys
import threading
import time

import anyio

threads = 1


async def run(command):
    global threads
    total = 0
    process = await anyio.open_process(command, stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    async with process:
        threads = max(threads, threading.active_count())
        try:
            while True:
                total += len(await process.stdout.receive(65_536))
        except anyio.EndOfStream:
            await process.wait()
    return total


async def in_places(what, places, size, seconds):
    end = time.monotonic() + seconds
    done = 0

    async def place():
        nonlocal done
        while True:
            if what == "start":
                await run(["true"])
                done += 1
            else:
                count = await run(["head", "-c", str(size), "/dev/zero"])
                done += count  # not before the await: others add to it meanwhile
            if time.monotonic() >= end:
                return

    async with anyio.create_task_group() as group:
        for _ in range(places):
            group.start_soon(place)
    return done


async def main(what, places, size, warmup, seconds):
    await in_places(what, int(places), int(size), float(warmup))
    start = time.monotonic()
    done = await in_places(what, int(places), int(size), float(seconds))
    print(done / (time.monotonic() - start), threads - 1)


anyio.run(main, *sys.argv[1:])
