"""What the reporter added with his code, as the province reads it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame

from core.app.views import ReportView
from core.domain.commands import HandleReturn
from core.domain.ids import read_id
from core.domain.reporter import THREAT
from ui.gui.desk import Desk
from ui.gui.layouts import Part, card, row
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label, state


class ReturnsTab(DetailTab):
    """A card for each act; only reports whose reporter came back have this tab."""

    name = "returns"

    def applies(self, view: ReportView) -> bool:
        """Whether the reporter came back."""
        return bool(view.other.get("returns"))

    def fill(self, view: ReportView) -> None:
        """Cards, the newest first."""
        returned: Any = view.other.get("returns") or []
        for item in returned:
            self.body.addWidget(return_card(self.desk, item))


def return_card(desk: Desk, item: dict[str, Any]) -> QFrame:
    """One act: what, when, where, its words, and who of the province took it on."""
    act, t = str(item["act"]), desk.t
    urgent = act == THREAT
    when = " · ".join(part for part in (desk.when(str(item["at"])), str(item["post"]), str(item["number"])) if part)
    parts: list[Part] = [
        state(desk, t(f"returned.{act}"), "bad" if urgent else "info", "warning" if urgent else "user"),
        label(when, "small"),
    ]
    if item["text"]:
        parts.append(label(str(item["text"])))
    if item["effect"]:
        parts.append(label(t(f"return.effect_{item['effect']}"), "muted"))
    if not item["report"]:
        parts.append(label(t("return.no_report"), "warn"))
    if item["handled_at"]:
        words = t("return.handled", officer=str(item["handled_by"]), when=desk.when(str(item["handled_at"])))
        return card(*parts, state(desk, words, "ok"))
    button = plain(desk, t("return.handle"), icon="check")
    made = card(*parts, row(button, 0), tone="bad" if urgent else "")
    button.clicked.connect(lambda _checked=False: _handle(desk, made, str(item["id"])))
    return made


def _handle(desk: Desk, owner: QFrame, subject: str) -> None:
    command = HandleReturn(desk.app.new_command(), read_id(subject))
    desk.execute(command, lambda _changes: owner.setEnabled(False), desk.say_fault, owner)
