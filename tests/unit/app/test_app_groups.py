"""Groups over a real store: found as reports come in, linked by a desk, never merged, and nothing of it reaches a post."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from core.app import group_queries, group_views
from core.app.streams import own_stream
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import read_id
from core.domain.incident import ComparedFacts, CompareIncidents, IncidentCompared
from core.journal import reading
from core.journal.author import Placement
from core.projections.incidents import project_compared
from core.storage import tables
from tests.world import World, complaint, found, information, situation, titip, warning

TOLD = {
    "summary": "Diduga menyatakan dukungan saat apel desa",
    "narrative": "Pada apel pagi di balai desa ia diduga mengajak hadirin memilih peserta.",
    "place": {"area": "19.03.08.2001"},
    "happened": {"date": "2024-02-03"},
    "known": "2024-02-03",
}
RETOLD = TOLD | {
    "summary": "Prajurit diduga mendukung peserta pemilu di apel",
    "narrative": "Saat apel pagi di balai desa, seorang angota mengajak memilih.",
    "happened": {"date": "2024-02-04"},
    "known": "2024-02-04",
}
OTHER = {
    "violation": "TNI-03",
    "summary": "Mobil dinas dipakai mengangkut spanduk",
    "narrative": "Kendaraan dinas terlihat membawa spanduk kampanye di jalan utama.",
    "reported": [{"subject": "TNI", "description": "Sopir", "unit": "Lanal"}],
}
NAMES = ("told", "retold", "titip", "information", "other", "warning", "situation")


@pytest.fixture(scope="module")
def desk() -> Iterator[World]:
    """A desk that received one incident from two posts in four tellings, and three things besides."""
    world = found("groups")
    world.ids = {  # type: ignore[attr-defined]
        "told": world.a.submit(complaint(**TOLD), world.a.attach(b"one photo")).id,
        "retold": world.c.submit(complaint(**RETOLD), world.c.attach(b"one photo")).id,
        "titip": world.a.submit(titip(**RETOLD)).id,
        "information": world.a.submit(information(**TOLD)).id,
        "other": world.c.submit(complaint(**TOLD | OTHER)).id,
        "warning": world.c.submit(warning(place=TOLD["place"])).id,
        "guarded": world.c.submit(
            complaint(**TOLD | {"reported": [{"subject": "TNI", "name": "Budi", "unit": "Kodim 0414"}]})
        ).id,
        "situation": world.a.submit(situation()).id,
    }
    world.settle(world.a, world.c)
    yield world
    world.close()


def named(world: World, name: str) -> str:
    """A report's id."""
    return str(world.ids[name])  # type: ignore[attr-defined]


def state(world: World, one: str, *others: str, same: bool = True) -> str:
    """The desk states something of these reports; gives the group."""
    ids = tuple(read_id(named(world, other)) for other in others)
    command = CompareIncidents(world.province.app.new_command(), read_id(named(world, one)), ids, same)
    return str(world.province.app.execute(command).reply)


def group(world: World, name: str) -> group_views.GroupView | None:
    """The group of a report."""
    return world.province.app.ask(group_queries.GroupOf(named(world, name)))


def members(world: World, name: str) -> set[str]:
    """Who is in it, by the names of this page."""
    view = group(world, name)
    ids = set() if view is None else {member.id for member in view.members}
    return {each for each in NAMES if named(world, each) in ids}


def test_candidates_are_found_as_reports_come_in(desk: World) -> None:
    asked = desk.province.app.ask(group_queries.Candidates(named(desk, "told")))
    assert {row.id for row in asked} == {named(desk, each) for each in ("retold", "titip", "information")}
    assert "Budi Rahmat" not in repr(asked)
    before = desk.province.app.ask(group_queries.CandidatePairs())
    assert (before.total, before.unread) == (0, 8)
    assert desk.province.app.find_candidates() == 8
    page = desk.province.app.ask(group_queries.CandidatePairs())
    told = {named(desk, each) for each in ("told", "retold", "titip", "information")}
    assert {frozenset((row.one, row.other)) for row in page.rows} == {frozenset(pair) for pair in itertools.combinations(told, 2)}
    assert (page.total, page.unread, desk.province.app.find_candidates()) == (6, 0, 0)


