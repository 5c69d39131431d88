"""Who the lines of a list speak of: by number; without one by name, office and position, with the doubt told.

Lines are looked at in an order of their own, the surest first, so that the order of the file does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.person_name import name_key, names_alike
from core.domain.roster import PersonRecord, office_id, office_key
from core.domain.roster_rows import ListedPerson, Note

LEFT = "left"
Found = tuple[PersonRecord | None, list[Note]]


def _one_person(before: str, now: str) -> bool:
    """Whether two names under one number may be one person's: alike, or one the other with words left out."""
    first, second = set(name_key(before).split()), set(name_key(now).split())
    return first <= second or second <= first or names_alike(before, now)


def office_of(home: str, row: ListedPerson) -> bytes:
    """The id of the office that a line names, empty for none."""
    return office_id(home, row.path) if row.path else b""


@dataclass(slots=True)
class Matcher:
    """Finds who a line speaks of; everybody is found once."""

    home: str
    people: Mapping[bytes, PersonRecord]
    listed: frozenset[str]
    by_number: dict[str, bytes] = field(default_factory=dict)
    taken: set[bytes] = field(default_factory=set)
    found: dict[int, Found] = field(default_factory=dict)
    _by_name: dict[str, list[PersonRecord]] = field(default_factory=lambda: defaultdict(list))
    _by_office: dict[bytes, list[PersonRecord]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in sorted(self.people.values(), key=lambda record: (record.standing == LEFT, record.id)):
            if one.number:
                self.by_number.setdefault(one.number, one.id)
            else:
                self._by_office[one.office].append(one)
            self._by_name[name_key(one.name)].append(one)

    def match(self, rows: Iterable[ListedPerson]) -> dict[int, Found]:
        """Who each line speaks of, by line; nobody for somebody new."""
        ordered = sorted(rows, key=lambda row: (row.name, row.path, row.position, row.number, row.rank or "", row.standing or ""))
        numbered = [row for row in ordered if row.number]
        nameless = [row for row in ordered if not row.number]
        for rule in (self._numbered, self._renumbered):
            self._apply(rule, numbered)
        for rule in (self._unchanged, self._exact, self._here, self._elsewhere):
            self._apply(rule, nameless)
        for row in ordered:
            if row.line not in self.found:
                self.found[row.line] = None, [] if row.number else self._misspelt(row)
        return self.found

    def _apply(self, rule: Callable[[ListedPerson, bytes], tuple[Sequence[PersonRecord], str]], rows: list[ListedPerson]) -> None:
        """Let a rule name candidates and the code of its doubt; several candidates are a doubt of their own."""
        for row in rows:
            if row.line in self.found:
                continue
            candidates, code = rule(row, office_of(self.home, row))
            if not candidates:
                continue
            chosen = candidates[0]
            self.taken.add(chosen.id)
            detail = chosen.number if row.number else chosen.position
            if code == "roster.doubt.other_name":
                detail = chosen.name
            notes = [Note(code, "number" if row.number else "name", detail)] if code else []
            if code and len(candidates) > 1:
                notes = [Note("roster.doubt.several", "name", str(len(candidates)))]
            self.found[row.line] = chosen, notes

    def _free(self, name: str) -> list[PersonRecord]:
        return [one for one in self._by_name.get(name_key(name), ()) if one.id not in self.taken]

    # --- with a number

    def _numbered(self, row: ListedPerson, _office: bytes) -> tuple[Sequence[PersonRecord], str]:
        found = self.by_number.get(row.number)
        if found is None or found in self.taken:
            return [], ""
        one = self.people[found]
        return [one], "" if one.name == row.name or _one_person(one.name, row.name) else "roster.doubt.other_name"

    def _renumbered(self, row: ListedPerson, office: bytes) -> tuple[Sequence[PersonRecord], str]:
        """A number that is new here: perhaps the one of that name and office who had none, or another."""
        alike = [one for one in self._free(row.name) if one.office == office and one.number not in self.listed]
        if len(alike) != 1:
            return [], ""
        return alike, "roster.doubt.number_changed" if alike[0].number else "roster.doubt.number_added"

    # --- without

    def _nameless(self, row: ListedPerson) -> list[PersonRecord]:
        return [one for one in self._free(row.name) if not one.number]

    def _unchanged(self, row: ListedPerson, office: bytes) -> tuple[Sequence[PersonRecord], str]:
        """Known just as the list has him: of namesakes in one office each finds his own."""
        says = self._says(row)
        return [one for one in self._nameless(row) if one.office == office and says == self._is(row, one)], ""

    def _exact(self, row: ListedPerson, office: bytes) -> tuple[Sequence[PersonRecord], str]:
        key = office_key(row.position)
        found = [one for one in self._nameless(row) if one.office == office and office_key(one.position) == key]
        return found, "roster.doubt.several" if len(found) > 1 else ""

    def _here(self, row: ListedPerson, office: bytes) -> tuple[Sequence[PersonRecord], str]:
        return [one for one in self._nameless(row) if one.office == office], "roster.doubt.by_name"

    def _elsewhere(self, row: ListedPerson, _office: bytes) -> tuple[Sequence[PersonRecord], str]:
        key = office_key(row.position)
        return [one for one in self._nameless(row) if office_key(one.position) == key], "roster.doubt.by_name"

    def _says(self, row: ListedPerson) -> tuple[object, ...]:
        superior = row.superior
        if superior is not None and superior not in self.listed and superior not in self.by_number:
            superior = ""
        return (office_key(row.position), row.rank, row.standing, superior, row.employment, row.is_head)

    def _is(self, row: ListedPerson, one: PersonRecord) -> tuple[object, ...]:
        """The same of a person; where the list does not say, he is as the list has him."""
        superior = self.people.get(one.superior)
        return (
            office_key(one.position),
            None if row.rank is None else one.rank,
            None if row.standing is None else one.standing,
            None if row.superior is None else "" if superior is None else superior.number,
            one.employment,
            one.is_head if row.head_stated else row.is_head,
        )

    def _misspelt(self, row: ListedPerson) -> list[Note]:
        """Somebody of the same office whose name is nearly the same: told, never taken for him."""
        near = (one for one in self._by_office[office_of(self.home, row)] if one.id not in self.taken)
        found = next((one for one in near if names_alike(one.name, row.name)), None)
        return [] if found is None else [Note("roster.doubt.alike", "name", found.name)]
