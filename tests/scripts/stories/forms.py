"""What visitors tell: reported parties of every type, as changes to the program's own example."""

from __future__ import annotations


def party(subject: str, unit: str, position: str = "") -> list[dict[str, str]]:
    """One reported party, never by name."""
    told = {"subject": subject, "description": "seseorang berkemeja putih", "unit": unit, "position": position}
    return [{name: value for name, value in told.items() if value}]


def about(violation: str, subject: str, unit: str, position: str = "", **more: object) -> dict[str, object]:
    """A complaint about such a party."""
    return {"violation": violation, "reported": party(subject, unit, position), **more}


def on(day: str) -> dict[str, object]:
    """When it happened."""
    return {"happened": {"date": day}}


def of_2024(violation: str, subject: str, unit: str, day: str) -> dict[str, object]:
    """A complaint of the regional election of November 2024."""
    told = about(violation, subject, unit, regime="PILKADA", election="PILKADA_2024", known="2024-11-18") | on(day)
    return {**told, "consent": {"notice": True, "contact": True, "own_way": True, "at": "2024-11-19T09:10:00+07:00"}}
