"""A list against a roster, row by row: who is new, moved, away, back or gone, and which offices (tables/roster.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from core.domain import roster_words as words
from core.domain.identifiers import Checked, Problem
from core.domain.roster import OfficeRecord, PersonRecord, office_id, person_id
from core.domain.roster_diff import Difference, Known, compared, differences, top_of
from core.domain.roster_match import Matcher
from core.domain.roster_rows import ListedPerson, Note, Rules, read_person
from tests import tables

HOME = "K1"
TOP, BELOW, OTHER = ("Dinas A",), ("Dinas A", "Bidang B"), ("Dinas C",)
PATHS = {"A": TOP, "A/B": BELOW, "C": OTHER}
NAMES = {office_id(HOME, path): name for name, path in PATHS.items()}
EVERYTHING = frozenset({"agency", "unit", "subunit", "position", "number", "standing", "superior"})


def office(path: tuple[str, ...], **changes: Any) -> OfficeRecord:
    """An office of the roster."""
    parent = office_id(HOME, path[:-1]) if len(path) > 1 else b""
    return OfficeRecord(**({"id": office_id(HOME, path), "name": path[-1], "parent": parent, "level": "opd"} | changes))


def person(one: str, path: tuple[str, ...] = TOP, **changes: Any) -> PersonRecord:
    """Somebody known, whose id is one letter."""
    said = {"id": one.encode() * 16, "act": "new", "name": f"Nama {one}", "position": "Analis", "employment": "PNS"}
    return PersonRecord(**(said | {"office": office_id(HOME, path)} | changes))


def line(place: int, one: str, path: tuple[str, ...] = TOP, **changes: Any) -> ListedPerson:
    """A line about him."""
    said = {"line": place, "name": f"Nama {one}", "position": "Analis", "path": path, "employment": "PNS"}
    return ListedPerson(**(said | changes))


SITI = person("a", number="11")
NUMBERED = {"number": "11"}
ROSTERS: dict[str, list[PersonRecord]] = {
    "nobody": [],
    "one": [SITI],
    "a head": [replace(SITI, is_head=True)],
    "on leave": [replace(SITI, standing="leave", since="2024-01-01", until="2024-03-01", reason="cuti")],
    "gone": [replace(SITI, standing="left", since="2024-01-01", reason="pensiun")],
    "with a superior": [replace(SITI, superior=b"b" * 16), person("b", number="22")],
    "with titles": [replace(SITI, front_title="Dr.", back_title="M.Si.", rank="III/c")],
    "two offices": [SITI, person("b", BELOW, number="22"), person("c", OTHER, number="33")],
}
LINES: dict[str, ListedPerson] = {
    "as he is": line(1, "a", **NUMBERED),
    "another name": line(1, "b", **NUMBERED),
    "another position": line(1, "a", position="Kepala", **NUMBERED),
    "the position in other letters": line(1, "a", position="ANALIS.", **NUMBERED),
    "another office": line(1, "a", BELOW, **NUMBERED),
    "no office": line(1, "a", (), **NUMBERED),
    "another kind": line(1, "a", **NUMBERED, employment="PPPK"),
    "titles and rank": line(1, "a", front_title="Drs.", back_title="", rank="IV/a", **NUMBERED),
    "head, stated": line(1, "a", is_head=True, head_stated=True, **NUMBERED),
    "head, guessed": line(1, "a", is_head=True, **NUMBERED),
    "no head, stated": line(1, "a", head_stated=True, **NUMBERED),
    "active": line(1, "a", standing="active", **NUMBERED),
    "active since": line(1, "a", standing="active", since="2024-02-01", **NUMBERED),
    "since, and no standing": line(1, "a", since="2024-02-01", **NUMBERED),
    "on leave": line(1, "a", standing="leave", since="2024-02-01", until="2024-02-09", reason="sakit", **NUMBERED),
    "on leave, no more": line(1, "a", standing="leave", **NUMBERED),
    "left": line(1, "a", standing="left", reason="pensiun", is_head=True, head_stated=True, **NUMBERED),
    "a superior": line(1, "a", superior="22", **NUMBERED),
    "no superior": line(1, "a", superior="", **NUMBERED),
    "himself as superior": line(1, "a", superior="11", **NUMBERED),
    "a superior nobody knows": line(1, "a", superior="99", **NUMBERED),
    "with a doubt": line(1, "a", notes=(Note("roster.doubt.date", "since", "x"),), **NUMBERED),
    "rejected": line(1, "a", rejected=Note("roster.line.missing", "name"), notes=(Note("roster.doubt.date"),), **NUMBERED),
}


def known(people: list[PersonRecord], *offices: OfficeRecord, unit: bool = False) -> Known:
    """The roster with the offices that its people stand in."""
    all_offices = offices or (office(TOP), office(BELOW), office(OTHER))
    return Known(HOME, {one.id: one for one in people}, {one.id: one for one in all_offices}, unit)


def _differ(roster: Known, rows: list[ListedPerson], mapped: frozenset[str] = EVERYTHING) -> dict[str, object]:
    """What a list does, told with short names of people and offices."""
    found = differences(roster, rows, mapped)
    told = [_shown(each) for each in found.people]
    named = NAMES | {each.id: each.name for each in found.offices}
    offices = [
        f"{each.name} of {named.get(each.parent, '?' if each.parent else 'none')} {each.level}{' ended' * each.ended}"
        for each in found.offices
    ]
    return {"people": told, "offices": offices, "suspended": found.suspended}


def _shown(each: Difference) -> dict[str, object]:
    after = (
        None
        if each.after is None
        else tables.told(each.after) | {"office": NAMES.get(each.after.office, "?"), "id": _id(each.after.id)}
    )
    before = "" if each.before is None else _id(each.before.id)
    return {"line": each.line, "change": each.change, "before": before, "after": after, "notes": each.notes}


def _id(person: bytes) -> str:
    return chr(person[0]) if person == person[:1] * 16 else person.hex()[:8]


def several() -> Iterator[tuple[str, Callable[[], object]]]:
    """Lists of more than one line."""
    two = known(ROSTERS["two offices"])
    yield "an office that is listed without one of its people", partial(_differ, two, [line(1, "x", number="44")])
    yield "an office below listed alone", partial(_differ, two, [line(1, "b", BELOW, number="22")])
    yield "another office at the top", partial(_differ, two, [line(1, "c", OTHER, number="33")])
    yield "all rejected", partial(_differ, two, [LINES["rejected"]])
    yield "one rejected, and who is gone waits", partial(_differ, two, [LINES["rejected"], line(2, "x", number="44")])
    yield "no line", partial(_differ, two, [])
    yield "a new office and its own below", partial(_differ, two, [line(1, "x", ("Dinas D", "Seksi E"), number="44")])
    yield (
        "offices of a unit",
        partial(_differ, known([], office(TOP), unit=True), [line(1, "x", ("Staf", "Regu", "Tim"), number="44")]),
    )
    deep = [
        line(1, "x", ("Dinas A", "Bidang B", "Seksi F"), number="44"),
        line(2, "y", ("Dinas A", "Bidang G", "Seksi F"), number="55"),
    ]
    yield "new offices below known ones", partial(_differ, two, deep)
    heads = [
        line(1, "x", is_head=True, number="44"),
        line(2, "y", is_head=True, number="55"),
        line(3, "z", is_head=True, number="66", standing="left"),
    ]
    yield "two heads", partial(_differ, two, heads)
    yield "two namesakes without a number", partial(_differ, known([]), [line(1, "x"), line(2, "x"), line(3, "x")])
    here = known([person("a"), replace(person("b"), name="Nama a", rank="III/a")])
    yield "namesakes who are known", partial(_differ, here, [line(1, "a", rank="III/a"), line(2, "a")])
    yield "a superior who is new", partial(_differ, known([]), [line(1, "x", superior="55"), line(2, "y", number="55")])
    swapped = [line(1, "a", number="12"), line(2, "b", number="22", superior="11")]
    yield "a superior whose number is corrected", partial(_differ, known([SITI, person("b", number="22")]), swapped)
    yield "no column of offices", partial(_differ, two, [line(1, "b", (), number="22")], frozenset({"position"}))
    for column in ("agency", "unit", "subunit"):
        yield f"only {column}", partial(_differ, known([SITI]), [line(1, "a", (), number="11")], frozenset({column}))
    gone = [
        person("d", number="1"),
        person("c", number="2"),
        replace(person("e", number="3"), standing="left"),
        replace(person("f"), name="Nama c"),
    ]
    yield "who is gone, by name", partial(_differ, known(gone), [line(1, "x", number="44")])
    empty = known([SITI, person("b", BELOW, number="22")])
    yield "an office that empties", partial(_differ, empty, [line(1, "a", number="11")])
    yield (
        "an office that is named and empty",
        partial(_differ, empty, [line(1, "a", number="11"), line(2, "b", BELOW, number="22", standing="left")]),
    )
    yield "a parent of who stays", partial(_differ, empty, [line(1, "b", BELOW, number="22")])
    moved = [line(1, "a", OTHER, number="11"), line(2, "b", OTHER, number="22")]
    yield "all to another", partial(_differ, empty, moved)


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    single = {
        f"{roster}: {name}": partial(_differ, known(people), [row])
        for roster, people in ROSTERS.items()
        for name, row in LINES.items()
    }
    return single | dict(several())


def test_every_list_changes_a_roster_as_it_was_looked_at() -> None:
    tables.require("roster", questions())


def test_the_order_of_lines_changes_nothing() -> None:
    people = [person("a"), replace(person("b"), name="Nama a", rank="III/a"), person("c", number="33"), person("d", OTHER)]
    rows = [line(1, "a", rank="III/a"), line(2, "a"), line(3, "c", number="34"), line(4, "d", TOP), line(5, "z", number="9")]
    first = {each.line: each for each in differences(known(people), rows, EVERYTHING).people if each.line}
    for turn in range(1, 5):
        again = differences(known(people), rows[turn:] + rows[:turn], EVERYTHING)
        assert {each.line: each for each in again.people if each.line} == first


def test_the_fields_that_differ_are_told_with_both_texts() -> None:
    assert compared(None, SITI) == []
    assert compared(SITI, SITI) == []
    other = replace(
        SITI, name="N", front_title="f", back_title="b", number="n", rank="r", position="p", employment="e", until="u",
        superior=b"x" * 16, office=b"o" * 16, is_head=True, standing="left", reason="x", since="s",
    )  # fmt: skip
    assert compared(SITI, other) == [
        ("name", "Nama a", "N"), ("front_title", "", "f"), ("back_title", "", "b"), ("number", "11", "n"), ("rank", "", "r"),
        ("position", "Analis", "p"), ("employment", "PNS", "e"), ("until", "", "u"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "field", ["name", "front_title", "back_title", "number", "rank", "position", "employment", "superior", "until", "reason"]
)
def test_each_field_alone_makes_a_change(field: str) -> None:
    """As the roster has him but for one field: a line that names it is a change, and what became of him is kept."""
    value: Any = b"z" * 16 if field == "superior" else "zz"
    before = replace(SITI, **{field: value})
    row = line(
        1,
        "a",
        number="11",
        front_title="",
        back_title="",
        rank="",
        superior="",
        standing="active",
        until="2024-01-01",
        reason="x",
    )
    if field not in ("until", "reason"):
        before = replace(before, until="2024-01-01", reason="x")
    else:
        before = replace(before, **{"until": "2024-01-01", "reason": "x"} | {field: value})
    if field == "number":
        before = replace(before, number="")
    (found,) = (each for each in differences(known([before]), [row], EVERYTHING).people if each.line)
    assert found.change == "changed"
    same = replace(before, **{field: getattr(found.after, field)})
    (again,) = (each for each in differences(known([same]), [row], EVERYTHING).people if each.line)
    assert again.change == "same" and again.after is None


def test_the_office_at_the_top_also_where_offices_go_in_a_ring() -> None:
    first, second = office_id(HOME, TOP), office_id(HOME, BELOW)
    assert top_of(known([]), second) == first == top_of(known([]), first)
    assert top_of(known([]), b"?" * 16) == b"?" * 16
    ring = known([], office(TOP, parent=second), office(BELOW))
    assert top_of(ring, first) in (first, second)


def test_a_new_id_is_free() -> None:
    """Who has the same number as one who is known by another number before gets an id of his own."""
    taken = person_id(HOME, "44", "Nama x", TOP, "Analis")
    other = replace(SITI, id=taken)
    (found, *_) = differences(known([other]), [line(1, "x", OTHER, number="44")], EVERYTHING).people
    assert found.after is not None and found.after.id == person_id(HOME, "44", "Nama x", OTHER, "Analis", 1) != taken


def test_who_has_left_leads_nothing_whatever_the_list_says() -> None:
    """Or each further list would make him head once more, in an office that is another's."""
    row = line(1, "a", standing="left", reason="pensiun", is_head=True, head_stated=True, number="11")
    for before in (SITI, replace(SITI, is_head=True), replace(SITI, is_head=True, standing="left", reason="pensiun")):
        (found,) = (each for each in differences(known([before]), [row], EVERYTHING).people if each.line)
        if before.standing == "left":
            assert found.change == "changed" and found.after is not None and not found.after.is_head
        else:
            assert found.change == "left" and found.after is not None and not found.after.is_head


