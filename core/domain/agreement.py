"""Cooperation agreements between institutions: parties, number, scope, validity, and when to think of renewal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.member import institution_in
from core.domain.reference import ReferenceData
from core.domain.team_form import check_form, past_day_in, term_in

NOTICE_DAYS: Final = 90
MOST_NOTICE: Final = 730
IN_FORCE, RENEW, ENDED, COMING = "berlaku", "perpanjang", "berakhir", "akan_berlaku"


class AgreementForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An agreement as typed; ``parties`` are institutions' codes parted by commas, ``notice`` days before its end."""

    number: str
    title: str
    day: str
    parties: str
    scope: str = ""
    valid_from: str = ""
    valid_to: str = ""
    notice: str = ""


class AgreementFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Number, day of signing, parties, validity, and how many days before its end renewal is due."""

    number: str
    day: str
    parties: list[str]
    valid_from: str
    valid_to: str = ""
    notice: int = NOTICE_DAYS


class AgreementStory(msgspec.Struct, frozen=True, kw_only=True):
    """What it is about."""

    title: str
    scope: str = ""


class AgreementRecorded(msgspec.Struct, frozen=True):
    """Institutions agreed to work together."""

    facts: AgreementFacts | None
    story: AgreementStory | None = None


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    """Record an agreement that was signed."""

    command: CommandId
    form: AgreementForm


def agree(command: RecordAgreement, reference: ReferenceData, today: date) -> AgreementRecorded:
    """The event, or ``Invalid``: ``agreement.parties`` for fewer than two, ``team.*``, ``text.*``."""
    form = command.form
    check_form(form, "number", "title", "day", "parties")
    day = past_day_in(form.day, "day", today)
    first, last = term_in(form)
    parties = [institution_in(each, reference, "parties") for each in form.parties.split(",") if each.strip()]
    if len(set(parties)) < 2:
        raise Invalid("agreement.parties")
    if last and last < (first or day):
        raise Invalid("team.term")
    facts = AgreementFacts(
        number=form.number.strip(),
        day=day,
        parties=list(dict.fromkeys(parties)),
        valid_from=first or day,
        valid_to=last,
        notice=_notice(form.notice),
    )
    return AgreementRecorded(facts, AgreementStory(title=form.title.strip(), scope=form.scope.strip()))


def standing(valid_from: str, valid_to: str, notice: int, today: date) -> str:
    """Where an agreement stands: coming, in force, due for renewal, or ended."""
    if today.isoformat() < valid_from:
        return COMING
    if not valid_to:
        return IN_FORCE
    last = date.fromisoformat(valid_to)
    if today > last:
        return ENDED
    return RENEW if today + timedelta(days=notice) >= last else IN_FORCE


def _notice(text: str) -> int:
    cleaned = text.strip()
    if not cleaned:
        return NOTICE_DAYS
    if not cleaned.isascii() or not cleaned.isdigit() or len(cleaned) > 4 or int(cleaned) > MOST_NOTICE:
        raise Invalid("team.code", field="notice", value=cleaned[:10], codes=f"0-{MOST_NOTICE}")
    return int(cleaned)
