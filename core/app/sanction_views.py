"""What screens and verbs see of sanctions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SanctionMade:
    """What a step came to."""

    id: str
    report: str
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class RungRow:
    """One rung of a ladder with the law it rests on; ``confidence`` and ``procedure`` are how sure the data are."""

    code: str
    ladder: str
    order: int
    name_id: str
    name_en: str
    sanction_class: str
    legal_basis: str
    authority: str
    decision: str
    appeals: tuple[str, ...]
    requires: tuple[str, ...]
    valid_from: str
    valid_to: str
    in_force: bool
    confidence: str
    procedure: str


@dataclass(frozen=True, slots=True)
class SanctionRow:
    """One line of the list: codes, days and the report's number, nobody's name."""

    id: str
    report: str
    number: str
    rung: str
    name_id: str
    name_en: str
    ladder: str
    sanction_class: str
    person: str
    status: str
    proposer: str
    proposed: str
    authority: str
    document: str
    day: str
    executed: str
    informed: str
    disputed: bool
    regency: str
    """Code of the regency of the event."""


@dataclass(frozen=True, slots=True)
class SanctionPage:
    """A page of the list, newest first; ``next`` is None at the end."""

    rows: tuple[SanctionRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One entry about a sanction."""

    act: str
    at: str
    officer: str
    detail: dict[str, str]
    note: str
    files: int


@dataclass(frozen=True, slots=True)
class SanctionView:
    """One sanction in the open case; ``party`` is the reported party's place in the report."""

    row: SanctionRow
    party: int
    steps: tuple[StepRow, ...]
    may: tuple[str, ...]
    """Steps that may come next: impose, end, execute, appeal, review, inform."""
    appeals: tuple[str, ...]
    lower: tuple[RungRow, ...]
    """Rungs to which it can be lowered."""


@dataclass(frozen=True, slots=True)
class RulingRow:
    """An outside body's decision that a sanction can rest on."""

    referral: str
    institution: str
    outcome: str
    number: str
    day: str
    proven: bool


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A reported party of the open case: type and office, with the rungs that its type knows."""

    number: int
    subject: str
    position: str
    unit: str
    rungs: tuple[RungRow, ...]
    repeats: int
    """Other cases of the same office in which a sanction stands (SAFEGUARDS 23: by office, proven cases alone)."""


@dataclass(frozen=True, slots=True)
class CaseSanctions:
    """All about the sanctions of one report."""

    report: str
    number: str
    readable: bool
    sanctions: tuple[SanctionView, ...]
    parties: tuple[PartyRow, ...]
    rulings: tuple[RulingRow, ...]
    rules: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A report whose reported person's name is to be erased from that day on; no name stands here."""

    report: str
    number: str
    outcome: str
    since: str
    due: str
    is_due: bool
    held: bool
    ordered: bool
    identity: bool = False
    """Whether a sealed identity goes with it."""


@dataclass(frozen=True, slots=True)
class NamePage:
    """A page of them, the earliest first."""

    rows: tuple[NameRow, ...]
    next: str | None
    days: int


@dataclass(frozen=True, slots=True)
class RegisterFilling:
    """Fields and rows of the recapitulation T15."""

    fields: dict[str, str]
    rows: tuple[dict[str, str], ...]
