"""The province's boards over true sticks: what a post said, what is missing, which program it runs, and what desks decide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core.app.device import DESKS
from core.app.post_queries import Assessments, PostsBoard, Vulnerability, VulnerabilitySheet
from core.app.post_views import Board, PostLine
from core.app.streams import own_stream
from core.app.vulnerability_views import AreaView, Picture
from core.domain.errors import Invalid, NotAllowed
from core.domain.post_board import INCOMPLETE, NIHIL, NOT_TRAVELLED, OUTSIDE, REPORTED, SILENT, TROUBLED
from core.domain.post_note import PlanCourier, TellDown, TellUp
from core.domain.vulnerability import Assess, AssessedFacts, VulnerabilityAssessed
from core.journal.author import Placement
from core.storage import tables
from tests.world import OTHER_POST, POST, Laptop, World, found, nihil, situation, warning

DAY = ("2024-02-05", "2024-02-05")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Post ``a`` warned and told a grave day, post ``c`` said NIHIL; both sticks arrived."""
    made = found("watching", "a", "c")
    for laptop, program in ((made.a, "0.1.0"), (made.c, "0.0.9")):
        object.__setattr__(laptop.device.ports, "program", program)
    made.a.submit(warning())
    made.a.submit(warning(level="tinggi", vulnerability="KR-06", grade="seen", confirmed=True, place={"area": "19.01.02.1001"}))
    note = {"vulnerability": "KR-05", "level": "rendah", "place": {"area": "19.04"}}
    made.a.submit(situation(condition="rawan", vulnerabilities=[note]))
    made.c.submit(nihil())
    for laptop in (made.a, made.c):
        made.trip(laptop, made.province)
    yield made
    made.close()


def board(laptop: Laptop, days: tuple[str, str] = DAY) -> Board:
    return laptop.app.ask(PostsBoard(*days))


def line(shown: Board, code: str) -> PostLine:
    return next(each for each in shown.posts if each.code == code)


def picture(laptop: Laptop, **filters: str) -> Picture:
    return laptop.app.ask(Vulnerability(first="2024-02-01", last="2024-02-07", **filters))


def area(shown: Picture, code: str) -> AreaView:
    return next(each for each in shown.areas if each.code == code)


def test_a_report_a_nihil_and_silence_are_counted_apart(world: World) -> None:
    shown = board(world.province)
    assert (shown.reported, shown.nihil, shown.silent) == (1, 1, 0)
    assert (line(shown, POST).state, line(shown, OTHER_POST).state) == (REPORTED, NIHIL)
    assert line(shown, "P-PONGOK").state == OUTSIDE and shown.outside == len(shown.posts) - 2
    assert shown.recap == TROUBLED, "the gravest word counts"
    later = board(world.province, ("2024-02-06", "2024-02-06"))
    assert (later.silent, later.recap) == (2, INCOMPLETE)
    assert line(later, POST).state == SILENT and line(later, POST).reasons == (NOT_TRAVELLED,)


def test_the_board_tells_versions_contacts_and_what_waits(world: World) -> None:
    shown = board(world.province)
    assert (line(shown, POST).version, line(shown, OTHER_POST).version) == ("0.1.0", "0.0.9")
    told = line(shown, POST)
    assert told.contact is not None and told.laptops == 1 and told.others == 2 and told.answer_owed
    assert board(world.a).posts == (), "a post has no board"


def test_what_the_office_notes_of_a_post(world: World) -> None:
    app = world.province.app
    command = app.new_command()
    for _ in range(2):
        app.execute(PlanCourier(command, POST, "2024-02-01", 3, "kapal feri"))
    app.execute(TellDown(app.new_command(), OTHER_POST, "2024-02-06", "", "weather"))
    courier = line(board(world.province), POST).courier
    assert courier is not None and (courier.next, courier.road, courier.every) == ("2024-02-07", "kapal feri", 3)
    assert "down" in line(board(world.province, ("2024-02-06", "2024-02-06")), OTHER_POST).reasons
    app.execute(TellUp(app.new_command(), OTHER_POST, "2024-02-07"))
    assert line(board(world.province, ("2024-02-07", "2024-02-07")), OTHER_POST).down == ""
    with pytest.raises(Invalid, match=r"post\.unknown"):
        app.execute(TellUp(app.new_command(), "K9999", "2024-02-07"))
    with pytest.raises(NotAllowed, match=r"authority\.refused"):
        world.a.app.execute(PlanCourier(world.a.app.new_command(), POST, "2024-02-01", 3))


