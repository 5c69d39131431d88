"""What the next meeting should talk of: what may stand in its papers, and apart from it what is for the chair alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.team_views import AgendaView
from ui.gui.desk import Desk
from ui.gui.layouts import card, row
from ui.gui.screens.team.names import Names
from ui.gui.widgets.buttons import primary
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("area", "stage", "count")


class AgendaDialog(FittedDialog):
    """Closes with Enter or Esc."""

    def __init__(self, desk: Desk, view: AgendaView, names: Names, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.agenda"))
        t = desk.t
        lines = [label(f"• {line}") for line in view.lines] or [label(t("agenda.nothing"), "muted")]
        inside = [label(f"{t(f'agenda.{name}')}: {many}") for name, many in view.inside]
        if view.silent:
            inside.append(label(f"{t('agenda.silent')}: {', '.join(view.silent)}"))
        table = Table(t("agenda.warnings"), [t(f"team.col.{name}") for name in COLUMNS])
        table.fill([[names.area(each.area) or "–", names.any_stage(each.stage), str(each.count)] for each in view.warnings])
        closing = primary(desk, t("button.close"), self.accept)
        closing.setDefault(True)
        self.put(
            desk.theme.wide("form"),
            row(0, closing),
            label(t("team.agenda"), "section"),
            card(label(t("agenda.papers"), "strong"), *lines),
            card(label(t("agenda.inside"), "strong"), label(t("agenda.inside_hint"), "small"), *inside, tone="info"),
            label(t("agenda.warnings"), "strong"),
            table,
        )
