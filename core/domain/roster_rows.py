"""One line of a personnel list as a person: what it says, why it cannot be taken, and what wants a look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from core.domain.errors import Invalid
from core.domain.identifiers import Checked, check_employee_number, split_name
from core.domain.roster import office_key
from core.domain.roster_words import day_of, employment_of, leads, standing_of, yes_or_no
from core.domain.text import check_line

LIMIT: Final = 300
_MOJIBAKE: Final = re.compile(
    "[\u00c2\u00c3\u00c5][\u0080-\u00bf\u2018-\u203a\u0152\u0153\u0160\u0161\u017d\u017e\u0192]|\u00e2\u20ac"
)
_SEPARATOR: Final = re.compile(r"\s+[>\u203a\u00bb]\s+|\\")


@dataclass(frozen=True, slots=True)
class Note:
    """A code under ``roster.line.`` (cannot be taken) or ``roster.doubt.`` (wants a look), its field, and a detail."""

    code: str
    field: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A line as read. ``path`` are offices from the top down; None means that the list does not say."""

    line: int
    name: str = ""
    front_title: str | None = None
    back_title: str | None = None
    number: str = ""
    rank: str | None = None
    position: str = ""
    path: tuple[str, ...] = ()
    employment: str = ""
    superior: str | None = None
    is_head: bool = False
    head_stated: bool = False
    standing: str | None = None
    since: str = ""
    until: str = ""
    reason: str = ""
    notes: tuple[Note, ...] = ()
    rejected: Note | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a list is judged by: kinds that may stand in this roster (all where empty), the kind of who names none."""

    judge_number: Callable[[str, str], Checked]
    known: frozenset[str]
    allowed: frozenset[str] = frozenset()
    employment: str = ""


def read_person(line: int, cells: Mapping[str, str], rules: Rules, rounded: frozenset[str] = frozenset()) -> ListedPerson:
    """A line by field; fields that the list has no column for are absent. ``rounded`` are numbers whose digits were lost."""
    notes: list[Note] = []
    rejected = _unusable(cells, rounded)
    name, front, back = _named(cells)
    number = cells.get("number", "")
    employment = "" if rejected else _employment(cells, number, rules, notes)
    rejected = rejected or _misplaced(employment, cells, rules)
    checked = rules.judge_number(number, employment) if number and not rejected else Checked(number)
    if not rejected and not checked.usable:
        rejected = Note("roster.line.bad_number", "number", checked.problems[0].code if checked.problems else "")
    notes += [Note("roster.doubt.number", "number", problem.code) for problem in checked.problems if not rejected]
    notes += [Note("roster.doubt.mojibake", field) for field, text in cells.items() if _MOJIBAKE.search(text)]
    path = _path(cells)
    stated, head = _head(cells, path, notes)
    standing, reason = _standing(cells, notes)
    return ListedPerson(
        line=line,
        name=name,
        front_title=front,
        back_title=back,
        number=checked.value,
        rank=cells.get("rank"),
        position=" ".join(cells.get("position", "").split()),
        path=path,
        employment=employment,
        superior=_superior(cells),
        is_head=head,
        head_stated=stated,
        standing=standing,
        since=_day(cells, "since", notes),
        until=_day(cells, "until", notes),
        reason=reason,
        notes=tuple(notes),
        rejected=rejected,
    )


def _unusable(cells: Mapping[str, str], rounded: frozenset[str]) -> Note | None:
    for field in ("name", "position"):
        if not cells.get(field):
            return Note("roster.line.missing", field)
    for field, text in cells.items():
        code = "roster.line.rounded_number" if field in rounded else _spoilt(field, text)
        if code:
            return Note(code, field, text if field in rounded else "")
    return None if any(character.isalpha() for character in cells["name"]) else Note("roster.line.no_name", "name")


def _spoilt(field: str, text: str) -> str:
    """The code of what no cell may be, or empty."""
    if len(text) > LIMIT:
        return "roster.line.too_long"
    if text.startswith(("=", "+", "@")):
        return "roster.line.formula"
    try:
        check_line(text, field)
    except Invalid:
        return "roster.line.forbidden_character"
    return "roster.line.forbidden_character" if "\ufffd" in text else ""


def _named(cells: Mapping[str, str]) -> tuple[str, str | None, str | None]:
    """Name and titles; titles that stand in the name's cell are taken out of it where the list has no column for them."""
    written = " ".join(cells.get("name", "").split())
    if "front_title" in cells or "back_title" in cells:
        return written, cells.get("front_title"), cells.get("back_title")
    parts = split_name(written)
    return parts.core, parts.front, parts.back


def _employment(cells: Mapping[str, str], number: str, rules: Rules, notes: list[Note]) -> str:
    text = cells.get("employment", "")
    code = text.strip().upper().replace(" ", "_")
    found = code if code in rules.known else employment_of(text)
    if found or text:
        return found
    if rules.employment:
        return rules.employment
    kind, checked = check_employee_number(number)
    if number and checked.usable:
        notes.append(Note("roster.doubt.kind_guessed", "employment", "PNS" if kind == "NIP" else "PPPK"))
        return "PNS" if kind == "NIP" else "PPPK"
    return ""


def _misplaced(employment: str, cells: Mapping[str, str], rules: Rules) -> Note | None:
    if not employment:
        return Note("roster.line.no_kind", "employment", cells.get("employment", ""))
    if rules.allowed and employment not in rules.allowed:
        return Note("roster.line.not_here", "employment", employment)
    return None


def _path(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Offices from the top down; one cell may hold several, parted by >. A name twice in a row is one office."""
    names = [part for field in ("agency", "unit", "subunit") for part in _SEPARATOR.split(cells.get(field, ""))]
    path: list[str] = []
    for name in (" ".join(part.split()) for part in names):
        if office_key(name) and (not path or office_key(path[-1]) != office_key(name)):
            path.append(name)
    return tuple(path[:6])


def _head(cells: Mapping[str, str], path: tuple[str, ...], notes: list[Note]) -> tuple[bool, bool]:
    """Whether the list says who leads, and whether this person does."""
    if "is_head" in cells:
        found = yes_or_no(cells["is_head"])
        if found is None:
            notes.append(Note("roster.doubt.head", "is_head", cells["is_head"]))
        return True, bool(found)
    return False, leads(cells.get("position", ""), path)


def _standing(cells: Mapping[str, str], notes: list[Note]) -> tuple[str | None, str]:
    if "standing" not in cells:
        return None, ""
    found = standing_of(cells["standing"])
    if found is None:
        notes.append(Note("roster.doubt.standing", "standing", cells["standing"]))
        return None, ""
    return found


def _superior(cells: Mapping[str, str]) -> str | None:
    text = cells.get("superior")
    return None if text is None else "".join(c for c in text if not c.isspace() and c not in ".-")


def _day(cells: Mapping[str, str], field: str, notes: list[Note]) -> str:
    text = cells.get(field, "").strip("-\u2013\u2014 ")
    found = day_of(text) if text else None
    if text and found is None:
        notes.append(Note("roster.doubt.date", field, text[:40]))
    return "" if found is None else found.isoformat()
