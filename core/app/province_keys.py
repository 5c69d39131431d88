"""The province's recipients as they are now: a laptop begins with those of its kit, and entries put newer ones in their place."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, bindparam, exists, select

from core.domain.province_key import DESTROYED, IDENTITIES, PUBLISHED, PURPOSES, RECOVERY, REPORTS, InForce, Published, newest
from core.storage import tables


class Recipients(msgspec.Struct, frozen=True):
    """The province's three age recipients (D15), and of which generation each is; the founder's are of none."""

    reports: str
    identities: str
    recovery: str
    generations: dict[str, int] = {}

    def of(self, purpose: str) -> str:
        """The recipient of a purpose."""
        return str(getattr(self, purpose))

    def begun(self, purpose: str) -> InForce:
        """The same with its generation."""
        return InForce(self.of(purpose), self.generations.get(purpose, 0))


class ProvinceKeys:
    """Begins with what the laptop began with; ``load`` takes in what was published since."""

    def __init__(self, begun: Recipients) -> None:
        self.begun = self.recipients = begun
        self.gone: frozenset[str] = frozenset()
        """Recipients whose private keys were destroyed."""

    def load(self, db: Connection) -> None:
        """Read what was published and what was destroyed."""
        chosen = {purpose: newest(self.begun.begun(purpose), published(db, purpose)) for purpose in PURPOSES}
        generations = {purpose: each.generation for purpose, each in chosen.items() if each.generation}
        texts = {purpose: each.recipient for purpose, each in chosen.items()}
        self.recipients = Recipients(texts[REPORTS], texts[IDENTITIES], texts[RECOVERY], generations)
        self.gone = destroyed(db)


def published(db: Connection, purpose: str, label: str = "") -> list[Published]:
    """What counts of one purpose: nothing that says it was written after its author's certificate was taken back.

    ``label`` names a province at a national office.
    """
    rows = db.execute(_IN_FORCE, {"of": label, "for": purpose})
    return [Published(int(row.generation), str(row.recipient), (int(row.at), int(row.lamport), bytes(row.entry))) for row in rows]


def destroyed(db: Connection) -> frozenset[str]:
    """Recipients of this province whose private keys were destroyed."""
    return frozenset(str(recipient) for recipient in db.execute(_DESTROYED).scalars())


_KEY, _GONE = tables.province_key.c, tables.revocation.c
_IN_FORCE = select(_KEY.generation, _KEY.recipient, _KEY.at, _KEY.lamport, _KEY.entry).where(
    _KEY.act == PUBLISHED,
    _KEY.label == bindparam("of"),
    _KEY.purpose == bindparam("for"),
    ~exists().where(_GONE.kid == _KEY.kid, _GONE.since <= _KEY.at),
)
_DESTROYED = select(_KEY.recipient).where(_KEY.act == DESTROYED, _KEY.label == "")
