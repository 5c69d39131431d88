"""Typed differences of a roster, the cascade's plan, and the ids that two laptops give alike."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from core.domain import roster
from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.roster import CascadeFacts, Due, PersonChange, PersonRecord, PlanCascade

DAY = date(2024, 10, 5)
OLD, NEW = b"o" * 16, b"n" * 16
BEFORE = PersonRecord(
    id=b"p" * 16, act="new", name="Siti", office=OLD, position="Analis", rank="III/c", is_head=True, superior=b"s" * 16
)


def refused(call: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        call(*given, **named)
    return caught.value.code, dict(caught.value.details)


def change(act: str, **said: Any) -> PersonRecord:
    return roster.changed(BEFORE, PersonChange(BEFORE.id, act, DAY, **said), frozenset({OLD, NEW}))


def test_a_difference_changes_what_it_says_and_no_more() -> None:
    assert change("changed", position=" Kepala ", rank=" IV/a ") == replace(
        BEFORE, act="changed", position="Kepala", rank="IV/a", since="2024-10-05"
    )
    assert change("changed", office=OLD) == replace(BEFORE, act="changed", since="2024-10-05")
    assert change("returned", until=DAY) == replace(BEFORE, act="returned", since="2024-10-05", until="2024-10-05")


def test_who_moves_or_leaves_leaves_command_and_line_behind() -> None:
    moved = change("moved", office=NEW)
    assert (moved.office, moved.is_head, moved.superior, moved.standing) == (NEW, False, b"", "active")
    assert change("moved", office=NEW, is_head=True).is_head is True
    assert change("moved", office=OLD).is_head is True
    left = change("left", reason=roster.LEFT_REASONS[0])
    assert (left.is_head, left.standing, left.superior, left.reason) == (False, "left", b"s" * 16, roster.LEFT_REASONS[0])
    away = change("leave", reason=roster.LEAVE_REASONS[0])
    assert (away.is_head, away.standing) == (True, "leave")
    follower = replace(BEFORE, is_head=False)
    assert roster.changed(follower, PersonChange(b"p", "head", DAY), frozenset()).is_head is True
    assert roster.changed(follower, PersonChange(b"p", "changed", DAY, is_head=True), frozenset()).is_head is False


def test_a_difference_is_refused() -> None:
    assert refused(change, "new") == ("roster.act", {"value": "new"})
    assert refused(change, "none") == ("roster.act", {"value": "none"})
    assert refused(change, "moved", office=b"x" * 16) == ("roster.no_office", {})
    assert refused(change, "changed", until=date(2024, 10, 4)) == ("roster.until", {})
    for act in ("leave", "left"):
        assert refused(change, act, reason="none") == ("roster.reason", {"value": "none"})
        assert refused(change, act) == ("roster.reason", {"value": ""})
    assert refused(change, "changed", position="a\x00") == ("text.forbidden", {"field": "position"})
    assert refused(change, "changed", rank="a\x00") == ("text.forbidden", {"field": "rank"})


def plan(title: str = " Pakta ", begins: date = DAY, dues: tuple[date, ...] = (DAY, DAY), **said: Any) -> Any:
    return roster.plan(PlanCascade(CommandId(b"c" * 16), title, begins, dues, **said), "Asia/Jakarta")


def test_a_plan_has_a_title_and_days_in_order() -> None:
    made = plan(dues=(DAY, date(2024, 10, 9)), election="PILKADA_2024", templates=(("PNS", "T01"),))
    assert made.facts == CascadeFacts(
        title="Pakta",
        election="PILKADA_2024",
        begins="2024-10-05",
        dues=[Due(tier=1, day="2024-10-05"), Due(tier=2, day="2024-10-09")],
        templates={"PNS": "T01"},
        zone="Asia/Jakarta",
    )
    limit = {"limit": roster.DUES_LIMIT}
    assert len(plan(dues=(DAY,) * roster.DUES_LIMIT).facts.dues) == roster.DUES_LIMIT
    assert refused(plan, dues=(DAY,) * (roster.DUES_LIMIT + 1)) == ("cascade.dues", limit)
    assert refused(plan, dues=()) == ("cascade.dues", limit)
    assert refused(plan, dues=(date(2024, 10, 9), DAY)) == ("cascade.dues", limit)
    assert refused(plan, dues=(date(2024, 10, 4),)) == ("cascade.dues", limit)
    assert refused(plan, title=" ") == ("cascade.no_title", {})
    assert refused(plan, title="a\x00") == ("text.forbidden", {"field": "title"})


def derived(label: bytes, *texts: str) -> bytes:
    return hashlib.sha256(label + b"\0" + b"".join(len(t.encode()).to_bytes(8, "big") + t.encode() for t in texts)).digest()[:16]


def test_ids_follow_from_number_or_name_office_and_position() -> None:
    assert roster.office_key(" Dinas.  Pendidikan,KOTA ") == "dinas pendidikan kota"
    assert roster.office_id("K1", ("Dinas A", "Bidang B.")) == derived(b"posko/office/1", "K1", "dinas a", "bidang b")
    assert roster.person_id("K1", "11", "Siti", ("Dinas A",), "Analis") == derived(b"posko/person/1", "K1", "11", "")
    assert roster.person_id("K1", "11", "x", (), "y", 2) == derived(b"posko/person/1", "K1", "11", "2")
    nameless = roster.person_id("K1", "", "Siti Aminah", ("Dinas A",), "Analis Data")
    assert nameless == derived(b"posko/person/1", "K1", "", roster.name_key("Siti Aminah"), "dinas a", "analis data", "")
