"""Laptops that are killed during a visit: ``python -m tests.links.killed``, told what to do by JSON on standard input.

For each instant a child opens its own copy of the profile, visits the server and dies by SIGKILL inside an object: when
so large a share of the first journal object, or of the first object of an attachment, has moved. How each ended comes out as
JSON. No store is open in the parent while it forks.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from sync.links.address import Address
from sync.links.link import Link
from sync.links.visiting import _Told, visit
from tests.world import Clock, Laptop, reference


def main() -> int:
    """Carry out the plan, all children side by side."""
    plan: dict[str, Any] = json.load(sys.stdin)
    reference()  # read once, for all of them
    when, children = datetime.fromisoformat(plan["when"]), []
    for folder, address, (smallest, share) in zip(plan["folders"], plan["addresses"], plan["instants"], strict=True):
        pid = os.fork()
        if not pid:
            try:
                die(Laptop("a", Path(folder), Clock(when), folder), Address(**address), smallest, share)
            finally:
                os._exit(1)
        children.append(pid)
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]))
    return 0


def die(laptop: Laptop, address: Address, smallest: int, share: float) -> None:
    """Visit, and die in the first object of at least ``smallest`` bytes."""
    state = {"size": 0, "moved": 0}
    publish = Link.publish

    def publishing(self: Link, name: str, data: bytes) -> None:
        state.update(size=len(data), moved=0)
        publish(self, name, data)

    def moved(_told: object, count: int) -> None:
        state["moved"] += count
        if state["size"] >= smallest and state["moved"] >= share * state["size"]:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(Link, "publish", publishing)  # noqa: B010  methods are not assigned to
    setattr(_Told, "moved", moved)  # noqa: B010
    visit(laptop.app, address)


if __name__ == "__main__":
    sys.exit(main())
