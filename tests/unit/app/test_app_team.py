"""The integrated team in the store: one command is one record, two desks at once are both seen, pages go on where they ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from core.app import team_queries as queries
from core.app.device import DESKS
from core.app.streams import own_stream
from core.domain.errors import Refused
from core.domain.ids import read_id
from core.domain.meeting import Attendee, CancelledFacts, HeldForm, HoldMeeting, MeetingCancelled, MeetingForm, PlanMeeting
from core.domain.outreach import OutreachFacts, OutreachForm, OutreachHeld, OutreachStory, RecordOutreach
from core.domain.team_act import WithdrawRecord
from core.journal import reading
from core.journal.author import Placement
from core.storage import tables
from tests.world import Laptop, World, found

HELD = HeldForm(chair="Wakil Gubernur", clerk="Analis", attendance=(Attendee(institution="POLDA", position="Direktur"),))


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    """A province and a post."""
    made = found("team", "a")
    yield made
    made.close()


def do(laptop: Laptop, make: Any) -> str:
    """Carry out a command; gives the record's id."""
    return str(laptop.app.execute(make(laptop.app.new_command())).reply)


def stream_of(laptop: Laptop) -> bytes:
    """The stream on which this laptop writes for the desks."""
    with laptop.device.database.writing() as db:
        return own_stream(db, laptop.device, DESKS, b"\2" * 16)


def test_two_desks_that_close_a_meeting_at_once_are_both_seen(office: World) -> None:
    desk = office.province
    command = PlanMeeting(desk.app.new_command(), MeetingForm(kind="rakor", day="2024-02-05", theme="T", target="b04"))
    once, twice = desk.app.execute(command).reply, desk.app.execute(command).reply
    assert once == twice and desk.app.ask(queries.Meetings()).total == 1
    meeting, subject = str(once), read_id(str(once))
    with desk.device.database.reading() as db:
        (planned,) = reading.facts_about(db, subject, desk.device.identities)
    do(desk, lambda new: HoldMeeting(new, meeting, HELD))
    other = MeetingCancelled(CancelledFacts(reason="Ditunda"))
    desk.forge(other, Placement(stream_of(desk), subject, [planned.source.digest]))
    view = desk.app.ask(queries.Meeting(meeting))
    assert (view.row.status, view.row.doubled, view.reason) == ("held", True, "Ditunda")
    assert [act.kind for act in view.acts] == ["meeting.planned", "meeting.held", "meeting.cancelled"]
    assert desk.problems() == ()


def test_what_a_posts_laptop_writes_is_no_record(office: World) -> None:
    post, desk = office.a, office.province
    event = OutreachHeld(OutreachFacts(kind="pesan", day="2024-02-01", institution="BAWASLU"), OutreachStory(topic="T"))
    with pytest.raises(Refused, match=r"authority\.refused"):
        do(post, lambda new: RecordOutreach(new, OutreachForm(kind="pesan", topic="T", day="2024-02-01", institution="BAWASLU")))
    post.forge(event, Placement(stream_of(post)))
    office.trip(post, desk)
    assert post.app.ask(queries.Outreach()).total == desk.app.ask(queries.Outreach()).total == 0


def test_a_page_goes_on_where_the_last_one_ended_and_a_withdrawn_record_stays_in_sight(office: World) -> None:
    desk = office.province
    made = []
    for day in (1, 3, 2, 3, 1):
        form = OutreachForm(kind="pesan", topic=f"T{day}", day=f"2024-02-0{day}", institution="bawaslu")
        made.append(do(desk, lambda new, form=form: RecordOutreach(new, form)))
    rows, after = [], None
    while True:
        page = desk.app.ask(queries.Outreach(limit=2, after=after))
        rows += page.rows
        after = page.next
        if after is None:
            break
    assert [row.day[-1] for row in rows] == ["3", "3", "2", "1", "1"] and {row.id for row in rows} == set(made)
    do(desk, lambda new: WithdrawRecord(new, "outreach", made[0], "Keliru"))
    with pytest.raises(Refused, match=r"team\.withdrawn"):
        do(desk, lambda new: WithdrawRecord(new, "outreach", made[0], "Lagi"))
    assert [row.withdrawn for row in desk.app.ask(queries.Outreach()).rows if row.id == made[0]] == [True]
    with pytest.raises(Refused, match=r"query\.cursor"):
        desk.app.ask(queries.Outreach(after="x"))
    with desk.device.database.reading() as db:
        assert len(db.execute(select(tables.outreach.c.subject)).all()) == len(made)


def test_a_target_of_before_the_founding_is_not_overdue_and_a_later_one_is(office: World) -> None:
    desk = office.province
    assert [each.state for each in desk.app.ask(queries.Series(2023))] == ["before"] * 3
    assert dict(desk.app.ask(queries.TeamDue()))["series"] == 0
    began = desk.clock.when
    desk.clock.when = began.replace(month=9)
    states = {each.target: each.state for each in desk.app.ask(queries.Series())}
    assert states["b08"] == "overdue"
    assert dict(desk.app.ask(queries.TeamDue()))["series"] == list(states.values()).count("overdue")
    desk.clock.when = began
