"""The national office in the window: a province sees what arrived there, the office its provinces; both meet by a fingerprint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.app import queries
from core.domain.nation import NATION
from ui.gui.desk import Desk
from ui.gui.files import keep_file, open_files, save_file
from ui.gui.layouts import Part, card, clear, column, row
from ui.gui.runner import Fault
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import drawn, label, notice, pair
from ui.gui.widgets.table import Table
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from core.app.nation_views import AboveView, AdoptedRow, Introduced

FILE_LIMIT = 64 * 1024
SUFFIX = "poskokenal"


class NationCard(QFrame):
    """Files come in and go out; nothing is believed before somebody says that two fingerprints are the same."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.office = desk.app.facts.kind == NATION
        self._fault, self._state = label("", "bad"), QVBoxLayout()
        kind = "office" if self.office else "province"
        self.take = plain(desk, self.t(f"nation.take_{kind}"), self._choose, "import")
        self.write = plain(desk, self.t("nation.introduce"), self._introduce, "export")
        self.table = Table(
            self.t("nation.provinces"), [self.t(f"nation.col_{n}") for n in ("area", "name", "posts", "reports", "last")]
        )
        (self.write if self.office else self.table).hide()
        head = beside(
            row(drawn(desk, "province", "primary"), label(self.t(f"nation.title_{kind}"), "section"), 0), 0, self.write, self.take
        )
        own = pair(self.t("nation.own_fingerprint"), desk.app.nation.fingerprint)
        self.setLayout(
            column(
                card(head, label(self.t(f"nation.text_{kind}"), "muted"), own, self._state, self.table, self._fault, gap="gap")
            )
        )

    def refresh(self) -> None:
        """Ask how far it is."""
        if self.office:
            self.desk.ask(queries.Adopted(), self._show_adopted, self, "nation")
        else:
            self.desk.ask(queries.Above(), self._show_above, self, "nation")

    def _show_above(self, view: AboveView | None) -> None:
        clear(self._state)
        if view is None:
            self._state.addWidget(label(self.t("nation.none"), "muted"))
            return
        told = self.desk.when(view.told_at) if view.told_at else self.t("nation.never")
        self._state.addWidget(pair(view.name, view.fingerprint))
        tone = "warn" if view.lacking else "ok"
        self._state.addWidget(notice(self.desk, self.t("nation.arrived", held=view.held, lacking=view.lacking, at=told), tone))
        if view.asked:
            self._state.addWidget(label(self.t("nation.asked", n=view.asked)))

    def _show_adopted(self, rows: tuple[AdoptedRow, ...]) -> None:
        clear(self._state)
        self.table.setVisible(bool(rows))
        if not rows:
            self._state.addWidget(label(self.t("nation.no_provinces"), "muted"))
        self.table.fill(
            [
                [
                    each.area,
                    each.name,
                    str(each.posts),
                    str(each.reports),
                    self.desk.when(each.last_contact) if each.last_contact else "",
                ]
                for each in rows
            ]
        )

    def _introduce(self) -> None:
        self._fault.setText("")
        self.desk.runner.do(lambda _watch: self.desk.app.nation.introduce(), self._keep, self._failed, None, self)

    def _keep(self, made: Introduced) -> None:
        name = f"provinsi-{made.area}" if made.area else "kantor-nasional"
        where = save_file(self.desk, self, self.t("nation.save"), f"{name}.{SUFFIX}", SUFFIX)
        if where is not None:
            fault = keep_file(where, made.file)
            self._fault.setText(self.desk.explain(fault) if fault else "")

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("nation.choose"), self.t("files.introduction"))
        if found:
            self.look(found[0])

    def look(self, path: Path) -> None:
        """Show whose file it is; believing it is a second step."""
        self._fault.setText("")
        room = self.desk.app.nation

        def read() -> tuple[bytes, Introduced]:
            from ui.compose import read_file

            data = read_file(path, FILE_LIMIT)
            return data, room.look_below(data) if self.office else room.look_above(data)

        self.desk.runner.do(lambda _watch: read(), self._ask, self._failed, None, self)

    def _ask(self, found: tuple[bytes, Introduced]) -> None:
        data, seen = found
        room = self.desk.app.nation
        believe = room.adopt if self.office else room.know

        def go_on() -> None:
            self.desk.runner.do(lambda _watch: believe(data, seen.fingerprint), self._believed, self._failed, None, self)

        FingerprintDialog(self.desk, seen, go_on, self).open()

    def _believed(self, made: Introduced) -> None:
        self.refresh()
        if made.file:
            self._keep(made)

    def _failed(self, fault: Fault) -> None:
        self._fault.setText(self.desk.explain(fault))


class FingerprintDialog(Dialog):
    """Whose file it is, the fingerprint large, and one sentence to agree to."""

    def __init__(self, desk: Desk, seen: Introduced, go_on: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("nation.fingerprint"))
        self._go_on = go_on
        self.same = Tick(desk.t("nation.same"), False, self._ticked)
        self.button = primary(desk, desk.t("nation.believe"), self._believe, "ok")
        self.button.setEnabled(False)
        whose = f"{seen.name} ({seen.area})" if seen.area else seen.name
        parts: list[Part] = [
            label(whose, "section"),
            card(label(desk.t("nation.fingerprint"), "small"), label(seen.fingerprint, "section")),
            notice(desk, desk.t("nation.compare"), "warn"),
            self.same,
            row(0, plain(desk, desk.t("button.cancel"), self.reject), self.button),
        ]
        self.setLayout(column(*parts, gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _ticked(self, same: bool) -> None:
        self.button.setEnabled(same)

    def _believe(self) -> None:
        self.accept()
        self._go_on()
