"""The guidance asked: words from the program's resources, law from the data in force, local rules as the province recorded them."""

from __future__ import annotations

from sqlalchemy import Connection

from core.app import guide_queries, guide_views
from core.app.device import Device
from core.domain import guide_search
from core.domain.errors import Invalid
from core.domain.guidance import Advice, Guidance, advise, pointed_to, questions_for

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
