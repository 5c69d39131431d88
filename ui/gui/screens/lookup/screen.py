"""Periksa status: the visitor types the code himself; the room tells a status in plain words and forgets after a minute."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from core.app.views import Changes, Standing
from core.domain.commands import LookUp
from core.domain.reporter import ACTS
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.lookup.act_card import ActCard
from ui.gui.screens.screen import Screen
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.code_field import CodeField
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label, notice

FORGET_AFTER_MS = 60_000
ICONS = {"evidence": "attach", "completion": "edit", "threat": "warning", "withdrawal": "undo"}
TONES = {"recorded": "info", "at_province": "info", "referred": "info", "decided": "ok", "closed": "ok"}
TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)


class LookupScreen(Screen):
    """One card to type in; below it the answer, and what the reporter may hand over with the same code."""

    def __init__(self, desk: Desk, _argument: object = None) -> None:
        super().__init__(desk)
        self._code = bytearray()
        self.field = CodeField(desk)
        self.field.entered.connect(self.look)
        self.field.edited.connect(self._edited)
        self._named = Field(self.t("lookup.code"), self.field, self.t("lookup.code_hint"))
        self.go = primary(desk, self.t("lookup.look"), self.look, "search")
        self.forgetting = plain(desk, self.t("lookup.forget"), self.forget, "close")
        self._answer = QVBoxLayout()
        self._ask = card(label(self.t("lookup.intro"), "muted"), self._named, row(self.go, self.forgetting, 0), gap="gap")
        content = QFrame()
        content.setObjectName("page")
        content.setLayout(column(self._ask, self._answer, 0, gap="gap", margin="wide"))
        self.setLayout(column(scrolled(content)))
        self._timer = QTimer(self, singleShot=True, interval=FORGET_AFTER_MS)
        self._timer.timeout.connect(self.forget)
        self.act: ActCard | None = None
        self.buttons: dict[str, QWidget] = {}
        self._edited()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def look(self) -> None:
        """Ask what the code tells; the field keeps nothing of it."""
        if not self.go.isEnabled():
            return
        self._wipe()
        self._code = self.field.take()
        self.go.setEnabled(False)
        self._named.wrong("")
        clear(self._answer)
        command = LookUp(self._code.decode("ascii"))
        self.desk.execute(command, self._told, self._failed, self)

    def _told(self, changes: Changes) -> None:
        standing = changes.reply
        if not isinstance(standing, Standing) or not self._code:
            return
        self._touched()
        self._answer.addWidget(self._status(standing))
        self._answer.addWidget(self._choices())
        self._answer.addStretch(1)
        self.buttons[ACTS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _status(self, standing: Standing) -> QFrame:
        if standing.status is None:
            return notice(self.desk, self.t("lookup.unknown"), "warn", self.t("lookup.unknown_title"))
        parts = [label(self.t(f"standing.{standing.status}"), "title"), label(self.t(f"standing.{standing.status}_text"))]
        if standing.updated:
            parts.append(label(self.t("lookup.updated", day=self.desk.day(standing.updated)), "muted"))
        if standing.opened:
            parts.append(label(self.t("lookup.opened", day=self.desk.day(standing.opened)), "strong"))
        return card(*parts, tone=TONES.get(standing.status, "info"))

    def _choices(self) -> QFrame:
        self.buttons = {}
        for act in ACTS:
            self.buttons[act] = plain(self.desk, self.t(f"return.{act}"), lambda a=act: self.begin(a), ICONS[act])  # type: ignore[misc]
        line, area = Flow(), QWidget()
        for made in self.buttons.values():
            line.addWidget(made)
        area.setLayout(line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        area.setSizePolicy(policy)
        return card(label(self.t("return.title"), "section"), area)

    def begin(self, act: str) -> None:
        """Open the card of one act."""
        self._drop_act()
        self._ask.hide()
        self.act = ActCard(self.desk, act, self._code.decode("ascii"))
        self.act.handed.connect(self._handed)
        self.act.left.connect(self._drop_act)
        self._answer.insertWidget(2, self.act)
        self.act.point()

    def _drop_act(self) -> None:
        """Back to the choices; what was typed is gone."""
        if self.act is None:
            return
        act, self.act = self.act, None
        act.drop()
        self._answer.removeWidget(act)
        act.hide()
        act.deleteLater()
        self._ask.show()
        if act.kind in self.buttons:
            self.buttons[act.kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def _handed(self) -> None:
        """The act is written: nothing of it stays on the screen but a sentence."""
        self.forget()
        self._answer.addWidget(notice(self.desk, self.t("return.done"), "ok"))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, fault: Fault) -> None:
        self._wipe()
        self._named.wrong(self.desk.explain(fault))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        self.go.setEnabled(self.field.complete)
        self._touched()

    # --- forgetting ------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Take everything off the screen and overwrite the code."""
        self._timer.stop()
        self._drop_act()
        self._wipe()
        self.field.wipe()
        self._named.wrong("")
        self.buttons = {}
        clear(self._answer)
        self._timer.stop()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wipe(self) -> None:
        for index in range(len(self._code)):
            self._code[index] = 0
        self._code = bytearray()

    def _touched(self) -> None:
        if self._code or self.field.length():
            self._timer.start()

    def event(self, event: QEvent) -> bool:
        """A key or a click anywhere in the room keeps it from forgetting."""
        if event.type() in TOUCHES:
            self._touched()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As above, for the controls in the room."""
        if event.type() in TOUCHES and isinstance(watched, QWidget) and self.isAncestorOf(watched):
            self._touched()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc forgets."""
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
        else:
            super().keyPressEvent(event)

    def leave(self) -> object:
        """Nothing of a visitor outlives the room."""
        self.forget()
        return None
