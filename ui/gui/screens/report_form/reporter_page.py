"""Who reports: three lanes with their consequences in plain words; sealed to the province in every lane."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.gui.layouts import box, column, row
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.buttons import BigChoice
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput, read_day
from ui.gui.widgets.labels import notice

LANES = ("open", "sealed", "information")
STATUSES = ("voter", "contestant", "monitor", "none")
LINES = ("name", "address", "phone", "birth_place", "occupation", "citizenship", "nik", "email", "safe_contact")
PAIRS = (("name", "phone"), ("address", "safe_contact"), ("birth_place", "occupation"), ("citizenship", "nik"))


class ReporterPage(FormPage):
    """Name and address are formal requirements of the law; the lane decides who may ever read them."""

    step = "reporter"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given = state.tree.get("reporter") or {}
        self.lane = str(given.get("lane") or "open")
        self.lanes = {}
        for lane in LANES:
            self.lanes[lane] = BigChoice(
                self.t(f"lane.{lane}"),
                self.t(f"lane.{lane}_hint"),
                lambda chosen=lane: self._choose(chosen),  # type: ignore[misc]
            )
        self.lines = {name: LineInput(str(given.get(name) or "")) for name in LINES}
        self.born = DayInput(self.desk, quick=False)
        self.born.put(str(given.get("birth_date") or ""))
        sexes = [("", self.t("form.choose")), ("L", self.t("sex.L")), ("P", self.t("sex.P"))]
        self.sex = Choice(sexes, str(given.get("sex") or ""))
        self.status = Choice([(c, self.t(f"reporter_status.{c}")) for c in STATUSES], str(given.get("status") or "voter"))
        self.put_layout(
            column(notice(self.desk, self.t("reporter.sealed"), "info"), *self.lanes.values(), self._questions(), 0, gap="small")
        )
        self.listen(*self.lines.values(), self.born, self.sex, self.status)
        self._mark()

    def _questions(self) -> QWidget:
        made = box(Field(self.t("reporter.status"), self.status), gap="small")
        layout = made.layout()
        for left, right in PAIRS:
            line = row(self._field(left), self._field(right), gap="gap")
            layout.addLayout(line)  # type: ignore[union-attr]
        last = row(Field(self.t("reporter.birth_date"), self.born, focus=self.born.line), gap="gap")
        last.addWidget(Field(self.t("reporter.sex"), self.sex), 1)
        last.addWidget(self._field("email"), 1)
        layout.addLayout(last)  # type: ignore[union-attr]
        return made

    def _field(self, name: str) -> Field:
        hint = self.t("reporter.safe_contact_hint") if name == "safe_contact" else ""
        return Field(self.t(f"reporter.{name}"), self.lines[name], hint)

    def _choose(self, lane: str) -> None:
        self.lane = lane
        self._mark()
        self.write()

    def _mark(self) -> None:
        for lane, made in self.lanes.items():
            made.setChecked(lane == self.lane)

    def write(self) -> None:
        """The reporter as far as given; an unreadable birth date is left out."""
        answers: dict[str, str] = {"lane": self.lane, "status": self.status.value(), "sex": self.sex.value()}
        answers |= {name: line.value() for name, line in self.lines.items()}
        born = read_day(self.born.line.value())
        answers["birth_date"] = born.isoformat() if born else ""
        self.state.put({"reporter": {name: value for name, value in answers.items() if value}})
