"""Who reports: told of his data first, then three lanes with their consequences; sealed to the province in each of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.standing import Reason
from ui.gui.layouts import box, card, clear, column
from ui.gui.screens.report_form.checks import check_name, known_phone, nik_check, watch
from ui.gui.screens.report_form.form_papers import paper_buttons
from ui.gui.screens.report_form.own_way import own_way
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.typed_days import read_day
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import BigChoice
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick

LANES = ("open", "sealed", "information")
STATUSES = ("voter", "contestant", "monitor", "none")
RIGHTS = ("", "yes", "no")
SERVICES = ("", "none", "TNI", "POLRI")
LINES = (
    "front_title", "name", "back_title", "address", "phone", "safe_contact", "birth_place", "occupation", "citizenship", "nik",
    "email",
)  # fmt: skip
PAIRS = (("address", "phone"), ("safe_contact", "email"), ("birth_place", "occupation"), ("citizenship", "nik"))
AT_REVIEW: tuple[Reason, ...] = ("unsigned", "late", "chosen")
"""Reasons that are asked about on the last page, not here."""


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
        self.born.put(str(given.get("birth_date") or state.noted("born", persons=True)))
        sexes = [("", self.t("form.choose")), ("L", self.t("sex.L")), ("P", self.t("sex.P"))]
        self.sex = Choice(sexes, str(given.get("sex") or ""))
        self.status = self._choice("reporter_status", STATUSES, str(given.get("status") or "voter"))
        self.right = self._choice("voting_right", RIGHTS, str(given.get("voting_right") or ""))
        self.service = self._choice("service", SERVICES, str(given.get("service") or ""))
        self.told = self._tick("notice")
        self.contact, self.identity = self._tick("contact"), self._tick("identity")
        self._standing = QVBoxLayout()
        self._reasons: tuple[Reason, ...] | None = None
        self.put_layout(column(*self._before(), *self.lanes.values(), self._questions(), 0, gap="small"))
        self.listen(*self.lines.values(), self.born, self.sex, self.status, self.right, self.service)
        self._watch()
        self._mark()

    def _choice(self, words: str, codes: tuple[str, ...], chosen: str) -> Choice:
        return Choice([(c, self.t(f"{words}.{c}") if c else self.t("form.choose")) for c in codes], chosen)

    def _tick(self, name: str) -> Tick:
        return Tick(self.t(f"consent.{name}"), self.state.agreed(name), lambda on: self._agree(name, on))

    def _agree(self, name: str, on: bool) -> None:
        self.state.consent(**{name: on})
        self._tell()

    def _before(self) -> list[QWidget]:
        told = card(
            label(self.t("consent.title"), "strong"),
            label(self.t("consent.text"), "muted"),
            self.told,
            paper_buttons(self, "t20"),
        )
        parts: list[QWidget] = [notice(self.desk, self.t("reporter.sealed"), "info"), told]
        if self.state.kind == "complaint":
            offer, self.offered = own_way(self)
            parts.append(offer)
        return parts

    def _questions(self) -> QWidget:
        self._fields = {name: self._field(name) for name in LINES}
        self._born = Field(self.t("reporter.birth_date"), self.born, focus=self.born.line)
        made = box(self.identity, gap="small")
        layout = made.layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("a box is a column")
        if self.state.kind == "complaint":
            line = beside(gap="gap")
            for words, control in (("status", self.status), ("voting_right", self.right), ("service", self.service)):
                line.addWidget(Field(self.t(f"reporter.{words}"), control), 1)
            layout.addLayout(line)
            layout.addLayout(self._standing)
        named = beside(gap="gap")
        for name, width in (("front_title", 1), ("name", 3), ("back_title", 1)):
            named.addWidget(self._fields[name], width)
        layout.addLayout(named)
        for left, right in PAIRS:
            layout.addLayout(beside(self._fields[left], self._fields[right], gap="gap"))
        layout.addWidget(self.contact)
        last = beside(gap="gap")
        last.addWidget(self._born, 1)
        last.addWidget(Field(self.t("reporter.sex"), self.sex), 1)
        layout.addLayout(last)
        return made

    def _field(self, name: str) -> Field:
        hint = self.t(f"reporter.{name}_hint") if self.t.known(f"reporter.{name}_hint") else ""
        return Field(self.t(f"reporter.{name}"), self.lines[name], hint)

    def _watch(self) -> None:
        watch(self.desk, self._fields["name"], self.lines["name"], check_name)
        watch(self.desk, self._fields["phone"], self.lines["phone"], known_phone)
        watch(self.desk, self._fields["nik"], self.lines["nik"], nik_check(self._birth_day))

    def _birth_day(self) -> date | None:
        return read_day(self.born.line.value())

    def _choose(self, lane: str) -> None:
        self.lane = lane
        self._mark()
        self.write()

    def _mark(self) -> None:
        for lane, made in self.lanes.items():
            made.setChecked(lane == self.lane)
        self.identity.setVisible(self.lane == "sealed")
        self._tell()

    def _tell(self) -> None:
        """Say at once what the complaint becomes with such a reporter; nobody is refused."""
        if self.state.kind != "complaint":
            return
        reasons = tuple(reason for reason in self.state.standing().reasons if reason not in AT_REVIEW)
        if reasons == self._reasons:
            return
        self._reasons = reasons
        clear(self._standing)
        if reasons:
            words = "\n".join(self.t(f"standing.{reason}") for reason in reasons)
            self._standing.addWidget(notice(self.desk, words, "info", self.t("standing.information")))

    def write(self) -> None:
        """The reporter as far as given; an unreadable birth date is kept as typed, in the draft alone."""
        answers: dict[str, str] = {"lane": self.lane, "status": self.status.value(), "sex": self.sex.value()}
        answers |= {"voting_right": self.right.value(), "service": self.service.value()}
        answers |= {name: line.value() for name, line in self.lines.items()}
        born, typed = self._birth_day(), self.born.line.value()
        strange = "" if born or not typed else self.t("day.unreadable")
        if born is not None and born > self.desk.now().date():
            strange = self.t("day.ahead")
        self._born.wrong(strange)
        answers["birth_date"] = born.isoformat() if born and not strange else ""
        self.state.note({"born": typed if strange else ""}, persons=True)
        self.state.put({"reporter": {name: value for name, value in answers.items() if value}})
        self._tell()
