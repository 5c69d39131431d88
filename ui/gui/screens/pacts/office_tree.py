"""Offices as a tree with who must sign, who has, and the coverage; or, for one level, as a plain list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from core.app.cascade_views import CascadeTreeView, OfficeNode, Tally
from ui.gui.desk import Desk
from ui.gui.screens.pacts.coverage_bar import PERMILLE, CoverageDelegate, percent
from ui.gui.theme import pixels

COLUMNS = ("unit", "must", "signed", "coverage")
PLACE = Qt.ItemDataRole.UserRole
OPEN_DEPTH = 1
LEAST_LETTERS = 20
"""Of an office's name that there must be room for."""
NUMBERS = (1, 2)


class OfficeTree(QTreeWidget):
    """``chosen`` tells home, office (an id, empty for the whole home), name and counts."""

    chosen = Signal(str, str, str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view = CascadeTreeView((), (), Tally(), None)
        self._level = ""
        self._wanted = ("", "")
        self.setAccessibleName(desk.t("cascade.tree"))
        self.setHeaderLabels([desk.t(f"cascade.col_{name}") for name in COLUMNS])
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(True)
        self.setItemDelegateForColumn(len(COLUMNS) - 1, CoverageDelegate(desk, self))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(pixels("target"))
        self.currentItemChanged.connect(lambda item, _old: self._tell(item))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave less room."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Where the text is large the names and the coverage stay; the two numbers stand beside the tree as well."""
        letters, words = self.fontMetrics(), [self.headerItem().text(at) for at in NUMBERS]
        numbers = sum(letters.horizontalAdvance(each) + 2 * pixels("gap") for each in words)
        left = self.viewport().width() - numbers - self.sizeHintForColumn(len(COLUMNS) - 1)
        for at in NUMBERS:
            self.setColumnHidden(at, left < letters.averageCharWidth() * LEAST_LETTERS)

    def show_level(self, level: str) -> None:
        """Offices of one level alone; empty for the tree."""
        self._level = level
        self._fill()

    def show_tree(self, view: CascadeTreeView) -> None:
        """Show these offices; the one that was chosen stays so."""
        self._view = view
        self._fill()

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        known: dict[tuple[str, str], QTreeWidgetItem] = {}
        if self._level:
            for node in self._view.offices:
                if node.level == self._level and node.id:
                    known[node.home, node.id] = self._item(node.home, node.id, node.name, node.whole)
            self.addTopLevelItems(list(known.values()))
        else:
            self._plant(known)
        self.blockSignals(False)
        self._share()
        if known:
            self.setCurrentItem(known.get(self._wanted) or next(iter(known.values())))
            self._tell(self.currentItem())

    def _plant(self, known: dict[tuple[str, str], QTreeWidgetItem]) -> None:
        for home, name in self._view.homes:
            own = [node for node in self._view.offices if node.home == home]
            root = self._item(home, "", name, sum((n.whole for n in own if n.depth == 1 or not n.id), Tally()))
            self.addTopLevelItem(root)
            known[home, ""] = root
            for node in own:
                if node.id:
                    self._hang(known, root, node)
            root.setExpanded(True)

    def _hang(self, known: dict[tuple[str, str], QTreeWidgetItem], root: QTreeWidgetItem, node: OfficeNode) -> None:
        made = self._item(node.home, node.id, node.name, node.whole)
        known.get((node.home, node.parent), root).addChild(made)
        known[node.home, node.id] = made
        made.setExpanded(node.depth <= OPEN_DEPTH)

    def _item(self, home: str, office: str, name: str, tally: Tally) -> QTreeWidgetItem:
        share = percent(self._desk.t, tally.permille)
        made = QTreeWidgetItem([name, f"{tally.people:,}", f"{tally.signed:,}", share])
        made.setSizeHint(0, QSize(0, self.fontMetrics().height() + pixels("gap")))
        made.setData(0, PLACE, (home, office, name, tally))
        made.setData(len(COLUMNS) - 1, PERMILLE, tally.permille)
        spoken = self._desk.t("cascade.spoken", unit=name, signed=tally.signed, people=tally.people, share=share)
        made.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        for place in NUMBERS:
            made.setTextAlignment(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            home, office, name, tally = item.data(0, PLACE)
            self._wanted = (home, office)
            self.chosen.emit(home, office, name, tally)
