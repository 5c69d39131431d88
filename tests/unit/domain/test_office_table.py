"""What the office writes and gives away, row by row: wordings, releases, acts of the team, levels, days (tables/office.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec

from core.domain import release, team_act, wording
from core.domain.errors import Invalid
from core.domain.ids import CommandId, show_id
from core.domain.local_rule import RuleFacts, RuleRecorded
from core.domain.reference_items import Holiday
from core.domain.regency import hears, nothing, outside, require_inside
from core.domain.sealed_day import is_sealed_audience, sealed_audience
from core.domain.signature import LABEL, Signed
from core.domain.template import TemplateVersion, in_force
from core.domain.text import as_lines, check_kept, check_line, check_narrative, check_tree, is_blank
from core.domain.vulnerability import (
    LEVELS,
    MOST_REASONS,
    MOST_WORDS,
    Assess,
    Proposal,
    Sign,
    assess,
    check_words,
    higher,
    propose,
    standing,
)
from core.domain.working_days import Calendar, calendar_of
from tests import tables
from tests.world import reference

Row = tuple[str, Callable[[], object]]
DATA = reference()
NEW = CommandId(bytes(16))

SENTENCES = (
    "Pelaku usaha dan pelaku ekonomi serta pelaku UMKM dan pelaku seni", "saksi pelaku, para pelaku, pelakunya",
    "pelaku usahawan",
    "tersangkanya dan terdakwa, terdakwanya, terpidana", "oknum penjahat koruptor dalangnya biang kerok provokator",
    "dinyatakan bersalah, terbukti bersalah, bersalah", "terbukti tidak, terbukti belum, terbukti benar, terbukti",
    "telah melanggar, sudah melanggar, jelas-jelas melanggar, nyata melanggar, melanggar", "jelas melakukan kecurangan",
    "melakukan kejahatan dan melakukan pelanggaran", "berbuat curang, main curang", "diduga melanggar dan dugaan pelanggaran",
    "tidak melanggar, belum melanggar, bukan pelaku", "diduga  melanggar", "The culprit and the offenders, criminals, wrongdoer",
    "a suspect, the suspects", "found guilty of, proven guilty, guilty", "has violated, have broke the law, clearly violated",
    "proven not, proven untrue, proven", "allegedly violated, alleged culprit, not proven, not been proven, not yet proven",
    "PELAKU", "pelaku\npelaku", "penpelaku pelakuan",
    'kata "pelaku" dan „pelaku“ dan «pelaku» dan “pelaku”', '"pelaku', 'pelaku" pelaku"',
    '"a“pelaku"', "“a ” pelaku ”",
)  # fmt: skip


def words() -> Iterator[Row]:
    """Words that accuse, and texts from outside."""
    yield from ((f"accuses: {text}", partial(wording.find, text)) for text in SENTENCES)
    for text in (
        "a",
        "a\tb",
        "a\nb",
        "a\u2028",
        "a\x00",
        "a\x7f",
        "a\ud800",
        "a\u202e",
        "a\u200f",
        "é",
        "x" * 300,
        "x" * 301,
        "a\r",
        "\ufeff",
    ):
        for check in (check_line, check_kept, check_narrative):
            yield f"{check.__name__} {text[:6]!a} {len(text)}", partial(check, text, "f")
    trees: tuple[object, ...] = (
        {"name": "a\nb"}, {"narrative": "a\nb"}, {"rows": [{"name": "a"}, {"name": "a\nb"}]}, {"rows": ({"notes": "a\u202e"},)},
        ["a\x00"], "a\x00",
        {"a": {"b": {"summary": "x" * 301}}}, {"a": {"b": {"analysis": "x" * 301}}}, {3: "a\n"}, {"n": 3, "o": None},
    )  # fmt: skip
    for tree in trees:
        yield f"tree {str(tree)[:60]!a} {len(str(tree))}", partial(check_tree, tree)
        yield f"lines {str(tree)[:60]!a} {len(str(tree))}", partial(as_lines, tree)
    yield "tree below", partial(check_tree, {"name": "a\n"}, "up")
    yield "lines of a narrative", partial(as_lines, "a\nb", "narrative")
    yield from ((f"blank {text!r}", partial(is_blank, text)) for text in (None, "", " \n", "a"))


# --- releases --------------------------------------------------------------------------------------------------------------

FORM = release.ReleaseForm(document="1", institution="polda", basis="SK tim", purpose="Tindak lanjut")
SAID = (
    "K0413-7QK-240205-001-X", "k0413-240205-001-x", "xK0413-240205-001-X", "K0413-240205-001-XY", "K0413-240205-01-X",
    "K0413-24020-001-X",
    "2024-02-05", "10-02-2023 10/02/2023", "0812345678", "081234567", "+62 812 345 678", "12345678901234567890",
    "123456789012345678901",
    "3 pengaduan terhadap Kodim", "3 pengaduan. Kodim", "pengaduan terhadap Kodim", "12 kasus di Dinas", "12 kasus di Rumah",
    "Kodim 0413: 2 laporan", "Kodim " + "x" * 41 + " 2 laporan", "2 laporan dari desa", "tolak pakta",
    "tidak mau menandatangani pakta",
    "menolak. pakta", "pakta yang ditolak", "pakta dibahas", "PENOLAKAN PAKTA", "",
)  # fmt: skip


def _offered(**changes: Any) -> release.Offered:
    said: dict[str, Any] = {
        "kind": "T10",
        "about": b"",
        "fields": {"agenda": "Rapat"},
        "groups": {"rows": [{"area": "Lepar"}, {"area": "x"}]},
    }
    return release.Offered(**(said | changes))


def releases() -> Iterator[Row]:
    """What may leave the office, and to whom."""
    for text in SAID:
        yield f"case {text}", partial(release.tells_of_case_or_person, text)
        yield f"unit {text}", partial(release.tells_of_unit_or_refusal, text)
    bad, unit = "K0413-240205-001-X", "3 kasus di Kodim"
    forms: dict[str, tuple[release.ReleaseForm, release.Offered]] = {
        "as it should be": (FORM, _offered()),
        "another kind": (FORM, _offered(kind="T" * 30)),
        "about a report": (FORM, _offered(about=b"x")),
        "to no member": (msgspec.structs.replace(FORM, institution="KOREM"), _offered()),
        "to the press": (msgspec.structs.replace(FORM, institution="MEDIA_TAMU"), _offered()),
        "to nobody known": (msgspec.structs.replace(FORM, institution="?"), _offered()),
        "a case in a field": (FORM, _offered(fields={"a": "x", "b": bad})),
        "a case in a row": (FORM, _offered(groups={"rows": [{"area": "x"}, {"area": bad}]})),
        "a case in the basis": (msgspec.structs.replace(FORM, basis=bad), _offered()),
        "a case in the purpose": (msgspec.structs.replace(FORM, purpose=bad), _offered()),
        "a unit in a field": (FORM, _offered(fields={"a": unit})),
        "a unit in the purpose": (msgspec.structs.replace(FORM, purpose=unit), _offered()),
    } | {f"without {name}": (msgspec.structs.replace(FORM, **{name: " "}), _offered()) for name in FORM.__struct_fields__}  # type: ignore[dict-item]
    for name, (form, offered) in forms.items():
        yield f"release {name}", partial(release.require_releasable, form, offered, {"POLDA", "MEDIA_TAMU"}, DATA)
    yield "document by its id", partial(release.document_in, show_id(bytes(range(16))))
    yield "document by its number", partial(release.document_in, "1/NTL")


# --- the team and its regencies --------------------------------------------------------------------------------------------


def acts() -> Iterator[Row]:
    """Ends, withdrawals, links."""
    ends = team_act.EndTerm(NEW, " Decree ", "", " 2024-05-01 ", " Selesai ")
    for name, changes in {
        "": {}, "of an action": {"what": "action"}, "on no day": {"last_day": ""}, "on a bad day": {"last_day": "x"},
        "before": {"last_day": "2024-01-31"},
        "on its first day": {"last_day": "2024-02-01"}, "for two lines": {"reason": "a\nb"},
    }.items():  # fmt: skip
        yield f"end {name}", partial(team_act.end_term, replace(ends, **changes), "2024-02-01")
    for what, reason in (("rule", " Salah "), ("member", ""), ("meeting", "x"), ("decree", "a\x00")):
        yield f"withdraw {what} {reason!a}", partial(team_act.withdraw, team_act.WithdrawRecord(NEW, what, "", reason))
    other = show_id(bytes(range(16)))
    for what, to, one in (
        ("meeting", "Outreach", other),
        ("action", "rule", other),
        ("agreement", "x", other),
        ("meeting", "rule", ""),
        ("meeting", "rule", "?"),
    ):
        yield f"link {what} to {to} {one[:4]}", partial(team_act.link, team_act.LinkRecords(NEW, what, "", to, one))
    for area in ("19.05", "19.05.01", "19.051", "19", "52.05"):
        event = RuleRecorded(RuleFacts(area=area, topic="lainnya", document="1", valid_from="2024-02-05"))
        yield f"outside {area}", partial(outside, "19.05", event)
        yield f"inside {area}", partial(require_inside, "19.05", event)
        yield f"hears of {area}", partial(hears, "19.05", "rule.recorded", event)
    for kind in (
        "area.told",
        "officer.enrolled",
        "roster.imported",
        "status.published",
        "team.decreed",
        "vulnerability.assessed",
        "x",
    ):
        yield f"hears {kind}", partial(hears, "19.05", kind, object())
    yield from ((f"reads {part}", partial(nothing, "k", part)) for part in ("handling", "facts", "story"))
    yield from (
        (f"audience {name}", partial(is_sealed_audience, name))
        for name in ("sealed:", "sealed:IDN", "xsealed:IDN", "", sealed_audience("A"))
    )


# --- levels ------------------------------------------------------------------------------------------------------------------


class Days:
    """The days of the warnings."""

    first, last = "2024-01-01", "2024-02-01"


def levels() -> Iterator[Row]:
    """Proposals, assessments, notes."""
    for count in range(5):
        for level in LEVELS:
            signs = [Sign(f"KR-{n}", level, "seen" if n % 2 else "heard", n == 2, n + 1) for n in range(count)]
            yield f"propose {count} {level}", partial(propose, signs)
            yield f"propose {count} {level} of one kind", partial(propose, [replace(each, kind="KR") for each in signs])
    mixed = [Sign("b", "rendah", "media", False, 3), Sign("a", "sedang", "seen", False, 3), Sign("c", "tinggi", "heard", True, 4)]
    yield "propose of all", partial(propose, mixed)
    asked = Assess(NEW, "19.01", "sedang", ("KR-01", "KR-02", "KR-01"), " Kata ", "E", "S")
    proposal = Proposal("tinggi", "one_tinggi", (1, 2, 3), 4, ("a",))
    known = {f"KR-{n:02}" for n in range(1, 30)}
    for name, changes in {
        "": {}, "no level": {"level": ""}, "no reason": {"reasons": ()}, "unknown reasons": {"reasons": ("z", "KR-01", "y")},
        "most reasons": {"reasons": tuple(f"KR-{n:02}" for n in range(1, MOST_REASONS + 1))},
        "too many": {"reasons": tuple(f"KR-{n:02}" for n in range(1, MOST_REASONS + 2))}, "a force": {"words": "12 personel"},
    }.items():  # fmt: skip
        yield f"assess {name}", partial(assess, replace(asked, **changes), known, date(2024, 2, 5), proposal, Days(), [b"x"])  # type: ignore[arg-type]
    yield "assess after nothing known", partial(assess, asked, known, date(2024, 2, 5), proposal, Days(), None)  # type: ignore[arg-type]
    for text in (
        "2 regu",
        "1.200 orang anggota",
        "12 ORANG polisi",
        "anggota 12",
        "12 warga",
        "081234567",
        "08123456",
        "0812-345-678",
        "a\x00",
        " b ",
    ):
        yield f"note {text!a}", partial(check_words, text)
    yield "note as long as may be", lambda: len(check_words("x" * MOST_WORDS))
    yield "note too long", partial(check_words, "x" * (MOST_WORDS + 1))
    for some in ((), ("",), ("rendah", "tinggi", "sedang"), ("x", "rendah")):
        yield f"higher {some}", partial(higher, some)
    for name, history in {
        "one": [(b"a", [])], "two apart": [(b"a", []), (b"b", [])], "one after another": [(b"a", []), (b"b", [b"a"])],
        "after all": [(b"a", []), (b"b", []), (b"c", None)],
        "after one of two": [(b"a", []), (b"b", []), (b"c", [b"a"])],
    }.items():  # fmt: skip
        yield f"stands {name}", partial(standing, history)  # type: ignore[arg-type]


# --- days and wordings in force ----------------------------------------------------------------------------------------------


def holiday(day: date, kind: str, regencies: tuple[str, ...] | None = None) -> Holiday:
    """A day off."""
    return Holiday(date=day, name_id=kind, kind=kind, regencies=regencies, confidence="c")


def days() -> Iterator[Row]:
    """Kinds of days, and what counts."""
    monday = date(2024, 2, 5)
    kinds = ("libur_pemilu", "nasional", "daerah", "cuti_bersama", "x")
    for kind in kinds:
        for other in kinds:
            made = Calendar.build([2024], [holiday(monday, kind), holiday(monday, other)])
            yield f"day {kind} and {other}", partial(_day, made, monday)
        for day in (monday + timedelta(days=4), monday + timedelta(days=5), monday + timedelta(days=6)):
            yield f"day {kind} {day:%a}", partial(_day, Calendar.build([2024], [holiday(day, kind)]), day)
    for day in (date(2023, 12, 29), date(2023, 12, 30), date(2024, 1, 2)):
        yield f"day of {day}", partial(_day, Calendar.build([2024], []), day)
    for regency in (None, "19.01", "19.02"):
        made = Calendar.build([2024], [holiday(monday, "daerah", ("19.01",))], regency)
        yield f"local in {regency}", partial(_day, made, monday)
    yield "voting day", lambda: _day(calendar_of(DATA, "19.01"), date(2024, 2, 14))
    versions = [
        TemplateVersion(code, version, date(2024, 1, day), b"")
        for code, version, day in (("A", 1, 1), ("A", 3, 9), ("A", 2, 5), ("B", 1, 5), ("A", 4, 20))
    ]
    for day in (1, 4, 5, 9, 20, 31):
        yield f"in force on the {day}", partial(in_force, versions, date(2024, 1, day))
        yield f"in force on the {day}, turned", partial(in_force, versions[::-1], date(2024, 1, day))


def _day(calendar: Calendar, day: date) -> list[object]:
    return [calendar.kind(day), calendar.published(day), calendar.counts_for_safe(day), calendar.surely_working(day)]


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    return dict([*words(), *releases(), *acts(), *levels(), *days()])


def test_everything_that_the_office_writes_is_as_it_was_looked_at() -> None:
    tables.require("office", questions())


def test_a_signature_is_signed_in_this_order() -> None:
    made = Signed("saksi", b"d" * 16, b"c" * 32, "Sari", "Staf", "Kodim", "basah", "2024-02-05", b"i")
    assert made.tree() == [LABEL, "saksi", b"d" * 16, b"c" * 32, "Sari", "Staf", "Kodim", "basah", "2024-02-05", b"i"]
    assert replace(made, ink=b"").tree()[-1] == b""


def test_a_sealed_audience_names_its_guard() -> None:
    assert sealed_audience("IDN") == "sealed:IDN"


def test_a_calendar_is_made_once_for_each_regency() -> None:
    assert calendar_of(DATA, "19.01") is calendar_of(DATA, "19.01") is not calendar_of(DATA, "19.02")
    assert calendar_of(DATA).years == frozenset(DATA.holiday_years())


def test_what_is_no_id_is_looked_for_by_its_number() -> None:
    assert release.document_in("") == b"" == release.document_in("x")
    assert tables.answer(lambda: team_act.id_in("x")) == {Invalid.__name__: "team.unknown"}


if __name__ == "__main__":
    tables.write("office", questions())
