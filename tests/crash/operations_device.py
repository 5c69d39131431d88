"""A new key for the laptop, when the machine dies: the old one speaks or the new one, and the province understands either."""

from __future__ import annotations

from core.app import queries
from core.app.application import Application
from core.app.device_key_views import DeviceKey
from core.domain.device_key import RenewDeviceKey
from core.domain.ids import CommandId
from sync.exchange import receive, send
from tests.crash.operation import Operation, Say, ensure, first_two, numbers, sound
from tests.crash.world import POST, PROVINCE, STICK, World

COMMAND = CommandId(b"a laptop's new k")
OLD: list[str] = []
"""The key of before, as the judge remembers it."""


def _prepare(world: World) -> None:
    first_two(world)
    with world.opened(POST) as app:
        OLD[:] = [app.facts.device]


def _renew(_world: World, app: Application, say: Say) -> None:
    app.execute(RenewDeviceKey(COMMAND))
    say()


def _judge(world: World, done: int) -> None:
    """Once it was promised the new key is in force; the same command again brings one renewal and no second one."""
    with world.opened(POST) as app:
        told = app.ask(DeviceKey())
        ensure(len(told.former) <= 1 and (told.key != OLD[0]) == bool(told.former), "half a key")
        ensure(bool(told.former) or not done, "the new key was promised and the old one is in force")
        ensure(len(app.identities) == 1 + len(told.former), "an identity is lost")
        ensure(len(numbers(app)) == 2, "a report is lost")
        sound(app)
        again = app.execute(RenewDeviceKey(COMMAND)).reply
        ensure(app.ask(DeviceKey()) == again and len(app.ask(DeviceKey()).former) == 1, "renewed twice")
        ensure(not told.former or app.facts.device == told.key, "another key than the one that was in force")
        send(app, world.live / STICK)
    with world.opened(PROVINCE) as province:
        ensure(not receive(province, world.live / STICK).quarantined, "the province does not understand it")
        rows = province.ask(queries.Reports()).rows
        ensure(len(rows) == 2 and not any(row.revoked for row in rows), "a report of before is doubted")
        sound(province)


OPERATIONS = (Operation("laptop-key", POST, _prepare, _renew, _judge),)
