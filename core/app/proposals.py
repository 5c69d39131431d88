"""Proposals as people read them: a report's own, with what changes, and all that wait for a second officer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from core.app import identity, queries, views
from core.app.answers import show_time
from core.app.device import Device
from core.crypto.certificates import signer_of
from core.domain.correcting import APPROVED, PARTY_FIELDS, PROPOSED, Correction, corrected, is_another
from core.domain.correction import CorrectionDeclined
from core.domain.erasing import Erasure
from core.domain.events import Fact, ReportParties, ReportStory
from core.domain.ids import show_id
from core.domain.report import ReportState
from core.projections.approvals import ERASE, OPEN
from core.storage import tables

ID_BYTES = 16
MAX_WAITING = 200


def proposals(device: Device, state: ReportState) -> tuple[views.ProposalRow, ...]:
    """Corrections in their order, then erasure orders in theirs."""
    return (*_corrections(device, state), *(_order(device, order) for order in state.erasures))


def _corrections(device: Device, state: ReportState) -> Iterator[views.ProposalRow]:
    story = None if state.original is None else state.original.story
    parties = None if state.original is None else state.original.parties
    for correction in state.corrections:
        after = corrected(story, parties, [_as_approved(correction)])
        told, words = correction.facts, correction.event.story
        yield views.ProposalRow(
            **_head(device, correction.fact, correction.answer, correction.status),
            act=told.act,
            reason=told.reason,
            words="" if words is None else words.words,
            fields=tuple(told.fields),
            changes=tuple(_changes(told.fields, (story, parties), (after.story, after.parties))),
            answer_words=_answer_words(correction.answer),
            may_answer=correction.status == PROPOSED and _is_other(device, correction.fact),
            beside=tuple(show_id(digest[:ID_BYTES]) for digest in correction.beside),
        )
        if correction.status == APPROVED:
            story, parties = after.story, after.parties


def _as_approved(correction: Correction) -> Correction:
    return replace(correction, status=APPROVED)


Parted = tuple[ReportStory | None, ReportParties | None]


def _changes(fields: list[str], before: Parted, after: Parted) -> Iterator[views.FieldChange]:
    for name in fields:
        yield views.FieldChange(name, _value(name, *before), _value(name, *after))


def _value(name: str, story: ReportStory | None, parties: ReportParties | None) -> object:
    if name not in PARTY_FIELDS:
        return None if story is None else story.form.get(name)
    if parties is None:
        return None
    if name == "reported":
        return parties.reported
    if name == "witnesses":
        return [{"sealed": True}] * parties.witnesses
    return {"lane": parties.lane, "sealed": True} if parties.lane else None


def _answer_words(answer: Fact | None) -> str:
    event = None if answer is None else answer.event
    return event.story.words if isinstance(event, CorrectionDeclined) and event.story is not None else ""


def _order(device: Device, order: Erasure) -> views.ProposalRow:
    return views.ProposalRow(
        **_head(device, order.fact, order.answer, order.status),
        act=ERASE,
        reason=order.facts.ground,
        words=order.facts.basis,
        fields=tuple(order.facts.parts),
        changes=(),
        answer_words="",
        may_answer=order.status == PROPOSED and device.is_desk and _is_other(device, order.fact),
    )


def _head(device: Device, fact: Fact, answer: Fact | None, status: str) -> dict[str, Any]:
    source = fact.source
    return {
        "id": show_id(source.digest[:ID_BYTES]),
        "status": status,
        "officer": source.officer,
        "post": source.post,
        "at": show_time(source.at, source.zone),
        "answered_by": "" if answer is None else answer.source.officer,
        "answered_at": "" if answer is None else show_time(answer.source.at, answer.source.zone),
        "mine": not _is_other(device, fact),
    }


def _is_other(device: Device, fact: Fact) -> bool:
    return is_another(fact.source.signer, signer_of(device.officer.certificate))


def waiting(db: Connection, device: Device, query: queries.Waiting) -> tuple[views.WaitingRow, ...]:
    """Everything that waits, whoever may answer it."""
    table, report = tables.approval, tables.report
    signer = signer_of(device.officer.certificate)
    rows = db.execute(
        select(table, report.c.number, report.c.kind, report.c.sealed)
        .join_from(table, report, table.c.subject == report.c.subject)
        .where(table.c.status == PROPOSED)
        .order_by(table.c.at.desc(), table.c.digest)
        .limit(MAX_WAITING)
    )
    at_identity_desk = device.is_desk and identity.named(db, device) is not None
    found = []
    for row in rows:
        other = is_another(bytes(row.signer), signer)
        readable = device.opens_sealed or (row.act != ERASE and not row.sealed)
        if row.act == OPEN:
            readable = at_identity_desk
        found.append(
            views.WaitingRow(
                id=show_id(row.digest[:ID_BYTES]),
                report=show_id(row.subject),
                number=row.number,
                kind=row.kind,
                act=row.act,
                reason=row.reason,
                fields=tuple(row.fields.split()),
                officer=row.officer,
                post=row.post,
                at=show_time(row.at, row.zone),
                mine=not other,
                may_answer=other and readable,
            )
        )
    return tuple(found)
