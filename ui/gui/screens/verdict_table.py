"""The verdicts on many files: how many hold, a table with those that do not hold on top, the chosen one in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import box, clear, column, scrolled
from ui.gui.screens.pacts.local_pages import LocalPages
from ui.gui.screens.verdict_card import reasons_of, verdict_card
from ui.gui.widgets.labels import notice
from ui.gui.widgets.panes import Panes

if TYPE_CHECKING:
    from core.app.papers import VerifyResult

ORDER = ("invalid", "unknown", "valid")
Verdict = tuple[str, "VerifyResult"]


class VerdictTable(QWidget):
    """``stopped`` says how many of the files were not looked at."""

    def __init__(self, desk: Desk, verdicts: Sequence[Verdict], stopped: int = 0) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        counts = Counter(result.verdict for _, result in verdicts)
        headings = [self.t(f"verify.{name}") for name in ("file", "verdict", "told")]
        self.table: LocalPages[Verdict] = LocalPages(self.t("verify.results"), headings, self._cells)
        self.table.setSelectionMode(LocalPages.SelectionMode.SingleSelection)
        self.table.show_all(sorted(verdicts, key=lambda each: ORDER.index(each[1].verdict)))
        self.table.itemSelectionChanged.connect(self._choose)
        self._chosen = QVBoxLayout()
        both = Panes(self.table, scrolled(box(self._chosen, 0), sideways=False), shares=(1, 1), gap="gap")
        words = [self.t("verify.counted", n=len(verdicts), **{name: counts[name] for name in ORDER})]
        words += [self.t("verify.stopped", n=stopped)] if stopped else []
        tone = "ok" if counts["valid"] == len(verdicts) and not stopped else "bad" if counts["invalid"] else "warn"
        self.setLayout(column(notice(desk, "\n".join(words), tone), both))
        self.table.selectRow(0)

    def _cells(self, row: Verdict) -> list[str]:
        name, result = row
        said = " · ".join(filter(None, (result.fields.get("number"), result.fields.get("name"))))
        told = reasons_of(self.desk, result).replace("\n", " ") or said
        return [name, self.t(f"verify.{result.verdict}"), told]

    def _choose(self) -> None:
        clear(self._chosen)
        for name, result in self.table.chosen_rows():
            self._chosen.addWidget(verdict_card(self.desk, name, result))
