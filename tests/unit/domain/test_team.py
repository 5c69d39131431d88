"""The integrated team as pure rules: forms, gaps, the states of a meeting and of an item, and what may be released."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.app.wordings import OFFICE
from core.domain import action_item, agreement, local_rule, meeting, member, outreach, release, team_act, team_paper
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.events import UNAUTHORISED, Event, Fact, Provenance
from core.domain.ids import CommandId, show_id
from core.domain.team_state import action_of, life_of, meeting_of, record_of
from tests.world import reference

TODAY, NEW = date(2024, 2, 5), CommandId(bytes(16))
DATA = reference()
OTHER = show_id(bytes(range(16)))


def fact(event: Event, n: int, *parents: int, lawful: bool = True) -> Fact:
    """An event as the ``n``-th entry of its subject, whose author had seen these."""
    source = Provenance(
        stream=b"s", sequence=n, digest=bytes([n]) * 32, lamport=n, subject=b"x", kind="", officer="", role="", post="", at=n,
        zone="UTC", parents=tuple(bytes([each]) * 16 for each in parents), marks=() if lawful else (UNAUTHORISED,),
    )  # fmt: skip
    return Fact(event, source)


PLANNED = meeting.plan(
    meeting.PlanMeeting(NEW, meeting.MeetingForm(kind="rakor", day="2024-02-05", theme="T", target="B.04")), DATA
)
COME = (meeting.Attendee(institution="polda", position="Direktur"),)


def hold(state: str = meeting.PLANNED, **changes: Any) -> meeting.MeetingHeld:
    """The event of a meeting that took place."""
    form = meeting.HeldForm(**({"chair": "Ketua", "clerk": "Notulis", "attendance": COME} | changes))
    return meeting.hold(meeting.HoldMeeting(NEW, "", form), state, PLANNED, DATA, TODAY)


CANCELLED = meeting.cancel(meeting.CancelMeeting(NEW, "", "Ditunda"), meeting.PLANNED)
MINUTED = meeting.minute(bytes(16), "1/NTL", bytes(32))  # type: ignore[arg-type]


# --- meetings ---------------------------------------------------------------------------------------------------------


def test_a_rakor_takes_its_number_from_its_target() -> None:
    facts = PLANNED.facts
    assert facts is not None and (facts.ordinal, facts.target, facts.year) == (1, "b04", 2024)
    assert [meeting.due_day(2024, each).isoformat() for each in meeting.TARGETS] == ["2024-04-30", "2024-08-31", "2024-12-31"]


@pytest.mark.parametrize(
    ("events", "status", "doubled"),
    [
        ([], meeting.PLANNED, False),
        ([(hold(), 2, (1,))], meeting.HELD, False),
        ([(CANCELLED, 2, (1,))], meeting.CANCELLED, False),
        ([(hold(), 2, (1,)), (MINUTED, 3, (2,))], meeting.MINUTED, False),
        ([(hold(), 2, (1,)), (hold(), 3, (2,))], meeting.HELD, False),
        ([(hold(), 2, (1,)), (hold(), 3, (1,))], meeting.HELD, True),
        ([(hold(), 2, (1,)), (CANCELLED, 3, (1,))], meeting.HELD, True),
        ([(CANCELLED, 2, (1,)), (hold(), 3, (2,))], meeting.CANCELLED, False),
    ],
)
def test_what_two_desks_did_at_once_is_kept_and_marked(events: Any, status: str, doubled: bool) -> None:
    facts = [fact(PLANNED, 1), *(fact(event, n, *parents) for event, n, parents in events)]
    state = meeting_of(facts)
    assert (state.status, state.doubled) == (status, doubled)


def test_the_later_word_on_what_happened_counts_until_the_minutes() -> None:
    first, second, third = hold(discussion="satu"), hold(discussion="dua"), hold(discussion="tiga")
    facts = [fact(PLANNED, 1), fact(first, 2, 1), fact(second, 3, 2), fact(MINUTED, 4, 3), fact(third, 5, 4)]
    held = meeting_of(facts).held
    assert held is not None and held.story is not None and held.story.discussion == "dua"


def test_what_nobody_had_the_right_to_say_changes_nothing() -> None:
    assert meeting_of([fact(PLANNED, 1), fact(CANCELLED, 2, 1, lawful=False)]).status == meeting.PLANNED
    assert record_of([fact(PLANNED, 1, lawful=False)]) == ""
    assert record_of([fact(meeting.MeetingPlanned(None), 1)]) == "", "facts that cannot be read begin no record"


@pytest.mark.parametrize(
    ("code", "changes", "state"),
    [
        ("meeting.nobody", {"attendance": ()}, meeting.PLANNED),
        (
            "meeting.nobody",
            {"attendance": (meeting.Attendee(institution="POLDA", position="D", presence="berhalangan"),)},
            "planned",
        ),
        ("team.code", {"attendance": (meeting.Attendee(institution="PARTAI", position="D"),)}, meeting.PLANNED),
        ("team.missing", {"chair": " "}, meeting.PLANNED),
        ("team.future", {"day": "2024-02-06"}, meeting.PLANNED),
        ("team.area", {"areas": (meeting.AreaLevel(area="19.03.08.2001", level="rendah"),)}, meeting.PLANNED),
        ("team.code", {"areas": (meeting.AreaLevel(area="19.03.08", level="gawat"),)}, meeting.PLANNED),
        ("text.forbidden", {"venue": "a\x00b"}, meeting.PLANNED),
        ("meeting.state", {}, meeting.MINUTED),
        ("meeting.state", {}, meeting.CANCELLED),
    ],
)
def test_what_is_not_recorded_of_a_meeting(code: str, changes: dict[str, Any], state: str) -> None:
    with pytest.raises(Refused) as refused:
        hold(state, **changes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("team.missing", {"kind": "rakor", "day": "2024-02-05", "theme": "T"}),
        ("team.code", {"kind": "pesta", "day": "2024-02-05", "theme": "T"}),
        ("team.day", {"kind": "fgd", "day": "besok", "theme": "T"}),
        ("team.missing", {"kind": "fgd", "day": "2024-02-05", "theme": " "}),
        ("team.code", {"kind": "fgd", "day": "2024-02-05", "theme": "T", "track": "LAIN"}),
        ("team.code", {"kind": "rakor", "day": "2024-02-05", "theme": "T", "target": "b04", "year": "24"}),
        ("team.unknown", {"kind": "sektoral", "day": "2024-02-05", "theme": "T", "agreement": "x"}),
    ],
)
def test_what_is_not_planned(code: str, form: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        meeting.plan(meeting.PlanMeeting(NEW, meeting.MeetingForm(**form)), DATA)
    assert refused.value.code == code


# --- actions, terms, links --------------------------------------------------------------------------------------------


def test_an_item_that_is_done_stays_done() -> None:
    form = action_item.ActionForm(activity="A", owner="polda", due="2024-03-01", election="pemilu_2024", stage="kampanye")
    begun = action_item.set_action(action_item.SetAction(NEW, form), DATA, TODAY)
    assert begun.facts is not None and (begun.facts.owner, begun.facts.stage) == ("POLDA", "KAMPANYE")

    def moved(status: str, due: str = "") -> action_item.ActionMoved:
        return action_item.move(action_item.MoveAction(NEW, "", status, due=due), action_item.OPEN, TODAY)

    late = fact(moved("berjalan", "2024-04-01"), 2, 1)
    state = action_of([fact(begun, 1), late, fact(moved("selesai"), 3, 2), fact(moved("berjalan"), 4, 1)])
    assert (state.status, state.due) == ("selesai", "2024-04-01")
    with pytest.raises(NotAllowed, match=r"action\.closed"):
        action_item.move(action_item.MoveAction(NEW, "", "berjalan"), state.status, TODAY)
    with pytest.raises(Invalid, match=r"team\.missing"):
        action_item.election_in("", "KAMPANYE", DATA)


def test_the_end_the_withdrawal_and_the_links_of_a_record() -> None:
    ends = [team_act.end_term(team_act.EndTerm(NEW, "member", "", day), "2023-01-01") for day in ("2024-05-01", "2024-03-01")]
    gone = team_act.withdraw(team_act.WithdrawRecord(NEW, "member", "", "Keliru"))
    linked = team_act.link(team_act.LinkRecords(NEW, "meeting", "", "declaration", OTHER))
    life = life_of([fact(ends[0], 2), fact(ends[1], 3), fact(gone, 4), fact(linked, 5), fact(linked, 6)])
    assert (life.last_day, life.withdrawn, life.links) == ("2024-03-01", "Keliru", (("declaration", bytes(range(16))),))
    for command in (team_act.EndTerm(NEW, "meeting", "", "2024-01-01"), team_act.EndTerm(NEW, "member", "", "2022-01-01")):
        with pytest.raises(Invalid):
            team_act.end_term(command, "2023-01-01")
    with pytest.raises(Invalid):
        team_act.withdraw(team_act.WithdrawRecord(NEW, "release", "", "Keliru"))
    with pytest.raises(Invalid):
        team_act.link(team_act.LinkRecords(NEW, "meeting", "", "report", OTHER))


def test_gaps_are_areas_without_a_decree_and_seats_that_nobody_holds() -> None:
    areas = [("19", "province"), ("19.01", "regency"), ("19.02", "regency")]
    held = [member.Held("19", code) for code in ("KEPALA_DAERAH", "KOREM", "KEJATI", "KABINDA", "KESBANGPOL", "DPMD")]
    held += [member.Held("19", "POLDA", "2024-01-31")]
    found = member.gaps(DATA.seats, areas, [("19", True), ("19.01", False)], held, TODAY)
    assert [(gap.area, gap.what, gap.seat) for gap in found] == [
        ("19", "member_ended", "POLRI"),
        ("19.01", "decree_ended", ""),
        ("19.02", "no_decree", ""),
    ]
    everybody = member.gaps(DATA.seats, [("19.01", "regency")], [("19.01", True)], [], TODAY)
    assert {gap.seat for gap in everybody} == {seat.code for seat in DATA.seats if "regency" in seat.levels}


def test_seventeen_regencies_are_asked_for_a_decree() -> None:
    regencies = [area.code for home in ("19", "52") for area in DATA.children(home) if area.level == "regency"]
    gaps = member.gaps(DATA.seats, [(code, "regency") for code in regencies], [], [], TODAY)
    assert len(gaps) == 17 and {gap.what for gap in gaps} == {"no_decree"}


def test_every_institution_of_a_seat_is_known_and_its_basis_is_law() -> None:
    known = {each.code for each in DATA.institutions}
    for seat in DATA.seats:
        assert set(seat.institutions) <= known and DATA.legal_ref(seat.basis) is not None and seat.confidence
    assert len(DATA.tracks) == 2


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2023-01-01", "akan_berlaku"), ("2023-06-01", "berlaku"), ("2024-01-31", "perpanjang"), ("2024-03-02", "berakhir")],
)
def test_an_agreement_wants_renewal_before_it_ends(day: str, standing: str) -> None:
    assert agreement.standing("2023-03-01", "2024-03-01", 30, date.fromisoformat(day)) == standing


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("agreement.parties", lambda: agreement.agree(agreement.RecordAgreement(NEW, agreement.AgreementForm(
            number="1", title="T", day="2024-01-01", parties="polda, POLDA")), DATA, TODAY)),
        ("team.term", lambda: agreement.agree(agreement.RecordAgreement(NEW, agreement.AgreementForm(
            number="1", title="T", day="2024-01-01", parties="polda,bawaslu", valid_to="2023-01-01")), DATA, TODAY)),
        ("team.missing", lambda: outreach.record(outreach.RecordOutreach(NEW, outreach.OutreachForm(
            kind="imbauan", topic="T", day="2024-01-01", institution="bawaslu")), DATA, TODAY)),
        ("team.area", lambda: local_rule.record(local_rule.RecordRule(NEW, local_rule.RuleForm(
            area="52.01", topic="honorer_calon", text="T", document="D", valid_from="2023-01-01")), DATA, "19")),
        ("team.term", lambda: member.decree(member.RecordDecree(NEW, member.DecreeForm(
            area="19.01", number="1", day="2024-01-01", valid_to="2023-01-01")), DATA, "19", TODAY)),
        ("team.future", lambda: member.decree(member.RecordDecree(NEW, member.DecreeForm(
            area="19.01", number="1", day="2024-03-01")), DATA, "19", TODAY)),
        ("team.future", lambda: team_paper.period_in("2024-01-01", "2024-03-01", TODAY)),
    ],
)  # fmt: skip
def test_what_other_records_do_not_take(code: str, make: Any) -> None:
    with pytest.raises(Invalid) as refused:
        make()
    assert refused.value.code == code


# --- releases (SAFEGUARDS 19) -----------------------------------------------------------------------------------------

FORM = release.ReleaseForm(document=OTHER, institution="polda", basis="SK tim", purpose="Tindak lanjut")


def offered(kind: str, about: bytes = b"", **fields: str) -> release.Offered:
    """An issued document of a kind."""
    return release.Offered(kind, about, {"agenda": "Rapat 2024-02-05 pukul 09.00", **fields}, {"rows": [{"area": "Lepar"}]})


@pytest.mark.parametrize("kind", [each.upper() for each in OFFICE] + ["T01-PNS", "T05", "T07", "T11", "", "t10"])
def test_nothing_but_four_kinds_of_papers_leaves_the_office(kind: str) -> None:
    if kind in ("T10", "NOTULEN", "RENAKSI", "WASPADA", "KERAWANAN"):
        assert release.require_releasable(FORM, offered(kind), {"POLDA"}, DATA) == "POLDA"
        return
    with pytest.raises(NotAllowed, match=r"release\.kind"):
        release.require_releasable(FORM, offered(kind), {"POLDA"}, DATA)


def test_a_paper_about_a_report_or_to_who_is_no_member_stays() -> None:
    with pytest.raises(NotAllowed, match=r"release\.about"):
        release.require_releasable(FORM, offered("T10", b"x" * 16), {"POLDA"}, DATA)
    for members in (set(), {"KOREM"}):
        with pytest.raises(NotAllowed, match=r"release\.member"):
            release.require_releasable(FORM, offered("T10"), members, DATA)


@pytest.mark.parametrize(
    "words",
    [
        "Ada 3 pengaduan terhadap Kodim 0413.",
        "12 laporan tentang netralitas di Dinas Pendidikan",
        "Polres Bangka: 2 kasus",
        "Dua orang menolak menandatangani pakta integritas",
        "pakta integritas yang ditolak",
    ],
)
def test_a_count_by_unit_and_a_refused_pact_stay_in(words: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        release.require_releasable(FORM, offered("T10", discussion=words), {"POLDA"}, DATA)
    assert refused.value.code == "release.unit"
    for harmless in (
        "Semua pakta integritas sudah ditandatangani 12 dinas.",
        "Peringatan dini tingkat tinggi di Kecamatan Lepar: 2 peringatan",
        "Polda menyiapkan 3 pos pantau",
        "Rapat menolak usul jadwal; pakta dibahas nanti. Dinas hadir.",
    ):
        assert not release.tells_of_unit_or_refusal(harmless), harmless


@pytest.mark.parametrize(
    "words",
    [
        "perkara K0413-7QK-240205-001-X dibahas",
        "NIP 197803122005012004",
        "3175 0812 3456 7890",
        "hubungi 0812-3456-7890",
        "+62 812 3456 789",
    ],
)
def test_a_case_number_or_a_persons_number_keeps_a_paper_in(words: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        release.require_releasable(FORM, offered("T10", discussion=words), {"POLDA"}, DATA)
    assert refused.value.code == "release.words" and refused.value.details == {"field": "discussion"}
    assert not release.tells_of_case_or_person(
        "SK 188.44/123/KSB/2023 tanggal 10-02-2023, 2024-02-05 09.00, 001/NTL/KSB.7QK/II/2024"
    )
