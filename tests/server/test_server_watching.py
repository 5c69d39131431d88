"""The posts board and the levels of areas on a shared server: what one desk says the other reads, and both words are kept."""

from __future__ import annotations

from core.app.post_queries import Assessments, PostsBoard, Vulnerability, VulnerabilitySheet
from core.domain.post_note import PlanCourier
from core.domain.vulnerability import Assess
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
