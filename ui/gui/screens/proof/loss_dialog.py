"""A laptop that is gone: what lay on it, what of it has not come, and how its post goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.screens.data_protection.forms import begin_breach
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.table import Table

FEW = 8
"""So many reports are seen without scrolling."""
COLUMNS = ("number", "day", "kind", "read", "from", "late")


class LossDialog(FittedDialog):
    """A list to read and to tell the officer in charge; a failure to protect data begins here where it is one."""

    def __init__(self, desk: Desk, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.loss"))
        self.desk, self.t = desk, desk.t
        self._told = QVBoxLayout()
        self.table = Table(self.t("loss.reports"), [self.t(f"loss.col_{name}") for name in COLUMNS])
        self._none = label(self.t("loss.none"), "muted")
        self._seen: views.LostLaptop | None = None
        self.breach = plain(desk, self.t("loss.breach"), self._begin, "warning")
        self.breach.setEnabled(False)
        self.put(
            min(desk.theme.wide("form") + desk.theme.wide("side"), self.screen().availableGeometry().width() - pixels("side")),
            row(self.breach, 0, plain(desk, self.t("button.close"), self.accept)),
            self._told, label(self.t("loss.reports"), "section"), self._none, self.table, label(self.t("loss.replace"), "muted"),
        )  # fmt: skip
        desk.runner.ask(lambda: desk.app.ask(queries.LostLaptop(key)), self._show, self._failed, self, "loss")

    def _failed(self, fault: Fault) -> None:
        self._told.addWidget(notice(self.desk, self.desk.explain(fault), "bad"))
        self.fit()

    def _begin(self) -> None:
        """A laptop that is gone may be a failure to protect data: its log begins with what is known."""
        if self._seen is not None:
            now = self.desk.now()
            known = {"known": now.date().isoformat(), "known_time": f"{now:%H:%M}", "post": self._seen.post}
            begin_breach(self.desk, self, known | {"laptop": self._seen.key, "what": self.t("loss.breach_what")})

    def _show(self, seen: views.LostLaptop) -> None:
        t = self.t
        self._seen = seen
        self.breach.setEnabled(self.desk.app.facts.kind == "province")
        self._told.addWidget(label(t("loss.title", name=seen.name, post=seen.post), "section"))
        revoked = t("loss.revoked", at=self.desk.when(seen.revoked)) if seen.revoked else t("loss.trusted")
        contact = t("loss.contact", at=self.desk.when(seen.contact)) if seen.contact else t("loss.no_contact")
        self._told.addWidget(label(f"{revoked} {contact}"))
        away = [t("loss.not_come", first=each.first, last=each.last, stream=each.stream[:8]) for each in seen.not_come]
        away += [t("loss.attachments", n=seen.attachments)] if seen.attachments else []
        tone, words = ("warn", "\n".join(away)) if away else ("ok", t("loss.come"))
        self._told.addWidget(notice(self.desk, words, tone))
        self.table.setVisible(bool(seen.reports))
        self._none.setVisible(not seen.reports)
        line = self.table.fontMetrics().height() + pixels("gap")
        self.table.setFixedHeight(line * (min(len(seen.reports), FEW) + 1) + pixels("wide"))
        self.fit()
        # Filled last: the columns share the width that the table has by now.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.table.fill([self._cells(each, revoked=bool(seen.revoked)) for each in seen.reports])

    def _cells(self, each: views.LostReport, *, revoked: bool) -> list[str]:
        came = ("late" if each.late else "in_time") if revoked else "arrived"
        read, here = "sealed" if each.sealed else "read", "here" if each.own else "sibling"
        words = (f"kind.{each.kind}", f"loss.{read}", f"loss.{here}", f"loss.{came}")
        return [each.number, self.desk.day(each.day), *(self.t(word) for word in words)]
