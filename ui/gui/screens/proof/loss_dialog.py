"""A laptop that is gone: what lay on it, what of it has not come, and how its post goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.table import Table

COLUMNS = ("number", "day", "kind", "read", "from", "late")


class LossDialog(FittedDialog):
    """A list to read and to tell the officer in charge; nothing is changed here."""

    def __init__(self, desk: Desk, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.t = desk, desk.t
        self._told = QVBoxLayout()
        self.table = Table(self.t("loss.reports"), [self.t(f"loss.col_{name}") for name in COLUMNS])
        self.table.setMinimumHeight(self.table.fontMetrics().lineSpacing() * 10)
        self._none = label(self.t("loss.none"), "muted")
        self.put(
            desk.theme.wide("dialog"), row(0, plain(desk, self.t("button.close"), self.accept)),
            self._told, label(self.t("loss.reports"), "section"), self._none, self.table, label(self.t("loss.replace"), "muted"),
        )  # fmt: skip
        desk.runner.ask(lambda: desk.app.ask(queries.LostLaptop(key)), self._show, self._failed, self, "loss")

    def _failed(self, fault: Fault) -> None:
        self._told.addWidget(notice(self.desk, self.desk.explain(fault), "bad"))
        self.fit()

    def _show(self, seen: views.LostLaptop) -> None:
        t = self.t
        self._told.addWidget(label(t("loss.title", name=seen.name, post=seen.post), "section"))
        revoked = t("loss.revoked", at=self.desk.when(seen.revoked)) if seen.revoked else t("loss.trusted")
        contact = t("loss.contact", at=self.desk.when(seen.contact)) if seen.contact else t("loss.no_contact")
        self._told.addWidget(label(f"{revoked} {contact}"))
        away = [t("loss.not_come", first=each.first, last=each.last, stream=each.stream[:8]) for each in seen.not_come]
        away += [t("loss.attachments", n=seen.attachments)] if seen.attachments else []
        tone, words = ("warn", "\n".join(away)) if away else ("ok", t("loss.come"))
        self._told.addWidget(notice(self.desk, words, tone))
        self.table.fill([self._cells(each, revoked=bool(seen.revoked)) for each in seen.reports])
        self.table.setVisible(bool(seen.reports))
        self._none.setVisible(not seen.reports)
        self.fit()

    def _cells(self, each: views.LostReport, *, revoked: bool) -> list[str]:
        came = ("late" if each.late else "in_time") if revoked else "arrived"
        return [
            each.number, each.day, self.t(f"kind.{each.kind}"), self.t("loss.sealed" if each.sealed else "loss.read"),
            self.t("loss.here" if each.own else "loss.sibling"), self.t(f"loss.{came}"),
        ]  # fmt: skip
