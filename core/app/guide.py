"""The guidance asked: words from the program's resources, law from the data in force, local rules as recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from core.app import guide_queries, guide_views
from core.app.device import Device
from core.domain import guide_search
from core.domain.errors import Invalid
from core.domain.guidance import Advice, Guidance, advise, local_topics, pointed_to, questions_for
from core.storage import tables

FILE = "guidance/guidance.json"


def guidance_of(device: Device) -> Guidance:
    """The words of the guidance."""
    return Guidance.parse(device.ports.resource(FILE))


def guide(db: Connection, device: Device, query: guide_queries.Guide) -> guide_views.GuideView:
    """The advice for a kind of person, an act and a day."""
    regency = _regency(device, query.regency)
    day = query.day or device.moment().day
    advice = advise(guidance_of(device), device.reference, query.subject, query.act, day, query.election)
    return guide_views.GuideView(advice, local_rules(db, device, advice, regency), regency)


def _regency(device: Device, code: str) -> str:
    if not code:
        return ""
    area = device.reference.area(code)
    if area is None:
        raise Invalid("guide.regency", value=code)
    return area.code


def questions(db: Connection, device: Device, query: guide_queries.GuideQuestions) -> tuple[guide_views.GuideQuestion, ...]:
    """The questions that may point to something for this kind of person."""
    found = questions_for(guidance_of(device), device.reference, _subject(device, query.subject))
    return tuple(guide_views.GuideQuestion(each.code, each.ask_id, each.ask_en) for each in found)


def points(db: Connection, device: Device, query: guide_queries.GuidePoints) -> tuple[str, ...]:
    """The acts that the answers point to."""
    day = query.day or device.moment().day
    return pointed_to(guidance_of(device), device.reference, _subject(device, query.subject), query.yes, day)


def _subject(device: Device, code: str) -> str:
    person = device.reference.subject(code)
    if person is None:
        raise Invalid("guide.subject", value=code)
    return person.code


def search(db: Connection, device: Device, query: guide_queries.GuideSearch) -> tuple[guide_views.Hit, ...]:
    """What holds every word."""
    return guide_search.search(guidance_of(device), device.reference, query.text, query.language)


def local_rules(db: Connection, device: Device, advice: Advice, regency: str) -> tuple[guide_views.LocalRule, ...]:
    """Local rules that concern the topic, of one regency and the whole province or of every area, in force on the day."""
    return rules_for(db, device, local_topics((advice.topic,), advice.subject), regency, advice.day)


def rules_for(
    db: Connection, device: Device, topics: Collection[str], regency: str, day: date
) -> tuple[guide_views.LocalRule, ...]:
    """Local rules on these topics in force on a day; an area's rule concerns whatever lies in it."""
    if not topics:
        return ()
    table = tables.local_rule.c
    query = (
        select(tables.local_rule)
        .where(table.topic.in_(sorted(topics)), table.withdrawn == 0, table.valid_from <= day.isoformat())
        .order_by(table.area, table.topic, table.valid_from.desc(), table.subject)
    )
    rows = [row for row in db.execute(query) if not row.valid_to or day.isoformat() <= row.valid_to]
    return tuple(
        guide_views.LocalRule(row.area, row.topic, row.text, row.document, row.valid_from, row.valid_to)
        for row in rows
        if not regency or regency.startswith(row.area)
    )
