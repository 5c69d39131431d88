"""Reports that name each other, what supersedes what, proposals for a situation report, and a clock set back."""

from __future__ import annotations

from typing import Any

import pytest

from core.app import queries
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Invalid
from core.domain.forms import parse_form
from tests.world import Laptop, World, complaint, information, nihil, situation, titip, warning


def together(laptop: Laptop, *trees: dict[str, object]) -> tuple[Any, ...]:
    """Several reports in one command."""
    items = tuple(ReportItem(parse_form(tree)) for tree in trees)
    replies = laptop.app.execute(SubmitReports(laptop.app.new_command(), items)).reply
    assert isinstance(replies, tuple)
    return replies


def named(laptop: Laptop, report: str, name: str) -> list[str]:
    """Numbers of the reports that a report is tied to."""
    links: Any = laptop.report(report).other.get("links", {})
    return [each["number"] for each in links.get(name, [])]


def test_a_complaint_and_its_warning_are_one_command_and_show_each_other(world: World) -> None:
    told, complained = together(world.a, warning(), complaint(related=["#1"]))
    assert named(world.a, complained.id, "related") == [told.number]
    assert named(world.a, told.id, "related") == [complained.number]
    world.settle(world.a)
    assert named(world.province, told.id, "related") == [complained.number]
    assert world.a.problems() == () == world.province.problems()


def test_a_warning_is_split_off_a_report_that_is_saved_already(world: World) -> None:
    first = world.a.submit(complaint())
    later = world.a.submit(warning(related=[first.number]))
    assert named(world.a, first.id, "related") == [later.number]
    assert world.a.report(later.id).form["related"] == [first.id], "a number becomes the id"


def test_only_the_sealed_side_tells_of_the_tie(world: World) -> None:
    told, complained = together(world.a, warning(), titip(related=["#1"]))
    assert named(world.a, told.id, "related") == [] == named(world.a, complained.id, "related")
    world.settle(world.a)
    assert named(world.province, told.id, "related") == [complained.number]
    with pytest.raises(Invalid, match=r"report\.related_sealed"):
        world.a.submit(warning(related=[complained.id]))
    with pytest.raises(Invalid, match=r"report\.related_sealed"):
        together(world.a, titip(), warning(related=["#1"]))


@pytest.mark.parametrize("name", ["#0", "#2", "#x", "#", "nothing", "aaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_what_is_not_there_cannot_be_named(world: World, name: str) -> None:
    before = len(world.a.rows())
    with pytest.raises(Invalid, match=r"report\.related_unknown"):
        together(world.a, warning(), complaint(related=[name]) if name != "#2" else complaint(related=["#2"]))
    assert len(world.a.rows()) == before, "all or none"


def test_too_many_names_are_refused(world: World) -> None:
    with pytest.raises(Invalid, match=r"report\.related_many"):
        together(world.a, warning(), complaint(related=["#1"] * 7))


def test_late_facts_supersede_and_rewrite_nothing(world: World) -> None:
    first = world.a.submit(nihil())
    before = world.a.report(first.id).form
    second = world.a.submit(situation(supersedes=first.number))
    assert named(world.a, first.id, "superseded_by") == [second.number]
    assert named(world.a, second.id, "supersedes") == [first.number]
    assert world.a.report(first.id).form == before
    world.settle(world.a, world.b)
    assert named(world.province, first.id, "superseded_by") == [second.number]
    assert world.a.problems() == ()


def test_only_a_situation_report_of_this_post_is_superseded(world: World) -> None:
    other = world.a.submit(complaint())
    foreign = world.c.submit(situation())
    world.settle(world.c)
    for name in (other.id, foreign.id, "nothing"):
        with pytest.raises(Invalid, match=r"situation\.supersedes_unknown"):
            world.a.submit(situation(supersedes=name))


def test_the_next_period_begins_where_the_last_ended(world: World) -> None:
    assert world.a.app.ask(queries.LastSituation()) is None
    world.a.submit(situation())
    made = world.a.submit(situation(period_from="2024-02-05T18:00:00+07:00", period_to="2024-02-06T06:00:00+07:00"))
    last = world.a.app.ask(queries.LastSituation())
    assert last is not None
    assert (last.number, last.period_to) == (made.number, "2024-02-06T06:00:00+07:00")


def test_section_d_counts_what_the_register_holds(world: World) -> None:
    world.a.submit(complaint())
    world.a.submit(information())
    world.settle(world.a)
    world.a.submit(complaint())
    world.a.submit(warning())
    counts = world.a.app.ask(queries.SectionCounts("2024-02-05T00:00:00+07:00", "2024-02-06T00:00:00+07:00"))
    assert (counts.received, counts.forwarded, counts.waiting, counts.pacts) == (3, 2, 1, 0)
    later = world.a.app.ask(queries.SectionCounts("2024-02-06T00:00:00+07:00", "2024-02-07T00:00:00+07:00"))
    assert (later.received, later.forwarded, later.waiting) == (0, 0, 0)
    with pytest.raises(Invalid, match=r"report\.period"):
        world.a.app.ask(queries.SectionCounts("soon", "later"))
    with pytest.raises(Invalid, match=r"report\.zone"):
        world.a.app.ask(queries.SectionCounts("2024-02-05T00:00:00", "2024-02-06T00:00:00"))


@pytest.mark.fault("CL-1")
def test_a_clock_set_back_is_told_marked_and_refuses_nothing(world: World) -> None:
    first = world.a.submit(warning(observed={"date": "2023-02-01"}))
    assert world.a.app.ask(queries.ClockDoubt()) == ""
    world.a.clock.pass_by(minutes=-5)
    assert world.a.app.ask(queries.ClockDoubt()) == "", "a few minutes are a clock that was set right"
    world.a.clock.pass_by(days=-365)
    assert world.a.app.ask(queries.ClockDoubt()).startswith("2024-02-05T10:")
    second = world.a.submit(warning(observed={"date": "2023-02-01"}))
    assert [line.marks for line in world.a.report(second.id).history] == [("jam diragukan",)]
    assert [line.marks for line in world.a.report(first.id).history] == [()]
    world.settle(world.a)
    assert [line.marks for line in world.province.report(second.id).history] == [("jam diragukan",)]
    assert world.a.problems() == ()


def test_a_submission_says_how_the_post_handles_it(world: World) -> None:
    person = {"lane": "open", "name": "Sutini", "address": "Pongok"}
    made = together(world.a, complaint(), complaint(reporter=person, signed_t07="yes"), warning())
    assert [each.handling for each in made] == ["information", "legal_report", ""]
    assert world.a.report(made[1].id).form["handling"] == "legal_report"
