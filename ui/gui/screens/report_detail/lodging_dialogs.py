"""Recording Bawaslu's own receipt, and a preliminary notice by telephone or radio."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.app.views import Changes, ReportView
from core.domain.bawaslu import LEVELS, MEANS, GiveNotice, RecordBawasluReceipt
from core.domain.commands import LodgingCommand
from core.domain.ids import read_id
from ui.deadline_words import LEVELS as LEVEL_WORDS
from ui.deadline_words import say
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Fault
from ui.gui.typed_days import read_moment
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, LineInput, MomentInput
from ui.gui.widgets.labels import label


class LodgingDialog(Dialog):
    """Fields, the time of the act, and one button; a refusal stands beside the time and nothing typed is lost."""

    def __init__(self, desk: Desk, view: ReportView, parent: QWidget, words: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.lodging"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t = desk, desk.t
        self.report, self.command = read_id(view.row.id), desk.app.new_command()
        self.at = MomentInput(desk.now())
        self.fault = label("", "bad")
        self.button = primary(desk, self.t("lodging.save"), self._save)
        self.button.setDefault(True)
        closing = plain(desk, self.t("button.cancel"), self.reject)
        title = label(f"{self.t(words)} · {view.row.number}", "section")
        ends = (Field(self.t("lodging.at"), self.at), self.fault, row(0, closing, self.button))
        self.setLayout(column(title, *self.fields(), *ends, gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def fields(self) -> tuple[Field, ...]:
        """The fields above the time."""
        raise NotImplementedError

    def made(self, at: datetime) -> LodgingCommand:
        """The command, with the time as typed."""
        raise NotImplementedError

    def _save(self) -> None:
        at = read_moment(self.at.value())
        if at is None:
            self.fault.setText(self.t("lodging.unreadable"))
            return
        self.button.setEnabled(False)
        self.desk.execute(self.made(at.replace(tzinfo=ZoneInfo(self.desk.zone))), self._done, self._failed, self)

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self.fault.setText(self.desk.explain(fault))


class BawasluDialog(LodgingDialog):
    """Bawaslu's own receipt: its number, level and counter."""

    def __init__(self, desk: Desk, view: ReportView, parent: QWidget) -> None:
        self.number, self.counter, self.note = LineInput(), LineInput(), LineInput()
        self.level = Choice([(code, say(LEVEL_WORDS[code], desk.t.language)) for code in LEVELS])
        super().__init__(desk, view, parent, "lodging.receipt")

    def fields(self) -> tuple[Field, ...]:
        """Number, level, counter, note."""
        return (
            Field(self.t("lodging.number"), self.number, self.t("lodging.number_hint")),
            Field(self.t("lodging.level"), self.level),
            Field(self.t("lodging.counter"), self.counter),
            Field(self.t("lodging.note"), self.note),
        )

    def made(self, at: datetime) -> LodgingCommand:
        """The command."""
        texts = (self.counter.value(), self.note.value())
        return RecordBawasluReceipt(self.command, self.report, self.number.value(), at, self.level.value(), *texts)


class NoticeDialog(LodgingDialog):
    """A preliminary notice: to whom and by what means; no names, and no clock stops."""

    def __init__(self, desk: Desk, view: ReportView, parent: QWidget) -> None:
        offices = desk.app.reference.institutions
        english = desk.t.language == "en"
        self.to = Choice([(each.code, each.name_en if english else each.name_id) for each in offices], "BAWASLU")
        self.means = Choice([(code, desk.t(f"lodging.{code}")) for code in MEANS])
        super().__init__(desk, view, parent, "lodging.notice")

    def fields(self) -> tuple[Field, ...]:
        """Institution and means."""
        return Field(self.t("lodging.to"), self.to, self.t("lodging.notice_hint")), Field(self.t("lodging.means"), self.means)

    def made(self, at: datetime) -> LodgingCommand:
        """The command."""
        return GiveNotice(self.command, self.report, self.to.value(), at, self.means.value())
