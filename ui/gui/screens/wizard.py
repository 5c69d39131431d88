"""First run: what this laptop is, its kit or its office, who you are, a passphrase, the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from ui.gui import opening
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row, scrolled
from ui.gui.runner import Fault, Watch
from ui.gui.screens.gate import Gate
from ui.gui.screens.wizard_role import Page, RolePage
from ui.gui.theme import LARGE_TEXT
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.labels import label, rule
from ui.gui.widgets.progress import Progress

if TYPE_CHECKING:
    from core.domain.reference import ReferenceData
    from ui.gui.screens.wizard_pages import KitPage, PersonPage


class WizardScreen(Gate):
    """The gate where there is no profile yet; Back works until the laptop is set up."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("window")
        self.desk = desk
        self.pages: list[Page] = []
        self._app: object = None
        self._reference: ReferenceData | None = None
        self.stack = QStackedWidget()
        self._title = label("", "title")
        self._step = label("", "muted", wrap=False)
        self._message = label("", "bad")
        self._progress = Progress(desk)
        self.back = plain(desk, desk.t("button.back"), self._go_back, "chevron-left")
        self.bring_back = quiet(desk, desk.t("restore.open"), self.restore, "import")
        self.next = primary(desk, desk.t("button.next"), self.go_on)
        self.practice = quiet(desk, desk.t("practice.try"), self.practice_wanted.emit, "guide")
        self.language = quiet(desk, desk.t("language.other"), self.language_wanted.emit, "language")
        self._area = scrolled(self.stack)
        content = card(
            row(self._title, 0, self._step, self.language),
            label(desk.t("wizard.purpose"), "muted"),
            rule(),
            self._area,
            self._progress,
            self._message,
            *self._ways(),
            gap="gap",
        )
        content.setMaximumWidth(desk.theme.wide("form"))
        layout = column(margin="wide")
        line = row(0)
        line.addWidget(content, 8)
        line.addStretch(1)
        layout.addLayout(line, 1)
        self.setLayout(layout)
        self.role = RolePage(desk)
        self._add(self.role)
        self._show(0)

    @cached_property
    def kit(self) -> KitPage:
        """A post's kit."""
        from ui.gui.screens.wizard_pages import KitPage

        return KitPage(self.desk)

    @cached_property
    def desk_kit(self) -> KitPage:
        """The kit of one more desk."""
        from ui.gui.screens.wizard_pages import KitPage

        return KitPage(self.desk, "desk")

    @cached_property
    def person(self) -> PersonPage:
        """Name and passphrase, which stay while another kind of laptop is chosen."""
        from ui.gui.screens.wizard_pages import PersonPage

        return PersonPage(self.desk)

    def _ways(self) -> list[QHBoxLayout]:
        """Back, on, and the ways aside: in large letters a line of their own."""
        if self.desk.theme.scale <= LARGE_TEXT:
            return [row(self.back, self.bring_back, self.practice, 0, self.next)]
        return [row(self.bring_back, self.practice, 0), row(self.back, 0, self.next)]

    def tell(self, sentence: str) -> None:
        """Say something above the buttons."""
        self._message.setText(sentence)

    def load_reference(self) -> None:
        """Read the reference data beside the window."""
        self.desk.runner.ask(opening.reference, self.use_reference, owner=self)

    def use_reference(self, reference: ReferenceData) -> None:
        """Reference data arrived; the province's page needs it."""
        self._reference = reference
        if self.role.kind == "province" and self.stack.currentIndex() == 0:
            self._plan()

    def begin_with(self, kind: str, kit: Path) -> bool:
        """A kit was opened: to the page of its code, while nothing was begun; says whether it went there."""
        if self._app is not None or self._page().on == "wizard.create":
            return False
        self.stack.setCurrentIndex(0)
        self.role.choose(kind)
        self.go_on()
        page = self.kit if kind == "post" else self.desk_kit
        page.use(kit)
        page.code.setFocus()
        return True

    def say(self, sentence: str) -> None:
        """A sentence below the page, until something is typed."""
        self._message.setText(sentence)

    def go_on(self) -> None:
        """To the next page; the last one opens the window, the one before sets the laptop up."""
        page = self._page()
        missing = page.missing()
        self._message.setText(missing)
        if missing or not self.next.isEnabled():
            return
        if page is self.role:
            self._plan()
        if page.on == "wizard.create":
            self._create()
        elif page.on == "wizard.finish":
            self.opened.emit(self._app)
        else:
            self._show(self.stack.currentIndex() + 1)

    def restore(self) -> None:
        """A copy in the place of a new beginning."""
        from ui.gui.screens.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self.desk, self, held=False)
        dialog.opened.connect(self.opened)
        dialog.exec()

    def _plan(self) -> None:
        while len(self.pages) > 1:
            self.stack.removeWidget(self.pages.pop())
        from ui.gui.screens.wizard_pages import NationPage, ProvincePage

        if self.role.kind == "nation":
            self.nation = NationPage(self.desk)
            self._add(self.nation)
        elif self.role.kind in ("post", "desk"):
            self._add(self.kit if self.role.kind == "post" else self.desk_kit)
        else:
            self.province = ProvincePage(self.desk, self._reference or opening.reference())
            self._add(self.province)
        self._add(self.person)

    def _add(self, page: Page) -> None:
        page.edited.connect(lambda: self._message.setText(""))
        holder = page
        self.pages.append(page)
        self.stack.addWidget(holder)

    def _page(self) -> Page:
        return self.pages[self.stack.currentIndex()]

    def _show(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        page = self._page()
        self._title.setText(self.desk.t(page.title))
        self._step.setText(self.desk.t("wizard.step", n=index + 1, total=4))
        self.back.setVisible(index > 0 and self._app is None)
        self.bring_back.setVisible(index == 0)
        self.practice.setVisible(index == 0)
        self.language.setVisible(
            index == 0
        )  # another language builds the wizard anew: what was typed, and what was made, would go
        self._message.setText("")
        self.next.setText(self.desk.t(page.on))
        page.take_keyboard()

    def _go_back(self) -> None:
        self._show(self.stack.currentIndex() - 1)

    def _create(self) -> None:
        self._busy(True)
        job = self.desk.runner.do(self._beginning(), self._created, self._failed, self._progress.tell, self)
        self._progress.follow(job, self.desk.t("wizard.creating"))
        self._progress.cancel.setVisible(False)

    def _beginning(self) -> Callable[[Watch], object]:
        folder, officer, passphrase = self.desk.folder, self.person.name.value(), self.person.passphrase.copy()
        if self.role.kind == "post":
            kit, code = self.kit.path, self.kit.code.value()
            return lambda watch: opening.create_post(folder, kit, code, officer, passphrase, watch)
        if self.role.kind == "desk":
            page = self.desk_kit
            kit, code, elsewhere = page.path, page.code.value(), page.server.server if page.server is not None else None
            return lambda watch: opening.join_desk(folder, kit, code, officer, passphrase, elsewhere, watch)
        if self.role.kind == "nation":
            office = self.nation.name.value()
            return lambda watch: opening.create_nation(folder, office, officer, passphrase, watch)
        name, area, shares = self.province.name.value(), self.province.area.value(), self.province.shares
        server = self.province.server.server
        return lambda watch: opening.create_province(folder, name, area, officer, passphrase, shares, watch, server)

    def _busy(self, busy: bool) -> None:
        self.next.setEnabled(not busy)
        self.back.setEnabled(not busy)

    def _created(self, app: object) -> None:
        self._app = app
        self.person.passphrase.wipe()
        self._busy(False)
        self._progress.finish()
        from ui.gui.screens.wizard_pages import SheetPage

        self._add(SheetPage(self.desk, self.role.kind))
        self._show(len(self.pages) - 1)

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._progress.finish()
        code = getattr(fault, "code", "")
        if code.startswith(("kit.", "server.", "store.server")):
            self._show(1)
        self._message.setText(self.desk.explain(fault))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, as the primary button does."""
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)
