"""Rapat: the year's three targets above, meetings below, and everything that may be done with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtWidgets import QPushButton

from core.app import team_queries as queries
from core.app.document_views import IssuedDocument
from core.app.queries import Declarations
from core.app.team_views import AgendaView, AgreementRow, MeetingRow, MeetingView, SeriesRow
from core.app.views import Changes
from core.domain import meeting
from core.domain.document_form import Option
from core.domain.meeting import CancelMeeting, HeldForm, HoldMeeting, IssueMinutes, MeetingForm, PlanMeeting
from core.domain.team_act import LinkRecords
from core.domain.team_paper import target_words
from ui.gui.desk import Desk
from ui.gui.layouts import clear
from ui.gui.screens.documents.register import show_document
from ui.gui.screens.team.record_dialog import RecordDialog
from ui.gui.screens.team.records_tab import RecordsTab, Told
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import notice, state

TONES = {"minuted": "ok", "held": "ok", "overdue": "bad", "planned": "info", "open": "warn", "before": "muted"}


class MeetingsTab(RecordsTab):
    """Planned, held or cancelled, minuted."""

    NAME = "meetings"
    COLUMNS = ("day", "meeting", "theme", "status")

    def __init__(self, desk: Desk) -> None:
        self._view: MeetingView | None = None
        self._agreements: tuple[AgreementRow, ...] = ()
        self._agenda = AgendaView((), (), (), (), ())
        super().__init__(desk)
        self._series = Flow()
        self.head.addLayout(self._series)

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By kind and by state."""
        states = self.names.words(meeting.STATES, "meeting.state")
        return {
            "kind": self.all_of(self.names.words(meeting.KINDS, "meeting.kind"), "team.every_kind"),
            "status": self.all_of(states, "team.every_state"),
            **self.whose(),
        }

    def question(self, after: str | None) -> Any:
        """A page of meetings."""
        return queries.Meetings(self.value("kind"), self.value("status"), after=after, regency=self.value("team"))

    def refresh(self) -> None:
        """The list, the series, the agenda that may be proposed, agreements that a meeting may prepare."""
        super().refresh()
        self.desk.ask(queries.Series(regency=self.value("team")), self._show_series, self, "team.series")
        self.desk.ask(queries.Agenda(), self._keep_agenda, self, "team.agenda")
        self.desk.ask(queries.Agreements(), self._keep_agreements, self, "team.agreements_known")

    def called(self, each: MeetingRow) -> str:
        """``Rakor ke-3 2024 (B.12)``."""
        kind = self.t(f"meeting.kind.{each.kind}")
        if not each.target:
            return kind
        return self.t("meeting.numbered", kind=kind, n=each.ordinal, year=each.year, target=target_words(each.target))

    def cells(self, each: MeetingRow) -> list[str]:
        """Day, what, theme, state."""
        said = self.t(f"meeting.state.{each.status}")
        return [self.desk.day(each.day), self.called(each), each.theme, f"{said} !" if each.doubled else said]

    def told(self, each: MeetingRow) -> Told:
        """What the row says; the whole meeting comes as soon as it is read."""
        self.desk.ask(queries.Meeting(each.id), self._show_whole, self, "team.meeting")
        return [("", self.called(each)), (self.t("team.field.theme"), each.theme)]

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """Hold, minutes, cancel, link."""
        return (
            ("meeting_hold", "check", self.hold),
            ("meeting_minutes", "sign", self.minutes),
            ("meeting_link", "attach", self.link),
            ("meeting_cancel", "close", self.cancel),
        )

    def more_buttons(self) -> Sequence[QPushButton]:
        """What the next meeting should talk of."""
        return (plain(self.desk, self.t("team.agenda"), self.show_agenda, "calendar"),)

    def _choose(self) -> None:
        self._view = None
        super()._choose()
        each = self.chosen()
        if each is not None:
            open_ = each.status in (meeting.PLANNED, meeting.HELD)
            minuted = each.status in (meeting.HELD, meeting.MINUTED)
            for made, allowed in zip(self.chosen_buttons, (open_, minuted, True, each.status == meeting.PLANNED), strict=True):
                made.setEnabled(allowed)

    # --- acts ---------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Plan a meeting; its agenda begins with what is open."""
        known = tuple(Option(code=each.id, label=f"{each.number} {each.title}") for each in self._agreements)
        dialog = RecordDialog(self.desk, self.forms.meeting(known), _planned, self, self.t("meeting.plan_hint"))
        dialog.body.fill({"agenda": "\n".join(self._agenda.lines)}, {})
        dialog.exec()

    def hold(self) -> None:
        """Record what happened; what was planned, or said before, stands there already."""
        each = self.chosen()
        view = self._view
        if each is None or view is None:
            return

        def make(command: Any, values: dict[str, str], rows: dict[str, Any]) -> HoldMeeting:
            return HoldMeeting(command, each.id, msgspec.convert(values | rows, HeldForm))

        form = self.forms.held(each.kind == meeting.RAKOR)
        dialog = RecordDialog(self.desk, form, make, self, self.t("meeting.hold_hint"))
        fields = {name: getattr(view, name) for name in ("agenda", "basis", "chair", "clerk", "opening", "discussion")}
        fields |= {"agreed": view.agreed, "closing": view.closing, "day": each.day, "time": each.time, "venue": each.venue}
        groups = {name: list(getattr(view, name)) for name in dialog.body.groups if getattr(view, name)}
        dialog.body.fill(fields | {"result": each.result}, groups)
        dialog.exec()

    def cancel(self) -> None:
        """Cancel it, with a reason."""
        each = self.chosen()
        if each is not None:
            self.fill_in(
                self.forms.reason(), lambda command, values, _rows: CancelMeeting(command, each.id, values.get("reason", ""))
            )

    def minutes(self) -> None:
        """Issue the minutes, or show them again."""
        each = self.chosen()
        if each is not None:
            command = IssueMinutes(self.desk.app.new_command(), each.id)
            self.desk.execute(command, self._show_minutes, self.desk.say_fault, self)

    def link(self) -> None:
        """Link a declaration that was opened, or an agreement."""
        self.desk.ask(Declarations(), self._link_to, self, "team.declarations")

    def _link_to(self, declarations: tuple[Any, ...]) -> None:
        each = self.chosen()
        if each is None:
            return
        known = [
            Option(code=f"declaration:{d.id}", label=f"{self.t('team.what.declaration')}: {d.day} {d.title}")
            for d in declarations
        ]
        known += [
            Option(code=f"agreement:{a.id}", label=f"{self.t('team.what.agreement')}: {a.number}") for a in self._agreements
        ]

        def make(command: Any, values: dict[str, str], _rows: Any) -> LinkRecords:
            what, _, other = values.get("other", "").partition(":")
            return LinkRecords(command, "meeting", each.id, what or "declaration", other)

        self.fill_in(self.forms.link(tuple(known)), make)

    def show_agenda(self) -> None:
        """What is open; counts that touch complaints are for the chair alone."""
        from ui.gui.screens.team.agenda_dialog import AgendaDialog

        AgendaDialog(self.desk, self._agenda, self.names, self).exec()

    # --- answers ------------------------------------------------------------------------------------------------

    def _keep_agenda(self, view: AgendaView) -> None:
        self._agenda = view

    def _keep_agreements(self, rows: tuple[AgreementRow, ...]) -> None:
        self._agreements = tuple(each for each in rows if not each.withdrawn)

    def _show_minutes(self, changes: Changes) -> None:
        made: Any = changes.reply
        if isinstance(made, IssuedDocument):
            show_document(self.desk, self, made.number, self.t("team.meeting_minutes"), lambda: made.pdf, made.id)

    def _show_series(self, rows: tuple[SeriesRow, ...]) -> None:
        clear(self._series)
        for each in rows:
            words = self.t(f"meeting.state.{each.state}")
            text = self.t(
                "meeting.target", target=target_words(each.target), n=each.ordinal, state=words, due=self.desk.day(each.due)
            )
            self._series.addWidget(state(self.desk, text, TONES[each.state]))

    def _show_whole(self, view: MeetingView) -> None:
        each = self.chosen()
        if each is None or each.id != view.row.id:
            return
        self._view = view
        names, t = self.names, self.t
        told: list[tuple[str, str]] = [("", self.called(view.row))]
        told += [(t("team.field.theme"), view.row.theme), (t("team.field.venue"), view.row.venue)]
        told += [(t(f"team.field.{name}"), getattr(view, name)) for name in ("basis", "agenda", "chair", "clerk")]
        told += [
            (t(f"team.field.{name}"), getattr(view, name)) for name in ("opening", "discussion", "agreed", "closing", "reason")
        ]
        come = [
            f"{names.institution(a['institution'])}: {a['position']} ({t('meeting.presence.' + a['presence'])})"
            for a in view.attendance
        ]
        talks = [f"{a['institution']}: {a['point']}" for a in view.talks]
        levels = [f"{names.area(a['area'])}: {t('meeting.level.' + a['level'])} {a['change']}".rstrip() for a in view.areas]
        items = [f"{self.desk.day(a.due)} {a.activity} ({t('action.status.' + a.status)})" for a in view.actions]
        links = [f"{t('team.what.' + link.what)}: {link.label}" for link in view.links]
        acts = [f"{t('meeting.act.' + act.kind.partition('.')[2])}: {act.officer}, {self.desk.when(act.at)}" for act in view.acts]
        told += [(t("team.group.attendance"), "\n".join(come)), (t("team.group.talks"), "\n".join(talks))]
        told += [(t("team.group.areas"), "\n".join(levels)), (t("team.actions"), "\n".join(items))]
        told += [(t("team.field.result"), view.row.result), (t("meeting.number"), view.row.number)]
        told += [(t("team.links"), "\n".join(links)), (t("team.acts"), "\n".join(acts))]
        self.show_told(told)
        if view.row.doubled:
            self._detail.insertWidget(1, notice(self.desk, t("meeting.doubled"), "warn"))


def _planned(command: Any, values: dict[str, str], _rows: Any) -> PlanMeeting:
    return PlanMeeting(command, msgspec.convert({"kind": "", "day": "", "theme": ""} | values, MeetingForm))
