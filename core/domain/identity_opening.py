"""Opening a sealed identity, as it is written: who sits at the identity desk, what was asked, agreed to, and shown.

No person of the report is named here, and no word of the identity. An opening's name is the first 16 bytes of its first
entry's digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.correction import AnswerFacts
from core.domain.ids import CommandId, SubjectId

COMPLETE, HAND_OVER, PROTECT, COURT = "complete", "hand_over", "protect", "court"
ADDRESSEES: Final[dict[str, tuple[str, ...]]] = {
    COMPLETE: ("DESK",),
    HAND_OVER: ("BAWASLU",),
    PROTECT: ("LPSK", "POLRI"),
    COURT: ("PENGADILAN",),
}
"""For each purpose, who may hear it: the reporter is reached, Bawaslu with his consent, his safety, a court's order."""
PURPOSES: Final = tuple(ADDRESSEES)
FILES_LEAVE_FOR: Final = {COMPLETE: "reporter", HAND_OVER: "bawaslu", PROTECT: "authority", COURT: "authority"}
"""The purpose under which a sealed file leaves, of the list for evidence, by what the identity was opened for."""
INSTITUTIONS: Final = tuple(name for names in ADDRESSEES.values() for name in names)


class NamedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An officer of the identity desk by his key, and the institution that he comes from."""

    officer: str
    signer: bytes
    institution: str


class IdentityOfficerNamed(msgspec.Struct, frozen=True):
    """The administrator named an officer for the identity desk."""

    facts: NamedFacts | None


class UnnamedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Whose place at the identity desk ended, by his key."""

    officer: str
    signer: bytes


class IdentityOfficerUnnamed(msgspec.Struct, frozen=True):
    """The administrator ended an officer's place at the identity desk."""

    facts: UnnamedFacts | None


class WrappedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Where the identities' key came from, and the keys of the officers in whose pairs it lies since then."""

    source: str
    signers: list[bytes]


class IdentityKeyWrapped(msgspec.Struct, frozen=True):
    """The identities' key was wrapped for pairs of officers, at the laptop that wrote this."""

    facts: WrappedFacts | None


class OpeningFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What for, for whom, and the institution that the officer who asks comes from."""

    purpose: str
    addressee: str
    institution: str


class OpeningStory(msgspec.Struct, frozen=True, kw_only=True):
    """Why, in words."""

    reason: str


class OpeningProposed(msgspec.Struct, frozen=True):
    """An officer of the identity desk asks for the identity to be opened."""

    facts: OpeningFacts | None
    story: OpeningStory | None = None


class AgreedFacts(AnswerFacts, frozen=True, kw_only=True):
    """Digest of the proposal, and the institution that the second officer comes from."""

    institution: str


class OpeningApproved(msgspec.Struct, frozen=True):
    """Another officer of the identity desk agreed."""

    facts: AgreedFacts | None


class OpeningDeclined(msgspec.Struct, frozen=True):
    """The proposal was refused, or taken back."""

    facts: AnswerFacts | None


class IdentityOpened(msgspec.Struct, frozen=True):
    """The identity was shown; durable before a word of it is."""

    facts: AnswerFacts | None


KINDS: Final[dict[str, type]] = {
    "identity.opening_proposed": OpeningProposed,
    "identity.opening_approved": OpeningApproved,
    "identity.opening_declined": OpeningDeclined,
    "identity.opened": IdentityOpened,
}
"""Kinds on the report's subject."""
NAMED: Final = "identity.officer_named"
DESK_KINDS: Final[dict[str, type]] = {
    NAMED: IdentityOfficerNamed,
    "identity.officer_unnamed": IdentityOfficerUnnamed,
    "identity.key_wrapped": IdentityKeyWrapped,
}
"""Kinds about the desk itself, each on a subject of its own."""
SOURCES: Final = ("administrator", "pair", "recovery")
IdentityEvent = (
    IdentityOfficerNamed
    | IdentityOfficerUnnamed
    | IdentityKeyWrapped
    | OpeningProposed
    | OpeningApproved
    | OpeningDeclined
    | IdentityOpened
)


@dataclass(frozen=True, slots=True)
class NameIdentityOfficer:
    """Name an officer of this desk, by the name in his certificate, for the identity desk."""

    command: CommandId
    officer: str
    institution: str


@dataclass(frozen=True, slots=True)
class UnnameIdentityOfficer:
    """End an officer's place at the identity desk; every pair that he is in loses its copy of the key."""

    command: CommandId
    officer: str


@dataclass(frozen=True, slots=True)
class ProposeOpening:
    """Ask for the identity of a report's reporter and witnesses to be opened."""

    command: CommandId
    report: SubjectId
    purpose: str
    addressee: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShowIdentity:
    """Show what two officers agreed to open, once, with both of them there; ``opening`` names the proposal.

    Its 16 bytes are the first of the proposal's digest. No command of the one door: it takes both officers' keys.
    """

    command: CommandId
    opening: bytes


IdentityCommand = NameIdentityOfficer | UnnameIdentityOfficer | ProposeOpening
