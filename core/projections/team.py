"""Rows of the integrated team: each record is derived anew from all that is held about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table

from core.crypto.sealing import AgeIdentity
from core.domain.events import Fact
from core.domain.team_records import BEGUN_BY
from core.domain.team_state import action_of, begun_by, lawful, life_of, meeting_of, record_of
from core.journal import reading
from core.storage import tables
from core.storage.many import insert_into

Row = dict[str, Any]


def project_team(db: Connection, subject: bytes, identities: Sequence[AgeIdentity]) -> None:
    """Write a record's row and its links anew; what no desk began has none (I8)."""
    history = reading.facts_about(db, subject, identities)
    record = record_of(history)
    if not record:
        return
    table, make = _ROWS[record]
    db.execute(table.delete().where(table.c.subject == subject))
    db.execute(insert_into(table), {"subject": subject, **make(history)})
    home = next(fact.source.post for fact in lawful(history) if isinstance(fact.event, BEGUN_BY[record]))
    db.execute(tables.team_home.delete().where(tables.team_home.c.subject == subject))
    db.execute(insert_into(tables.team_home), {"subject": subject, "home": home})
    links = life_of(history).links
    db.execute(tables.team_link.delete().where(tables.team_link.c.subject == subject))
    if links:
        db.execute(insert_into(tables.team_link), [{"subject": subject, "other": other, "what": what} for what, other in links])


def _term(history: Sequence[Fact], valid_to: str) -> Row:
    """The last day that counts, and whether the record was a mistake."""
    life = life_of(history)
    last = min(filter(None, (life.last_day, valid_to)), default="")
    return {"valid_to": last, "withdrawn": int(bool(life.withdrawn))}


def _decree(history: Sequence[Fact]) -> Row:
    facts = begun_by(history, "decree").facts
    told = {name: getattr(facts, name) for name in ("area", "number", "day", "valid_from")}
    return told | _term(history, facts.valid_to)


def _member(history: Sequence[Fact]) -> Row:
    event = begun_by(history, "member")
    facts, named = event.facts, event.parties
    told = {name: getattr(facts, name) for name in ("decree", "institution", "position", "role", "unit", "valid_from")}
    who = {"name": named.name if named else "", "name_day": named.name_day if named else ""}
    return told | who | _term(history, facts.valid_to)


def _meeting(history: Sequence[Fact]) -> Row:
    state = meeting_of(history)
    facts, story, held, minuted = state.planned.facts, state.planned.story, state.held, state.minuted
    told = {name: getattr(facts, name) for name in ("kind", "day", "time", "target", "year", "ordinal", "track", "agreement")}
    row: Row = {
        **told,
        "theme": story.theme if story else "",
        "venue": story.venue if story else "",
        "status": state.status,
        "doubled": int(state.doubled),
        "present": 0,
        "result": "",
        "document": b"",
        "number": "",
        "digest": b"",
    }
    if held is not None and held.facts is not None:
        row |= {"day": held.facts.day, "time": held.facts.time, "present": held.facts.present, "result": held.facts.result}
        row["venue"] = held.story.venue if held.story else row["venue"]
    if minuted is not None and minuted.facts is not None:
        row |= {name: getattr(minuted.facts, name) for name in ("document", "number", "digest")}
    return row


def _action(history: Sequence[Fact]) -> Row:
    state = action_of(history)
    facts, story = state.begun.facts, state.begun.story
    told = {name: getattr(facts, name) for name in ("owner", "day", "election", "stage", "area", "meeting")}
    words = {"activity": story.activity if story else "", "output": story.output if story else ""}
    stands = {"status": state.status, "since": state.since, "due": state.due, "note": state.note}
    return told | words | stands | {"withdrawn": int(bool(life_of(history).withdrawn))}


def _agreement(history: Sequence[Fact]) -> Row:
    event = begun_by(history, "agreement")
    told = {name: getattr(event.facts, name) for name in ("number", "day", "valid_from", "notice")}
    title = event.story.title if event.story else ""
    return told | {"title": title, "parties": ",".join(event.facts.parties)} | _term(history, event.facts.valid_to)


def _outreach(history: Sequence[Fact]) -> Row:
    event = begun_by(history, "outreach")
    names = ("kind", "day", "institution", "election", "stage", "area", "reached")
    told = {name: getattr(event.facts, name) for name in names}
    words = {name: getattr(event.story, name) if event.story else "" for name in ("topic", "audience")}
    return told | words | {"withdrawn": int(bool(life_of(history).withdrawn))}


def _rule(history: Sequence[Fact]) -> Row:
    event = begun_by(history, "rule")
    told = {name: getattr(event.facts, name) for name in ("area", "topic", "document", "valid_from")}
    return told | {"text": event.story.text if event.story else ""} | _term(history, event.facts.valid_to)


def _release(history: Sequence[Fact]) -> Row:
    facts = begun_by(history, "release").facts
    names = ("document", "kind", "number", "digest", "institution", "day", "basis", "purpose", "note", "note_number")
    source = next(fact.source for fact in lawful(history) if getattr(fact.event, "facts", None) is facts)
    told = {name: getattr(facts, name) for name in names}
    return told | {"officer": source.officer, "at": source.at, "zone": source.zone}


_ROWS: Final[dict[str, tuple[Table, Callable[[Sequence[Fact]], Row]]]] = {
    "decree": (tables.team_decree, _decree),
    "member": (tables.team_member, _member),
    "meeting": (tables.meeting, _meeting),
    "action": (tables.action_item, _action),
    "agreement": (tables.agreement, _agreement),
    "outreach": (tables.outreach, _outreach),
    "rule": (tables.local_rule, _rule),
    "release": (tables.team_release, _release),
}
