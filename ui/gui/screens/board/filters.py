"""What narrows the board: chips for what is set, and the dialog that sets it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.app import queries
from core.app.board import ONLY
from core.app.case_queries import BoardFilter
from core.app.deadline_days import DEADLINES
from core.app.views import OfficerRow
from core.domain.case import OUTCOMES, SEVERITIES
from core.domain.case_state import KINDS
from ui import case_words as words
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.widgets.area_picker import AreaPicker
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.report_filter import stages

FIELDS = ("kind", "deadline", "severity", "regime", "election", "stage", "area", "officer", "desk", "outcome", "only")
REGIMES = ("PEMILU", "PILKADA")


def words_of(desk: Desk, narrowed: BoardFilter) -> list[tuple[str, str]]:
    """Every filter in use as (field, words)."""
    return [(field, _words(desk, field, value)) for field in FIELDS if (value := getattr(narrowed, field))]


def without(narrowed: BoardFilter, field: str) -> BoardFilter:
    """The filter with one of its fields emptied."""
    changed: dict[str, Any] = {field: ""}
    return replace(narrowed, **changed)


def _words(desk: Desk, field: str, value: str) -> str:
    language = desk.t.language
    match field:
        case "kind":
            return desk.t(f"kind.{value}")
        case "deadline" | "only":
            return desk.t(f"board.{field}.{value}")
        case "severity":
            return f"{desk.t('board.severity')}: {words.of(words.SEVERITIES, value, language)}"
        case "outcome":
            return words.of(words.OUTCOMES, value, language)
        case "area":
            area = desk.app.reference.area(value)
            return value if area is None else area.label
    return dict(_of_data(desk, field)).get(value, value)


def _of_data(desk: Desk, field: str) -> list[tuple[str, str]]:
    """Choices that the reference data name."""
    if field == "election":
        english = desk.t.language == "en"
        return [(each.code, each.name_en if english else each.name_id) for each in desk.app.reference.elections]
    return stages(desk) if field == "stage" else []


class BoardFilterDialog(FittedDialog):
    """One choice for each filter; nothing changes before it is applied."""

    def __init__(self, desk: Desk, narrowed: BoardFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("filter.title"))
        self._desk, self.t, self._old = desk, desk.t, narrowed
        language, anything = self.t.language, ("", self.t("filter.any"))
        offered = {
            "deadline": [(each, self.t(f"board.deadline.{each}")) for each in DEADLINES],
            "kind": [(each, self.t(f"kind.{each}")) for each in KINDS],
            "severity": [(each, words.of(words.SEVERITIES, each, language)) for each in SEVERITIES],
            "only": [(each, self.t(f"board.only.{each}")) for each in ONLY],
            "regime": [(each, each) for each in REGIMES],
            "election": _of_data(desk, "election"),
            "stage": _of_data(desk, "stage"),
            "outcome": [(each, words.of(words.OUTCOMES, each, language)) for each in OUTCOMES],
            "officer": [(narrowed.officer, narrowed.officer)] if narrowed.officer else [],
        }
        self.choices = {name: Choice([anything, *items], getattr(narrowed, name)) for name, items in offered.items()}
        self.area, self.desk_name = AreaPicker(desk, desk.app.reference), LineInput(narrowed.desk)
        self.area.put(narrowed.area)
        fields = {name: Field(self.t(f"board.filter.{name}"), made) for name, made in self.choices.items()}
        self.button = primary(desk, self.t("filter.apply"), self.accept)
        self.button.setDefault(True)
        away, closing = plain(desk, self.t("filter.clear"), self._clear), plain(desk, self.t("button.cancel"), self.reject)
        self.put(
            desk.theme.wide("form"), row(away, 0, closing, self.button),
            label(self.t("board.filter"), "section"),
            row(fields["deadline"], fields["severity"], gap="gap"), row(fields["kind"], fields["only"], gap="gap"),
            row(fields["election"], fields["stage"], gap="gap"), row(fields["regime"], fields["outcome"], gap="gap"),
            Field(self.t("filter.area"), self.area),
            self._holders(fields["officer"]),
        )  # fmt: skip
        desk.ask(queries.Officers(), self._offer, self, "board-filter-officers")

    def _holders(self, officer: Field) -> QHBoxLayout:
        line = row(officer, Field(self.t("board.desk"), self.desk_name), gap="gap")
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        return line

    def _offer(self, officers: tuple[OfficerRow, ...]) -> None:
        names = dict.fromkeys([*(officer.name for officer in officers), *filter(None, [self._old.officer])])
        choice = self.choices["officer"]
        choice.offer([("", self.t("filter.any")), *((name, name) for name in names)], choice.value())

    def narrowed(self) -> BoardFilter:
        """The filter that was chosen."""
        chosen = {name: made.value() for name, made in self.choices.items()}
        return BoardFilter(area=self.area.value(), desk=self.desk_name.value(), **chosen)

    def _clear(self) -> None:
        for made in self.choices.values():
            made.setCurrentIndex(0)
        self.area.put("")
        self.desk_name.clear()
        self.accept()
