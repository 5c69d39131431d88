"""Who is reported (only the fields of the law's own form) and who else saw it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.gui.layouts import column
from ui.gui.screens.report_form.checks import PERSONNEL, check_name, known_phone, number_check, watch
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.repeat import Entry, Repeat
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.beside import beside
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, notice

PARTY_LINES = (
    "front_title", "name", "back_title", "position", "unit", "address", "phone", "nip", "description",
)  # fmt: skip
PARTY_ROWS = (("position", "unit"), ("address", "phone"))
WITNESS_LINES = ("front_title", "name", "back_title", "address", "phone")
NAMED = (("front_title", 1), ("name", 3), ("back_title", 1))


class Party(Entry):
    """A party reported; a personnel number is asked of those alone who have a personnel office."""

    def __init__(self, page: FormPage, value: dict[str, str]) -> None:
        super().__init__()
        self._page = page
        subjects = [(s.code, page.name_in(s.code, s)) for s in page.reference.subjects]
        self.subject = Choice([("", page.t("form.choose")), *subjects], value.get("subject", ""))
        self.lines = {name: LineInput(value.get(name, "")) for name in PARTY_LINES}
        self.fields = {name: Field(page.t(f"party.{name}"), line) for name, line in self.lines.items() if name != "description"}
        self.fields["description"] = Field(
            page.t("party.description"), self.lines["description"], page.t("party.description_hint")
        )
        layout = column(Field(page.t("party.subject"), self.subject))
        layout.addLayout(_named(self.fields))
        for left, right in PARTY_ROWS:
            layout.addLayout(beside(self.fields[left], self.fields[right], gap="gap"))
        layout.addWidget(self.fields["nip"])
        layout.addWidget(self.fields["description"])
        self.setLayout(layout)
        page.listen(self.subject, *self.lines.values())
        watch(page.desk, self.fields["name"], self.lines["name"], check_name)
        watch(page.desk, self.fields["phone"], self.lines["phone"], known_phone)
        watch(page.desk, self.fields["nip"], self.lines["nip"], number_check(self._identifier))
        self.subject.activated.connect(lambda _index: self._ask())
        self._ask()

    def _identifier(self) -> str:
        found = self._page.reference.subject(self.subject.value())
        return "" if found is None else found.identifier

    def _ask(self) -> None:
        self.fields["nip"].setVisible(self._identifier() in PERSONNEL)

    def value(self) -> dict[str, Any]:
        """Answers by field, none of them empty; a number of another kind of party is not kept."""
        answers = {"subject": self.subject.value()} | {name: line.value() for name, line in self.lines.items()}
        if self._identifier() not in PERSONNEL:
            answers["nip"] = ""
        return {name: value for name, value in answers.items() if value}


def _named(fields: dict[str, Field]) -> Any:
    line = beside(gap="gap")
    for name, width in NAMED:
        line.addWidget(fields[name], width)
    return line


class WitnessEntry(Entry):
    """A witness."""

    def __init__(self, page: FormPage, value: dict[str, str]) -> None:
        super().__init__()
        self.lines = {name: LineInput(value.get(name, "")) for name in WITNESS_LINES}
        self.fields = {name: Field(page.t(f"witness.{name}"), line) for name, line in self.lines.items()}
        layout = column()
        layout.addLayout(_named(self.fields))
        layout.addLayout(beside(self.fields["address"], self.fields["phone"], gap="gap"))
        self.setLayout(layout)
        page.listen(*self.lines.values())
        watch(page.desk, self.fields["name"], self.lines["name"], check_name)
        watch(page.desk, self.fields["phone"], self.lines["phone"], known_phone)

    def value(self) -> dict[str, Any]:
        """Answers by field; the report takes only those with a name, the draft keeps them all."""
        return {name: line.value() for name, line in self.lines.items() if line.value()}


class ReportedPage(FormPage):
    """Tells when the complaint will lie sealed because the subject is not in this post's remit."""

    step = "reported"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self._notice = QVBoxLayout()
        self._shown: QFrame | None = None
        self.parties = Repeat(self.desk, lambda v: Party(self, v), state.tree.get("reported") or [], "party", self.write)
        self.put_layout(column(label(self.t("party.text"), "muted"), self._notice, self.parties, 0))
        self._tell()

    def outside(self) -> bool:
        """Whether a reported subject is outside what this post keeps readable."""
        remit = self.desk.app.remit
        return any(value.get("subject") not in (None, *remit) for value in self.parties.values())

    def write(self) -> None:
        """All parties that were filled in."""
        self.state.put({"reported": self.parties.values()})
        self._tell()

    def _tell(self) -> None:
        outside = self.outside() if hasattr(self, "parties") else False
        if outside and self._shown is None:
            self._shown = notice(self.desk, self.t("party.titip"), "warn", self.t("party.titip_title"))
            self._notice.addWidget(self._shown)
        elif not outside and self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None


class WitnessesPage(FormPage):
    """Witnesses are sealed together with the reporter."""

    step = "witnesses"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        given = state.tree.get("witnesses") or []
        self.people = Repeat(self.desk, lambda v: WitnessEntry(self, v), given, "witness", self.write)
        self.put_layout(column(notice(self.desk, self.t("witness.sealed"), "info"), self.people, 0))

    def write(self) -> None:
        """All witnesses."""
        self.state.put({"witnesses": self.people.values()})
