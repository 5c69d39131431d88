"""What is odd about a number or a name, in words under its field; nothing here ever stops anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from core.domain.identifiers import (
    Checked,
    check_employee_number,
    check_name,
    check_nik,
    check_nrp_polri,
    check_nrp_tni,
)
from core.domain.phone import known_phone
from ui.gui.desk import Desk
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput

Check = Callable[[str], Checked]
NUMBERS: dict[str, Check] = {
    "NIP": lambda text: check_employee_number(text)[1],
    "NI_PPPK": lambda text: check_employee_number(text)[1],
    "NRP_TNI": check_nrp_tni,
    "NRP_POLRI": check_nrp_polri,
}
PERSONNEL = frozenset({"NIP", "NI_PPPK", "NRP_TNI", "NRP_POLRI", "NIP_NRP"})
"""Numbers that a personnel office needs; of anybody else no number is asked (SAFEGUARDS 10)."""


def watch(desk: Desk, field: Field, line: LineInput, check: Check) -> None:
    """Say what is odd when the field is left or opened, and take it back while it is being changed."""

    def look() -> None:
        field.doubt(words(desk, check(line.value())) if line.value() else "")

    line.left.connect(look)
    line.textEdited.connect(lambda _text: field.doubt(""))
    look()


def words(desk: Desk, checked: Checked) -> str:
    """The first thing that is odd; empty where nothing is."""
    return desk.t(f"odd.{checked.problems[0].code}") if checked.problems else ""


def nik_check(born: Callable[[], date | None]) -> Check:
    """A check of a NIK against the birth date given."""

    def check(text: str) -> Checked:
        return check_nik(text, born())

    return check


def number_check(identifier: Callable[[], str]) -> Check:
    """A check of a personnel number by the kind of number that the chosen party has; another kind is not judged."""

    def check(text: str) -> Checked:
        found = NUMBERS.get(identifier())
        return Checked(text) if found is None else found(text)

    return check


__all__ = ["PERSONNEL", "check_name", "known_phone", "nik_check", "number_check", "watch", "words"]
