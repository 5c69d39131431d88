"""A kit for one more desk of the province on the server that its desks share: its name is on record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.views import KitMade
from ui.gui.desk import Desk
from ui.gui.layouts import box, row
from ui.gui.runner import Fault
from ui.gui.screens.kit_once import KitOnce
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice


class DeskKitDialog(KitOnce):
    """It opens every report of the province, and says so before it is made."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.name = LineInput(placeholder=self.t("deskkit.name_placeholder"))
        self._fault = label("", "bad")
        self.button = primary(desk, self.t("kit.make"), self.run)
        self.button.setDefault(True)
        self.body.addWidget(
            box(
                label(self.t("deskkit.title"), "section"),
                notice(desk, self.t("deskkit.text"), "warn"),
                Field(self.t("deskkit.name"), self.name, self.t("deskkit.name_hint")),
                self._fault,
                row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
                gap="gap",
            )
        )
        self.name.setFocus()

    def run(self) -> None:
        """Make it."""
        name, app = self.name.value(), self.desk.app
        if not name:
            self._fault.setText(self.t("deskkit.missing_name"))
            return
        self.button.setEnabled(False)
        self.desk.do_once(lambda: app.make_desk_kit(name), self._made, self._failed, self)

    def _made(self, kit: KitMade) -> None:
        name = self.name.value()
        sheet = self.t("deskkit.sheet", name=name, code=kit.code)
        self.show_kit(kit, self.t("deskkit.made", name=name), sheet, "-meja")

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self.desk.explain(fault))
