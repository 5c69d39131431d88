"""Fields as they are typed for the team's records, its papers, a reporter's return, and points: what each takes and refuses."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from core.domain import geo, moment, reporter, team_form, team_paper
from core.domain.errors import Invalid
from core.domain.geo import Point
from core.domain.moment import Moment
from core.domain.outreach import BY_STAGE, KINDS, OutreachForm, RecordOutreach, record
from core.domain.text import LINE_LIMIT, NARRATIVE_LIMIT, as_lines, check_kept, check_line, check_narrative, check_tree, is_blank
from tests.world import reference

TODAY = date(2024, 10, 5)
DATA = reference()


def refused(call: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        call(*given)
    return caught.value.code, dict(caught.value.details)


class Typed(msgspec.Struct, frozen=True):
    """A form with a line, a wide field and rows."""

    title: str = "x"
    text: str = ""
    rows: tuple[dict[str, str], ...] = ()
    blob: bytes = b""


def test_texts_of_a_form_are_judged_by_the_name_of_their_field() -> None:
    team_form.check_form(Typed(text="a" * (LINE_LIMIT + 1), rows=({"agreed": "b" * (LINE_LIMIT + 1)},), blob=b"\x00"), "title")
    assert refused(team_form.check_form, Typed(title="a" * (LINE_LIMIT + 1))) == (
        "text.too_long",
        {"field": "title", "limit": LINE_LIMIT},
    )
    assert refused(team_form.check_form, Typed(rows=({"name": "a\x00"},))) == ("text.forbidden", {"field": "rows.name"})
    assert refused(team_form.check_form, Typed(text="a\x00")) == ("text.forbidden", {"field": "text"})
    for empty in (Typed(title=""), Typed(title=" ")):
        assert refused(team_form.check_form, empty, "title") == ("team.missing", {"field": "title"})
    assert refused(team_form.check_form, Typed(), "rows") == ("team.missing", {"field": "rows"})


def test_lines_days_terms_codes_and_names() -> None:
    assert team_form.required_line(" a ", "title") == "a"
    assert refused(team_form.required_line, " ", "title") == ("team.missing", {"field": "title"})
    assert refused(team_form.required_line, "a\x00", "title") == ("text.forbidden", {"field": "title"})
    assert (team_form.day_in(" 2024-10-05 ", "day"), team_form.day_in(" ", "day")) == ("2024-10-05", "")
    assert refused(team_form.day_in, "x", "day") == ("team.day", {"field": "day"})
    assert team_form.past_day_in("2024-10-05", "day", TODAY) == "2024-10-05"
    assert refused(team_form.past_day_in, "2024-10-06", "day", TODAY) == ("team.future", {"field": "day"})
    assert refused(team_form.past_day_in, "", "day", TODAY) == ("team.missing", {"field": "day"})
    terms = [("2024-10-05", "2024-10-05"), ("2024-10-05", ""), ("", "2024-10-05"), ("", "")]
    for first, last in terms:
        assert team_form.term_in(SimpleNamespace(valid_from=first, valid_to=last)) == (first, last)
    assert refused(team_form.term_in, SimpleNamespace(valid_from="2024-10-05", valid_to="2024-10-04")) == ("team.term", {})
    assert refused(team_form.term_in, SimpleNamespace(valid_from="x", valid_to="")) == ("team.day", {"field": "valid_from"})
    assert refused(team_form.term_in, SimpleNamespace(valid_from="", valid_to="x")) == ("team.day", {"field": "valid_to"})
    assert team_form.code_in(" aB ", ("Ab", "C"), "kind") == "Ab"
    assert refused(team_form.code_in, " ", ("Ab",), "kind") == ("team.missing", {"field": "kind"})
    many = [f"k{number}" for number in range(25)]
    told = {"field": "kind", "value": "z" * 40, "codes": ", ".join(many[:20])}
    assert refused(team_form.code_in, "z" * 50, many, "kind") == ("team.code", told)
    assert team_form.id_in(" ") == b""
    assert refused(team_form.id_in, "no id") == ("team.unknown", {})


def test_targets_periods_and_tracks_of_papers() -> None:
    target = next(iter(team_paper.TARGETS))
    assert team_paper.target_in(team_paper.target_words(target)) == target
    assert team_paper.target_words(target) == f"{target[0].upper()}.{target[1:]}" and team_paper.target_words("") == ""
    assert refused(team_paper.target_in, "Z.99")[0] == "team.code"
    assert team_paper.period_in("2024-10-05", "2024-10-05", TODAY) == ("2024-10-05", "2024-10-05")
    assert refused(team_paper.period_in, "", "2024-10-05", TODAY) == ("team.missing", {"field": "since"})
    assert refused(team_paper.period_in, "2024-10-05", " ", TODAY) == ("team.missing", {"field": "until"})
    assert refused(team_paper.period_in, "2024-10-05", "2024-10-04", TODAY) == ("team.term", {})
    assert refused(team_paper.period_in, "2024-10-05", "2024-10-06", TODAY) == ("team.future", {"field": "until"})
    codes = [each.code for each in DATA.tracks]
    assert team_paper.track_in(" ", DATA) == codes[0]
    assert team_paper.track_in(codes[-1].lower(), DATA) == codes[-1]
    assert refused(team_paper.track_in, "none", DATA) == (
        "team.code",
        {"field": "track", "value": "none", "codes": ", ".join(codes[:20])},
    )


def outreach(**changes: str) -> Any:
    stage = DATA.stage("PILKADA_2024", "KAMPANYE")
    assert stage is not None
    said = {"kind": "sosialisasi", "topic": " netral ", "day": "2024-10-05", "institution": "BAWASLU"} | changes
    return record(RecordOutreach(b"c" * 16, OutreachForm(**said)), DATA, TODAY)  # type: ignore[arg-type]


def test_outreach_is_kept_as_it_was_told() -> None:
    made = outreach(
        election="PILKADA_2024", stage="KAMPANYE", area="19.01", reached=" 120 ", audience=" ASN ", channel="radio", document="1"
    )
    assert (made.facts.kind, made.facts.day, made.facts.institution) == ("sosialisasi", "2024-10-05", "BAWASLU")
    assert (made.facts.election, made.facts.stage, made.facts.area, made.facts.reached) == (
        "PILKADA_2024",
        "KAMPANYE",
        "19.01",
        120,
    )
    assert (made.story.topic, made.story.audience, made.story.channel, made.story.document) == ("netral", "ASN", "radio", "1")
    assert outreach().facts.reached == 0 and outreach(reached="9999999").facts.reached == 9_999_999
    for kind in KINDS:
        told = {"election": "PILKADA_2024", "stage": "KAMPANYE"} if kind in BY_STAGE else {}
        assert outreach(kind=kind, **told).facts.kind == kind
    for kind in BY_STAGE:
        assert refused(lambda kind=kind: outreach(kind=kind)) == ("team.missing", {"field": "stage"})
    for name in ("kind", "topic", "day", "institution"):
        assert refused(lambda name=name: outreach(**{name: " "})) == ("team.missing", {"field": name})
    assert refused(lambda: outreach(area="x" * 30)) == ("team.area", {"value": "x" * 20})
    assert refused(lambda: outreach(day="2024-10-06")) == ("team.future", {"field": "day"})
    for bad in ("-1", "12345678", "1.5", "\u0663"):
        told = {"field": "reached", "value": bad[:10], "codes": "0-9999999"}
        assert refused(lambda bad=bad: outreach(reached=bad)) == ("team.code", told)


def test_a_reporters_act_says_something() -> None:
    for act in reporter.ACTS:
        reporter.require_act(act, "x", 0)
        reporter.require_act(act, "", reporter.MAX_FILES)
    reporter.require_act(reporter.WITHDRAWAL, " ", 0)
    assert refused(reporter.require_act, "none", "x", 0) == ("return.act", {"act": "none"})
    assert refused(reporter.require_act, reporter.EVIDENCE, " ", 0) == ("return.empty", {})
    assert refused(reporter.require_act, reporter.EVIDENCE, "x", reporter.MAX_FILES + 1) == ("return.files", {"limit": 20})
    assert refused(reporter.require_act, reporter.EVIDENCE, "a\x00", 0) == ("text.forbidden", {"field": "text"})


def test_what_a_text_may_hold() -> None:
    check_line("a" * LINE_LIMIT, "f")
    check_narrative("a\tb\n" + "c" * (NARRATIVE_LIMIT - 4), "f")
    assert refused(check_line, "a" * (LINE_LIMIT + 1), "f") == ("text.too_long", {"field": "f", "limit": LINE_LIMIT})
    assert refused(check_narrative, "a" * (NARRATIVE_LIMIT + 1), "f") == (
        "text.too_long",
        {"field": "f", "limit": NARRATIVE_LIMIT},
    )
    for bad in ("\x00", "\x7f", "\ud800", "\r"):
        assert refused(check_line, bad, "f") == refused(check_narrative, bad, "f") == ("text.forbidden", {"field": "f"})
    for broken in ("a\tb", "a\nb", "a\u2028b", "\n"):
        assert refused(check_line, broken, "f") == ("text.forbidden", {"field": "f"})
        check_narrative(broken, "f")
        check_kept(broken, "f")
    for bad in ("\x00", "\u202e", "a" * (LINE_LIMIT + 1)):
        assert refused(check_kept, bad, "f") == refused(check_line, bad, "f")
    old = {"summary": "a\nb\tc", "narrative": "a\nb", "rows": [{"name": "a\nb", "notes": "a\nb"}], "signs": ("a\tb",), "n": 1}
    assert as_lines(old) == {
        "summary": "a b c", "narrative": "a\nb", "rows": [{"name": "a b", "notes": "a\nb"}], "signs": ["a b"], "n": 1,
    }  # fmt: skip
    check_tree(as_lines(old))
    for odd in ("\u202e", "\u061c"):
        assert refused(check_line, odd, "f") == ("text.forbidden", {"field": "f"})
        check_narrative(odd, "f")
    check_tree({"narrative": "a\u202e", "rows": [{"notes": "\u202e"}], "n": 1, "none": None})
    assert refused(check_tree, {"rows": [{"name": "\u202e"}]}) == ("text.forbidden", {"field": "rows.name"})
    assert refused(check_tree, "\u202e") == ("text.forbidden", {"field": ""})
    assert [is_blank(text) for text in (None, "", " \n", "a")] == [True, True, True, False]


def test_points_at_the_edges_of_the_earth() -> None:
    assert geo.make_point(90, 180) == Point(900_000_000, 1_800_000_000)
    assert geo.make_point(-90, -180) == Point(-900_000_000, -1_800_000_000)
    assert geo.make_point(90.1, 0) is geo.make_point(0, 180.1) is geo.make_point(-90.1, 0) is None
    for sides in (("LU", "BT", 1, 1), ("LS", "BT", -1, 1), ("N", "W", 1, -1), ("S", "BB", -1, -1)):
        north, east, up, over = sides
        assert geo.read_point(f"2 30 36 {north} 106 15 {east}") == geo.make_point(up * 2.51, over * 106.25)
        assert geo.read_point(f"106 15 {east} 2 30 36 {north}") == geo.make_point(up * 2.51, over * 106.25)
    for none in ("2 60 LS 106 0 BT", "2 0 60 LS 106 BT", "-2 LS 106 BT", "2 LS 106 LS", "2 BT 106 BT", "1,5 1.5"):
        assert geo.read_point(none) is None
    assert geo.show_point(Point(-28_853_000, 1_066_700_000)) == "2°53,118′ LS 106°40,200′ BT"
    assert geo.show_point(Point(28_853_000, -1_066_700_000), "en") == "2°53.118′ N 106°40.200′ W"
    assert geo.show_point(Point(0, 0)) == "0°00,000′ LU 0°00,000′ BT"


def test_ways_and_winds_on_the_sphere() -> None:
    zero, degree = Point(0, 0), 10_000_000
    assert geo.metres(zero, Point(degree, 0)) == geo.metres(zero, Point(0, degree)) == 111_195
    assert geo.metres(zero, Point(90 * degree, 0)) == 10_007_558
    assert geo.metres(Point(60 * degree, 0), Point(60 * degree, degree)) == pytest.approx(55_597, abs=5)
    ends = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
    assert [geo.wind(zero, Point(up * degree, over * degree)) for up, over in ends] == list(geo.WINDS)


def test_moments_have_their_zones_clock_and_day() -> None:
    one = Moment(1_727_989_200_999, "Asia/Jakarta", "")
    assert (one.day, one.isoformat()) == (date(2024, 10, 4), "2024-10-04T04:00:00+07:00")
    made = moment.moment(one.when, "Asia/Jayapura", "typed")
    assert made == Moment(1_727_989_200_999, "Asia/Jayapura", "2024-10-04T06:00:00", "typed")
    assert moment.moment(one.when, "Asia/Jakarta").source == "clock"
    assert [moment.zone_name(zone) for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC")] == [
        "WIB",
        "WITA",
        "WIT",
        "UTC",
    ]
    late = 1_727_967_600_000  # 15:00 UTC on the third, midnight in Jayapura
    assert moment.day_at(late, "Asia/Jayapura") == date(2024, 10, 4)
    assert moment.day_at(late, "Nowhere/None") == moment.day_at(late, "") == date(2024, 10, 3)
