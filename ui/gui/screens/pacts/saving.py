"""The PDFs of many pacts written into a folder, one after another, until somebody stops it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app import queries, views
from core.app.watch import Watch
from ui.gui.desk import Desk
from ui.gui.runner import Fault
from ui.gui.widgets.progress import Progress


def file_name(pact: views.PactRow) -> str:
    """A name that every file system takes, and that no other pact has."""
    return f"pakta-{re.sub(r'[^0-9A-Za-z]+', '-', pact.number).strip('-')[:60]}-{pact.id[:8]}.pdf"


def save_all(desk: Desk, owner: QWidget, progress: Progress, pacts: Sequence[views.PactRow], folder: Path) -> None:
    """Write those whose PDF is held here; tells at the end how many, and how many have none here."""
    held = [each for each in pacts if each.has_file]
    app = desk.app

    def work(watch: Watch) -> int:
        from ui.compose import write_file

        for done, pact in enumerate(held):
            watch("saving", done, len(held))
            write_file(folder / file_name(pact), app.ask(queries.PactFile(pact.id)))
        return len(held)

    def done(count: int) -> None:
        progress.finish()
        missing = len(pacts) - count
        words = desk.t("pacts.saved", n=count)
        desk.said.emit(f"{words} {desk.t('pacts.not_held', n=missing)}" if missing else words)

    def failed(fault: Fault) -> None:
        progress.finish()
        desk.say_fault(fault)

    job = desk.runner.do(work, done, failed, progress.tell, owner)
    progress.follow(job, desk.t("pacts.saving"))
