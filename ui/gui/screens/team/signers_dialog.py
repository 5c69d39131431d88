"""Who signs for each of the office's two tracks: a position, never a person; empty means as the reference data call it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.team_queries import POSITION
from core.app.team_views import TrackRow
from core.domain.errors import Refused
from core.domain.text import check_line
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label


class SignersDialog(FittedDialog):
    """Kept on this desk."""

    def __init__(self, desk: Desk, tracks: tuple[TrackRow, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.signers"))
        self.desk, self.t = desk, desk.t
        english = self.t.language == "en"
        self.lines = {each.code: LineInput(each.position) for each in tracks}
        self.fields = {each.code: Field(each.english if english else each.name, self.lines[each.code]) for each in tracks}
        self.button = primary(desk, self.t("team.record"), self._keep, "check")
        self.button.setDefault(True)
        end = row(0, plain(desk, self.t("button.cancel"), self.reject), self.button)
        head = (label(self.t("team.signers"), "section"), label(self.t("team.signers_hint"), "muted"))
        self.put(desk.theme.wide("form"), end, *head, *self.fields.values())

    def _keep(self) -> None:
        for code, line in self.lines.items():
            try:
                check_line(line.value(), "position")
            except Refused as refused:
                self.fields[code].wrong(self.desk.explain(refused))
                return
        kept, settings = {code: line.value() for code, line in self.lines.items()}, self.desk.app.settings

        def keep(_watch: object) -> None:
            for code, position in kept.items():
                settings.put(f"{POSITION}{code}", position)

        self.desk.runner.do(keep, lambda _done: self.accept(), self.desk.say_fault, None, self)
