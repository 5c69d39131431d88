"""The post's own receipt (T05) for who reported: printed from what is readable here, kept nowhere, never with a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Connection, select

from core.app import queries
from core.app.answers import find_report
from core.app.deadlines import LegalDays, legal_days
from core.app.device import Device
from core.app.faces import fonts_of
from core.app.issuing import DOCUMENT_BYTES, office_of, signer_of
from core.app.report_view import form_of
from core.app.wordings import letter_template
from core.crypto.lookup import lookup_keys
from core.documents import report_words as words
from core.documents.receipt import Lane, Reason, Receipt, ReceiptPress
from core.domain.confidence import confidence_of
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import Provenance
from core.domain.forms import ComplaintForm, ReportForm, form_tree
from core.domain.identifiers import check_lookup_code, format_lookup_code
from core.domain.ids import show_id
from core.domain.moment import Moment, moment
from core.domain.near import place_code
from core.domain.papers import VISITOR
from core.domain.report import ReportState, fold
from core.domain.standing import INFORMATION, standing_of
from core.journal import reading
from core.storage import tables

_SHOWN = 12
_REASONS: dict[str, Reason] = {
    "lane": "chosen",
    "chosen": "chosen",
    "unsigned": "unsigned",
    "late": "late",
    "identity": "identity",
}
"""Reasons of standing in the words of a slip; every other one is about the person."""


@dataclass(frozen=True, slots=True)
class _Promise:
    """Why a complaint is initial information (empty: it is a legal report), and its days where it is not."""

    reason: Reason
    days: LegalDays | None


def receipt(db: Connection, device: Device, query: queries.Receipt) -> bytes:
    """The signed PDF.

    Raises ``Invalid`` (``report.unknown``, ``receipt.no_visitor``, ``receipt.other_code``, ``lookup.*``) and
    ``NotAllowed('receipt.sealed')`` for a report that only the province can read, unless its form is still at hand.
    """
    if query.guarded and query.form is not None:
        return _press(device, _guarded(device, query, query.form))
    row = find_report(db, device, query.id)
    if row.kind not in VISITOR:
        raise Invalid("receipt.no_visitor")
    state = fold(reading.facts_about(db, bytes(row.subject), device.identities))
    source = None if state.received is None else state.received.source
    if source is None:
        raise Invalid("report.unknown")
    tree = form_of(state) if query.form is None else form_tree(query.form)
    if query.form is None and (state.story is None or state.parties is None):
        raise NotAllowed("receipt.sealed")
    code = _code(db, device, bytes(row.subject), query.code)
    made = _Made(Moment(source.at, source.zone, ""), source.officer, _anchor(source))
    return _press(device, _paper(device, query, tree, state, made, code))


@dataclass(frozen=True, slots=True)
class _Made:
    """When and by whom a report was taken in, and its place in the journal where that may be told."""

    received: Moment
    officer: str
    anchor: str


def _guarded(device: Device, query: queries.Receipt, form: ReportForm) -> Receipt:
    """The slip of a guarded report, from the open form alone: nothing here leads to the report any more (SAFEGUARDS 8)."""
    code = format_lookup_code(check_lookup_code(query.code)).replace(" ", "") if query.code.strip() else ""
    return _paper(device, query, form_tree(form), ReportState(), _Made(device.moment(), device.officer.name, ""), code)


def _press(device: Device, paper: Receipt) -> bytes:
    template = letter_template(device.ports, "t05")
    with ReceiptPress(fonts_of(device), template, office_of(device), signer_of(device), device.belongings.drill) as press:
        return press.issue(paper, device.ports.entropy(DOCUMENT_BYTES), device.moment()).pdf


def _paper(
    device: Device, query: queries.Receipt, tree: dict[str, object], state: ReportState, made: _Made, code: str
) -> Receipt:
    promise = _promise(device, query, tree, state, made.received.day)
    area = place_code(words.branch(tree, "place"))
    days = promise.days
    return Receipt(
        post=device.belongings.name,
        received=made.received,
        lane=cast("Lane", words.word(words.branch(tree, "reporter"), "lane") or "information"),
        officer=made.officer,
        evidence=words.evidence_counts(words.branches(tree, "evidence")),
        number=state.facts.number if query.with_number and state.facts is not None else "",
        safe=None if days is None else days.safe,
        latest=None if days is None else days.latest,
        hand_in="" if days is None else _hand_in(days),
        counter=words.counter_words(area, device.reference),
        unverified=days is not None and confidence_of(days.confidence) != "verified",
        reason=promise.reason,
        lookup_code=code,
        anchor=made.anchor,
    )


def _promise(device: Device, query: queries.Receipt, tree: dict[str, object], state: ReportState, received: date) -> _Promise:
    """What the slip may promise (SAFEGUARDS 3 and 4): days only for a report in the law's sense that is in time."""
    if words.word(tree, "kind") != "complaint" and (state.facts is None or state.facts.kind != "complaint"):
        return _Promise("chosen", None)
    days = _days(device, tree)
    last = None if days is None else days.latest or days.safe
    late = last is not None and received > last
    reason = _reason(device, query.form, late) or _reason_of_stored(tree, state, late)
    return _Promise(reason, None if reason else days)


