"""The shared server of a province's desks, from an administrator's file: asked for only where several desks work on one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.domain.errors import Refused
from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, column, row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.labels import label
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from core.app.common_store import Server


class ServerPart(QWidget):
    """``server`` is the address once it was read whole, None while nothing is ticked or something is wrong."""

    edited = Signal()

    def __init__(self, desk: Desk, question: str) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        self.server: Server | None = None
        self._files: dict[str, Path] = {}
        self._names = {name: label(self.t("wizard.server.no_file"), "muted") for name in ("address", "ca")}
        self._found = label("", "ok")
        self._found.hide()
        self.tick = Tick(question, False, self._toggle)
        self._fields = {name: self._field(name) for name in self._names}
        self._more = box(*self._fields.values(), self._found, label(self.t("store.on_server"), "small"), gap="gap")
        self.setLayout(column(self.tick, self._more, gap="gap"))
        self._more.hide()

    def missing(self) -> str:
        """What is missing: nothing where no server is shared."""
        return "" if self.server is not None or not self.tick.isChecked() else self.t("wizard.server.missing")

    def use(self, name: str, path: Path) -> None:
        """Take this file as the address or as the CA; it is read at once, and what is wrong is said beside it."""
        self._files[name] = path
        self._names[name].setText(path.name)
        self._read()

    def _field(self, name: str) -> Field:
        choosing = plain(self._desk, self.t(f"wizard.server.choose_{name}"), lambda: self._choose(name), "file")
        line = row(choosing)
        line.addWidget(self._names[name], 1)
        beside = QWidget()
        beside.setLayout(line)
        return Field(self.t(f"wizard.server.{name}"), beside, self.t(f"wizard.server.{name}_hint"), focus=choosing)

    def _choose(self, name: str) -> None:
        found = open_files(self._desk, self, self.t(f"wizard.server.choose_{name}"), self.t(f"files.server_{name}"))
        if found:
            self.use(name, found[0])

    def _toggle(self, on: bool) -> None:
        self._more.setVisible(on)
        self.server = None
        self._read()

    def _read(self) -> None:
        self.server = None
        self._found.hide()
        for field in self._fields.values():
            field.wrong("")
        self.edited.emit()
        address, ca = self._files.get("address"), self._files.get("ca")
        if address is not None and self.tick.isChecked():
            read = opening.read_server
            self._desk.runner.ask(lambda: read(address, ca), self._is, self._is_not, self, "wizard-server")

    def _is(self, server: Server) -> None:
        self.server = server if self.tick.isChecked() else None
        self._found.show()
        self._found.setText(self.t("wizard.server.found", host=server.host, port=server.port, database=server.database))
        self.edited.emit()

    def _is_not(self, fault: Fault) -> None:
        if isinstance(fault, Refused) and fault.details.get("field") == "ca":
            self._fields["ca"].wrong(self.t("wizard.server.needs_ca"))
        else:
            self._fields["address"].wrong(self._desk.explain(fault))
