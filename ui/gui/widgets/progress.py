"""Long work as people see it: what is being done, how many of how many, and a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar

from ui.gui import aloud
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.runner import Job
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label

STEPS = 1000


class Progress(QFrame):
    """Hidden until :meth:`follow`; hides itself when :meth:`finish` is called."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        self._words = label("", "strong")
        self._count = label("", "muted", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(desk.t("progress.bar"))
        self.cancel = plain(desk, desk.t("button.cancel"), self._cancel, "close")
        self.setProperty("card", "true")
        line = row(self._words, 0, self._count, self.cancel)
        self.setLayout(column(line, self._bar, margin="gap"))
        self.setVisible(False)

    def follow(self, job: Job, words: str) -> None:
        """Show this job's progress."""
        self._job = job
        self._words.setText(words)
        aloud.say(self, words)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.setVisible(True)

    def tell(self, stage: str, done: int, total: int) -> None:
        """One step of the job."""
        key = f"stage.{stage}"
        if self._desk.t.known(key):
            self._words.setText(self._desk.t(key))
        self._count.setText(self._desk.t("progress.count", done=f"{done:,}", total=f"{total:,}") if total else "")
        self._bar.setRange(0, STEPS if total else 0)
        self._bar.setValue(STEPS * done // total if total else 0)

    def tell_amount(self, words: str, amount: str, done: int, total: int) -> None:
        """One step in words of who shows it: items in ``words``, bytes in ``amount``."""
        if self._job is not None and not self._job.cancelled:
            self._words.setText(words)
        self._count.setText(amount)
        self._bar.setRange(0, STEPS if total else 0)
        self._bar.setValue(STEPS * done // total if total else 0)

    def finish(self) -> None:
        """Hide; the job is over."""
        self._job = None
        self.setVisible(False)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self._words.setText(self._desk.t("progress.stopping"))
