"""The steps of a sanction, each with its fields."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from core.app.sanction_views import CaseSanctions, PartyRow, RungRow, SanctionView
from core.domain.commands import AttachedFile
from core.domain.ids import read_id
from core.domain.sanction import (
    LOWERED,
    MANNERS,
    OUTCOMES,
    REVIEWS,
    AppealSanction,
    EndProposal,
    ExecuteSanction,
    ImposeSanction,
    InformReporter,
    ProposeSanction,
    ReviewSanction,
    SanctionCommand,
)
from ui.gui.desk import Desk
from ui.gui.screens.sanctions.step_dialog import StepDialog
from ui.gui.screens.sanctions.words import institution_name, law_of, party_name, rung_choices
from ui.gui.typed_days import read_day
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput


class _OnRung(StepDialog):
    """A step that chooses party and rung; under the rung stands the law that it rests on."""

    many = True

    def __init__(self, desk: Desk, case: CaseSanctions, parent: QWidget, sanction: SanctionView | None = None) -> None:
        self.sanction = sanction
        self.parties: dict[str, PartyRow] = {str(party.number): party for party in case.parties}
        self.party, self.rung, self.decision = Choice([]), Choice([]), Choice([])
        super().__init__(desk, case, parent)
        self.party.activated.connect(lambda _place: self._offer())
        self.rung.activated.connect(lambda _place: self._explain())
        self.party.offer([(number, party_name(desk, party)) for number, party in self.parties.items()])
        if sanction is not None:
            self.party.choose(str(sanction.party))
            self.party.setEnabled(False)
        decided = [
            (each.referral, f"{institution_name(desk, each.institution)} · {each.number} · {desk.day(each.day)}")
            for each in case.rulings
            if each.proven
        ]
        self.decision.offer([("", desk.t("sanction_step.no_decision")), *decided])
        if len(decided) == 1:
            self.decision.choose(decided[0][0])
        self._offer()

    def rungs(self) -> dict[str, RungRow]:
        """Those of the party's type."""
        party = self.parties.get(self.party.value())
        return {} if party is None else {rung.code: rung for rung in party.rungs}

    def chosen_fields(self) -> list[QWidget]:
        """Party, rung, decision."""
        self._rung_field = Field(self.t("sanction_step.rung"), self.rung)
        decision = Field(self.t("sanction_step.decision"), self.decision, self.t("sanction_step.decision_hint"))
        return [Field(self.t("sanction_step.party"), self.party), self._rung_field, decision]

    def _offer(self) -> None:
        known = "" if self.sanction is None else self.sanction.row.rung
        self.rung.offer(rung_choices(self.desk, self.rungs().values()), known)
        self._explain()

    def _explain(self) -> None:
        rung = self.rungs().get(self.rung.value())
        self._rung_field.tell("" if rung is None else law_of(self.desk, rung))
        self.rung_chosen(rung)

    def rung_chosen(self, rung: RungRow | None) -> None:
        """Another rung: what it asks for may differ."""

    @property
    def decided(self) -> bytes:
        """The referral whose decision it rests on."""
        name = self.decision.value()
        return bytes(read_id(name)) if name else b""


class ProposeDialog(_OnRung):
    """An institution proposes."""

    step = "propose"

    def fields(self) -> list[QWidget]:
        """Party, rung, decision, and who proposes."""
        offices = [each for each in self.desk.app.reference.institutions if each.valid_to is None]
        self.by = Choice([(each.code, institution_name(self.desk, each.code)) for each in offices], "BKN")
        return [*self.chosen_fields(), Field(self.t("sanction_step.by"), self.by)]

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        party = int(self.party.value() or 0)
        rung, by = self.rung.value(), self.by.value()
        return ProposeSanction(self.command, self.report, rung, by, day, party, self.decided, self.note.value())


