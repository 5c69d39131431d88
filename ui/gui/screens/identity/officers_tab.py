"""Who sits at the identity desk, since when, named by whom, with whom each opens; and where the key is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton

from core.app import identity_queries as queries
from core.app.document_views import DocumentKind, FormOfDocument
from core.app.identity_views import DeskOfficer, IdentityDesk
from core.app.team_views import TeamPage
from core.domain.document import Rows
from core.domain.document_form import FieldType, FormField, Option
from core.domain.identity_opening import NameIdentityOfficer, UnnameIdentityOfficer
from core.domain.identity_rules import differ
from ui.gui.desk import Desk
from ui.gui.layouts import clear
from ui.gui.screens.identity.hand_over_dialog import HandOverDialog
from ui.gui.screens.team.records_tab import RecordsTab, Told
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import notice
from ui.gui.words import Words

FAMILY = "identity_desk"
KEY_TONES = {"administrator": "bad", "pairs": "ok", "elsewhere": "info"}


def naming(t: Words, enrolled: Sequence[str]) -> FormOfDocument:
    """Whom, and where he comes from."""
    options = tuple(Option(code=name, label=name) for name in enrolled)
    title = t("identity_desk.naming")
    fields = (_field(t, "officer", "choice", options), _field(t, "institution"))
    return FormOfDocument(DocumentKind("naming", title, title, "", 1), fields, ())


def _field(t: Words, name: str, kind: FieldType = "line", options: tuple[Option, ...] = ()) -> FormField:
    title = t(f"identity_desk.field.{name}")
    return FormField(name=name, label=title, english=title, type=kind, options=options, required=True)


class OfficersTab(RecordsTab):
    """Those who left stay in the list, below."""

    FAMILY, NAME, ADD_ICON = FAMILY, "officers", "plus"
    COLUMNS = ("officer", "institution", "since", "partners")

    def __init__(self, desk: Desk) -> None:
        self.seen: IdentityDesk | None = None
        super().__init__(desk)
        self.add_button.setEnabled(False)

    def question(self, after: str | None) -> Any:
        """All of them."""
        return queries.IdentityOfficers()

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """The officers; above them where the key is."""
        desk: IdentityDesk = answer
        self.seen = desk
        clear(self.head)
        self.head.addWidget(notice(self.desk, self.t(f"identity_desk.key.{desk.key}"), KEY_TONES[desk.key]))
        self.add_button.setEnabled(desk.can_name and bool(desk.enrolled))
        self.handing.setEnabled(len(self._seated()) > 1)
        return TeamPage(desk.officers, None, len(desk.officers))

    def _seated(self) -> list[DeskOfficer]:
        return [] if self.seen is None else [each for each in self.seen.officers if not each.ended_at]

    def cells(self, each: DeskOfficer) -> list[str]:
        """Name, institution, since which day, and with whom he opens."""
        if each.ended_at:
            return [each.officer, each.institution, self.t("identity_desk.ended", when=self.desk.day(each.ended_at[:10])), ""]
        partners = ", ".join(each.partners) or self.t("identity_desk.no_share")
        return [each.officer, each.institution, self.desk.day(each.named_at[:10]), partners]

    def told(self, each: DeskOfficer) -> Told:
        """The same in full, and who named him."""
        names = [self.t(f"identity_desk.col.{name}") for name in self.COLUMNS[1:]]
        by = (self.t("identity_desk.col.named_by"), f"{each.named_by} · {self.desk.when(each.named_at)}")
        return [("", each.officer), *zip(names, self.cells(each)[1:], strict=True), by]

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """His place may end."""
        return (("end", "close", self.end),)

    def more_buttons(self) -> Sequence[QPushButton]:
        """The key, handed over."""
        self.handing = plain(self.desk, self.t("identity_desk.hand_over"), self.hand_over, "unlock")
        self.handing.setEnabled(False)
        return (self.handing,)

    def _choose(self) -> None:
        super()._choose()
        each: DeskOfficer | None = self.chosen()
        may = each is not None and not each.ended_at and self.seen is not None and self.seen.can_name
        for made in self.chosen_buttons:
            made.setEnabled(may)

    def end(self) -> None:
        """End the chosen one's place; his pairs lose their copies at once."""
        each: DeskOfficer | None = self.chosen()
        if each is not None:
            command = UnnameIdentityOfficer(self.desk.app.new_command(), each.officer)
            self.desk.execute(command, lambda _changes: self._ended(each), self.desk.say_fault, self)

    def _ended(self, each: DeskOfficer) -> None:
        self.desk.said.emit(self.t("identity_desk.has_ended", who=each.officer))
        self.refresh()

    def add(self) -> None:
        """Name one; where that makes the first pair, the key is handed over next."""
        if self.seen is None:
            return

        def make(command: Any, values: dict[str, str], _rows: dict[str, Rows]) -> NameIdentityOfficer:
            return NameIdentityOfficer(command, values.get("officer", ""), values.get("institution", ""))

        hint = self.t("identity_desk.naming_hint")
        named = self.fill_in(naming(self.t, self.seen.enrolled), make, hint)
        if isinstance(named, DeskOfficer):
            homes = [each.institution for each in self._seated()]
            self.refresh()
            if self.seen.key == "administrator" and any(differ(named.institution, home) for home in homes):
                self.hand_over()

    def hand_over(self) -> None:
        """Those who take a share type their passphrases."""
        if self.seen is not None:
            HandOverDialog(self.desk, self.seen.key, self).exec()
            self.refresh()
