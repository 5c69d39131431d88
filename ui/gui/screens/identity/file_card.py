"""A file that shows the reporter or a witness, beside the opened identity: looked at while the dialog stands, or taken out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.app.identity_files import IdentityFiles
from core.app.identity_views import SealedFile
from core.app.views import Exported, Picture
from core.app.watch import Watch
from core.domain.errors import Unavailable
from core.domain.evidence import Look
from ui.gui.desk import Desk
from ui.gui.files import save_file
from ui.gui.layouts import card, column
from ui.gui.runner import Fault
from ui.gui.widgets.amount import amount
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label
from ui.gui.widgets.picture import PictureView, image_from

EDGE = "side"


class SealedFileCard(QWidget):
    """Its picture is asked for by a button, made by the limited process, and kept nowhere."""

    def __init__(self, desk: Desk, file: SealedFile, files: IdentityFiles) -> None:
        super().__init__()
        self.desk, self.t, self._file, self._files = desk, desk.t, file, files
        self._command = desk.app.new_command()
        self.words = label("" if file.here else self.t("identity.file_missing"), "muted")
        self.words.setVisible(not file.here)
        self.picture = PictureView(self.t("identity.file", name=file.name))
        self.picture.setVisible(False)
        self.look = plain(desk, self.t("identity.file_look"), self._look, "eye")
        self.export = plain(desk, self.t("identity.file_export"), self._ask_where, "export")
        buttons = Flow()
        for button in (self.look, self.export):
            button.setEnabled(file.here)
            buttons.addWidget(button)
        told = label(f"{self.t('identity.file', name=file.name)} · {amount(self.t, file.size)} · {file.media_type}")
        self.setLayout(column(card(told, self.picture, self.words, buttons)))

    def _look(self) -> None:
        files, token = self._files, self._file.token

        def work(watch: Watch) -> tuple[Look, Picture | None]:
            return files.picture(token, watch)

        self.look.setEnabled(False)
        self.desk.runner.picture(work, self._looked, self._failed, self)

    def _looked(self, found: tuple[Look, Picture | None]) -> None:
        look, picture = found
        if picture is None:
            self._failed(Unavailable(look.fault))
            return
        self.words.setVisible(False)
        self.picture.setMinimumHeight(self.desk.theme.wide(EDGE))
        self.picture.setVisible(True)
        self.picture.show_image(image_from(picture.width, picture.height, picture.rgb))

    def _ask_where(self) -> None:
        path = save_file(self.desk, self, self.t("export.where"), self._file.name, "")
        if path is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the file there, after its entry."""
        files, token, command = self._files, self._file.token, self._command

        def work(watch: Watch) -> Exported:
            from ui.compose import writing_file

            with writing_file(path) as sink:
                return files.export(token, sink, command, watch)

        self.export.setEnabled(False)
        self.desk.runner.do(work, self._written, self._failed, None, self)

    def _written(self, _made: Exported) -> None:
        self._tell(self.t("identity.file_left"))

    def _failed(self, fault: Fault) -> None:
        self.look.setEnabled(True)
        self.export.setEnabled(True)
        self._tell(self.desk.explain(fault))

    def _tell(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(True)
