"""An integrity pact: issued, told of, signed, refused, or not signed because the person is away.

A part of an act has one of the journal's names: ``facts`` is what may be counted, ``story`` what is said or attached.
A refusal is written by a desk alone: no post of TNI, Polri or BIN ever holds one, and it opens no case (SAFEGUARDS 18).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec

from core.domain.attached import Attached
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import CommandId, SubjectId
from core.domain.text import check_line, check_narrative, is_blank

if TYPE_CHECKING:
    from core.domain.commands import AttachedFile
    from core.domain.pact_state import PactState

Method = Literal["basah", "dipindai", "layar", "kunci", "bsre"]
Manner = Literal["lisan", "tertulis", "apel", "rapat", "daring"]
AwayReason = Literal["cuti", "sakit", "tugas_luar", "tugas_belajar", "ditahan", "tidak_hadir", "lainnya"]
METHODS: Final[tuple[Method, ...]] = get_args(Method)
"""Wet pen told without a scan, wet pen with a scan, strokes on the screen, key, BSrE PDF; each counts as signed."""
MANNERS: Final[tuple[Manner, ...]] = get_args(Manner)
AWAY_REASONS: Final[tuple[AwayReason, ...]] = get_args(AwayReason)
ISSUED, TOLD, SIGNED, REFUSED, AWAY = "diterbitkan", "disosialisasikan", "ditandatangani", "menolak", "berhalangan"
STATES: Final = (ISSUED, TOLD, SIGNED, REFUSED, AWAY)
"""SAFEGUARDS 17. Coverage counts ``ditandatangani`` alone."""
KINDS: Final = frozenset({"pact.issued", "pact.told", "pact.signed", "pact.refused", "pact.away"})
DIGEST_BYTES: Final = 32
SIGNATURE_LIMIT: Final = 64 * 1024
ACTS_LIMIT: Final = 2_000
"""Acts of one command: a whole office told at one assembly, a day's scans."""


class PactFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What was printed: canonical digest (D17), document id, ByteRange digest, number and its series (D19).

    ``person`` is who it is for in the roster (16 bytes), ``replaces`` the pact that this one renews, ``due`` the day by
    which it is to be signed; they are unset where there is none.
    """

    number: str
    series: str
    sequence: int
    template: str
    template_version: str
    document: bytes
    content_digest: bytes
    byterange_digest: bytes
    person: bytes | msgspec.UnsetType = msgspec.UNSET
    replaces: bytes | msgspec.UnsetType = msgspec.UNSET
    due: str | msgspec.UnsetType = msgspec.UNSET
    text_digest: bytes | msgspec.UnsetType = msgspec.UNSET


class PactParties(msgspec.Struct, frozen=True, kw_only=True):
    """The person of a pact as printed."""

    name: str
    front_title: str
    back_title: str
    identifier: str
    rank: str
    position: str
    unit: str
    agency: str
    subject: str
    superior: str
    is_head: bool


class PactIssued(msgspec.Struct, frozen=True):
    """An integrity pact was issued; signing it is another act."""

    facts: PactFacts | None
    parties: PactParties | None = None


class ToldFacts(msgspec.Struct, frozen=True, kw_only=True):
    """When and how the person was told, and which version of law and sanctions was told ("legal_refs 2026.1, ...")."""

    day: str
    zone: str
    manner: str
    rules: str
    by: str = ""


class PactTold(msgspec.Struct, frozen=True):
    """The person was told what the pact asks and what a breach may lead to."""

    facts: ToldFacts | None


class SignedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """When, where and how it was signed; ``witness`` is a position, ``signature`` a COSE_Sign1 or empty."""

    day: str
    zone: str
    method: str
    place: str = ""
    stamp_serial: str = ""
    witness: str = ""
    content_digest: bytes = b""
    signature: bytes = b""


class PactPaper(msgspec.Struct, frozen=True, kw_only=True):
    """The scan, the BSrE PDF or the ink of a signature, kept in the vault."""

    attached: Attached | None = None


class PactSigned(msgspec.Struct, frozen=True):
    """The person signed."""

    facts: SignedFacts | None
    story: PactPaper | None = None


class RefusedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The day of the refusal and the position of who saw it."""

    day: str
    zone: str
    witness: str = ""


class RefusedStory(msgspec.Struct, frozen=True, kw_only=True):
    """What the person gave as the reason."""

    reason: str = ""


class PactRefused(msgspec.Struct, frozen=True):
    """The person refused to sign."""

    facts: RefusedFacts | None
    story: RefusedStory | None = None


class AwayFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Why the person cannot sign (a code) and until when, where that is known."""

    day: str
    zone: str
    reason: str
    until: str = ""


class AwayStory(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer adds."""

    note: str = ""


class PactAway(msgspec.Struct, frozen=True):
    """The person could not sign."""

    facts: AwayFacts | None
    story: AwayStory | None = None


PactAct = PactTold | PactSigned | PactRefused | PactAway


@dataclass(frozen=True, slots=True)
class RecordPactTold:
    """The person of a pact was told of it; ``rules`` empty means the law and sanctions in force on this laptop."""

    command: CommandId
    pact: SubjectId
    day: date
    manner: str
    rules: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class RecordPactSigned:
    """A pact was signed; ``paper`` is a captured file (scan, BSrE PDF, ink). An empty digest means the pact's own."""

    command: CommandId
    pact: SubjectId
    day: date
    method: str
    place: str = ""
    stamp_serial: str = ""
    witness: str = ""
    content_digest: bytes = b""
    signature: bytes = b""
    paper: AttachedFile | None = None