def test_warnings_are_counted_by_area_and_their_ground_apart(world: World) -> None:
    shown = picture(world.province)
    bangka = area(shown, "19.01")
    assert bangka.warnings == (0, 1, 1) and bangka.grades == (1, 1, 0, 0) and bangka.confirmed == 1
    assert (bangka.proposed, bangka.why, bangka.level) == ("tinggi", "one_tinggi", "")
    assert area(shown, "19.01.02").total == 1 and area(shown, "19.04").grades == (0, 0, 0, 1), "a situation report's own note"
    assert next(each for each in shown.stages if each.code == "KAMPANYE").warnings == (1, 1, 1)
    assert [each.code for each in shown.kinds] == ["KR-01", "KR-05", "KR-06"]
    assert area(picture(world.province, kind="KR-06"), "19.01").total == 1
    compared = picture(world.province, before_first="2024-01-01", before_last="2024-01-31")
    assert area(compared, "19.01").before == 0
    assert {each.code: each.state for each in shown.posts} == {POST: REPORTED, OTHER_POST: NIHIL}


def test_a_desk_decides_and_the_history_keeps_all(world: World) -> None:
    app = world.province.app
    words = "Jadwal dua massa bertabrakan."
    app.execute(Assess(app.new_command(), "19.01.01", "rendah", ("KR-06",), words, "PEMILU_2024", "KAMPANYE"))
    app.execute(Assess(app.new_command(), "19.01.01", "sedang", ("KR-06", "KR-01"), first="2024-02-01", last="2024-02-07"))
    newest, older = app.ask(Assessments("19.01.01"))
    assert (newest.level, newest.current, older.level, older.current, older.words) == ("sedang", True, "rendah", False, words)
    assert (newest.proposed, newest.warnings) == ("sedang", (0, 1, 0))
    district, regency = area(picture(world.province), "19.01.01"), area(picture(world.province), "19.01")
    assert (district.level, regency.level, regency.level_of) == ("sedang", "sedang", "19.01.01")
    sheet = app.ask(VulnerabilitySheet("19.01"))
    assert [(row.area, row.level, row.day) for row in sheet.rows] == [("19.01.01", "sedang", "2024-02-05")]
    assert words not in repr(sheet) and "Kab. Bangka" in sheet.unassessed
    for code in ("52.01", "19", "19.01.01.1001", "19.01.40001"):
        with pytest.raises(Invalid, match=r"vulnerability\.area"):
            app.execute(Assess(app.new_command(), code, "rendah", ("KR-06",)))
    with pytest.raises(Invalid, match=r"post\.period"):
        board(world.province, ("2024-02-07", "2024-02-01"))
    with pytest.raises(NotAllowed):
        world.a.app.execute(Assess(world.a.app.new_command(), "19.01", "rendah", ("KR-06",)))


def test_two_desks_that_assess_at_once_are_both_seen_until_one_knows_both(world: World) -> None:
    desk = world.province
    code = "19.03.02"
    desk.app.execute(Assess(desk.app.new_command(), code, "tinggi", ("KR-06",)))
    with desk.device.database.writing() as db:
        stream = own_stream(db, desk.device, DESKS, b"\2" * 16)
    facts = AssessedFacts(area=code, level="rendah", day="2024-02-05", reasons=["KR-01"], after=[])
    desk.forge(VulnerabilityAssessed(facts), Placement(stream))
    rows = desk.app.ask(Assessments(code))
    assert [(row.level, row.current, row.beside) for row in rows] == [("rendah", True, True), ("tinggi", True, True)]
    shown = area(picture(desk), code)
    assert (shown.level, shown.beside, set(shown.reasons)) == ("tinggi", True, {"KR-06", "KR-01"})
    assert area(picture(desk), "19.03").beside, "the regency shows its district's"
    desk.app.execute(Assess(desk.app.new_command(), code, "sedang", ("KR-06",)))
    assert [row.beside for row in desk.app.ask(Assessments(code))] == [False] * 3
    assert (area(picture(desk), code).level, area(picture(desk), code).beside) == ("sedang", False)


def test_what_a_post_forges_changes_nothing_and_a_replay_gives_the_same(world: World) -> None:
    forged = VulnerabilityAssessed(AssessedFacts(area="19.01", level="tinggi", day="2024-02-05", reasons=["KR-06"]))
    with world.a.device.database.reading() as db:
        stream = db.execute(select(tables.entry.c.stream).where(tables.entry.c.kind == "warning.raised")).scalars().first()
    world.a.forge(forged, Placement(bytes(stream)))
    assert world.a.app.ask(Assessments()) == ()
    assert world.province.problems() == ()
