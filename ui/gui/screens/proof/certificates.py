"""Certificates of officers and laptops: found by words, and one of them taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.screens.proof.end_authority_dialog import EndAuthorityDialog
from ui.gui.screens.proof.loss_dialog import LossDialog
from ui.gui.screens.proof.revoke_dialog import RevokeDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("name", "role", "post", "state", "since", "key")


class CertificatesPage(QWidget):
    """Enter on a row asks whether it shall be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._all: tuple[views.CertificateRow, ...] = ()
        self._shown: list[views.CertificateRow] = []
        self.line = LineInput(placeholder=self.t("certificates.search"))
        self.line.setAccessibleName(self.t("certificates.search"))
        self.line.textEdited.connect(lambda _text: self._narrow())
        self.table = Table(self.t("certificates.title"), [self.t(f"certificates.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._look)
        self.table.itemActivated.connect(lambda _item: self.revoke())
        self.button = plain(desk, self.t("certificates.revoke"), self.revoke, "close")
        self.ending = plain(desk, self.t("certificates.end_authority"), self.end_authority, "close")
        self.losing = plain(desk, self.t("certificates.loss"), self.show_loss, "search")
        told = label(self.t("certificates.text"), "muted")
        acts = flowing(self.button, self.ending, self.losing)
        self.kept = label(self.t("certificates.own_authority"), "small")
        self.setLayout(column(told, self.line, self.table, acts, self.kept, margin="gap"))
        self._look()

    def refresh(self) -> None:
        """Ask for every certificate."""
        self.desk.ask(queries.Certificates(), self._show, self, "certificates")

    def _show(self, rows: tuple[views.CertificateRow, ...]) -> None:
        self._all = rows
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.line.value().casefold()
        pairs = [(each, self._cells(each)) for each in self._all]
        found = [(each, cells) for each, cells in pairs if wanted in " ".join((*cells, each.key)).casefold()]
        self._shown = [each for each, _ in found]
        self.table.fill([cells for _, cells in found])
        self._look()

    def _cells(self, each: views.CertificateRow) -> list[str]:
        role = self.t(f"role.{each.role}") if self.t.known(f"role.{each.role}") else each.role
        state = self.t("certificates.revoked", at=self.desk.when(each.revoked)) if each.revoked else self.t("certificates.valid")
        return [each.name, role, each.post, state, self.desk.when(each.since), each.key[:16]]

    def chosen(self) -> views.CertificateRow | None:
        """The certificate chosen."""
        place = self.table.chosen()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _look(self) -> None:
        found = self.chosen()
        self.button.setEnabled(found is not None)
        self.ending.setEnabled(found is not None and found.may_end)
        is_own = found is not None and not found.may_end
        self.kept.setVisible(is_own)
        self.ending.setAccessibleDescription(self.kept.text() if is_own else "")
        self.losing.setEnabled(found is not None and found.role == "device")

    def revoke(self) -> None:
        """Ask for time, reason and a yes."""
        found = self.chosen()
        if found is not None:
            RevokeDialog(self.desk, found, self).exec()

    def end_authority(self) -> None:
        """The same for the authority that gave the chosen certificate out."""
        found = self.chosen()
        if found is not None:
            EndAuthorityDialog(self.desk, found, self).exec()

    def show_loss(self) -> None:
        """What lay on the chosen laptop and never came here."""
        found = self.chosen()
        if found is not None:
            LossDialog(self.desk, found.key, self).exec()
