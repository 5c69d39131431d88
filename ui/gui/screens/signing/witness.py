"""The officer who saw somebody sign says so with his passphrase at that moment: who is at work, or another of this laptop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app.at_hand import bringing, needs_of
from core.app.views import Changes
from core.app.watch import Watch
from core.domain.commands import Command
from core.domain.wiping import wiping
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.runner import Fault
from ui.gui.widgets.field import Field
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.second_thing import SecondThing


class Witness(QWidget):
    """``edited`` at every key; :meth:`execute` takes what was typed, which is then gone from here."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.field = PassphraseField(desk)
        self.field.edited.connect(self.edited)
        words = desk.t("witness.hint", officer=desk.app.facts.officer)
        self.second = SecondThing(desk, needs_of(desk.folder))
        self.setLayout(column(Field(desk.t("witness.passphrase"), self.field, words), self.second))
        self.setFocusProxy(self.field)

    def ready(self) -> bool:
        """Whether anything was typed."""
        return self.field.length() > 0

    def execute(
        self, command: Command, on_done: Callable[[Changes], None], on_failed: Callable[[Fault], None], owner: QWidget
    ) -> None:
        """Carry the command out with the key of the officer whose passphrase was typed; nothing is done without one."""
        desk, app, typed, second = self._desk, self._desk.app, self.field.take(), self.second.at_hand()

        def work(watch: Watch) -> Changes:
            with wiping(typed), bringing(typed, second) as way:
                by = app.witness(way)
            return app.execute(command, watch, by)

        def done(changes: Changes) -> None:
            on_done(changes)
            desk.changed.emit(changes.topics)

        desk.runner.do(work, done, on_failed, None, owner)
