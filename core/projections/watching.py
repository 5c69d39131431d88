"""Rows that the office's boards count: warnings, what situation reports say, levels of areas, notes about posts."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from core.domain.near import place_code
from core.domain.post_note import CourierPlanned, PostDownTold, PostNote, PostUpTold
from core.domain.report import ReportState
from core.domain.vulnerability import LEVELS, VulnerabilityAssessed
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections.publications import may_publish
from core.storage import tables
from core.storage.many import insert_into
from core.storage.upsert import insert

WATCHED = ("early_warning", "situation")
COURIER, DOWN, UP = "courier", "down", "up"


def project_watched(db: Connection, subject: bytes, state: ReportState, values: Mapping[str, object], *, fresh: bool) -> None:
    """Rows of a warning or a situation report; what was voided or whose words are gone is counted no more."""
    if values["kind"] not in WATCHED:
        return
    if not fresh:
        for table in (tables.warning, tables.situation_word):
            db.execute(table.delete().where(table.c.subject == subject))
    if state.story is None or state.voided:
        return
    form, common = state.story.form, {"subject": subject, "post": values["post"]}
    if values["kind"] == "situation":
        said = {name: values[name] for name in ("period_from", "period_to", "nihil")}
        db.execute(insert_into(tables.situation_word), {**common, **said, "condition": str(form.get("condition", "kondusif"))})
        notes = form.get("vulnerabilities")
        told = [each for each in notes if isinstance(each, dict)] if isinstance(notes, list) else []
    else:
        told = [{**form, "grade": form.get("grade", "heard")}]
    day = values["happened"] or values["day"]
    same = common | {name: values[name] for name in ("at", "election", "stage")} | {"day": day}
    rows = [same | {"place": place} | _warning(each) for place, each in enumerate(told)]
    if rows:
        db.execute(insert_into(tables.warning), rows)


def _warning(form: Mapping[str, object]) -> dict[str, object]:
    """A warning's own words; what a situation report lists says nothing of what it rests on."""
    place = form.get("place")
    return {
        "area": place_code(place) if isinstance(place, dict) else "",
        "kind": str(form.get("vulnerability", "")),
        "level": str(form.get("level", "")),
        "grade": str(form.get("grade", "")),
        "confirmed": int(form.get("confirmed") is True),
    }


def project_told(db: Connection, entry: Entry, event: VulnerabilityAssessed | PostNote, handling: Handling) -> None:
    """What a desk said of an area or of a post; from somebody else it changes nothing (I8)."""
    if event.facts is None or not may_publish(db, entry):
        return
    if isinstance(event, VulnerabilityAssessed):
        _project_level(db, entry, event, handling)
    else:
        _project_note(db, entry, event, handling)


def _project_level(db: Connection, entry: Entry, event: VulnerabilityAssessed, handling: Handling) -> None:
    facts = event.facts
    if facts is None or facts.level not in LEVELS:
        return
    row = _common(db, entry, handling) | {
        "subject": entry.subject,
        "area": facts.area,
        "level": facts.level,
        "day": facts.day,
        "election": facts.election,
        "stage": facts.stage,
        "reasons": " ".join(facts.reasons),
        "words": "" if event.story is None else event.story.words,
        "proposed": facts.proposed,
        "warnings": " ".join(str(each) for each in facts.warnings),
        "supported": facts.supported,
        "after": None if facts.after is None else " ".join(each.hex() for each in facts.after),
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
    }
    db.execute(insert(tables.area_level).on_conflict_do_nothing(), row)


def _project_note(db: Connection, entry: Entry, event: PostNote, handling: Handling) -> None:
    match event:
        case CourierPlanned(facts=plan) if plan is not None:
            told = (COURIER, plan.post, plan.first, "", plan.every, plan.road)
        case PostDownTold(facts=down) if down is not None:
            told = (DOWN, down.post, down.since, down.until, 0, down.cause)
        case PostUpTold(facts=up) if up is not None:
            told = (UP, up.post, up.day, "", 0, "")
        case _:
            return
    row = dict(zip(("kind", "post", "day", "until", "every", "words"), told, strict=True))
    db.execute(insert(tables.post_note).on_conflict_do_nothing(), _common(db, entry, handling) | row)


def _common(db: Connection, entry: Entry, handling: Handling) -> dict[str, object]:
    name = db.execute(select(tables.certificate.c.name).where(tables.certificate.c.kid == entry.kid)).scalar()
    return {
        "entry": entry.digest,
        "officer": name or "",
        "at": handling.at,
        "zone": handling.zone,
        "lamport": entry.header.lamport,
    }
