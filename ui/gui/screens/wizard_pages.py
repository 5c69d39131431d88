"""The pages of the first run after its first one; each says what is still missing in words, or nothing when it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.gui.desk import Desk
from ui.gui.files import keep_file, open_files, open_folder, save_file
from ui.gui.layouts import column, row
from ui.gui.screens.server_part import ServerPart
from ui.gui.screens.wizard_role import Page
from ui.gui.widgets.area_picker import AreaPicker
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.disk_state import disk_state
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.new_passphrase import NewPassphrase

if TYPE_CHECKING:
    from core.domain.reference import ReferenceData

SHEET_NAME = "posko-lembar-pemulihan.txt"


class KitPage(Page):
    """The kit of a post, or of one more desk, and its code, which travel apart."""

    def __init__(self, desk: Desk, kind: str = "kit") -> None:
        super().__init__()
        self.title = f"wizard.{kind}.title"
        self.server = ServerPart(desk, desk.t("wizard.server.elsewhere")) if kind == "desk" else None
        self._desk, self.path = desk, Path()
        self._name = label(desk.t("wizard.kit.none"), "muted")
        choosing = plain(desk, desk.t("wizard.kit.choose"), self._choose, "file")
        self.code = LineInput(placeholder=desk.t("wizard.kit.code_placeholder"))
        self.code.textEdited.connect(lambda _text: self.edited.emit())
        self.setLayout(
            column(
                label(desk.t(f"wizard.{kind}.text")),
                Field(desk.t("wizard.kit.file"), _beside(choosing, self._name), focus=choosing),
                Field(desk.t("wizard.kit.code"), self.code, desk.t("wizard.kit.code_hint")),
                *self._server(),
                0,
                gap="gap",
            )
        )

    def _server(self) -> list[ServerPart]:
        if self.server is None:
            return []
        self.server.edited.connect(self.edited)
        return [self.server]

    def use(self, path: Path) -> None:
        """Take this file as the kit."""
        self.path = path
        self._name.setText(path.name)
        self.edited.emit()

    def missing(self) -> str:
        """File and code are needed."""
        if not self.path.name:
            return self._desk.t("wizard.kit.missing_file")
        if not self.code.value():
            return self._desk.t("wizard.kit.missing_code")
        return "" if self.server is None else self.server.missing()

    def _choose(self) -> None:
        found = open_files(self._desk, self, self._desk.t("wizard.kit.choose"), self._desk.t("files.kit"))
        if found:
            self.use(found[0])


class ProvincePage(Page):
    """Name of the office, its province, where the recovery shares go, and the server where several desks work."""

    title = "wizard.province.title"

    def __init__(self, desk: Desk, reference: ReferenceData) -> None:
        super().__init__()
        self._desk = desk
        self.shares: Path | None = None
        self.name = LineInput(placeholder=desk.t("wizard.province.name_placeholder"))
        self.area = AreaPicker(desk, reference)
        self._folder = label(desk.t("wizard.province.no_shares"), "muted")
        choosing = plain(desk, desk.t("wizard.province.choose_shares"), self._choose, "export")
        self.server = ServerPart(desk, desk.t("wizard.server.several"))
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        for part in (self.area, self.server):
            part.edited.connect(self.edited)
        self.setLayout(
            column(
                Field(desk.t("wizard.province.name"), self.name),
                Field(desk.t("wizard.province.area"), self.area, focus=self.area.line),
                Field(
                    desk.t("wizard.province.shares"),
                    _beside(choosing, self._folder),
                    desk.t("wizard.province.shares_hint"),
                    focus=choosing,
                ),
                self.server,
                0,
                gap="gap",
            )
        )

    def missing(self) -> str:
        """Name and area are needed."""
        if not self.name.value():
            return self._desk.t("wizard.province.missing_name")
        return self.server.missing() if self.area.value() else self._desk.t("wizard.province.missing_area")

    def _choose(self) -> None:
        self.shares = open_folder(self._desk, self, self._desk.t("wizard.province.choose_shares"))
        self._folder.setText(str(self.shares) if self.shares else self._desk.t("wizard.province.no_shares"))


class NationPage(Page):
    """Name of the national office; which provinces it reads is settled later, in the settings."""

    title = "wizard.nation.title"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._t = desk.t
        self.name = LineInput(placeholder=desk.t("wizard.nation.name_placeholder"))
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.setLayout(
            column(label(desk.t("wizard.nation.text")), Field(desk.t("wizard.province.name"), self.name), 0, gap="gap")
        )

    def missing(self) -> str:
        """A name is needed."""
        return "" if self.name.value() else self._t("wizard.province.missing_name")


class PersonPage(Page):
    """Who the first officer is, and the passphrase."""

    title, on = "wizard.person.title", "wizard.create"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._t = desk.t
        self.name = LineInput(placeholder=desk.t("wizard.person.name_placeholder"))
        self.passphrase = NewPassphrase(desk)
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.passphrase.edited.connect(self.edited)
        self.setLayout(column(Field(desk.t("wizard.person.name"), self.name), self.passphrase, 0, gap="gap"))

    def missing(self) -> str:
        """Name and passphrase are needed."""
        if not self.name.value():
            return self._t("wizard.person.missing_name")
        return self.passphrase.missing()


class SheetPage(Page):
    """The recovery sheet: what to do when something goes wrong; saved or printed before the wizard ends."""

    title, on = "wizard.sheet.title", "wizard.finish"

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self._desk, self.kept = desk, False
        self.text = QPlainTextEdit(desk.t(f"sheet.{kind}"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(desk.t("wizard.sheet.title"))
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * 12)
        buttons = row(
            plain(desk, desk.t("button.print"), self._print, "print"),
            plain(desk, desk.t("button.save_as"), self._save, "save"),
            0,
        )
        self.fault = label("", "bad")
        words = notice(desk, desk.t("wizard.sheet.text"), "ok")
        self.setLayout(column(words, self.text, buttons, self.fault, disk_state(desk), gap="gap"))

    def keep(self) -> None:
        """The user has it, on paper or as a file, or copies it by hand."""
        self.kept = True
        self.edited.emit()

    def missing(self) -> str:
        """It must be kept somewhere."""
        return "" if self.kept else self._desk.t("wizard.sheet.missing")

    def _print(self) -> None:
        from ui.gui.printing import print_text

        printed = print_text(self._desk, self, self.text.toPlainText())
        self.fault.setText("" if printed else self._desk.t("print.none"))
        if printed:
            self.keep()

    def _save(self) -> None:
        path = save_file(self._desk, self, self._desk.t("button.save_as"), SHEET_NAME, "txt")
        if path is not None:
            fault = keep_file(path, self.text.toPlainText().encode("utf-8"))
            self.fault.setText(self._desk.explain(fault) if fault else "")
            if fault is None:
                self.keep()


def _beside(left: QWidget, right: QWidget) -> QWidget:
    made = QWidget()
    line = row(left)
    line.addWidget(right, 1)
    made.setLayout(line)
    return made
