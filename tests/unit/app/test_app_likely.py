"""The duplicate warning over a real store: found across the kinds, silent about titip, and telling nothing of a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.app import queries, views
from tests.world import World, complaint, information, situation, titip

DAY = date(2024, 2, 3)
TEXTS = {
    "summary": "Diduga menyatakan dukungan saat apel desa",
    "narrative": "Pada apel pagi di balai desa ia diduga mengajak hadirin memilih peserta.",
    "place": {"area": "19.03.08.2001"},
    "happened": {"date": "2024-02-03"},
    "known": "2024-02-03",
}
RETOLD = queries.Likely(
    "complaint",
    "19.03.08.2001",
    DAY,
    "TNI-01",
    "Prajurit diduga mendukung peserta pemilu di apel",
    "Saat apel pagi di balai desa, seorang anggota mengajak memilih.",
)


def asked(world: World, **changes: Any) -> tuple[views.LikelyRow, ...]:
    """What the post's laptop says to a form."""
    fields = {name: getattr(RETOLD, name) for name in RETOLD.__slots__} | changes
    return world.a.app.ask(queries.Likely(**fields))


def test_the_same_incident_is_found_and_named_by_number_and_place(world: World) -> None:
    kept = world.a.submit(complaint(**TEXTS))
    world.a.submit(complaint(**TEXTS | {"place": {"area": "19.01.01"}}))
    found = asked(world)
    assert [row.number for row in found] == [kept.number]
    assert (found[0].day, found[0].place) == ("2024-02-03", "Desa Pongok")
    assert {"place", "day", "words"} <= set(found[0].reasons)
    assert asked(world, kind="information", violation="") != ()


def test_nothing_before_place_and_day_and_nothing_for_a_situation_report(world: World) -> None:
    world.a.submit(complaint(**TEXTS))
    world.a.submit(situation())
    assert asked(world) != (), "control"
    assert asked(world, area="") == asked(world, day=None) == asked(world, kind="situation") == ()
    assert asked(world, summary="Kapal logistik terlambat sepuluh jam", narrative="", violation="KR-05") == ()


def test_a_titip_report_takes_no_part_here_or_at_the_province(world: World) -> None:
    world.a.submit(titip(**{k: v for k, v in TEXTS.items() if k != "kind"}))
    world.settle(world.a)
    assert world.province.rows()[0].summary == TEXTS["summary"], "control: the province reads it"
    for laptop in (world.a, world.province):
        assert laptop.app.ask(RETOLD) == ()


def test_a_name_is_compared_but_never_told(world: World) -> None:
    named = [{"subject": "TNI", "name": "Setianingsih", "unit": "Lanal"}]
    world.a.submit(complaint(**TEXTS | {"reported": named}))
    (alike,), (other,) = (asked(world, reported_names=(name,)) for name in ("Setianingsi", "Gunawan Wibisono"))
    assert alike.score > other.score
    assert alike.reasons == other.reasons
    assert "Setianingsih" not in repr(alike)
    assert asked(world, summary="", narrative="", reported_names=("Setianingsih",)) == ()


def test_information_and_complaint_may_be_one_incident(world: World) -> None:
    told = world.a.submit(information(**TEXTS))
    assert [row.number for row in asked(world)] == [told.number]