def _reason(device: Device, form: ReportForm | None, late: bool) -> Reason:
    """By the open form, which still knows the reporter."""
    if not isinstance(form, ComplaintForm):
        return ""
    election = device.reference.election(form.election)
    reasons = standing_of(form, None if election is None else election.voting_day, late=late).reasons
    return _REASONS.get(reasons[0], "standing") if reasons else ""


def _reason_of_stored(tree: dict[str, object], state: ReportState, late: bool) -> Reason:
    """By what is readable of the stored report: how it was handled at intake decides, and the words tell what they can."""
    found: list[tuple[bool, Reason]] = [
        (state.parties is not None and state.parties.reporter_status == "none", "standing"),
        (late, "late"),
        (words.word(tree, "signed_t07") in ("", "no"), "unsigned"),
        (words.word(tree, "handling") == INFORMATION, "chosen"),
    ]
    return next((reason for stands, reason in found if stands), "")


def _days(device: Device, tree: dict[str, object]) -> LegalDays | None:
    """The law's dates; None where the report names no day or no regime that the law book knows."""
    try:
        known = date.fromisoformat(words.word(tree, "known"))
        return legal_days(device, words.word(tree, "regime"), known, place_code(words.branch(tree, "place")))
    except (Invalid, ValueError):
        return None


def _hand_in(days: LegalDays) -> str:
    """The last open hours before each date, as people read them."""
    told = []
    for when, name in ((days.hand_in_safe, "aman"), (days.hand_in_latest, "paling akhir")):
        zone = getattr(when.tzinfo, "key", None) if when is not None else None
        if when is not None and zone is not None:
            told.append(f"{words.moment_words(moment(when, zone))} ({name})")
    return "; ".join(told)


def _anchor(source: Provenance) -> str:
    """Stream, number and short digest of the entry: whoever holds the slip bears witness to the journal."""
    digest = show_id(source.digest)[:_SHOWN].upper()
    shown = "-".join(digest[at : at + 4] for at in range(0, _SHOWN, 4))
    return f"aliran {show_id(source.stream)[:6].upper()} · catatan ke-{source.sequence} · sidik {shown}"


def _code(db: Connection, device: Device, report: bytes, typed: str) -> str:
    """The look-up code as printed; refused when it is readably another report's, or one that a newer code ended."""
    if not typed.strip():
        return ""
    digits = check_lookup_code(typed)
    table = tables.lookup_code.c
    tag = db.execute(select(table.tag).where(table.report == report, table.current == 1)).scalar()
    if tag is not None and lookup_keys(digits, device.belongings.province)[0] != bytes(tag):
        raise Invalid("receipt.other_code")
    return format_lookup_code(digits).replace(" ", "")
