"""The list that a head gets on paper: who directly below has not signed yet, and by when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from core.app import queries, roster_people
from core.app.cascade_tree import plan_of
from core.app.cascade_views import PersonRow, ReminderGroup
from core.app.device import Device
from core.app.faces import fonts_of
from core.app.issuing import DOCUMENT_BYTES, office_of, signer_of
from core.app.wordings import letter_template
from core.documents.letter import Letter, LetterPress
from core.documents.words import plain_date
from core.domain.errors import Invalid

TEMPLATE = "daftar_tagihan"
NONE_YET = "belum terbit"


def reminder(db: Connection, device: Device, query: queries.ReminderPaper) -> bytes:
    """One head's list as PDF; raises ``Invalid('cascade.nothing_owed')`` where the head owes nothing."""
    groups = roster_people.reminders(db, device, queries.Reminders(query.home, query.within))
    group = next((one for one in groups if (one.head, one.office) == (query.head, query.office)), None)
    if group is None:
        raise Invalid("cascade.nothing_owed")
    plan = plan_of(db, device, group.people[0].home)
    press = LetterPress(fonts_of(device), office_of(device), signer_of(device), device.belongings.drill)
    letter = _letter(device, group, "" if plan is None else plan.title)
    return press.make(letter, device.ports.entropy(DOCUMENT_BYTES), device.moment()).pdf


def _letter(device: Device, group: ReminderGroup, plan: str) -> Letter:
    head = ", ".join(text for text in (group.head_name, group.head_position) if text)
    fill = {
        "head": head or f"Pimpinan {group.office_name}".strip(),
        "office": group.office_name,
        "plan": plan,
        "today": plain_date(device.moment().day),
        "count": str(len(group.people)),
        "overdue": str(group.overdue),
    }
    rows = [_row(number, person) for number, person in enumerate(group.people, 1)]
    return Letter("annex", letter_template(device.ports, TEMPLATE), fill, {"people": rows})


def _row(number: int, person: PersonRow) -> dict[str, str]:
    name = f"{person.front_title} {person.name}".strip()
    return {
        "n": str(number),
        "name": f"{name}, {person.back_title}" if person.back_title else name,
        "number": person.number,
        "position": person.position,
        "state": person.state or NONE_YET,
        "due": _day(person.due),
    }


def _day(text: str) -> str:
    """A day in words; what another laptop wrote as one and is none stays as it is."""
    try:
        return plain_date(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text
