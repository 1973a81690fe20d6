"""People at the door: ``python tests/speed/crowd.py < plan.json`` plays N sessions in a process of its own and says what they waited for.

A session changes a filter, sends what its page then asks over six connections as a browser does, thinks for three seconds, and again.
"""

import asyncio
import json
import random
import sys
import time

LANES = 6  # connections of a browser
GRACE = 10  # seconds for what is under way when the time is over; what waits longer counts as that long


class Lane:
    """One connection that is kept open."""

    def __init__(self, host: str, port: int, cookie: str):
        self.host, self.port, self.cookie, self.reader = host, port, cookie, None

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        if self.reader is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=1 << 24)
        self.writer.write(f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nContent-Type: application/json\r\nCookie: {self.cookie}\r\n"
                          f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        try:
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
            size = next((line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:")), None)
            if size is not None:
                content = await self.reader.readexactly(int(size))
            else:
                content = b""
                while length := (0 if " 204 " in head.split("\r\n")[0] else int(await self.reader.readline(), 16)):
                    content += (await self.reader.readexactly(length + 2))[:-2]
                if " 204 " not in head.split("\r\n")[0]:
                    await self.reader.readline()
        except BaseException:
            self.reader = None
            raise
        return int(head.split()[1]), content


async def update(lanes: list[Lane], plan: dict, search: str, errors: list) -> None:
    """One change of a filter: first what settles it, then the rest at once."""
    async def send(lane: Lane, body: dict):
        try:
            status, content = await asyncio.wait_for(lane.post("/_dash-update-component", json.dumps(body).encode()), 60)
            if status not in (200, 204):
                errors.append(status)
            return content
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            errors.append(type(error).__name__)
            return b""

    filled = [json.loads(json.dumps(body).replace("SEARCH", search)) for body in plan["calls"]]
    if plan["settles"]:
        first = await send(lanes[0], filled.pop(0))
        try:
            settled = next(one["data"] for name, one in json.loads(first)["response"].items() if '"settled"' in name)
        except (ValueError, KeyError):
            return
        for body in filled:
            for one in body["inputs"]:
                if "settled" in one["id"]:
                    one["value"] = settled
    waiting = iter(filled)

    async def work(lane: Lane) -> None:
        for body in waiting:
            await send(lane, body)

    await asyncio.gather(*[work(lane) for lane in lanes[:len(filled)]])


async def session(plan: dict, cookie: str, chance: random.Random, took: list, errors: list) -> None:
    lanes = [Lane(plan["host"], plan["port"], cookie) for _ in range(LANES)]
    await asyncio.sleep(chance.uniform(0, plan["think"]))
    while time.monotonic() < plan["until"]:
        start = time.perf_counter()
        try:
            await update(lanes, plan, chance.choice(plan["searches"]), errors)
        finally:
            took.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(chance.uniform(0.5, 1.5) * plan["think"])


async def play(plan: dict) -> dict:
    took, errors = [], []
    plan["until"] = time.monotonic() + plan["seconds"]
    people = [asyncio.create_task(session(plan, plan["cookies"][number % len(plan["cookies"])], random.Random(number), took, errors))
              for number in range(plan["people"])]
    _, late = await asyncio.wait(people, timeout=plan["seconds"] + GRACE)
    for one in late:
        one.cancel()
    await asyncio.gather(*people, return_exceptions=True)
    return {"took": sorted(took), "errors": errors, "late": len(late)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(play(json.load(sys.stdin)))))
