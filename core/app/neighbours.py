"""Who stands above and below: the provinces that a national office adopted, and the office that a province knows.

Kept in the table of secrets, for each holds the keys by which the two recognise their objects on a medium.
"""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec
from sqlalchemy import Connection, select

from core.crypto.certificates import read as read_certificate
from core.journal import cbor
from core.projections.acknowledged import NATION as NATIONAL_READER
from core.storage import tables

PROVINCE: Final = "neighbour.province:"
NATION: Final = "neighbour.nation"
LIMIT: Final = 64 * 1024
T = TypeVar("T", bound=msgspec.Struct)


class Province(msgspec.Struct, frozen=True, kw_only=True):
    """A province that was adopted: its root (DER), its desks' age recipient, the label of its codes here."""

    province: bytes
    area: str
    name: str
    root: bytes
    recipient: str
    mark: bytes
    """Names what this province writes for the office."""
    answer: bytes
    """Names what the office writes back to this province."""


class Nation(msgspec.Struct, frozen=True, kw_only=True):
    """The national office that a province knows."""

    nation: bytes
    name: str
    root: bytes
    recipient: str
    mark: bytes
    answer: bytes


def provinces(db: Connection) -> dict[bytes, Province]:
    """Every adopted province by its id."""
    table = tables.secret.c
    rows = db.execute(select(table.value).where(table.name.startswith(PROVINCE)).order_by(table.name)).scalars()
    found = (_read(bytes(value), Province) for value in rows)
    return {each.province: each for each in found}


def nation(db: Connection) -> Nation | None:
    """The national office that this province knows."""
    value = db.execute(_NATION).scalar()
    return None if value is None else _read(bytes(value), Nation)


_NATION = select(tables.secret.c.value).where(tables.secret.c.name == NATION)


def readers_of(db: Connection, above: Nation) -> tuple[bytes, ...]:
    """Key ids of this office's devices that ever acknowledged something; another one's word says nothing of what it holds."""
    told = select(tables.acked.c.device).where(tables.acked.c.desk == NATIONAL_READER).distinct().scalar_subquery()
    table = tables.acknowledgement.c
    rows = db.execute(select(table.device, table.ca).where(table.device.in_(told)).order_by(table.device)).all()
    return tuple(bytes(row.device) for row in rows if read_certificate(bytes(row.ca)).province_id == above.nation)


def keep(db: Connection, one: Province | Nation) -> None:
    """Remember, or remember anew."""
    name = NATION if isinstance(one, Nation) else PROVINCE + one.province.hex()
    forget(db, name)
    value = cbor.encode(msgspec.to_builtins(one, builtin_types=(bytes,)))
    db.execute(tables.secret.insert(), {"name": name, "value": value})


def forget(db: Connection, name: str = NATION) -> None:
    """Know it no more."""
    db.execute(tables.secret.delete().where(tables.secret.c.name == name))


def _read(value: bytes, shape: type[T]) -> T:
    return msgspec.convert(cbor.decode_map(value, LIMIT), shape, builtin_types=(bytes,))