def matched(people: list[PersonRecord], rows: list[ListedPerson]) -> dict[int, tuple[str, list[str]]]:
    """Whom each line speaks of, with the codes of doubt."""
    found = Matcher(HOME, {one.id: one for one in people}, frozenset(row.number for row in rows if row.number)).match(rows)
    return {at: ("" if one is None else _id(one.id), [note.code for note in notes]) for at, (one, notes) in sorted(found.items())}


def test_who_is_there_comes_before_who_has_left() -> None:
    left, here = person("a", standing="left", number="11"), replace(person("b", number="11"), name="Nama a")
    assert matched([left, here], [line(1, "a", number="11")]) == {1: ("b", [])}
    bare = [replace(left, number=""), replace(here, number="")]
    assert matched(bare, [line(1, "a", position="Staf")]) == {1: ("b", ["roster.doubt.several"])}


def test_namesakes_are_told_apart_by_their_superior() -> None:
    head = person("z", number="22")
    led, free = person("a", superior=head.id), replace(person("b"), name="Nama a")
    rows = [line(1, "a", superior=""), line(2, "a", superior="22"), line(3, "z", number="22")]
    assert matched([led, free, head], rows) == {1: ("b", []), 2: ("a", []), 3: ("z", [])}
    unknown = [line(1, "a", superior="99"), line(2, "a", superior="22")]
    assert matched([led, free, head], unknown) == {1: ("b", []), 2: ("a", [])}, "a superior nobody knows is none"
    alone = [line(1, "a", superior="22"), line(3, "z", number="22")]
    assert matched([led, free, replace(head, number="")], alone)[1][1] == ["roster.doubt.several"]


