"""Wordings of the province: used alike in whatever order they came; one that cannot be used is told and the old one stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import create_engine

from core.app import queries
from core.app.device import EVERYBODY
from core.app.streams import own_stream
from core.app.wordings import published
from core.domain.template import TemplateFacts, TemplatePublished, in_force
from core.journal.author import Placement
from core.storage import tables
from tests.scripts.shell import ROOT
from tests.world import World, complaint, found
from ui.messages import sentence


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = found("wordings")
    yield made
    made.close()


def shipped(kind: str, **changes: Any) -> dict[str, Any]:
    return {**json.loads((ROOT / f"resources/templates/office/{kind}.json").read_text("utf-8")), "version": 2, **changes}


def test_two_wordings_of_one_version_are_chosen_alike_in_any_order_of_arrival(world: World) -> None:
    rows = [
        {
            "entry": bytes([mark]) * 32,
            "code": "T03",
            "version": 2,
            "valid_from": "2024-02-01",
            "content": json.dumps(shipped("t03", valid_from="2024-02-01", name=f"Ikrar {mark}")).encode(),
        }
        for mark in (1, 2)
    ]
    chosen = []
    for order in (rows, rows[::-1]):
        engine = create_engine("sqlite://")
        with engine.begin() as db:
            tables.template.create(db)
            for row in order:
                db.execute(tables.template.insert(), row)
            chosen.append(in_force(published(db, world.a.device), date(2024, 3, 1))["T03"].content)
        engine.dispose()
    assert chosen[0] == chosen[1]


def hole(tree: dict[str, Any]) -> None:
    tree["body"].append({"piece": "text", "text": "Lubang {tiada}"})


def strange(tree: dict[str, Any]) -> None:
    tree["name"] = "Ikrar \u4e2d"


def lawless(tree: dict[str, Any]) -> None:
    for option in tree["fields"][0]["options"]:
        option.pop("needs_code", None)


@pytest.mark.fault("RD-9")
def test_what_arrives_and_cannot_be_used_is_told_and_the_old_one_stays(world: World) -> None:
    device = world.province.device
    world.a.submit(complaint())
    world.trip(world.a, world.province)
    wrong: list[tuple[str, str, Callable[[dict[str, Any]], None], str]] = [
        ("t03", "T03", hole, "template.hole"),
        ("t08", "T08", lawless, "template.rule"),
        ("t09", "T09", strange, "template.glyph"),
        ("t10", "T12", lambda tree: None, "template.hole"),
    ]
    for name, code, change, _ in wrong:
        tree = shipped(name)
        change(tree)
        data = json.dumps(tree).encode()
        facts = TemplateFacts(
            code=code, version=2, valid_from="2024-01-01", digest=hashlib.sha256(data).digest(), content=data
        )  # as altered software of the province would write it
        with device.database.writing() as db:
            stream = own_stream(db, device, EVERYBODY, b"\1" * 16)
        world.province.forge(TemplatePublished(facts), Placement(stream))
    world.trip(world.province, world.a)
    told = world.a.app.ask(queries.RefusedWordings())
    assert [(each.code, each.fault.code) for each in told] == [(code, fault) for _, code, _, fault in wrong]
    assert all("naskah lama tetap berlaku" in sentence(each.fault, "id") for each in told)
    versions = {kind.code: kind.version for kind in world.a.app.ask(queries.DocumentKinds())}
    assert {versions[code] for _, code, _, _ in wrong} == {1}
    assert world.c.app.ask(queries.RefusedWordings()) == ()
