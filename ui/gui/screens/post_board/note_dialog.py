"""What the office notes of a post: when a courier calls, that it is out of work, that it works again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from core.app.post_views import PostLine
from core.app.views import Changes
from core.domain.post_note import CAUSES, MOST_DAYS, PlanCourier, PostNoteCommand, TellDown, TellUp
from ui.gui.desk import Desk
from ui.gui.layouts import Part, column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import DayInput, LineInput
from ui.gui.widgets.labels import label

WEEK = 7


class NoteDialog(Dialog):
    """A day first, then what belongs to it; a refusal stands in words above the buttons."""

    title = ""

    def __init__(self, desk: Desk, post: PostLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.post_note"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self.post = desk, desk.t, post
        self.id = desk.app.new_command()
        self.day = DayInput(desk)
        self.day.put(desk.now().date().isoformat())
        self._fault = label("", "bad")
        self.button = primary(desk, self.t("post_note.save"), self._save, "save")
        self.button.setDefault(True)
        parts: list[Part] = [label(self.t(self.title, name=post.name), "section"), *self.fields(), self._fault]
        self.setLayout(
            column(*parts, row(0, plain(desk, self.t("button.cancel"), self.reject), self.button), gap="gap", margin="wide")
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def fields(self) -> list[QWidget]:
        """What is asked."""
        raise NotImplementedError

    def command(self) -> PostNoteCommand:
        """What is written."""
        raise NotImplementedError

    def _save(self) -> None:
        self.button.setEnabled(False)
        self.desk.execute(self.command(), self._saved, self._failed, self)

    def _saved(self, _changes: Changes) -> None:
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))


class CourierDialog(NoteDialog):
    """When a courier calls; a later plan takes the place of an earlier one."""

    title = "post_note.plan"

    def fields(self) -> list[QWidget]:
        """First day, how often, by which road."""
        self.every = QSpinBox()
        self.every.setRange(0, MOST_DAYS)
        self.every.setValue(WEEK)
        self.road = LineInput()
        return [
            Field(self.t("post_note.first"), self.day, focus=self.day.line),
            Field(self.t("post_note.every"), self.every, self.t("post_note.every_hint")),
            Field(self.t("post_note.road"), self.road, self.t("post_note.road_hint")),
        ]

    def command(self) -> PlanCourier:
        """The plan."""
        return PlanCourier(self.id, self.post.code, self.day.value(), self.every.value(), self.road.value())


class DownDialog(NoteDialog):
    """A post was told to be out of work."""

    title = "post_note.down"

    def fields(self) -> list[QWidget]:
        """Since when, until when, why."""
        self.until = DayInput(self.desk, quick=False)
        causes = [(cause, self.t(f"post_cause.{cause}")) for cause in CAUSES]
        self.cause = Options(causes, CAUSES[0], lambda _cause: None, self.t("post_note.cause"))
        return [
            Field(self.t("post_note.since"), self.day, focus=self.day.line),
            Field(self.t("post_note.until"), self.until, self.t("post_note.until_hint"), focus=self.until.line),
            Field(self.t("post_note.cause"), self.cause),
        ]

    def command(self) -> TellDown:
        """What was told."""
        return TellDown(self.id, self.post.code, self.day.value(), self.until.value(), self.cause.value)


class UpDialog(NoteDialog):
    """A post works again."""

    title = "post_note.up"

    def fields(self) -> list[QWidget]:
        """Since when."""
        return [Field(self.t("post_note.since"), self.day, focus=self.day.line)]

    def command(self) -> TellUp:
        """What was told."""
        return TellUp(self.id, self.post.code, self.day.value())