@dataclass(frozen=True, slots=True)
class RecordPactRefused:
    """The person refused; only a desk records it."""

    command: CommandId
    pact: SubjectId
    day: date
    reason: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class RecordPactAway:
    """The person is away; ``reason`` is one of :data:`AWAY_REASONS`."""

    command: CommandId
    pact: SubjectId
    day: date
    reason: str
    until: date | None = None
    note: str = ""


PactActCommand = RecordPactTold | RecordPactSigned | RecordPactRefused | RecordPactAway


@dataclass(frozen=True, slots=True)
class RecordPactActs:
    """Many acts at once, all or none: an office told at one assembly, a folder of scans. Their own command ids do not count."""

    command: CommandId
    acts: tuple[PactActCommand, ...]


PactCommand = PactActCommand | RecordPactActs


def tell(state: PactState, command: RecordPactTold, today: date, zone: str, rules: str) -> PactTold:
    """The event, or ``Invalid`` (``pact.unknown``, ``pact.day_ahead``, ``pact.day_early``, ``pact.manner``, ``text.*``).

    Raises ``NotAllowed('pact.known')`` for the same telling again.
    """
    _require(state, command.day, today)
    check_line(command.by, "by")
    check_line(command.rules, "rules")
    if command.manner not in MANNERS:
        raise Invalid("pact.manner", value=command.manner)
    facts = ToldFacts(
        day=command.day.isoformat(),
        zone=zone,
        manner=command.manner,
        rules=command.rules or rules,
        by=command.by.strip(),
    )
    _require_new(state, PactTold(facts))
    return PactTold(facts)


def sign(state: PactState, command: RecordPactSigned, today: date, zone: str, attached: Attached | None) -> PactSigned:
    """The event, or a refusal: as :func:`tell`, and ``Invalid`` (``pact.method``, ``pact.paper``, ``pact.other_content``).

    ``dipindai`` and ``bsre`` need the paper, ``kunci`` the signature; one method counts once for a pact.
    """
    own = _require(state, command.day, today)
    for name in ("place", "stamp_serial", "witness"):
        check_line(getattr(command, name), name)
    if command.method not in METHODS:
        raise Invalid("pact.method", value=command.method)
    if (command.method in ("dipindai", "bsre") and attached is None) or (command.method == "kunci" and not command.signature):
        raise Invalid("pact.paper", method=command.method)
    if command.content_digest not in (b"", own.content_digest) or len(command.signature) > SIGNATURE_LIMIT:
        raise Invalid("pact.other_content")
    if command.method in state.methods:
        raise NotAllowed("pact.known")
    facts = SignedFacts(
        day=command.day.isoformat(),
        zone=zone,
        method=command.method,
        place=command.place.strip(),
        stamp_serial=command.stamp_serial.strip(),
        witness=command.witness.strip(),
        content_digest=own.content_digest,
        signature=command.signature,
    )
    return PactSigned(facts, PactPaper(attached=attached))


def refuse(state: PactState, command: RecordPactRefused, today: date, zone: str) -> PactRefused:
    """The event, or a refusal: as :func:`tell`, and ``NotAllowed('pact.signed')`` for a pact that was signed."""
    _require(state, command.day, today)
    _require_unsigned(state)
    check_line(command.witness, "witness")
    check_narrative(command.reason, "reason")
    facts = RefusedFacts(day=command.day.isoformat(), zone=zone, witness=command.witness.strip())
    event = PactRefused(facts, RefusedStory(reason=command.reason.strip()))
    _require_new(state, event)
    return event


def stay_away(state: PactState, command: RecordPactAway, today: date, zone: str) -> PactAway:
    """The event, or a refusal: as :func:`refuse`, and ``Invalid`` (``pact.away_reason``, ``pact.until``)."""
    _require(state, command.day, today)
    _require_unsigned(state)
    check_narrative(command.note, "note")
    if command.reason not in AWAY_REASONS or (command.reason == "lainnya" and is_blank(command.note)):
        raise Invalid("pact.away_reason", value=command.reason)
    if command.until is not None and command.until < command.day:
        raise Invalid("pact.until")
    facts = AwayFacts(
        day=command.day.isoformat(),
        zone=zone,
        reason=command.reason,
        until="" if command.until is None else command.until.isoformat(),
    )
    event = PactAway(facts, AwayStory(note=command.note.strip()))
    _require_new(state, event)
    return event


def _require(state: PactState, day: date, today: date) -> PactFacts:
    """The pact's own facts; refuses one that is not here and a day that cannot be."""
    if state.facts is None:
        raise Invalid("pact.unknown")
    if day > today:
        raise Invalid("pact.day_ahead")
    # A pact that a wrong clock dated ahead can still be signed today.
    if day < min(state.issued_day, today):
        raise Invalid("pact.day_early", day=state.issued_day.isoformat())
    return state.facts


def _require_unsigned(state: PactState) -> None:
    if state.status == SIGNED:
        raise NotAllowed("pact.signed")


def _require_new(state: PactState, event: PactAct) -> None:
    if any(event.facts == act.facts for act in state.acts):
        raise NotAllowed("pact.known")
