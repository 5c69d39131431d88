"""Rencana aksi, kerja sama, sosialisasi and aturan lokal: what the team agreed on, did, and found in the regencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtWidgets import QPushButton

from core.app import team_queries as queries
from core.app.document_views import IssuedDocument
from core.app.team_views import ActionRow, AgreementRow, OutreachRow, RuleRow
from core.domain import action_item, agreement, local_rule, meeting, outreach
from core.domain.action_item import ActionForm, MoveAction, SetAction
from core.domain.agreement import AgreementForm, RecordAgreement
from core.domain.document_form import Option
from core.domain.local_rule import RecordRule, RuleForm
from core.domain.outreach import OutreachForm, RecordOutreach
from core.domain.team_act import EndTerm, WithdrawRecord
from core.domain.team_paper import IssueActionPlan, target_words
from ui.gui.screens.documents.register import show_document
from ui.gui.screens.team.records_tab import RecordsTab, Told
from ui.gui.widgets.buttons import plain


class WorksTab(RecordsTab):
    """A record that can be withdrawn, and perhaps ended; ``WHAT`` is its name in the domain."""

    WHAT = ""

    def withdraw(self) -> None:
        """It was a mistake."""
        each = self.chosen()
        if each is not None:
            self.fill_in(
                self.forms.reason(),
                lambda command, values, _rows: WithdrawRecord(command, self.WHAT, each.id, values.get("reason", "")),
            )

    def end(self) -> None:
        """Its last day."""
        each = self.chosen()
        if each is not None:
            self.fill_in(self.forms.end(), lambda command, values, _rows: EndTerm(
                command, self.WHAT, each.id, values.get("last_day", ""), values.get("reason", "")
            ))  # fmt: skip

    def until(self, each: Any) -> str:
        """The last day, or that it counts for nothing."""
        return self.t("team.withdrawn") if each.withdrawn else self.desk.day(each.valid_to) if each.valid_to else "–"


class ActionsTab(WorksTab):
    """By due date; overdue ones are marked."""

    NAME, WHAT = "actions", "action"
    COLUMNS = ("due", "activity", "owner", "status")

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By status, by election."""
        statuses = self.names.words(action_item.STATUSES, "action.status")
        some = [("open", self.t("team.open_only")), *self.all_of(statuses, "team.every_state")]
        return {"status": some, "election": self.all_of(self.names.elections(), "team.every_election"), **self.whose()}

    def question(self, after: str | None) -> Any:
        """A page of items."""
        return queries.Actions(self.value("status"), election=self.value("election"), after=after, regency=self.value("team"))

    def cells(self, each: ActionRow) -> list[str]:
        """Due, what, who, status."""
        late = f" – {self.t('action.overdue')}" if each.overdue else ""
        said = self.t(f"action.status.{each.status}")
        return [f"{self.desk.day(each.due)}{late}", each.activity, self.names.institution(each.owner), said]

    def told(self, each: ActionRow) -> Told:
        """The item in full."""
        t, names = self.t, self.names
        return [
            ("", each.activity),
            (t("team.field.status"), f"{t('action.status.' + each.status)} ({self.desk.day(each.since)})"),
            (t("team.field.note"), each.note), (t("team.field.owner"), names.institution(each.owner)),
            (t("team.field.due"), self.desk.day(each.due)), (t("team.field.output"), each.output),
            (t("team.field.stage"), names.stage(each.election, each.stage)), (t("team.field.area"), names.area(each.area)),
            (t("action.rolled"), str(each.rolled) if each.rolled else ""),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """Say where it stands, or withdraw it."""
        return (("action_move", "edit", self.move_on), ("withdraw", "undo", self.withdraw))

    def more_buttons(self) -> Sequence[QPushButton]:
        """The report of a target."""
        return (plain(self.desk, self.t("team.action_report"), self.print_report, "print"),)

    def add(self) -> None:
        """An item."""
        blank = {"activity": "", "owner": "", "due": ""}
        self.fill_in(
            self.forms.action(), lambda command, values, _rows: SetAction(command, msgspec.convert(blank | values, ActionForm))
        )

    def move_on(self) -> None:
        """Progress."""
        each = self.chosen()
        if each is not None:
            self.fill_in(self.forms.moved(), lambda command, values, _rows: MoveAction(
                command, each.id, values.get("status", ""), values.get("note", ""), values.get("due", "")
            ))  # fmt: skip

    def print_report(self) -> None:
        """Issue the plan of action of a target of a year."""
        targets = tuple(Option(code=code, label=target_words(code)) for code in meeting.TARGETS)

        def make(command: Any, values: dict[str, str], _rows: Any) -> IssueActionPlan:
            year = values.get("year", "")
            number = int(year) if year.isascii() and year.isdigit() else self.desk.now().year
            return IssueActionPlan(command, values.get("target", ""), number, values.get("election", ""), values.get("track", ""))

        made: Any = self.fill_in(self.forms.plan(targets), make)
        if isinstance(made, IssuedDocument):
            show_document(self.desk, self, made.number, self.t("team.action_report"), lambda: made.pdf, made.id)


class AgreementsTab(WorksTab):
    """Those that want renewal stand first."""

    NAME, WHAT = "agreements", "agreement"
    COLUMNS = ("number", "title", "until", "standing")

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By team."""
        return self.whose()

    def question(self, after: str | None) -> Any:
        """All of them."""
        return queries.Agreements(self.value("team"))

    def cells(self, each: AgreementRow) -> list[str]:
        """Number, title, until when, standing."""
        return [each.number, each.title, self.until(each), self.t(f"agreement.{each.standing}")]

    def told(self, each: AgreementRow) -> Told:
        """The agreement in full."""
        links = [f"{self.t('team.what.' + link.what)}: {link.label}" for link in each.links]
        return [
            ("", each.title),
            (self.t("team.field.number"), f"{each.number}, {self.desk.day(each.day)}"),
            (self.t("agreement.parties"), "\n".join(map(self.names.institution, each.parties))),
            (self.t("team.col.standing"), self.t(f"agreement.{each.standing}")),
            (self.t("team.field.valid_from"), self.desk.day(each.valid_from)),
            (self.t("team.field.valid_to"), self.desk.day(each.valid_to) if each.valid_to else ""),
            (self.t("team.field.notice"), str(each.notice)), (self.t("team.links"), "\n".join(links)),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """End or withdraw."""
        return (("end", "calendar", self.end), ("withdraw", "undo", self.withdraw))

    def add(self) -> None:
        """An agreement that was signed."""

        def make(command: Any, values: dict[str, str], _rows: Any) -> RecordAgreement:
            parties = ",".join(filter(None, (values.pop(f"party_{n}", "") for n in (1, 2, 3))))
            tree = {"number": "", "title": "", "day": "", "parties": parties} | values
            return RecordAgreement(command, msgspec.convert(tree, AgreementForm))

        self.fill_in(self.forms.agreement(), make, self.t("agreement.hint", days=agreement.NOTICE_DAYS))


class OutreachTab(WorksTab):
    """The log of socialisation, appeals, prevention and messages."""

    NAME, WHAT = "outreach", "outreach"
    COLUMNS = ("day", "kind", "topic", "stage", "institution")

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By kind and by stage."""
        return {
            "kind": self.all_of(self.names.words(outreach.KINDS, "outreach.kind"), "team.every_kind"),
            "stage": self.all_of(self.names.stages(), "team.every_stage"),
            **self.whose(),
        }

    def question(self, after: str | None) -> Any:
        """A page of the log."""
        return queries.Outreach(self.value("kind"), self.value("stage"), after=after, regency=self.value("team"))

    def cells(self, each: OutreachRow) -> list[str]:
        """Day, kind, topic, stage, who."""
        kind = self.t("team.withdrawn") if each.withdrawn else self.t(f"outreach.kind.{each.kind}")
        stage = self.names.stage(each.election, each.stage)
        return [self.desk.day(each.day), kind, each.topic, stage, self.names.institution(each.institution)]

    def told(self, each: OutreachRow) -> Told:
        """The act in full."""
        return [
            ("", each.topic), (self.t("team.field.kind"), self.t(f"outreach.kind.{each.kind}")),
            (self.t("team.field.institution"), self.names.institution(each.institution)),
            (self.t("team.field.area"), self.names.area(each.area)), (self.t("team.field.audience"), each.audience),
            (self.t("team.field.reached"), str(each.reached) if each.reached else ""),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """Withdraw a mistake."""
        return (("withdraw", "undo", self.withdraw),)

    def add(self) -> None:
        """An act of outreach."""
        blank = {"kind": "", "topic": "", "day": "", "institution": ""}
        self.fill_in(
            self.forms.outreach(),
            lambda command, values, _rows: RecordOutreach(command, msgspec.convert(blank | values, OutreachForm)),
            self.t("outreach.hint"),
        )


class RulesTab(WorksTab):
    """What regencies decided for themselves."""

    NAME, WHAT = "rules", "rule"
    COLUMNS = ("area", "topic", "document", "since", "until")

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By area and by topic."""
        return {
            "area": self.all_of(self.names.regencies(), "team.every_area"),
            "topic": self.all_of(self.names.words(local_rule.TOPICS, "rule.topic"), "team.every_topic"),
        }

    def question(self, after: str | None) -> Any:
        """Rules, in force or not."""
        return queries.LocalRules(self.value("area"), self.value("topic"))

    def cells(self, each: RuleRow) -> list[str]:
        """Area, topic, document, term."""
        since = self.desk.day(each.valid_from)
        return [self.names.area(each.area), self.t(f"rule.topic.{each.topic}"), each.document, since, self.until(each)]

    def told(self, each: RuleRow) -> Told:
        """The rule in full."""
        return [
            ("", f"{self.names.area(each.area)}: {self.t(f'rule.topic.{each.topic}')}"),
            (self.t("team.field.text"), each.text), (self.t("team.field.document"), each.document),
            (self.t("team.field.valid_from"), self.desk.day(each.valid_from)),
            (self.t("team.field.valid_to"), self.desk.day(each.valid_to) if each.valid_to else ""),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """End or withdraw."""
        return (("end", "calendar", self.end), ("withdraw", "undo", self.withdraw))

    def add(self) -> None:
        """A rule of a regency."""
        blank = {"area": "", "topic": "", "text": "", "document": "", "valid_from": ""}
        self.fill_in(
            self.forms.rule(),
            lambda command, values, _rows: RecordRule(command, msgspec.convert(blank | values, RuleForm)),
            self.t("rule.hint"),
        )
