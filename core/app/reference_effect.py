"""What a draft of reference items would change today: cases that are open, time limits that run, referrals, posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, func, select

from core.app import reference_draft
from core.app.device import Device
from core.app.reference_queries import Effect, TouchedDay
from core.app.report_clock import otherwise
from core.domain.errors import Invalid
from core.domain.publication import require_new
from core.domain.reference_change import SetChange, compare
from core.domain.reference_edit import touched
from core.storage import tables

FIRST = 20
COUNTED = frozenset({"areas", "deadlines", "elections", "holidays", "posts"})
"""Sets by which days are counted."""


def effect(db: Connection, device: Device) -> Effect:
    """Compare what is in force with the draft; raises ``Invalid('reference.draft_empty')`` and as publishing would."""
    draft = reference_draft.read(db)
    names = touched(draft)
    if not names:
        raise Invalid("reference.draft_empty")
    made = require_new(reference_draft.new_files(device, draft), device.reference)
    sets = tuple(compare(device.reference.raw[name], made.raw[name]) for name in names)
    touching = {change.dataset: _codes(change) for change in sets}
    cases, case_count = _cases(db, device, touching)
    days = list(otherwise(db, device, made)) if COUNTED.intersection(names) else []
    referrals, referral_count = _referrals(db, touching)
    posts = _posts(db, device, touching.get("posts", ()))
    return Effect(
        sets=sets,
        cases=cases,
        case_count=case_count,
        days=tuple(TouchedDay(*each) for each in islice(days, FIRST)),
        day_count=len(days),
        referrals=referrals,
        referral_count=referral_count,
        posts=posts[:FIRST],
        post_count=len(posts),
    )


def _codes(change: SetChange) -> tuple[str, ...]:
    return (*change.added, *change.changed, *change.removed)


def _cases(db: Connection, device: Device, touching: dict[str, tuple[str, ...]]) -> tuple[tuple[tuple[str, str], ...], int]:
    """Open cases with an act that changes, one whose law or kind of person changes, or in an election that changes."""
    laws, people = set(touching.get("legal_refs", ())), set(touching.get("subjects", ()))
    acts = set(touching.get("violations", ()))
    acts |= {
        act.code
        for act in device.reference.violations
        if laws.intersection(act.legal_refs) or people.intersection(act.applies_to)
    }
    board, report = tables.board.c, tables.report.c
    touched_by = [
        (board.act, acts),
        (board.election, set(touching.get("elections", ()))),
    ]
    wanted = [column.in_(sorted(codes)) for column, codes in touched_by if codes]
    if not wanted:
        return (), 0
    either = wanted[0] if len(wanted) == 1 else wanted[0] | wanted[1]
    still = (board.board_stage != "closed") & either
    count = db.execute(select(func.count()).select_from(tables.board).where(still)).scalar() or 0
    rows = db.execute(
        select(report.number, board.act, board.election)
        .join_from(tables.board, tables.report, report.subject == board.subject)
        .where(still)
        .order_by(board.id.desc())
        .limit(FIRST)
    )
    return tuple((str(row.number), str(row.act if row.act in acts else row.election)) for row in rows), int(count)


def _referrals(db: Connection, touching: dict[str, tuple[str, ...]]) -> tuple[tuple[tuple[str, str], ...], int]:
    """Referrals that stand at an institution, go by a way, or run under a clause that changes."""
    referral, report = tables.referral.c, tables.report.c
    by = ((referral.institution, "institutions"), (referral.route, "routes"), (referral.deadline, "deadlines"))
    wanted: Sequence[ColumnElement[bool]] = [column.in_(sorted(touching[name])) for column, name in by if touching.get(name)]
    if not wanted:
        return (), 0
    either = wanted[0]
    for each in wanted[1:]:
        either = either | each
    still = (referral.standing == 1) & either
    count = db.execute(select(func.count()).select_from(tables.referral).where(still)).scalar() or 0
    rows = db.execute(
        select(report.number, referral.institution)
        .join_from(tables.referral, tables.report, report.subject == referral.subject)
        .where(still)
        .order_by(referral.at.desc())
        .limit(FIRST)
    )
    return tuple((str(row.number), str(row.institution)) for row in rows), int(count)


def _posts(db: Connection, device: Device, codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Posts that change and whose laptops write already."""
    changed = set(codes)
    writing = {str(code) for code in db.execute(select(tables.stream.c.post).distinct()).scalars()} & changed
    known = {post.code: post.name_id for post in device.reference.posts}
    return tuple((code, known.get(code, code)) for code in sorted(writing))
