"""A list holds whose record holds, and is the same in whatever order signatures came from the laptops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.app import declarations, queries
from core.app.document_views import DeclarationView
from core.app.wordings import shipped_office
from core.documents.office_template import sample_of
from core.domain.declaration import OpenDeclaration, SealDeclaration, SignDeclaration
from core.domain.errors import Invalid
from core.domain.ids import read_id
from tests.world import Laptop, World, found

TODAY = date(2024, 2, 5)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("declarations", "a", "b", "c")
    yield made
    made.close()


def opened(laptop: Laptop) -> str:
    fields = sample_of(shipped_office(laptop.device.ports, "t04"))["fields"]
    return str(laptop.app.execute(OpenDeclaration(laptop.app.new_command(), fields)).reply)


def signed(laptop: Laptop, declaration: str, name: str, element: str = "tokoh") -> None:
    strokes = (tuple((100 + step * 40, 400 + step * step % 900) for step in range(60)),)
    laptop.app.execute(
        SignDeclaration(laptop.app.new_command(), read_id(declaration), name, "Ketua", element, TODAY, "layar", strokes)
    )


def view(laptop: Laptop, declaration: str) -> DeclarationView:
    return laptop.app.ask(queries.Declaration(declaration))


def test_laptops_come_in_any_order(world: World, tmp_path: Path) -> None:
    made = opened(world.province)
    world.settle(world.a, world.c)
    signed(world.a, made, "Siti")
    signed(world.c, made, "Budi", "parpol")
    signed(world.a, made, "Hasan")
    twin = world.province.clone(tmp_path / "twin")
    sticks = [world.stick(), world.stick()]
    for laptop, stick in zip((world.a, world.c), sticks, strict=True):
        laptop.send(stick)
    for desk, order in ((world.province, sticks), (twin, sticks[::-1])):
        for stick in order:
            desk.receive(world.copy_of(stick))
    try:
        people = view(world.province, made).people
        assert people == view(twin, made).people and len(people) == 3
        assert {each.record for each in people} == {"proved"}
    finally:
        twin.close()


def test_a_record_that_does_not_hold_stands_in_no_list(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = world.province
    made = opened(desk)
    honest = declarations.sign_record
    wrong = (
        lambda device, record: honest(device, replace(record, name="Orang lain")),
        lambda device, record: honest(device, replace(record, ink=bytes(32))),
        lambda device, record: honest(device, replace(record, document=bytes(16))),
        lambda device, record: honest(device, record)[:-1] + b"\x00",
        lambda device, record: b"",
    )
    for number, change in enumerate(wrong):
        monkeypatch.setattr(declarations, "sign_record", change)
        signed(desk, made, f"Orang {'ABCDE'[number]}")
    assert {each.record for each in view(desk, made).people} == {"differs"}
    command = SealDeclaration(desk.app.new_command(), read_id(made))
    with pytest.raises(Invalid, match=r"declaration\.nobody"):
        desk.app.execute(command)
    monkeypatch.setattr(declarations, "sign_record", honest)
    signed(desk, made, "Siti")
    desk.app.execute(command)
    assert [each.name for each in view(desk, made).people if each.supplement == 0] == ["Siti"]
