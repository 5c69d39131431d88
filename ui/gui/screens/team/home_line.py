"""What the team owes, as one line of the home screen with the way to its room; nothing owed, no line."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.team_queries import TeamDue
from ui.gui.desk import Desk
from ui.gui.layouts import clear, row
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import state


class TeamLine(QWidget):
    """Asks for itself whenever the home screen does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._line = row()
        self.setLayout(self._line)

    def refresh(self) -> None:
        """Ask anew."""
        self.desk.ask(TeamDue(), self._show, self, "home-team")

    def _show(self, owed: tuple[tuple[str, int], ...]) -> None:
        clear(self._line)
        said = [self.t(f"home.team_{name}", n=many) for name, many in owed if many]
        if said:
            words = f"{self.t('room.team')}: {', '.join(said)}"
            going = quiet(self.desk, self.t("home.to_team"), lambda: self.desk.go.emit("team", None), "chevron-right")
            self._line.addWidget(state(self.desk, words, "warn", wrap=True), 1)
            self._line.addWidget(going)
