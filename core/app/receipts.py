"""The post's own receipt (T05) for who reported: printed from what is readable here, kept nowhere, never with a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection

from core.app import queries
from core.app.answers import find_report
from core.app.device import Device
from core.app.issuing import DOCUMENT_BYTES, fonts_of, office_of, signer_of
from core.app.report_view import form_of
from core.crypto.lookup import lookup_keys
from core.documents.receipt import Lane, Receipt, ReceiptPress
from core.domain.errors import Invalid, NotAllowed
from core.domain.forms import form_tree
from core.domain.identifiers import check_lookup_code, format_lookup_code
from core.domain.moment import Moment
from core.domain.report import ReportState, fold
from core.journal import reading

VISITOR_KINDS = ("complaint", "information")
EVIDENCE = {
    "photo": "foto",
    "audio": "rekaman suara",
    "video": "video",
    "document": "dokumen",
    "object": "barang",
    "link": "tautan",
    "other": "lainnya",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a receipt repeats of the report: the lane, and the evidence as pairs of kind and count."""

    lane: Lane
    evidence: tuple[tuple[str, int], ...]


def receipt(db: Connection, device: Device, query: queries.Receipt) -> bytes:
    """The signed PDF.

    Raises ``Invalid`` (``report.unknown``, ``receipt.no_visitor``, ``receipt.other_code``, ``lookup.*``) and
    ``NotAllowed('receipt.sealed')`` for a report that only the province can read, unless its form is still at hand.
    """
    row = find_report(db, device, query.id)
    if row.kind not in VISITOR_KINDS:
        raise Invalid("receipt.no_visitor")
    state = fold(reading.facts_about(db, bytes(row.subject), device.identities))
    source = None if state.received is None else state.received.source
    if source is None:
        raise Invalid("report.unknown")
    tree = form_of(state) if query.form is None else form_tree(query.form)
    if query.form is None and (state.story is None or state.parties is None):
        raise NotAllowed("receipt.sealed")
    told = _told(tree)
    paper = Receipt(
        post=device.belongings.name,
        received=Moment(source.at, source.zone, ""),
        lane=told.lane,
        officer=source.officer,
        evidence=told.evidence,
        number=str(row.number) if query.with_number else "",
        lookup_code=_code(device, state, query.code),
    )
    with ReceiptPress(fonts_of(device), office_of(device), signer_of(device), device.belongings.drill) as press:
        return press.issue(paper, device.ports.entropy(DOCUMENT_BYTES), device.moment()).pdf


def _told(tree: dict[str, object]) -> _Told:
    reporter, items = tree.get("reporter"), tree.get("evidence")
    lane = reporter.get("lane") if isinstance(reporter, dict) else "information"
    kinds = Counter(EVIDENCE[str(item.get("kind", "other"))] for item in items) if isinstance(items, list) else Counter()
    return _Told(cast("Lane", lane), tuple(sorted(kinds.items())))


def _code(device: Device, state: ReportState, typed: str) -> str:
    """The look-up code as printed; refused when it is readably another report's."""
    if not typed.strip():
        return ""
    digits = check_lookup_code(typed)
    lookup = None if state.story is None else state.story.lookup
    if lookup is not None and lookup_keys(digits, device.belongings.province)[0] != lookup.tag:
        raise Invalid("receipt.other_code")
    return format_lookup_code(digits).replace(" ", "")
