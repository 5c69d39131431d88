"""Records of the integrated team as they are kept: decrees, seats, meetings, local rules; and every refusal with its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from core.domain import local_rule, meeting, member, outreach
from core.domain.errors import Refused
from core.domain.ids import CommandId, show_id
from core.domain.meeting import AreaLevel, Attendee, HeldFacts, HeldStory, MeetingFacts, MeetingStory, Talk
from core.domain.member import DecreeFacts, Gap, Held, MemberFacts, MemberParties
from tests.world import reference

TODAY, NEW = date(2024, 2, 5), CommandId(bytes(16))
DATA = reference()
ID = bytes(range(16))
INSTITUTIONS = ", ".join([each.code for each in DATA.institutions][:20])
TRACKS = [each.code for each in DATA.tracks]


def refused(call: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given, **named)
    return caught.value.code, dict(caught.value.details)


# --- decrees and seats ---------------------------------------------------------------------------------------------------


def decree(**typed: str) -> member.TeamDecreed:
    form = member.DecreeForm(**({"area": "19.01", "number": " 188/1 ", "day": "2024-02-05"} | typed))
    return member.decree(member.RecordDecree(NEW, form), DATA, "19", TODAY)


def test_a_decree_holds_from_its_day_unless_it_says_otherwise() -> None:
    assert decree().facts == DecreeFacts(area="19.01", number="188/1", day="2024-02-05", valid_from="2024-02-05")
    term = {"valid_from": "2024-03-01", "valid_to": "2024-03-01"}
    assert decree(area="19", **term).facts == DecreeFacts(area="19", number="188/1", day="2024-02-05", **term)
    assert decree(valid_to="2024-02-05").facts.valid_to == "2024-02-05"  # type: ignore[union-attr]
    early = decree(valid_from="2024-01-01", valid_to="2024-02-01").facts
    assert early is not None and (early.valid_from, early.valid_to) == ("2024-01-01", "2024-02-01")
    assert refused(decree, valid_to="2024-02-04") == ("team.term", {})
    assert refused(decree, day="2024-02-06") == ("team.future", {"field": "day"})
    assert refused(decree, day="kemarin") == ("team.day", {"field": "day"})
    for name in ("area", "number", "day"):
        assert refused(decree, **{name: " "}) == ("team.missing", {"field": name})
    for area in ("52.01", "19.01.01", "x" * 30):
        assert refused(decree, area=area) == ("team.area", {"value": area[:20]})


def seat(**typed: str) -> member.MemberNamed:
    form = member.MemberForm(**({"decree": show_id(ID), "institution": "polda", "position": " Direktur "} | typed))
    return member.name_member(member.NameMember(NEW, form), DATA, TODAY)


def test_a_seat_is_a_position_and_a_name_is_a_part_of_its_own() -> None:
    bare = seat()
    assert bare.facts == MemberFacts(decree=ID, institution="POLDA", position="Direktur", role="anggota")
    assert bare.parties == MemberParties(name="", name_day="")
    whole = seat(role="Ketua", unit=" Ditintelkam ", valid_from="2024-02-05", valid_to="2024-12-31", name=" Fulan ")
    assert whole.facts == MemberFacts(
        decree=ID, institution="POLDA", position="Direktur", role="ketua", unit="Ditintelkam", valid_from="2024-02-05",
        valid_to="2024-12-31",
    )  # fmt: skip
    assert whole.parties == MemberParties(name="Fulan", name_day="2024-02-05"), "since today, where no day was said"
    assert seat(name="Fulan", name_day="2023-05-01").parties == MemberParties(name="Fulan", name_day="2023-05-01")
    assert seat(name_day="2023-05-01").parties == MemberParties(), "a day of nobody is not kept"
    for name in ("decree", "institution", "position"):
        assert refused(seat, **{name: " "}) == ("team.missing", {"field": name})
    assert refused(seat, role=" ") == ("team.missing", {"field": "role"})
    assert refused(seat, role="raja") == ("team.code", {"field": "role", "value": "raja", "codes": ", ".join(member.ROLES)})
    told = {"field": "institution", "value": "PARTAI", "codes": INSTITUTIONS}
    assert refused(seat, institution="PARTAI") == ("team.code", told)
    assert refused(seat, name="Fulan", name_day="x") == ("team.day", {"field": "name_day"})
    assert refused(seat, decree="x") == ("team.unknown", {})
    assert refused(seat, valid_from="2024-02-05", valid_to="2024-02-04") == ("team.term", {})


def test_a_seat_that_ends_today_is_held_today() -> None:
    (one,) = [each for each in DATA.seats if "POLDA" in each.institutions]
    level = one.levels[0]

    def lacking(*held: Held) -> tuple[Gap, ...]:
        return member.gaps([one], [("19", level)], [("19", False), ("19", True)], held, TODAY)

    for until in ("", "2024-02-05"):
        assert lacking(Held("19", "POLDA", until)) == ()
    assert lacking(Held("19", "POLDA", "2024-02-04")) == (Gap("19", "member_ended", one.code),)
    assert lacking(Held("19", "POLDA", "2024-02-04"), Held("19", "POLDA", "")) == ()
    assert lacking(Held("52", "POLDA")) == lacking(Held("19", "KOREM")) == (Gap("19", "no_member", one.code),)
    assert member.gaps([one], [("19", "x")], [("19", True)], [], TODAY) == (), "a seat that this level does not have"


# --- meetings ------------------------------------------------------------------------------------------------------------


def plan(**typed: str) -> meeting.MeetingPlanned:
    form = meeting.MeetingForm(**({"kind": "Rakor", "day": "2024-05-06", "theme": " T ", "target": "B.08"} | typed))
    return meeting.plan(meeting.PlanMeeting(NEW, form), DATA)


def test_a_planned_meeting_is_kept_as_it_was_typed() -> None:
    made = plan(time=" 09.00 ", venue=" Aula ", basis=" SK ", agenda=" 1. a ", track=TRACKS[-1].lower(), agreement=show_id(ID))
    assert made.facts == MeetingFacts(
        kind="rakor", day="2024-05-06", time="09.00", target="b08", year=2024, ordinal=2, track=TRACKS[-1], agreement=ID
    )
    assert made.story == MeetingStory(theme="T", venue="Aula", basis="SK", agenda="1. a")
    plain = plan(kind="fgd").facts
    assert plain == MeetingFacts(kind="fgd", day="2024-05-06") and plan(year=" 2025 ").facts.year == 2025  # type: ignore[union-attr]
    for name in ("kind", "day", "theme"):
        assert refused(plan, **{name: " "}) == ("team.missing", {"field": name})
    assert refused(plan, target=" ") == ("team.missing", {"field": "target"})
    assert refused(plan, kind="pesta") == (
        "team.code", {"field": "kind", "value": "pesta", "codes": ", ".join(meeting.KINDS)},
    )  # fmt: skip
    assert refused(plan, target="B.05") == (
        "team.code", {"field": "target", "value": "B05", "codes": ", ".join(meeting.TARGETS)},
    )  # fmt: skip
    assert refused(plan, track="LAIN") == ("team.code", {"field": "track", "value": "LAIN", "codes": ", ".join(TRACKS)})
    assert refused(plan, day="besok") == ("team.day", {"field": "day"})
    assert refused(plan, year="9" * 12) == ("team.code", {"field": "year", "value": "9" * 10, "codes": "2000-2100"})


WHOLE = meeting.MeetingPlanned(
    MeetingFacts(kind="fgd", day="2024-02-01", time="09.00"), MeetingStory(theme="T", venue="Aula", basis="SK", agenda="a")
)
CAME = Attendee(institution="polda", position=" Direktur ")
AWAY = Attendee(institution="korem", position="Kasi", presence="Berhalangan")


def hold(planned: meeting.MeetingPlanned = WHOLE, state: str = meeting.PLANNED, **typed: Any) -> meeting.MeetingHeld:
    form = meeting.HeldForm(**({"chair": " Ketua ", "clerk": " Notulis ", "attendance": (CAME, AWAY)} | typed))
    return meeting.hold(meeting.HoldMeeting(NEW, "", form), state, planned, DATA, TODAY)


def test_what_was_planned_stays_unless_it_came_otherwise() -> None:
    people = [Attendee(institution="POLDA", position="Direktur"),
              Attendee(institution="KOREM", position="Kasi", presence="berhalangan")]  # fmt: skip
    kept = hold()
    assert kept.facts == HeldFacts(day="2024-02-01", time="09.00", present=1)
    assert kept.story == HeldStory(venue="Aula", basis="SK", agenda="a", chair="Ketua", clerk="Notulis", attendance=people)
    said = {"opening": "o", "discussion": "d", "agreed": "g", "closing": "c"}
    other = hold(
        day="2024-02-05", time=" 10.00 ", venue=" Balai ", basis=" ST ", agenda=" b ", result=" R ",
        **{name: f" {text} " for name, text in said.items()},
        attendance=(CAME, CAME, msgspec.structs.replace(CAME, presence="diwakili"), AWAY),
        talks=(Talk(institution=" LSM ", point=" p "),),
        areas=(AreaLevel(area="19.01", level="Tinggi", change=" naik "), AreaLevel(area="19.01.01", level="rendah")),
    )  # fmt: skip
    assert other.facts == HeldFacts(day="2024-02-05", time="10.00", present=3, result="R")
    assert other.story is not None and other.story == HeldStory(
        venue="Balai", basis="ST", agenda="b", chair="Ketua", clerk="Notulis", **said, attendance=other.story.attendance,
        talks=[Talk(institution="LSM", point=" p ")],
        areas=[AreaLevel(area="19.01", level="tinggi", change="naik"), AreaLevel(area="19.01.01", level="rendah")],
    )  # fmt: skip
    assert [each.presence for each in other.story.attendance] == ["hadir", "hadir", "diwakili", "berhalangan"]


def test_a_meeting_of_which_the_plan_cannot_be_read_says_all_of_it_anew() -> None:
    lost = meeting.MeetingPlanned(None)
    assert refused(hold, lost) == ("team.missing", {"field": "day"})
    made = hold(lost, day="2024-02-05")
    assert made.facts == HeldFacts(day="2024-02-05", present=1)
    assert made.story is not None and (made.story.venue, made.story.basis, made.story.agenda) == ("", "", "")


def test_a_meeting_is_refused_by_the_field_that_is_wrong() -> None:
    most = (CAME,) * meeting.MOST_ROWS
    assert hold(attendance=most).facts == HeldFacts(day="2024-02-01", time="09.00", present=meeting.MOST_ROWS)
    for rows in ({"attendance": (*most, CAME)}, {"talks": (Talk(institution="L", point="p"),) * (meeting.MOST_ROWS + 1)}):
        assert refused(hold, **rows) == ("meeting.rows", {"limit": meeting.MOST_ROWS})
    assert refused(hold, attendance=(AWAY,)) == ("meeting.nobody", {})
    told = {"field": "attendance.institution", "value": "X", "codes": INSTITUTIONS}
    assert refused(hold, attendance=(Attendee(institution="X", position="D"),)) == ("team.code", told)
    told = {"field": "attendance.presence", "value": "x", "codes": ", ".join(meeting.PRESENCE)}
    assert refused(hold, attendance=(Attendee(institution="POLDA", position="D", presence="x"),)) == ("team.code", told)
    assert refused(hold, attendance=(Attendee(institution="POLDA", position=" "),)) == (
        "team.missing", {"field": "attendance.position"},
    )  # fmt: skip
    assert refused(hold, talks=(Talk(institution=" ", point="p"),)) == ("team.missing", {"field": "institution"})
    for area in ("19", "x" * 30):
        assert refused(hold, areas=(AreaLevel(area=area, level="tinggi"),)) == ("team.area", {"value": area[:20]})
    told = {"field": "areas.level", "value": "gawat", "codes": ", ".join(meeting.LEVELS)}
    assert refused(hold, areas=(AreaLevel(area="19.01", level="gawat"),)) == ("team.code", told)
    for name in ("chair", "clerk"):
        assert refused(hold, **{name: " "}) == ("team.missing", {"field": name})
    assert refused(hold, day="2024-02-06") == ("team.future", {"field": "day"})
    assert refused(hold, day="x") == ("team.day", {"field": "day"})
    for name in ("venue", "attendance"):
        bad = {"venue": "a\x00"} if name == "venue" else {"attendance": (Attendee(institution="POLDA", position="a\x00"),)}
        assert refused(hold, **bad)[0] == "text.forbidden"


def test_each_step_is_taken_from_its_states_alone() -> None:
    def taken(step: Any) -> list[str]:
        done = []
        for state in meeting.STATES:
            try:
                step(state)
                done.append(state)
            except Refused as refusal:
                assert (refusal.code, refusal.details) == ("meeting.state", {"state": state})
        return done

    assert taken(lambda state: hold(state=state)) == ["planned", "held"]
    assert taken(lambda state: meeting.cancel(meeting.CancelMeeting(NEW, "", "Ditunda"), state)) == ["planned"]
    gone = meeting.cancel(meeting.CancelMeeting(NEW, "", " Ditunda "), meeting.PLANNED)
    assert gone == meeting.MeetingCancelled(meeting.CancelledFacts(reason="Ditunda"))
    assert refused(meeting.cancel, meeting.CancelMeeting(NEW, "", " "), meeting.PLANNED) == ("team.missing", {"field": "reason"})
    facts = meeting.minute(ID, "1/NTL", b"d" * 32).facts  # type: ignore[arg-type]
    assert facts == meeting.MinutedFacts(document=ID, number="1/NTL", digest=b"d" * 32)


# --- rules of a regency, outreach ----------------------------------------------------------------------------------------


def rule(**typed: str) -> local_rule.RuleRecorded:
    whole = {"area": "19.01", "topic": "Cuti_Calon", "text": " Isi ", "document": " Perbup 1 ", "valid_from": "2024-01-01"}
    return local_rule.record(local_rule.RecordRule(NEW, local_rule.RuleForm(**(whole | typed))), DATA, "19")


def test_a_rule_of_a_regency_is_dated_and_says_where_it_stands() -> None:
    made = rule(valid_to="2024-01-01")
    assert made.facts == local_rule.RuleFacts(
        area="19.01", topic="cuti_calon", document="Perbup 1", valid_from="2024-01-01", valid_to="2024-01-01"
    )
    assert made.story == local_rule.RuleStory(text="Isi") and rule().facts.valid_to == ""  # type: ignore[union-attr]
    for name in ("area", "topic", "text", "document", "valid_from"):
        assert refused(rule, **{name: " "}) == ("team.missing", {"field": name})
    assert refused(rule, topic="x") == ("team.code", {"field": "topic", "value": "x", "codes": ", ".join(local_rule.TOPICS)})
    assert refused(rule, valid_from="x") == ("team.day", {"field": "valid_from"})
    assert refused(rule, area="52.01") == ("team.area", {"value": "52.01"})


def test_outreach_says_which_word_is_unknown() -> None:
    def told(**typed: str) -> outreach.OutreachHeld:
        whole = {"kind": "sosialisasi", "topic": "netral", "day": "2024-02-05", "institution": "bawaslu"} | typed
        return outreach.record(outreach.RecordOutreach(NEW, outreach.OutreachForm(**whole)), DATA, TODAY)

    assert told().facts == outreach.OutreachFacts(kind="sosialisasi", day="2024-02-05", institution="BAWASLU")
    assert refused(told, kind="x") == ("team.code", {"field": "kind", "value": "x", "codes": ", ".join(outreach.KINDS)})
    assert refused(told, institution="X") == ("team.code", {"field": "institution", "value": "X", "codes": INSTITUTIONS})
    assert refused(told, reached="1" * 12) == ("team.code", {"field": "reached", "value": "1" * 10, "codes": "0-9999999"})
