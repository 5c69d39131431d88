"""Every kind of entry x role x place is decided; a change of the table is looked at (tests/vectors/authority.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.domain import authority
from core.domain.authority import GRANTS, may_write
from core.domain.errors import NotAllowed
from core.journal.catalogue import KINDS

TABLE = Path(__file__).resolve().parents[2] / "vectors" / "authority.json"
ROLES = sorted({role for grant in GRANTS.values() for role in grant.roles} | {"stranger", ""})
PLACES = ("desk", "post", "regency")
DESKS_ALONE = (
    "case.",
    "referral.",
    "sanction.",
    "incident.",
    "member.",
    "meeting.",
    "action.",
    "agreement.",
    "release.",
)
TOLD_BY_DESKS = (
    "announcement.made",
    "status.published",
    "reference.published",
    "template.published",
    "certificate.revoked",
    "authority.ended",
    "key.published",
    "key.destroyed",
)


def rights(kind: str, role: str, place: str) -> str:
    """``b`` may begin a subject of that kind, ``o`` may join one of his own post's, ``a`` one of anybody's."""
    if (role == authority.REGENCY) != (place == "regency") and role != authority.DEVICE:
        return ""  # a regency's certificates grant its own role and the device's, and no other office's grant that
    from_desk = place == "desk"
    tried = {"b": (True, False), "o": (False, True), "a": (False, False)}
    return "".join(
        letter for letter, (begins, owns) in tried.items() if may_write(kind, role, from_desk=from_desk, begins=begins, owns=owns)
    )


def table() -> dict[str, dict[str, str]]:
    """What every role may do with every kind, as the file keeps it; nothing is left out but what nobody may."""
    cells = {kind: {f"{role}@{place}": rights(kind, role, place) for role in ROLES for place in PLACES} for kind in sorted(KINDS)}
    return {kind: {who: may for who, may in row.items() if may} for kind, row in cells.items()}


def test_every_kind_is_in_the_table_and_nothing_else() -> None:
    assert set(GRANTS) == set(KINDS)


def test_the_table_is_the_one_that_was_looked_at() -> None:
    assert table() == json.loads(TABLE.read_text("utf-8")), f"look at the change, then write it: python3 -m {__name__}"


@pytest.mark.parametrize("role", ["stranger", ""])
def test_who_has_no_role_writes_nothing(role: str) -> None:
    assert [kind for kind in KINDS for place in PLACES if rights(kind, role, place)] == []


def test_no_post_writes_what_only_the_province_may() -> None:
    """I8, in the table: whatever the role, whoever owns the subject."""
    desks = [kind for kind in KINDS if kind.startswith(DESKS_ALONE) or kind in TOLD_BY_DESKS]
    assert len(desks) > 35
    assert [(kind, role) for kind in desks for role in ROLES if rights(kind, role, "post")] == []


def test_a_regency_writes_its_team_and_levels_and_nothing_about_a_report() -> None:
    may = {kind: rights(kind, authority.REGENCY, "regency") for kind in KINDS}
    assert "a" not in "".join(may.values())
    families = {kind.partition(".")[0] for kind, letters in may.items() if letters}
    office = {"stream", "officer", "device", "document", "key"}
    assert families - office == {
        "team", "member", "meeting", "action", "agreement", "outreach", "rule", "release", "vulnerability",
    }  # fmt: skip


def test_a_device_signs_closed_days_and_nothing_else() -> None:
    assert [kind for kind in KINDS if rights(kind, authority.DEVICE, "post")] == ["day.sealed"]


def test_a_kind_that_nobody_knows_is_kept_from_people_alone() -> None:
    def may(role: str, *, begins: bool = False, owns: bool = False, from_desk: bool = False) -> bool:
        return may_write("moon.seen", role, from_desk=from_desk, begins=begins, owns=owns)

    for role in authority.PEOPLE:
        assert may(role, begins=True) and may(role, owns=True) and may(role, from_desk=True) and not may(role)
    for role in (authority.DEVICE, authority.LIAISON, authority.NATIONAL, authority.REGENCY, ""):
        assert not may(role, begins=True, owns=True, from_desk=True)


def test_what_nobody_granted_is_refused_with_kind_and_role() -> None:
    authority.require("case.opened", authority.TRIAGE, from_desk=True, begins=False, owns=False)
    authority.require("complaint.received", authority.OFFICER, from_desk=False, begins=True, owns=False)
    for kind, role, place in (
        ("case.opened", authority.TRIAGE, {"from_desk": False, "begins": False, "owns": True}),
        ("case.opened", authority.TRIAGE, {"from_desk": True, "begins": True, "owns": False}),
        ("complaint.received", authority.OFFICER, {"from_desk": False, "begins": False, "owns": True}),
        ("case.opened", authority.HEAD, {"from_desk": True, "begins": False, "owns": False}),
    ):
        with pytest.raises(NotAllowed) as refused:
            authority.require(kind, role, **place)
        assert (refused.value.code, refused.value.details) == ("authority.refused", {"kind": kind, "role": role})


def test_the_national_office_joins_what_it_may_look_at_and_begins_nothing_of_it() -> None:
    for kind in ("evidence.seen", "evidence.exported"):
        assert may_write(kind, authority.NATIONAL, from_desk=False, begins=False, owns=False)
        assert not may_write(kind, authority.NATIONAL, from_desk=False, begins=True, owns=False)
        assert not may_write(kind, authority.OFFICER, from_desk=False, begins=False, owns=False)
    grant = authority.Grant(frozenset({authority.REGENCY, authority.TRIAGE}), begins=True, desk_only=True)
    assert authority.allows(grant, authority.REGENCY, from_desk=False), "given out by a regency's certificate alone"
    assert [authority.allows(grant, authority.TRIAGE, from_desk=desk) for desk in (True, False)] == [True, False]


if __name__ == "__main__":
    TABLE.write_text(json.dumps(table(), indent=1, ensure_ascii=False) + "\n", "utf-8")
