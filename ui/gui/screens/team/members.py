"""Anggota: seats by area and institution, decrees, and above all what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtWidgets import QPushButton

from core.app import team_queries as queries
from core.app.team_views import GapRow, MemberRow, TeamPage, TeamView
from core.domain.document_form import Option
from core.domain.member import DecreeForm, MemberForm, NameMember, RecordDecree
from core.domain.team_act import EndTerm, WithdrawRecord
from ui.gui.desk import Desk
from ui.gui.layouts import clear
from ui.gui.screens.team.records_tab import RecordsTab, Told
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label, notice


class MembersTab(RecordsTab):
    """Positions first; a person's name only where somebody put it there."""

    NAME = "members"
    COLUMNS = ("area", "institution", "position", "role", "until")

    def __init__(self, desk: Desk) -> None:
        self._view = TeamView("", (), (), ())
        super().__init__(desk)

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By area."""
        return {"area": self.all_of(self.names.regencies(), "team.every_area")}

    def question(self, after: str | None) -> Any:
        """The team today."""
        return queries.Team(self.value("area"))

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """Members as one page; gaps and decrees stand above."""
        view: TeamView = answer
        self._view = view
        clear(self.head)
        if view.gaps:
            self.head.addWidget(
                notice(self.desk, "\n".join(self._gaps(view.gaps)), "warn", self.t("team.gaps", n=len(view.gaps)))
            )
        standing = [
            f"{self.names.area(each.area)}: {each.number} ({self.desk.day(each.day)})" for each in view.decrees if each.current
        ]
        if standing:
            self.head.addWidget(label(self.t("team.decrees", list="; ".join(standing)), "small"))
        return TeamPage(view.members, None, len(view.members))

    def _gaps(self, gaps: Sequence[GapRow]) -> list[str]:
        """A line for each kind of lack: areas without a decree together, and each area's seats together."""
        lines: dict[tuple[str, str], list[str]] = {}
        for gap in gaps:
            area = self.names.area(gap.area)
            if gap.seat:
                lines.setdefault((gap.area, gap.what), []).append(self.names.seat(gap.seat))
            else:
                lines.setdefault(("", gap.what), []).append(area)
        told = []
        for (area, what), names in lines.items():
            place = f"{self.names.area(area)}, " if area else ""
            told.append(f"{place}{self.t('team.gap.' + what)}: {', '.join(names)}")
        return told

    def cells(self, each: MemberRow) -> list[str]:
        """Area, institution, position, role, until when."""
        ended = self.t("team.withdrawn") if each.withdrawn else self.desk.day(each.valid_to) if each.valid_to else "–"
        return [
            self.names.area(each.area), self.names.institution(each.institution), each.position,
            self.t(f"member.role.{each.role}"), ended,
        ]  # fmt: skip

    def told(self, each: MemberRow) -> Told:
        """The seat in full."""
        decree = next((d for d in self._view.decrees if d.id == each.decree), None)
        return [
            ("", f"{self.names.institution(each.institution)}: {each.position}"),
            (self.t("team.field.role"), self.t(f"member.role.{each.role}")),
            (self.t("team.field.unit"), each.unit),
            (self.t("team.field.decree"), f"{decree.number}, {self.desk.day(decree.day)}" if decree else ""),
            (self.t("team.field.valid_from"), self.desk.day(each.valid_from)),
            (self.t("team.field.valid_to"), self.desk.day(each.valid_to) if each.valid_to else ""),
            (self.t("team.field.name"), f"{each.name} ({self.desk.day(each.name_day)})" if each.name else ""),
        ]

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """End it, or withdraw a mistake."""
        return (("end", "calendar", self.end), ("withdraw", "undo", self.withdraw))

    def more_buttons(self) -> Sequence[QPushButton]:
        """A decree comes before its seats."""
        return (plain(self.desk, self.t("team.decree_add"), self.add_decree, "file"),)

    def add(self) -> None:
        """A seat by one of the decrees in force."""
        known = tuple(
            Option(code=each.id, label=f"{self.names.area(each.area)}: {each.number}")
            for each in self._view.decrees
            if not each.withdrawn
        )
        blank = {"decree": "", "institution": "", "position": "", "role": "anggota"}
        self.fill_in(
            self.forms.member(known),
            lambda command, values, _rows: NameMember(command, msgspec.convert(blank | values, MemberForm)),
            self.t("team.member_hint") if known else self.t("team.member_no_decree"),
        )

    def add_decree(self) -> None:
        """A decree."""
        blank = {"area": "", "number": "", "day": ""}
        self.fill_in(
            self.forms.decree(), lambda command, values, _rows: RecordDecree(command, msgspec.convert(blank | values, DecreeForm))
        )

    def end(self) -> None:
        """The seat's last day."""
        each = self.chosen()
        if each is not None:
            self.fill_in(self.forms.end(), lambda command, values, _rows: EndTerm(
                command, "member", each.id, values.get("last_day", ""), values.get("reason", "")
            ))  # fmt: skip

    def withdraw(self) -> None:
        """The seat was a mistake."""
        each = self.chosen()
        if each is not None:
            self.fill_in(
                self.forms.reason(),
                lambda command, values, _rows: WithdrawRecord(command, "member", each.id, values.get("reason", "")),
            )