def test_linked_and_never_merged(desk: World) -> None:
    assert group(desk, "told") is None
    name = state(desk, "told", "retold")
    assert state(desk, "retold", "told") == name, "said twice, from either side, is said once"
    state(desk, "information", "told")
    view = group(desk, "retold")
    assert view is not None and members(desk, "information") == {"told", "retold", "information"}
    assert (view.posts, view.independent, view.shared_files, view.contested) == (2, 1, True, False)
    assert sorted(len(pair.statements) for pair in view.pairs) == [1, 1]
    (row,) = desk.province.app.ask(group_queries.Groups()).rows
    assert (row.id, row.reports, row.posts) == (view.id, 3, 2)
    assert len(desk.province.rows()) == 8, "every report stays its own"
    assert {each.id for each in desk.province.app.ask(group_queries.Candidates(named(desk, "told")))} == {named(desk, "titip")}
    state(desk, "told", "information", same=False)
    assert members(desk, "told") == {"told", "retold"} and group(desk, "information") is None
    assert desk.province.problems() == ()


def test_two_desks_at_once_are_both_shown_and_the_link_holds(desk: World) -> None:
    state(desk, "other", "warning")
    low, high = sorted(read_id(named(desk, each)) for each in ("other", "warning"))
    with desk.province.device.database.writing() as db:
        facts = reading.facts_about(db, low, desk.province.device.identities)
        stream = own_stream(db, desk.province.device, "desks", b"\2" * 16)
    blind = IncidentCompared(ComparedFacts(other=high, same=False))
    desk.province.forge(blind, Placement(stream, low, [facts[0].source.digest]))
    view = group(desk, "other")
    assert view is not None and view.contested
    assert [(pair.same, pair.contested, len(pair.statements)) for pair in view.pairs] == [(True, True, 2)]
    assert [row.contested for row in desk.province.app.ask(group_queries.Groups()).rows] == [True, False]
    compared = desk.province.app.ask(group_queries.Compare(named(desk, "other"), named(desk, "warning")))
    assert compared.said == "contested"
    state(desk, "warning", "other", same=False)
    assert group(desk, "other") is None, "who saw both decides"


def test_a_chain_stays_one_group_and_says_where_it_is_doubted(desk: World) -> None:
    state(desk, "told", "titip")
    state(desk, "retold", "titip", same=False)
    view = group(desk, "titip")
    assert members(desk, "titip") == {"told", "retold", "titip"} and view is not None and view.contested
    rows = desk.province.snapshot()["incident_member"]
    subjects = {bytes(row[0]) for row in desk.province.snapshot()["incident_pair"]}  # type: ignore[call-overload]
    for order in itertools.permutations(subjects, len(subjects)):
        with desk.province.device.database.writing() as db:
            db.execute(tables.incident_pair.delete())
            db.execute(tables.incident_member.delete())
            for subject in order:
                project_compared(db, subject, desk.province.device.identities)
        assert desk.province.snapshot()["incident_member"] == rows


def test_side_by_side(desk: World) -> None:
    view = desk.province.app.ask(group_queries.Compare(named(desk, "told"), named(desk, "retold")))
    lines = {line.field: (line.left != line.right, line.alike) for line in view.lines}
    assert lines["happened"] == (True, True) and lines["place"] == (False, True)
    assert view.said == "same" and view.score > 0.6 and "words" in view.reasons


def test_what_is_refused(desk: World) -> None:
    for code, others in (("incident.itself", ("told",)), ("incident.others", ())):
        with pytest.raises(Invalid, match=code):
            state(desk, "told", *others)
    with pytest.raises(NotAllowed, match=r"incident\.situation"):
        state(desk, "told", "situation")
    with pytest.raises(NotAllowed, match=r"incident\.guarded"):
        state(desk, "told", "guarded")
    assert desk.province.app.ask(group_queries.Candidates(named(desk, "guarded"))) == ()
    with pytest.raises(Invalid, match=r"report\.unknown"):
        desk.province.app.ask(group_queries.GroupOf("K0413-7QK-240205-999-X"))


def test_a_post_states_nothing_and_learns_nothing(desk: World) -> None:
    desk.settle(desk.a)
    app, told, retold = desk.a.app, read_id(named(desk, "told")), read_id(named(desk, "information"))
    with pytest.raises(NotAllowed, match=r"authority\.refused"):
        app.execute(CompareIncidents(app.new_command(), told, (retold,), True))
    assert app.ask(group_queries.GroupOf(named(desk, "told"))) is None
    assert app.ask(group_queries.Groups()).rows == app.ask(group_queries.Candidates(named(desk, "told"))) == ()
    assert "incident.compared" not in {line.kind for line in desk.a.report(named(desk, "told")).history}
    assert app.find_candidates() == 0
    with pytest.raises(NotAllowed, match=r"incident\.desk"):
        app.ask(group_queries.Compare(named(desk, "told"), named(desk, "information")))
