"""While a report is typed: others that may tell of the same incident. A polite hint that never stops anybody."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.app import queries, views
from core.domain.geo import point_of
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.theme import motion, pixels
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label

SHOWN = 3
Tree = dict[str, object]


class LikelyPanel(QWidget):
    """Asks, after a pause in typing, for reports like the form's; hidden while there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.t = desk, desk.t
        self._query: queries.Likely | None = None
        self.rows: tuple[views.LikelyRow, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=2 * motion("debounce"))
        self._pause.timeout.connect(self.ask_now)
        self._list = QVBoxLayout()
        self._list.setSpacing(pixels("small"))
        self._frame: QFrame = card(label(self.t("likely.title"), "strong"), label(self.t("likely.hint"), "muted"), tone="info")
        inner = self._frame.layout()
        if isinstance(inner, QVBoxLayout):
            inner.addLayout(self._list)
        self.setAccessibleName(self.t("likely.title"))
        self.setLayout(column(self._frame))
        self._frame.setVisible(False)

    def put(self, tree: Tree, kind: str) -> None:
        """The form's tree as it stands now; asks when the typing rests and something changed that counts."""
        query = query_of(tree, kind)
        if query == self._query:
            return
        self._query = query
        if query.area and query.day is not None:
            self._pause.start()
        else:
            self._pause.stop()
            self._show(())

    def ask_now(self) -> None:
        """Ask without waiting."""
        self._pause.stop()
        if self._query is not None and self._desk.unlocked:
            self._desk.ask(self._query, self._show, self, "likely")

    def _show(self, rows: tuple[views.LikelyRow, ...]) -> None:
        if rows == self.rows and rows:
            return
        self.rows = rows
        clear(self._list)
        for found in rows[:SHOWN]:
            self._list.addWidget(self._line(found))
        self._frame.setVisible(bool(rows))

    def _line(self, found: views.LikelyRow) -> QWidget:
        reasons = ", ".join(self.t(f"likely.{reason}") for reason in found.reasons)
        where = " · ".join(part for part in (found.number, self._desk.day(found.day), found.place) if part)
        look = quiet(self._desk, self.t("likely.look"), lambda: self._look(found.id))
        look.setAccessibleName(self.t("likely.look_at", number=found.number))
        made = QWidget()
        words = column(label(found.summary, "body"), label(where, "small"), label(reasons, "small"), gap="tight")
        line = row(gap="small")
        line.addLayout(words, 1)
        line.addWidget(look)
        made.setLayout(line)
        return made

    def _look(self, report: str) -> None:
        self._desk.ask(queries.Report(report), self._open, self, "likely-look")

    def _open(self, view: views.ReportView) -> None:
        LikelyDialog(self._desk, view, self).exec()


class LikelyDialog(Dialog):
    """The other report's words, beside the form that stays open."""

    def __init__(self, desk: Desk, view: views.ReportView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.likely"))
        self.setMinimumWidth(pixels("dialog"))
        narrative = str(view.form.get("narrative", ""))
        where = " · ".join(
            part for part in (view.row.number, desk.t(f"kind.{view.row.kind}"), desk.day(view.row.day), view.row.place) if part
        )
        close = plain(desk, desk.t("likely.back"), self.accept)
        close.setDefault(True)
        parts = (label(view.row.summary, "section"), label(where, "muted"), label(narrative), row(0, close))
        self.setLayout(column(*parts, gap="gap", margin="gap"))


def query_of(tree: Tree, kind: str) -> queries.Likely:
    """What of a form's tree is compared; what is not filled in yet, or cannot be read, is left out."""
    place, parties = _tree(tree.get("place")), tree.get("reported")
    reported = [_tree(party) for party in parties] if isinstance(parties, list) else []
    return queries.Likely(
        kind=kind,
        area=_text(place, "area"),
        day=_day(_text(_tree(tree.get("happened")) or _tree(tree.get("observed")), "date")),
        violation=_text(tree, "violation") or _text(tree, "vulnerability"),
        summary=_text(tree, "summary"),
        narrative=_text(tree, "narrative"),
        reported_names=tuple(name for party in reported if (name := _text(party, "name"))),
        units=tuple(unit for party in reported if (unit := _text(party, "unit"))),
        point=_point(place),
    )


def _tree(value: object) -> Tree:
    return value if isinstance(value, dict) else {}


def _text(tree: Tree, name: str) -> str:
    value = tree.get(name)
    return value if isinstance(value, str) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _point(value: object) -> tuple[float, float] | None:
    point = point_of(_tree(value))
    return None if point is None else point.degrees
