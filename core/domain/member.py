"""Who belongs to the integrated team: decrees, and seats of institutions by position; gaps that the law would not expect.

A seat is an institution's and a position's. A person's name is optional, dated, and a part of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.reference import ReferenceData
from core.domain.reference_items import Seat
from core.domain.team_form import check_form, code_in, day_in, id_in, past_day_in, term_in

ROLES: Final = ("ketua", "wakil", "sekretaris", "anggota")
PROVINCE, REGENCY = "province", "regency"


class DecreeForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decree that forms a team for an area, as typed; ``valid_to`` empty where it has no end."""

    area: str
    number: str
    day: str
    valid_from: str = ""
    valid_to: str = ""


class DecreeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The decree: for which area, number and date, and its term."""

    area: str
    number: str
    day: str
    valid_from: str
    valid_to: str = ""


class TeamDecreed(msgspec.Struct, frozen=True):
    """An area has an integrated team."""

    facts: DecreeFacts | None


class MemberForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A seat as typed; ``decree`` is a decree's id, the term is the decree's unless it is said otherwise."""

    decree: str
    institution: str
    position: str
    role: str = "anggota"
    unit: str = ""
    valid_from: str = ""
    valid_to: str = ""
    name: str = ""
    name_day: str = ""


class MemberFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The seat: by which decree, of which institution, as what position and in which role, from when until when."""

    decree: bytes
    institution: str
    position: str
    role: str
    unit: str = ""
    valid_from: str = ""
    valid_to: str = ""


class MemberParties(msgspec.Struct, frozen=True, kw_only=True):
    """Who held the position on that day; empty where nobody was named."""

    name: str = ""
    name_day: str = ""


class MemberNamed(msgspec.Struct, frozen=True):
    """An institution has a seat in the team."""

    facts: MemberFacts | None
    parties: MemberParties | None = None


@dataclass(frozen=True, slots=True)
class RecordDecree:
    """Record a decree that forms a team."""

    command: CommandId
    form: DecreeForm


@dataclass(frozen=True, slots=True)
class NameMember:
    """Record a seat."""

    command: CommandId
    form: MemberForm


MemberCommand = RecordDecree | NameMember


@dataclass(frozen=True, slots=True)
class Held:
    """A seat that is held on a day, in which area, and until when (empty: no end)."""

    area: str
    institution: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: ``no_decree`` or ``decree_ended`` of an area, ``no_member`` or ``member_ended`` of a seat."""

    area: str
    what: str
    seat: str = ""


def decree(command: RecordDecree, reference: ReferenceData, home: str, today: date) -> TeamDecreed:
    """The event, or ``Invalid``: ``team.missing``, ``team.area``, ``team.day``, ``team.future``, ``team.term``, ``text.*``."""
    form = command.form
    check_form(form, "area", "number", "day")
    day = past_day_in(form.day, "day", today)
    first, last = term_in(form)
    area = area_in(form.area, reference, home)
    if last and last < (first or day):
        raise Invalid("team.term")
    return TeamDecreed(DecreeFacts(area=area, number=form.number.strip(), day=day, valid_from=first or day, valid_to=last))


def name_member(command: NameMember, reference: ReferenceData, today: date) -> MemberNamed:
    """The event, or ``Invalid``: ``team.missing``, ``team.code``, ``team.day``, ``team.term``, ``team.unknown``, ``text.*``."""
    form = command.form
    check_form(form, "decree", "institution", "position")
    first, last = term_in(form)
    facts = MemberFacts(
        decree=id_in(form.decree),
        institution=institution_in(form.institution, reference, "institution"),
        position=form.position.strip(),
        role=code_in(form.role, ROLES, "role"),
        unit=form.unit.strip(),
        valid_from=first,
        valid_to=last,
    )
    named = form.name.strip()
    day = (day_in(form.name_day, "name_day") or today.isoformat()) if named else ""
    return MemberNamed(facts, MemberParties(name=named, name_day=day))


def area_in(text: str, reference: ReferenceData, home: str) -> str:
    """The province's own code or that of one of its regencies; raises ``Invalid('team.area')``."""
    found = reference.area(text)
    if found is None or found.level not in (PROVINCE, REGENCY) or found.province != home:
        raise Invalid("team.area", value=text.strip()[:20])
    return found.code


def institution_in(text: str, reference: ReferenceData, field: str) -> str:
    """An institution of the reference data; raises ``Invalid('team.code')``."""
    return code_in(text, (each.code for each in reference.institutions), field)


def gaps(
    seats: Sequence[Seat],
    areas: Iterable[tuple[str, str]],
    decrees: Iterable[tuple[str, bool]],
    members: Sequence[Held],
    day: date,
) -> tuple[Gap, ...]:
    """What is missing on that day, area by area (code and level), seats in the order of the law.

    ``decrees`` are areas with whether theirs is in force; a member whose term ended counts as ended unless another of the
    same seat holds.
    """
    known: dict[str, bool] = {}
    for area, stands in decrees:
        known[area] = known.get(area, False) or stands
    found: list[Gap] = []
    for area, level in areas:
        if not known.get(area, False):
            found.append(Gap(area, "decree_ended" if area in known else "no_decree"))
            continue
        ours = [each for each in members if each.area == area]
        found += [Gap(area, *lack) for lack in _lacking(seats, level, ours, day)]
    return tuple(found)


def _lacking(seats: Sequence[Seat], level: str, ours: Sequence[Held], day: date) -> list[tuple[str, str]]:
    lacking = []
    for seat in seats:
        if level not in seat.levels:
            continue
        holders = [each for each in ours if each.institution in seat.institutions]
        if not holders:
            lacking.append(("no_member", seat.code))
        elif all(each.until and each.until < day.isoformat() for each in holders):
            lacking.append(("member_ended", seat.code))
    return lacking
