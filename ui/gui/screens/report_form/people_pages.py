"""Who is reported (only the fields of the law's own form) and who else saw it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from ui.gui.layouts import clear, column
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
    """A party reported; a personnel number is asked of those alone who have a personnel office.

    That the complaint will lie sealed stands below the choice that makes it so: what was chosen stays where it is.
    """

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
        self._titip, self._shown = QVBoxLayout(), False
        layout = column(Field(page.t("party.subject"), self.subject), self._titip)
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
        outside, page = self.subject.value() not in ("", *self._page.desk.app.remit), self._page
        if outside != self._shown:
            self._shown = outside
            clear(self._titip)
            if outside:
                self._titip.addWidget(notice(page.desk, page.t("party.titip"), "warn", page.t("party.titip_title")))

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
    """Everybody who is reported."""

    step = "reported"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self.parties = Repeat(self.desk, lambda v: Party(self, v), state.tree.get("reported") or [], "party", self.write)
        self.put_layout(column(label(self.t("party.text"), "muted"), self.parties, 0))

    def write(self) -> None:
        """All parties that were filled in."""
        self.state.put({"reported": self.parties.values()})


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
