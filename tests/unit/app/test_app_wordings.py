"""Wordings given out twice under one number: every laptop prints the same, in whatever order they came."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import create_engine

from core.app.wordings import published
from core.domain.template import in_force
from core.storage import tables
from tests.scripts.shell import ROOT


def test_two_wordings_of_one_version_are_chosen_alike_in_any_order_of_arrival() -> None:
    shipped = json.loads((ROOT / "resources/templates/office/t03.json").read_text("utf-8"))
    rows = [
        {
            "entry": bytes([mark]) * 32,
            "code": "T03",
            "version": 2,
            "valid_from": "2024-02-01",
            "content": json.dumps({**shipped, "version": 2, "name": f"Ikrar {mark}"}).encode(),
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
            chosen.append(in_force(published(db), date(2024, 3, 1))["T03"].content)
        engine.dispose()
    assert chosen[0] == chosen[1]