# --- lines ---------------------------------------------------------------------------------------------------------------


def _judge(number: str, kind: str) -> Checked:
    if number == "bad":
        return Checked(number, (Problem("nip.length", "error"), Problem("nip.date", "warning")))
    return Checked(f"{number}/{kind}", (Problem("nip.date", "warning"),) if number == "odd" else ())


def read(rules: Rules | None = None, rounded: frozenset[str] = frozenset(), **cells: str) -> ListedPerson:
    given = {"name": "Siti Aminah", "position": "Analis", "employment": "PNS"} | cells
    return read_person(7, given, rules or Rules(_judge, frozenset({"PNS", "PPPK"})), rounded)


def test_what_a_rejected_line_still_tells() -> None:
    """A line that cannot be taken is shown as it was read, and its number is not judged twice."""
    found = read(number="odd", employment="kesatria", rank="GolÃ¨", standing="entah")
    assert found.rejected == Note("roster.line.no_kind", "employment", "kesatria") and found.employment == ""
    assert found.number == "odd" and [note.code for note in found.notes] == ["roster.doubt.mojibake", "roster.doubt.standing"]
    assert read(name="", number="odd").number == "odd" and read(name="", employment="PNS").employment == ""
    bad = read(number="bad")
    assert bad.rejected == Note("roster.line.bad_number", "number", "nip.length") and bad.notes == ()
    assert read(number="odd").number == "odd/PNS" and read(number="1").notes == ()


