"""Before sealing: files that name the reporter or a witness in what they say of themselves (SAFEGUARDS 9)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.watch import Watch
from core.domain.evidence import Look
from ui.gui.layouts import clear
from ui.gui.screens.report_form.evidence_card import names_persons
from ui.gui.screens.report_form.page import FormPage
from ui.gui.widgets.labels import notice


class InsideCard(QWidget):
    """Hidden unless there is such a file; an original is never changed, so it can only be attached again as sealed."""

    def __init__(self, page: FormPage) -> None:
        super().__init__()
        self._page, self._state = page, page.state
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._body)
        self.setVisible(False)

    def look(self) -> None:
        """Look into the files that nobody looked into yet, then show which ones name a person."""
        app, files = self._page.desk.app, [file for file in self._state.files if not file.shows_identity]

        def work(watch: Watch) -> dict[str, Look]:
            return {file.token: app.evidence.look_at_draft(file, watch) for file in files}

        if files:
            self._page.desk.runner.picture(work, self._show, None, self)
        else:
            self._show({})

    def _show(self, looks: dict[str, Look]) -> None:
        self._state.looks |= looks
        tree = self._state.tree
        named = [file.name for file in self._state.files if file.token in looks and names_persons(tree, looks[file.token])]
        clear(self._body)
        if named:
            t = self._page.t
            words = f"{t('evidence.names_inside')} {t('evidence.files_named', names=', '.join(named))}"
            self._body.addWidget(notice(self._page.desk, words, "warn"))
        self.setVisible(bool(named))
