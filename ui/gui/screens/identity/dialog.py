"""Opening a sealed identity: purpose, addressee, reason, the second officer; then the words, once, until the dialog goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.application import Application
from core.app.at_hand import bringing, needs_of
from core.app.device import Device
from core.app.identity_files import IdentityFiles
from core.app.identity_views import CaseIdentity, OpenedIdentity
from core.domain.identity_opening import ADDRESSEES, HAND_OVER, PURPOSES, ProposeOpening
from core.domain.ids import read_id
from core.domain.wiping import wiping
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.identity.file_card import SealedFileCard
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, TextInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.second_thing import SecondThing
from ui.opening_identity import open_together, show_once

TOPICS = frozenset({"reports", "identity"})
Shown = tuple[OpenedIdentity, IdentityFiles]


class _OnceDialog(Dialog):
    """While the words are on their way it stays; when it goes they go with it. Nothing in it can be copied."""

    def __init__(self, desk: Desk, case: CaseIdentity, parent: QWidget, go: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("identity.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self.case = desk, desk.t, case
        self.seen = False
        self.files: IdentityFiles | None = None
        self.body = QVBoxLayout()
        self.thing = SecondThing(desk, needs_of(desk.folder))
        self.fault = label("", "bad")
        self.fault.setVisible(False)
        self.go = primary(desk, go, self.run, "unlock")
        self.closing = plain(desk, self.t("button.cancel"), self.reject)
        inside = QWidget()
        inside.setLayout(column(self.body, 0, gap="gap"))
        head = label(f"{self.t('identity.title')} · {case.number}", "section")
        self.setLayout(
            column(head, scrolled(inside, sideways=False), self.fault, row(0, self.closing, self.go), gap="gap", margin="wide")
        )
        self.setMinimumWidth(desk.theme.wide("dialog"))
        self.resize(desk.theme.wide("dialog"), pixels("form"))

    def run(self) -> None:
        """What the button does."""
        raise NotImplementedError

    def once(self, show: Callable[[Application, Device], Shown], second: PassphraseField) -> None:
        """Open the second officer's key with what he typed and brought, and do it; the words come once."""
        app, typed, at_hand = self.desk.app, second.take(), self.thing.at_hand()

        def work() -> Shown:
            with wiping(typed), bringing(typed, at_hand) as way:
                other = app.second(way)
            return show(app, other)

        self._wait(waiting=True)
        self.desk.do_once(work, self.show_words, self.failed, self)

    def _wait(self, *, waiting: bool) -> None:
        self.fault.setVisible(False)
        self.go.setEnabled(not waiting)
        self.closing.setEnabled(not waiting)

    def show_words(self, shown: Shown) -> None:
        """The identity as plain text, and its files."""
        opened, self.files = shown
        self._wait(waiting=False)
        self.seen = True
        self.go.setVisible(False)
        self.closing.setText(self.t("button.close"))
        clear(self.body)
        self.body.addWidget(notice(self.desk, self.t("identity.once"), "warn"))
        for words, role in self._lines(opened.persons):
            line = label(words, role)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.body.addWidget(line)
        for file in opened.files:
            self.body.addWidget(SealedFileCard(self.desk, file, self.files))
        self.closing.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.changed.emit(TOPICS)

    def _lines(self, persons: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        reporter, witnesses = persons.get("reporter"), persons.get("witnesses")
        if isinstance(reporter, Mapping):
            yield self.t("identity.reporter"), "strong"
            yield from self._person("reporter", reporter)
        for place, witness in enumerate(witnesses if isinstance(witnesses, list) else [], start=1):
            yield self.t("witness.one", n=place), "strong"
            yield from self._person("witness", witness)

    def _person(self, kind: str, person: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        for name, value in person.items():
            if value not in ("", None) and self.t.known(f"{kind}.{name}"):
                words = self.t(f"{name}.{value}") if self.t.known(f"{name}.{value}") else str(value)
                yield f"{self.t(f'{kind}.{name}')}: {words}", ""

    def failed(self, fault: Fault) -> None:
        """A refusal leaves what was typed; what was written before it stands in the case."""
        self._wait(waiting=False)
        self.fault.setText(self.desk.explain(fault))
        self.fault.setVisible(True)
        self.desk.changed.emit(TOPICS)

    def reject(self) -> None:
        """Never while the words are on their way; once they were seen they are gone, and a lock that waited may fall."""
        if self.desk.awaits_reply:
            return
        self._forget()
        super().reject()
        if self.seen:
            self.seen = False
            self.desk.once_over.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Esc."""
        if self.desk.awaits_reply:
            event.ignore()
            return
        self._forget()
        super().closeEvent(event)

    def _forget(self) -> None:
        if self.files is not None:
            self.files.close()
        clear(self.body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus and nothing else."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)


class OpenDialog(_OnceDialog):
    """Ask for it; with the second officer's passphrase it is shown here, without it waits for him."""

    def __init__(self, desk: Desk, case: CaseIdentity, parent: QWidget) -> None:
        super().__init__(desk, case, parent, desk.t("identity.ask"))
        self._command = desk.app.new_command()
        purposes = [each for each in PURPOSES if each != HAND_OVER or case.may_hand_over]
        self.purpose = Choice([(each, self.t(f"identity_purpose.{each}")) for each in purposes])
        self.addressee = Choice([])
        self.purpose.activated.connect(lambda _place: self._offer())
        self.reason = TextInput(lines=3)
        self.second = PassphraseField(desk)
        self._reason_field = Field(self.t("identity.reason"), self.reason, self.t("identity.reason_hint"))
        self.body.addWidget(notice(desk, self.t("identity.text"), "info"))
        for part in (
            Field(self.t("identity.purpose"), self.purpose),
            Field(self.t("identity.addressee"), self.addressee),
            self._reason_field,
            Field(self.t("identity.second"), self.second, self.t("identity.second_hint")),
            self.thing,
        ):
            self.body.addWidget(part)
        self._offer()

    def _offer(self) -> None:
        names = ADDRESSEES.get(self.purpose.value(), ())
        self.addressee.offer([(name, self.t(f"identity_to.{name}")) for name in names], names[0] if names else "")

    def run(self) -> None:
        """Ask, and where the second officer is there, open."""
        reason, purpose, addressee = self.reason.value(), self.purpose.value(), self.addressee.value()
        command = ProposeOpening(self._command, read_id(self.case.report), purpose, addressee, reason)
        if not self.second.length():
            self._wait(waiting=True)
            self.desk.execute(command, lambda _changes: self._asked(), self.failed, self)
            return
        self.once(lambda app, second: open_together(app, command, second), self.second)

    def _asked(self) -> None:
        self.desk.said.emit(self.t("identity.asked"))
        self.accept()


class ShowDialog(_OnceDialog):
    """What two officers agreed to, shown once with both of them there."""

    def __init__(self, desk: Desk, case: CaseIdentity, opening: str, parent: QWidget) -> None:
        super().__init__(desk, case, parent, desk.t("identity.show"))
        self._opening = opening
        self.second = PassphraseField(desk)
        self.body.addWidget(notice(desk, self.t("identity.before"), "warn"))
        self.body.addWidget(Field(self.t("identity.second"), self.second, self.t("identity.second_here")))
        self.body.addWidget(self.thing)

    def run(self) -> None:
        """Show it."""
        opening = read_id(self._opening)
        self.once(lambda app, second: show_once(app, opening, second), self.second)
