"""The posts board and the levels of areas on a shared server: what one desk says the other reads, and both words are kept."""

from __future__ import annotations

from sqlalchemy import select

from core.app.post_queries import Assessments, PostsBoard, Vulnerability, VulnerabilitySheet
from core.app.streams import own_stream
from core.domain.area_told import AreaTold, AreaToldFacts, WarningCount
from core.domain.post_note import PlanCourier
from core.domain.vulnerability import Assess
from core.journal.author import Placement
from core.storage import tables
from tests.server.founding import Province
from tests.world import POST


def test_two_desks_assess_one_area_and_see_the_same_board(province: Province) -> None:
    one, two = province.one.app, province.two.app
    one.execute(Assess(one.new_command(), "19.01", "sedang", ("KR-06",)))
    two.execute(Assess(two.new_command(), "19.01", "tinggi", ("KR-05",)))
    two.execute(PlanCourier(two.new_command(), POST, "2024-02-10", 7, "kapal feri"))
    for desk in (one, two):
        newest, older = desk.ask(Assessments("19.01"))
        assert (newest.level, newest.current, older.level, older.current) == ("tinggi", True, "sedang", False)
        assert desk.ask(VulnerabilitySheet()).rows[0].level == "tinggi"
        picture = desk.ask(Vulnerability(before_first="2024-01-01", before_last="2024-01-31"))
        assert next(each for each in picture.areas if each.code == "19.01").level == "tinggi"
        (line,) = [each for each in desk.ask(PostsBoard()).posts if each.code == POST]
        assert line.courier is not None and line.courier.road == "kapal feri"


def test_what_a_regency_is_told_is_counted_anew_by_the_later_word(province: Province) -> None:
    desk = province.one
    for number in (3, 2):
        count = WarningCount("2024-02-05", "19.01.01", "KR-01", "sedang", "seen", False, "", "", number)
        with desk.device.database.writing() as db:
            stream = own_stream(db, desk.device, "regency:19.01", bytes([number]) * 16)
        desk.forge(AreaTold(AreaToldFacts(regency="19.01", counts=[count])), Placement(stream))
    with desk.device.database.reading() as db:
        assert [row.number for row in db.execute(select(tables.told_warning))] == [2]
