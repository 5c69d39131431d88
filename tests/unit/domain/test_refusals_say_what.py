"""Refusals of the rules with their details, and answers at the edge: small tables over pure functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from core.domain import area, breach_rules, identifiers, ink, legal_clock, meeting, report
from core.domain.attached import Attached
from core.domain.breach import DATA, ENDS, MOST_PEOPLE, NOTICES, STEPS, CloseBreach, IssueNotice, RecordBreach, StepBreach
from core.domain.breach_state import breach_of
from core.domain.corroboration import Statement, corroboration
from core.domain.errors import Refused
from core.domain.events import Fact, Provenance
from core.domain.file_names import FORBIDDEN, PORTS
from core.domain.forms import parse_form
from core.domain.ids import CommandId, SubjectId
from core.domain.lookup import Lookup
from core.domain.moment import Moment
from core.domain.phone import mask_phone
from core.domain.reference_items import Clause
from core.domain.text import BIDI_CONTROLS, BREAKS
from core.domain.triage import Asked, propose
from core.domain.working_days import Calendar, calendar_of
from tests.world import complaint, reference

NEW, SUBJECT = CommandId(bytes(16)), SubjectId(bytes(16))
DATASETS = reference()


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code, dict(caught.value.details)


# --- breaches ------------------------------------------------------------------------------------------------------------

NOW = Moment(1_707_102_000_000, "Asia/Jakarta", "2024-02-05T10:00:00")
FOUND = RecordBreach(NEW, "Laptop hilang.", "2024-02-05T09:30", ("contact",), 12, ("k0413",), ("AB01",))
NOTICE = IssueNotice(NEW, SUBJECT, NOTICES[0], "Lembaga", "Nomor", "5 Februari", "Kunci diganti", "Kantor", "Kepala")


def breach(**changes: Any) -> Any:
    return breach_rules.record(replace(FOUND, **changes), NOW, ["K0413"])


def state() -> Any:
    source = Provenance(stream=b"s", sequence=0, digest=bytes(32), lamport=1, subject=bytes(16), kind="breach", officer="",
                        role="triage", post="D", at=0, zone="Asia/Jakarta")  # fmt: skip
    return breach_of([Fact(breach(), source)])


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: breach(known=" "), ("breach.missing", {"field": "known"})),
        (lambda: breach(known="kemarin"), ("breach.time", {"field": "known"})),
        (lambda: breach(known="2024-02-05"), ("breach.time", {"field": "known"})),
        (lambda: breach(known="2024-02-05T10:01"), ("breach.future", {"field": "known"})),
        (lambda: breach(data=()), ("breach.data", {"codes": ", ".join(DATA)})),
        (lambda: breach(data=("contact", "x")), ("breach.data", {"codes": ", ".join(DATA)})),
        (lambda: breach(people=-1), ("breach.people", {"most": MOST_PEOPLE})),
        (lambda: breach(people=MOST_PEOPLE + 1), ("breach.people", {"most": MOST_PEOPLE})),
        (lambda: breach(posts=("K0413", "x" * 30)), ("breach.post", {"post": "X" * 20})),
        (lambda: breach(laptops=("zz",)), ("breach.laptop", {})),
        (lambda: breach(what=""), ("breach.missing", {"field": "what"})),
        (lambda: breach(when="NIK 1901014107900001"), ("breach.words", {"field": "when"})),
        (lambda: breach_rules.step(StepBreach(NEW, SUBJECT, "x"), state(), NOW), ("breach.step", {"codes": ", ".join(STEPS)})),
        (lambda: breach_rules.step(StepBreach(NEW, SUBJECT, NOTICES[0]), state(), NOW), ("breach.missing", {"field": "to"})),
        (lambda: breach_rules.require_notice(replace(NOTICE, step="contained"), state()),
         ("breach.step", {"codes": ", ".join(NOTICES)})),
        (lambda: breach_rules.close(CloseBreach(NEW, SUBJECT, "x", "S"), state()), ("breach.end", {"codes": ", ".join(ENDS)})),
        (lambda: breach_rules.close(CloseBreach(NEW, SUBJECT, "nothing_exposed", " "), state()),
         ("breach.missing", {"field": "words"})),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_breach(act: Callable[[], object], told: tuple[str, dict[str, Any]]) -> None:
    assert refused(act) == told


@pytest.mark.parametrize("field", ["to", "contact", "signer_position", "data", "when", "measures"])
def test_a_notice_names_what_it_lacks(field: str) -> None:
    lacking = replace(NOTICE, **{field: " "})
    assert refused(lambda: breach_rules.require_notice(lacking, state())) == ("breach.missing", {"field": field})


def test_a_breach_at_the_edge_is_taken() -> None:
    for people in (0, MOST_PEOPLE):
        assert breach(people=people).facts.people == people
    assert breach(known="2024-02-05T10:00").facts.known == NOW.at
    given = breach_rules.notice_given(replace(NOTICE, to=" L "), NOW, b"d" * 16, "9")
    assert (given.facts.step, given.facts.at, given.facts.to, given.facts.document, given.facts.number) == (
        NOTICES[0], NOW.at, "L", b"d" * 16, "9",
    )  # fmt: skip


# --- numbers, names, places ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [("081234", "+6281*34"), ("08123", "*******"), ("+1234567", "+1234*67"), ("+123456", "*******"), ("12", "***")],
)
def test_a_telephone_number_is_shown_masked(text: str, shown: str) -> None:
    assert mask_phone(text) == shown


def test_numbers_are_masked_from_nine_digits_on() -> None:
    masked = [identifiers.mask_nik("1" * size) for size in (0, 8, 9, 16)]
    assert masked == ["", "*" * 8, "1" * 6 + "*" + "11", "1" * 6 + "*" * 8 + "11"]


def test_a_lookup_code_says_how_long_it_should_be() -> None:
    code = identifiers.format_lookup_code("1234567890123456")
    assert identifiers.check_lookup_code(code.replace(" ", "-")) == "1234567890123456"
    assert [len(part) for part in code.split()] == [4, 4, 4, 4, 2]
    for text, length in (("12", 2), ("1" * 17, 17), ("1" * 19, 19), ("x" * 18, 18)):
        assert refused(lambda text=text: identifiers.check_lookup_code(text)) == (  # type: ignore[misc]
            "lookup.length", {"expected": 18, "found": length},
        )  # fmt: skip
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert refused(lambda: identifiers.check_lookup_code(wrong)) == ("lookup.check_digits", {})
    for digits in ("1" * 15, "1" * 17, "x" * 16):
        with pytest.raises(ValueError, match="16 digits"):
            identifiers.format_lookup_code(digits)


@pytest.mark.parametrize(
    ("code", "level", "name", "label"),
    [
        ("19", "province", "Bangka", "Prov. Bangka"),
        ("19.01", "regency", "Kabupaten Bangka", "Kab. Bangka"),
        ("19.71", "regency", "Kota Pangkalpinang", "Kota Pangkalpinang"),
        ("19.01.01", "district", "Lepar", "Kec. Lepar"),
        ("19.01.01.1001", "village", "Pongok", "Kel. Pongok"),
        ("19.01.01.2001", "village", "Pongok", "Desa Pongok"),
        ("19.01.40001", "island", "Pulau Lepar", "Pulau Lepar"),
    ],
)
def test_a_place_has_its_kind_before_its_name(code: str, level: area.Level, name: str, label: str) -> None:
    assert area._label(code, level, name) == label


ROWS: list[area.Row] = [
    ("19", "Babel"), ("19.01", "Kabupaten Bangka"), ("19.01.40001", "Lepar", 1, 2, 3), ("19.00.40002", "Bangka", 1, 2, 0),
]  # fmt: skip


def test_places_are_indexed_below_their_parents() -> None:
    index = area.AreaIndex.build(ROWS)
    small, main = index.areas["19.01.40001"], index.areas["19.00.40002"]
    assert (small.parent, small.regency, small.province, small.label) == ("19.01", "19.01", "19", "Lepar")
    assert (main.parent, main.regency) == ("19", None) and index.areas["19"].regency is None
    assert small.path == "Lepar, Kab. Bangka, Prov. Babel"
    assert (small.latitude_e7, small.longitude_e7, small.inhabited, small.outermost) == (1, 2, True, True)
    assert (main.inhabited, main.outermost, index.areas["19"].inhabited) == (False, False, None)
    assert [[each.code for each in found] for found in index.children.values()] == [["19.01", "19.00.40002"], ["19.01.40001"]]
    assert [each.code for each in index.search("bangka")] == ["19.00.40002", "19.01"], "a whole name first"
    assert [each.code for each in index.search("lepar bangka")] == ["19.01.40001"]
    assert index.search("bangka", 1)[0].code == "19.00.40002" and index.search("bangka", 0) == index.search(" ") == ()
    for row in ((), ("19",), ("19", 7), ("20.01", "X"), ("1", "X"), ("19.01.40009", "X", 1, 2), ("19.02", "X", 1)):
        code = str(row[0]) if row else ""
        assert refused(lambda row=row: area.AreaIndex.build([*ROWS, row])) == ("reference.bad_area", {"area": code})  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Ma'ras  Taun ", "maras taun"), ("Ma\u2019ras", "maras"), ("`a", "a"), ("Désa-É", "desa e"), ("a/b.c", "a b c")],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert area.fold(text) == folded


def test_sets_of_characters_hold_single_characters_alone() -> None:
    assert {len(each) for each in (*BIDI_CONTROLS, *FORBIDDEN)} == {1} and "X" not in BIDI_CONTROLS | FORBIDDEN
    assert len(BIDI_CONTROLS) == 12 and set('/\\:*?"<>|') == FORBIDDEN
    assert {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"} == PORTS
    assert BREAKS == {9: " ", 10: " ", 0x2028: " ", 0x2029: " "}


# --- strokes -------------------------------------------------------------------------------------------------------------


def test_curves_bend_by_a_sixth_of_the_way_between_the_neighbours() -> None:
    stroke = ((600, 600), (1200, 1800), (2400, 1200), (3000, 60))
    (curve,) = ink.curves((stroke,))
    assert curve.start == (600, 600)
    assert curve.pieces == (
        ((700, 800), (900, 1700), (1200, 1800)),
        ((1500, 1900), (2100, 1490), (2400, 1200)),
        ((2700, 910), (2900, 250), (3000, 60)),
    )
    (edge,) = ink.curves((((0, 0), (6000, 0), (6000, 2200)),))
    assert edge.pieces == (((1000, 0), (5000, 0), (6000, 0)), ((6000, 367), (6000, 1833), (6000, 2200)))


def test_strokes_at_the_edge() -> None:
    assert ink.check_ink([[(0, 0), (300, 0)]]) == (((0, 0), (300, 0)),)
    assert refused(lambda: ink.check_ink([[(0, 0), (299, 0)]])) == ("ink.empty", {})
    assert refused(lambda: ink.check_ink([[(0, 0)]] * 101)) == ("ink.too_much", {"limit": 20_000})
    assert len(ink.check_ink([[(0, 0), (300, 0)]] * 100)) == 100
    for points in ([(0, 0), (6000, 2201)], [(-1, 0), (400, 0)], [(0, 0, 0)], [(0, 0), (400, True)]):
        assert refused(lambda points=points: ink.check_ink([points]))[0] == "ink.outside"  # type: ignore[misc]
    assert ink.check_ink([[(0, 0), (0, 0), (6000, 2200)], [(5, 5)]]) == (((0, 0), (6000, 2200)), ((5, 5), (5, 5)))
    assert ink.thinned(((0, 0), (100, 12), (200, 0))) == ((0, 0), (200, 0))
    assert ink.thinned(((0, 0), (100, 13), (200, 0))) == ((0, 0), (100, 13), (200, 0))
    assert ink.thinned(((0, 0), (0, 13), (0, 0))) == ((0, 0), (0, 13), (0, 0))
    assert ink.pack_ink((((64, 63), (0, 127)),)) == bytes([1, 2, 128, 1, 126, 127, 128, 1])
    assert [refused(lambda data=data: ink.unpack_ink(data))[0] for data in (b"", b"\x65", b"\x01\x01", b"\0\0", b"\xff" * 6)] == [  # type: ignore[misc]
        "ink.unreadable"
    ] * 5


# --- the clock, triage, reports, meetings --------------------------------------------------------------------------------


def clause(unit: str, amount: int | None = 3) -> Clause:
    one = next(each for each in DATASETS.clauses if each.unit == "hari_kerja")
    return msgspec.structs.replace(one, unit=unit, amount=amount)  # type: ignore[arg-type]


def test_a_unit_or_a_day_outside_any_calendar_is_refused() -> None:
    calendar: Calendar = calendar_of(DATASETS)
    trigger = legal_clock.Trigger(date(2024, 2, 5), "Asia/Jakarta")
    assert refused(lambda: legal_clock.compute(clause("bulan"), trigger, calendar)) == ("deadline.unit", {"value": "bulan"})
    for day in (date(1944, 12, 31), date(3000, 1, 1)):
        early = replace(trigger, day=day)
        assert refused(lambda early=early: legal_clock.compute(clause("jam"), early, calendar)) == (  # type: ignore[misc]
            "deadline.date", {"value": day.isoformat()},
        )  # fmt: skip
    for day in (date(1945, 1, 1), date(2999, 12, 31)):
        assert legal_clock.compute(clause("jam", 1), replace(trigger, day=day), calendar).safe.day == day


def test_a_deadline_stands_where_the_clock_says() -> None:
    calendar: Calendar = calendar_of(DATASETS)
    due = legal_clock.compute(clause("hari_kalender"), legal_clock.Trigger(date(2024, 2, 5), "Asia/Jakarta"), calendar)
    safe, latest = due.safe.end, due.latest.end if due.latest else None
    assert latest is not None and (due.safe.day, due.latest and due.latest.day) == (date(2024, 2, 7), date(2024, 2, 8))
    tick = timedelta(microseconds=1)
    near = safe - legal_clock.NEAR
    assert [legal_clock.standing(due, at) for at in (near - tick, near, safe, safe + tick, latest, latest + tick)] == [
        "open", "near", "near", "after_safe", "after_safe", "passed",
    ]  # fmt: skip
    assert legal_clock.standing(due, latest + tick, stopped=True) == "stopped"
    days = [legal_clock.days_left(due, datetime.fromisoformat(f"2024-02-0{day}T17:00:00+00:00")) for day in (4, 6, 7)]
    assert days == [2, 0, -1]


def test_the_list_that_held_names_the_days_of_the_determination() -> None:
    asked = Asked("complaint", "ASN-D04", ("PNS",), date(2023, 11, 8), "PEMILU", "PEMILU_2024", "KAMPANYE", date(2024, 2, 5))
    steps = {step.code: step.found for step in propose(DATASETS, asked).steps}
    assert steps["phase_between"] == {"act": "ASN-D04", "from": "2023-11-03", "to": "2023-11-13"}
    after = {step.code: step.found for step in propose(DATASETS, replace(asked, day=date(2024, 1, 8))).steps}
    assert after["phase_after"] == {"day": "2024-01-08", "from": "2023-11-03", "to": "2023-11-13"}


FILE = Attached(
    token=b"t" * 16, name="a.jpg", media_type="image/jpeg", size=1, digest=b"d" * 32, sealed_size=9,
    sealed_digest=b"s" * 32, pieces=[b"p" * 32],
)  # fmt: skip


def test_only_a_sealed_report_with_files_says_which_are_carried() -> None:
    def given(*files: Attached, sealed: bool) -> Any:
        lookup = Lookup(b"w" * 16, b"t" * 16)
        made = report.Submission(parse_form(complaint()), "N", "K0413", "2024-02-05", sealed, "1", b"", files, lookup, guard="")
        return report.received(made).facts

    carried = given(FILE, sealed=True).carried
    told = [(each.token, each.sealed_size, each.sealed_digest, each.pieces) for each in carried]
    assert told == [(b"t" * 16, 9, b"s" * 32, [b"p" * 32])]
    assert given(FILE, sealed=False).carried is given(sealed=True).carried is msgspec.UNSET
    assert given(sealed=False).tag is given(sealed=False).guard is given(sealed=False).clock_doubt is msgspec.UNSET


def test_a_meeting_that_is_no_rakor_has_no_target_year_or_number() -> None:
    form = meeting.MeetingForm(kind=meeting.FGD, day="2024-02-05", theme="T", target="B.04", year="2024")
    facts = meeting.plan(meeting.PlanMeeting(NEW, form), DATASETS).facts
    assert facts is not None and (facts.target, facts.year, facts.ordinal, facts.track) == ("", 0, 0, "")
    for year, taken in (("2000", True), ("2100", True), ("1999", False), ("2101", False), ("abcd", False)):
        rakor = meeting.PlanMeeting(NEW, msgspec.structs.replace(form, kind=meeting.RAKOR, year=year))
        if taken:
            assert meeting.plan(rakor, DATASETS).facts.year == int(year)  # type: ignore[union-attr]
        else:
            assert refused(lambda rakor=rakor: meeting.plan(rakor, DATASETS)) == (  # type: ignore[misc]
                "team.code", {"field": "year", "value": year, "codes": "2000-2100"},
            )  # fmt: skip


def test_sources_of_one_incident_are_counted_low() -> None:
    one, two, three = (Statement(bytes([n]), f"K{n}", "saw") for n in (1, 2, 3))
    media = Statement(b"m", "K9", "media")
    found = corroboration([one, two, three, media])
    assert (found.reports, found.posts, found.independent, found.confirmed, found.shared_files) == (4, 4, 3, 0, False)
    assert found.grades == {"saw": 3, "media": 1}
    assert corroboration([media, replace(media, report=b"n")]).independent == 1
    assert corroboration([replace(one, files=frozenset({b"f"})), two]).shared_files is False
    assert corroboration([media]).independent == 1 and corroboration([]).independent == 0
    same = [replace(one, files=frozenset({b"f"})), replace(two, files=frozenset({b"f"}), confirmed=True)]
    assert (corroboration(same).independent, corroboration(same).shared_files, corroboration(same).confirmed) == (1, True, 1)
    assert corroboration([one, replace(two, tied=frozenset({one.report}))]).independent == 1
    assert corroboration([one, replace(two, tied=frozenset({b"x"}))]).independent == 2
    assert corroboration([one, replace(two, post="K1")]).independent == 1
