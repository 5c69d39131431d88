"""A post's certificate authority is ended: which of its certificates stay good, whatever its key signs from then on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.authority import DESK_ROLES, NATIONAL
from core.domain.errors import Invalid
from core.domain.ids import CommandId

KIND: Final = "authority.ended"
OUTSIDE: Final = "authority"
"""Stands as the reason beside those of a revocation: an authority that was ended gave it out, and it is not among those kept."""
KID_BYTES: Final = 16
KEPT_LIMIT: Final = 10_000
"""Certificates that one entry keeps: they have to fit into its body."""


class AuthorityEndedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``authority`` names the key (16 bytes of SHA-256 of its SubjectPublicKeyInfo), ``kept`` the certificates that stay good.

    ``since`` is from when somebody else may have the key (milliseconds UTC); ``reason`` is a code of a revocation.
    """

    authority: bytes
    kept: list[bytes]
    since: int
    reason: str


class AuthorityEnded(msgspec.Struct, frozen=True):
    """The administrator ended a post's authority; what it had given out and is named here stays as good as it was."""

    facts: AuthorityEndedFacts | None


@dataclass(frozen=True, slots=True)
class EndAuthority:
    """End the authority with this name (hex), or the only one of the post with this code; ``keep`` adds certificates."""

    command: CommandId
    authority: str
    since: int
    reason: str
    keep: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """What all entries that end one authority say together."""

    since: int
    kept: frozenset[bytes]

    def leaves_out(self, kid: bytes) -> bool:
        """Whether a certificate of the authority is none of those that stay good."""
        return kid not in self.kept

    def says(self, since: int, kept: Iterable[bytes]) -> bool:
        """Whether one more ending with this moment and list would add nothing."""
        return self.since <= since and self.kept.issuperset(kept)


def together(endings: Iterable[Ending]) -> Ending | None:
    """The earliest moment and the certificates of all lists, so that the order in which they came says nothing (I2)."""
    held = list(endings)
    if not held:
        return None
    return Ending(min(each.since for each in held), frozenset().union(*(each.kept for each in held)))


def may_end(granted: Collection[str]) -> bool:
    """Whether an authority that grants these roles is one that can be ended: a post's or a regency's, never the desk's own.

    What a desk tells everybody rests on the desk's own; it cannot be what takes that away.
    """
    return not set(granted) & (DESK_ROLES | {NATIONAL})


def check_kept(kept: Iterable[bytes]) -> list[bytes]:
    """Each once, in a fixed order; raises ``Invalid``: ``revocation.unknown`` for what names nothing, ``authority.many``."""
    listed = sorted(set(kept))
    if any(len(kid) != KID_BYTES for kid in listed):
        raise Invalid("revocation.unknown")
    if len(listed) > KEPT_LIMIT:
        raise Invalid("authority.many", limit=KEPT_LIMIT)
    return listed


def is_well_formed(facts: AuthorityEndedFacts) -> bool:
    """Whether name and list have their sizes."""
    sizes = {len(kid) for kid in facts.kept} | {len(facts.authority)}
    return sizes == {KID_BYTES} and len(facts.kept) <= KEPT_LIMIT