def test_kinds_are_read_from_words_codes_and_numbers() -> None:
    assert read(Rules(_judge, frozenset({"AHLI_MUDA"})), employment=" ahli muda ").employment == "AHLI_MUDA"
    guessed = read(employment="", number="198609262023212001")
    assert guessed.employment == "PPPK" and guessed.notes == (Note("roster.doubt.kind_guessed", "employment", "PPPK"),)


def test_who_leads_is_read_off_the_position() -> None:
    own = ("Pemda", "Dinas A")
    leaders = [
        "Kepala Dinas A",
        "Ketua Dinas",
        "Kabid A",
        "Kasi",
        "Kabag Dinas A",
        "Plh. Kepala A",
        "Pj Camat A",
        "Pjs Bupati",
        "Sekda",
    ]
    others = ["Kepala Dinas B", "Sekretaris Dinas A", "Wakil Kepala", "Camat B", "Kepalanya", "Plt", "Pj."]
    assert [words.leads(each, own) for each in leaders] == [True] * len(leaders)
    assert [words.leads(each, own) for each in others] == [False] * len(others)
    assert words.leads("Kepala", ()) and words.leads("Camat Z", ()) and not words.leads("Kepala Z", ())


def test_a_line_without_a_column_says_nothing_of_it() -> None:
    bare = read_person(1, {"name": "Siti"}, Rules(_judge, frozenset({"PNS"})))
    assert (bare.position, bare.number, bare.rank, bare.superior, bare.since, bare.path) == ("", "", None, None, "", ())
    assert bare.rejected == Note("roster.line.missing", "position")
    assert read(superior=" A.X-1 9 ").superior == "AX19"


def test_a_number_without_problems_told_is_rejected_with_none() -> None:
    class Silent(Checked):
        usable = False

    found = read(Rules(lambda number, _kind: Silent(number), frozenset({"PNS"})), number="1")
    assert found.rejected == Note("roster.line.bad_number", "number", "")


if __name__ == "__main__":
    tables.write("roster", questions())