class ImposeDialog(_OnRung):
    """The authority's document: of a proposal, or of a sanction that nobody proposed here."""

    step, proves = "impose", True

    def fields(self) -> list[QWidget]:
        """Party, rung, decision, authority, number, rule, and the coordination with Bawaslu."""
        self.authority, authority = self.line("authority")
        self.number, number = self.line("number")
        self.rule, self._rule_field = self.line("rule_field")
        self.asked, self._asked_field = self.line("coordination")
        self.asked_day = DayInput(self.desk, quick=False)
        self._asked_day_field = Field(self.t("sanction_step.coordination_day"), self.asked_day, focus=self.asked_day.line)
        return [*self.chosen_fields(), authority, number, self._rule_field, self._asked_field, self._asked_day_field]

    def rung_chosen(self, rung: RungRow | None) -> None:
        """The authority that the law names stands ready; coordination is asked for where the rung needs it."""
        needs = rung is not None and rung.decision == "coordination"
        for field in (self._asked_field, self._asked_day_field):
            field.setVisible(needs)
        if rung is not None and not self.authority.isModified():
            self.authority.setText(rung.authority)

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        return ImposeSanction(
            self.command,
            self.report,
            self.authority.value(),
            self.number.value(),
            day,
            b"" if self.sanction is None else bytes(read_id(self.sanction.row.id)),
            self.rung.value(),
            int(self.party.value() or 0),
            self.rule.value(),
            self.asked.value(),
            read_day(self.asked_day.line.value()),
            self.decided,
            self.note.value(),
            paper,
        )


class _OnSanction(StepDialog):
    """A step about a sanction that is there."""

    def __init__(self, desk: Desk, case: CaseSanctions, parent: QWidget, sanction: SanctionView) -> None:
        self.sanction, self.name = sanction, bytes(read_id(sanction.row.id))
        super().__init__(desk, case, parent)


class EndDialog(_OnSanction):
    """A proposal ends without a sanction; "not proven" stands first."""

    step = "end"

    def fields(self) -> list[QWidget]:
        """Outcome, authority, number."""
        self.outcome = Choice([(each, self.t(f"sanction_status.{each}")) for each in OUTCOMES])
        self.authority, authority = self.line("authority")
        self.number, number = self.line("number")
        return [Field(self.t("sanction_step.outcome"), self.outcome), authority, number]

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        texts = (self.outcome.value(), self.authority.value(), self.number.value())
        return EndProposal(self.command, self.report, self.name, *texts, day, self.note.value())


class ExecuteDialog(_OnSanction):
    """It was carried out."""

    step, proves = "execute", True

    def fields(self) -> list[QWidget]:
        """The document that says so."""
        self.document, document = self.line("document")
        return [document]

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        return ExecuteSanction(self.command, self.report, self.name, day, self.document.value(), self.note.value(), paper)


class AppealDialog(_OnSanction):
    """Another decision is asked for, by a way that the law gives."""

    step, noted = "appeal", False

    def fields(self) -> list[QWidget]:
        """Way and number."""
        self.way = Choice([(way, self.t(f"sanction_way.{way}")) for way in self.sanction.appeals])
        self.number, number = self.line("number")
        return [Field(self.t("sanction_step.way"), self.way), number]

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        return AppealSanction(self.command, self.report, self.name, self.way.value(), day, self.number.value())


class ReviewDialog(_OnSanction):
    """What the body above decided."""

    step = "review"

    def fields(self) -> list[QWidget]:
        """Outcome, lower rung, body, number."""
        self.outcome = Choice([(each, self.t(f"sanction_status.{each}")) for each in REVIEWS])
        self.rung = Choice(rung_choices(self.desk, self.sanction.lower))
        self._rung_field = Field(self.t("sanction_step.lower"), self.rung)
        self._rung_field.setVisible(False)
        self.outcome.activated.connect(lambda _place: self._rung_field.setVisible(self.outcome.value() == LOWERED))
        self.authority, authority = self.line("body")
        self.number, number = self.line("number")
        return [Field(self.t("sanction_step.outcome"), self.outcome), self._rung_field, authority, number]

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        texts = (self.outcome.value(), self.authority.value(), self.number.value())
        rung = self.rung.value() if self.outcome.value() == LOWERED else ""
        return ReviewSanction(self.command, self.report, self.name, *texts, day, rung, self.note.value())


class InformDialog(_OnSanction):
    """The reporter heard."""

    step, noted = "inform", False

    def fields(self) -> list[QWidget]:
        """How."""
        self.manner = Choice([(each, self.t(f"sanction_manner.{each}")) for each in MANNERS])
        return [Field(self.t("sanction_step.manner"), self.manner, self.t("sanction_step.manner_hint"))]

    def made(self, day: date, paper: AttachedFile | None) -> SanctionCommand:
        """The command."""
        return InformReporter(self.command, self.report, self.name, day, self.manner.value())


STEPS: dict[str, type[_OnSanction] | type[ImposeDialog]] = {
    "impose": ImposeDialog,
    "end": EndDialog,
    "execute": ExecuteDialog,
    "appeal": AppealDialog,
    "review": ReviewDialog,
    "inform": InformDialog,
}
