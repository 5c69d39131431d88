"""What is asked for each record of the team, as forms that the window lays out; the names are those of the domain's forms."""

from __future__ import annotations

from core.app.document_views import DocumentKind, FormOfDocument
from core.domain import action_item, local_rule, meeting, member, outreach
from core.domain.document_form import FieldType, FormField, FormGroup, Option
from ui.gui.desk import Desk
from ui.gui.screens.team.names import Names

Options = tuple[Option, ...]


class Forms:
    """One method a form."""

    def __init__(self, desk: Desk) -> None:
        self.t, self.names = desk.t, Names(desk)

    def decree(self) -> FormOfDocument:
        """A decree."""
        return self._form(
            "decree", self._choice("area", self.names.regencies()), self._line("number"), self._day("day"),
            self._day("valid_from", required=False), self._day("valid_to", required=False),
        )  # fmt: skip

    def member(self, decrees: Options) -> FormOfDocument:
        """A seat, by one of the decrees."""
        return self._form(
            "member", self._choice("decree", decrees), self._choice("institution", self.names.institutions()),
            self._line("position"), self._choice("role", self.names.words(member.ROLES, "member.role")),
            self._line("unit", required=False), self._line("name", required=False),
            self._day("name_day", required=False), self._day("valid_from", required=False), self._day("valid_to", required=False),
        )  # fmt: skip

    def meeting(self, agreements: Options) -> FormOfDocument:
        """A meeting that is planned."""
        targets = tuple(Option(code=code, label=f"{code[0].upper()}.{code[1:]}") for code in meeting.TARGETS)
        return self._form(
            "meeting", self._choice("kind", self.names.words(meeting.KINDS, "meeting.kind")),
            self._choice("target", targets, required=False), self._day("day"), self._line("time", required=False),
            self._line("theme"), self._line("venue", required=False),
            self._choice("track", self.names.tracks(), required=False), self._line("basis", required=False),
            self._choice("agreement", agreements, required=False), self._text("agenda"),
        )  # fmt: skip

    def held(self, rakor: bool) -> FormOfDocument:
        """What happened; levels of districts are asked of a rakor alone."""
        presence = self.names.words(meeting.PRESENCE, "meeting.presence")
        attendance = self._group(
            "attendance", self._choice("institution", self.names.institutions()), self._line("position"),
            self._choice("presence", presence), least=1,
        )  # fmt: skip
        talks = self._group("talks", self._line("institution"), self._line("point"))
        levels = self.names.words(meeting.LEVELS, "meeting.level")
        areas = self._group(
            "areas", self._choice("area", self.names.districts()), self._choice("level", levels), self._line("change")
        )
        fields = (
            self._day("day"), self._line("time", required=False), self._line("venue", required=False), self._line("chair"),
            self._line("clerk", required=False), self._line("basis", required=False), self._line("result", required=False),
            self._text("agenda"), self._text("opening"), self._text("discussion"), self._text("agreed"), self._text("closing"),
        )  # fmt: skip
        return self._form("held", *fields, groups=(attendance, talks, areas) if rakor else (attendance, talks))

    def action(self) -> FormOfDocument:
        """An item of the plan of action."""
        return self._form(
            "action", self._line("activity"), self._line("output", required=False),
            self._choice("owner", self.names.institutions()), self._day("due"),
            self._choice("election", self.names.elections(), required=False),
            self._choice("stage", self.names.stages(), required=False),
            self._choice("area", (*self.names.regencies(), *self.names.districts()), required=False),
        )  # fmt: skip

    def moved(self) -> FormOfDocument:
        """Where an item stands."""
        return self._form(
            "moved", self._choice("status", self.names.words(action_item.STATUSES, "action.status")),
            self._day("due", required=False), self._line("note", required=False),
        )  # fmt: skip

    def agreement(self) -> FormOfDocument:
        """A cooperation agreement."""
        offices = self.names.institutions()
        return self._form(
            "agreement", self._line("number"), self._day("day"), self._line("title"), self._line("notice", required=False),
            self._choice("party_1", offices), self._choice("party_2", offices), self._choice("party_3", offices, required=False),
            self._day("valid_from", required=False), self._day("valid_to", required=False), self._text("scope"),
        )  # fmt: skip

    def outreach(self) -> FormOfDocument:
        """An act of outreach."""
        return self._form(
            "outreach", self._choice("kind", self.names.words(outreach.KINDS, "outreach.kind")), self._day("day"),
            self._line("topic"), self._choice("institution", self.names.institutions()),
            self._choice("election", self.names.elections(), required=False),
            self._choice("stage", self.names.stages(), required=False),
            self._choice("area", (*self.names.regencies(), *self.names.districts()), required=False),
            self._line("audience", required=False), self._line("channel", required=False),
            self._line("reached", required=False), self._line("document", required=False),
        )  # fmt: skip

    def rule(self) -> FormOfDocument:
        """A local rule."""
        return self._form(
            "rule", self._choice("area", self.names.regencies()),
            self._choice("topic", self.names.words(local_rule.TOPICS, "rule.topic")), self._line("document"),
            self._day("valid_from"), self._day("valid_to", required=False), self._text("text", required=True),
        )  # fmt: skip

    def release(self, documents: Options, members: Options) -> FormOfDocument:
        """A release of one of these documents to one of these members."""
        return self._form(
            "release", self._choice("document", documents), self._choice("institution", members), self._line("basis"),
            self._line("purpose"),
        )  # fmt: skip

    def warnings(self) -> FormOfDocument:
        """The period of the recapitulation of warnings, and who signs."""
        track = self._choice("track", self.names.tracks(), required=False)
        return self._form("warnings", self._day("since"), self._day("until"), track)

    def levels(self) -> FormOfDocument:
        """Who signs the vulnerability sheet."""
        return self._form("levels", self._choice("track", self.names.tracks(), required=False))

    def plan(self, targets: Options) -> FormOfDocument:
        """Which target's plan of action is printed."""
        return self._form(
            "plan", self._choice("target", targets), self._line("year"),
            self._choice("election", self.names.elections(), required=False),
            self._choice("track", self.names.tracks(), required=False),
        )  # fmt: skip

    def end(self) -> FormOfDocument:
        """A last day."""
        return self._form("end", self._day("last_day"), self._line("reason", required=False))

    def reason(self) -> FormOfDocument:
        """A reason alone."""
        return self._form("reason", self._line("reason"))

    def link(self, others: Options) -> FormOfDocument:
        """Another record."""
        return self._form("link", self._choice("other", others))

    def _form(self, name: str, *fields: FormField, groups: tuple[FormGroup, ...] = ()) -> FormOfDocument:
        title = self.t(f"team.form.{name}")
        return FormOfDocument(DocumentKind(name, title, title, "", 1), fields, groups)

    def _group(self, name: str, *columns: FormField, least: int = 0) -> FormGroup:
        title = self.t(f"team.group.{name}")
        return FormGroup(name=name, label=title, english=title, columns=columns, least=least)

    def _field(self, name: str, kind: FieldType, options: Options = (), *, required: bool) -> FormField:
        title = self.t(f"team.field.{name}")
        return FormField(name=name, label=title, english=title, type=kind, options=options, required=required)

    def _line(self, name: str, *, required: bool = True) -> FormField:
        return self._field(name, "line", required=required)

    def _day(self, name: str, *, required: bool = True) -> FormField:
        return self._field(name, "date", required=required)

    def _text(self, name: str, *, required: bool = False) -> FormField:
        return self._field(name, "text", required=required)

    def _choice(self, name: str, options: Options, *, required: bool = True) -> FormField:
        return self._field(name, "choice", options, required=required)
