"""The guidance at a post and at the province: local rules of the day, and a leaflet of one page for every kind of person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest

from core.app import guide_queries
from core.domain.errors import Invalid
from core.domain.local_rule import RecordRule, RuleForm
from tests.world import World, found, reference


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A province that recorded one regency's rule, and a post that heard of it."""
    made = found("guide", "a")
    form = RuleForm(
        area="19.03",
        topic="honorer_calon",
        text="Tenaga kontrak yang mencalonkan diri mengundurkan diri lebih dahulu",
        document="Surat Edaran Bupati 800/12/2024",
        valid_from="2024-01-02",
        valid_to="2024-12-31",
    )
    made.province.app.execute(RecordRule(made.province.app.new_command(), form))
    made.settle(made.a)
    yield made
    made.close()


def test_local_rules_of_that_regency_and_day(world: World) -> None:
    for laptop in (world.province, world.a):
        asked = guide_queries.Guide("honorer", "hon-01", date(2024, 9, 1), "", "19.03")
        view = laptop.app.ask(asked)
        assert (view.advice.stance, view.regency) == ("local", "19.03")
        assert [rule.document for rule in view.local] == ["Surat Edaran Bupati 800/12/2024"]
        for day, regency in ((date(2025, 9, 1), "19.03"), (date(2024, 9, 1), "19.01")):
            assert laptop.app.ask(guide_queries.Guide("HONORER", "HON-01", day, "", regency)).local == ()
    with pytest.raises(Invalid, match=r"guide\.regency"):
        world.a.app.ask(guide_queries.Guide("PNS", "HDR-01", regency="99.99"))


def test_nothing_that_was_asked_is_kept(world: World) -> None:
    before = world.a.entries()
    world.a.app.ask(guide_queries.Guide("PNS", "HDR-01"))
    assert world.a.app.ask(guide_queries.GuidePoints("PNS", ("hadir",))) == ("HDR-01",)
    assert world.a.app.ask(guide_queries.GuideQuestions("PNS")) != ()
    assert world.a.app.ask(guide_queries.GuideSearch("hadir")) != ()
    assert world.a.entries() == before


def test_a_leaflet_of_one_page_for_every_kind_of_person(world: World) -> None:
    for person in reference().subjects:
        with pypdfium2.PdfDocument(world.a.app.ask(guide_queries.GuideLeaflet(person.code, date(2024, 2, 3)))) as pdf:
            text, pages = re.sub(r"\s+", " ", pdf[0].get_textpage().get_text_range()), len(pdf)
        assert pages == 1, person.code
        assert "bukan putusan" in text and "Bawaslu" in text and person.name_id.split()[0] in text
        assert ("Tidak menggunakan hak memilih" in text) == (person.right_to_vote is False)
    with pytest.raises(Invalid, match=r"guide\.subject"):
        world.a.app.ask(guide_queries.GuideLeaflet("DUKUN"))
