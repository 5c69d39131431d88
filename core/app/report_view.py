"""One report in full: form, history, attachments, from a fold of its facts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, select

from core.app import queries, views
from core.app.answers import find_report, report_row, show_time
from core.app.attachments import openers, piece_digests
from core.app.device import Device
from core.app.history import history
from core.app.links import links_of
from core.app.proposals import proposals
from core.app.referral_answers import rows_about
from core.app.report_clock import deadlines_of, notices_of, receipts_of, withdrawn_of
from core.app.returns import act_facts, told_by_reporter
from core.domain.correcting import APPROVED
from core.domain.events import Fact
from core.domain.evidence import Custody, custody_of
from core.domain.report import ReportState, fold
from core.journal import reading
from core.storage import tables


def report_view(db: Connection, device: Device, query: queries.Report) -> views.ReportView:
    """The report by id or case number; a sealed one shows number, date and way only."""
    row = find_report(db, device, query.id)
    state = fold(reading.facts_about(db, bytes(row.subject), device.identities))
    subject = bytes(row.subject)
    gone_on = _referrals(db, device, subject, state)
    return views.ReportView(
        row=report_row(device, row),
        form=form_of(state),
        history=history(db, device, subject, state),
        attachments=_attachments(db, device, subject, state),
        other=_other(db, device, state) | _links(db, subject) | told_by_reporter(db, device, subject) | gone_on,
        deadlines=deadlines_of(db, device, subject, state),
        receipts=receipts_of(state),
        withdrawn=withdrawn_of(state),
        notices=notices_of(state),
        proposals=proposals(device, state),
        original=_original(state),
        gone=state.gone,
        held=any(hold.stands for hold in state.holds),
    )


def _links(db: Connection, subject: bytes) -> dict[str, object]:
    found = links_of(db, subject)
    return {"links": found} if found else {}


def _referrals(db: Connection, device: Device, subject: bytes, state: ReportState) -> dict[str, object]:
    """What went on to institutions, at the desks, who alone know of it."""
    if not state.referrals:
        return {}
    rows = rows_about(db, device, subject)
    return {"referrals": [{**asdict(row), "due": "" if row.clock is None else row.clock.safe} for row in rows]}


def _other(db: Connection, device: Device, state: ReportState) -> dict[str, object]:
    """What a report has besides: the province's number, and the data it was judged by."""
    other: dict[str, object] = {"agenda": state.agenda} if state.agenda else {}
    digest = "" if state.facts is None else state.facts.reference
    if digest:
        other["reference"] = {"digest": digest, "held": device.library.of(db, digest) is not None}
    return other


def _original(state: ReportState) -> dict[str, object]:
    """The form as it was taken in, where a correction reads otherwise now."""
    if state.original is None or not any(correction.status == APPROVED for correction in state.corrections):
        return {}
    return form_of(ReportState(story=state.original.story, parties=state.original.parties))


def form_of(state: ReportState) -> dict[str, object]:
    """The form's tree put together again; the reporter only as lane and seal."""
    tree: dict[str, object] = {} if state.story is None else dict(state.story.form)
    parties = state.parties
    if parties is None:
        return tree
    if parties.reported:
        tree["reported"] = parties.reported
    if parties.lane:
        tree["reporter"] = {"lane": parties.lane, "sealed": True}
    if parties.witnesses:
        tree["witnesses"] = [{"sealed": True}] * parties.witnesses
    return tree


def _attachments(db: Connection, device: Device, subject: bytes, state: ReportState) -> tuple[views.AttachmentRow, ...]:
    """The report's own files, then those that its reporter brought later, each taken in where it was brought."""
    rows = _files(db, device, subject, state, state.received)
    bare = replace(state, story=None)
    for fact in act_facts(db, device, subject):
        rows += _files(db, device, fact.source.subject, bare, fact)
    return tuple(rows)


def _files(db: Connection, device: Device, subject: bytes, state: ReportState, taken: Fact | None) -> list[views.AttachmentRow]:
    query = select(tables.attachment).where(tables.attachment.c.subject == subject).order_by(tables.attachment.c.name)
    rows = []
    for row in db.execute(query):
        token, place = bytes(row.token), (bytes(row.stream), row.seq)
        # A file that came with a later step was taken in then, by who wrote that step.
        came = next((fact for fact in state.history if (fact.source.stream, fact.source.sequence) == place), taken)
        here = device.vault.holds(token)
        rows.append(
            views.AttachmentRow(
                id=token.hex(),
                name=row.name,
                media_type=row.media_type,
                size=row.size,
                digest=bytes(row.digest).hex(),
                shows_identity=bool(row.shows_identity),
                openable=here and bool(openers(device, row)),
                missing=0 if here else len(piece_digests(row)) - _gathered(db, token),
                **_told_of(state, row.name),
                custody=tuple(_custody(step, device.belongings.zone) for step in custody_of(state.history, came, token)),
            )
        )
    return rows


EVIDENCE_FIELDS = ("title", "kind", "origin", "handed_by", "claimed_at", "claimed_latitude_e7", "claimed_longitude_e7")


def _told_of(state: ReportState, name: str) -> dict[str, Any]:
    """What the evidence list says of the file with this name."""
    listed = {} if state.story is None else state.story.form
    items = listed.get("evidence")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and name and item.get("file") == name:
            return {field: item[field] for field in EVIDENCE_FIELDS if field in item}
    return {}


def _custody(step: Custody, zone: str) -> views.CustodyLine:
    at = show_time(step.at, step.zone if step.at else zone)
    return views.CustodyLine(step.act, at, step.officer, step.post, step.purpose, step.digest.hex())


def _gathered(db: Connection, token: bytes) -> int:
    return len(db.execute(select(tables.piece.c.number).where(tables.piece.c.token == token)).all())
