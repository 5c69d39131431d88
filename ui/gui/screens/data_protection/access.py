"""Permintaan akses: who asked what is held about him, and the answer as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from core.app import protection_queries as queries
from core.app.protection_views import AccessFile, AccessRow
from core.app.team_views import TeamPage
from core.app.views import Changes
from core.domain.access import OPEN, REPORTED, AnswerAccess, RequestAccess
from core.domain.ids import read_id
from ui.gui.files import save_file
from ui.gui.runner import Fault
from ui.gui.screens.data_protection import forms
from ui.gui.screens.team.records_tab import RecordsTab, Told


class AccessTab(RecordsTab):
    """The newest first."""

    FAMILY, NAME = forms.FAMILY, "access"
    COLUMNS = ("day", "who", "number", "status")

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """All, or those that wait."""
        return {"open": [("", self.t("protection.every")), ("open", self.t("access_status.open"))]}

    def question(self, after: str | None) -> Any:
        """A page of requests."""
        return queries.AccessRequests(bool(self.value("open")), after=after)

    def page_of(self, answer: Any) -> TeamPage[Any]:
        """The page."""
        return TeamPage(answer.rows, answer.next, answer.total)

    def cells(self, each: AccessRow) -> list[str]:
        """Day, who, which report, where it stands."""
        who, status = self.t(f"access_who.{each.who}"), self.t(f"access_status.{each.status}")
        return [self.desk.day(each.day), who, each.number, status]

    def told(self, each: AccessRow) -> Told:
        """The request and its answer."""
        t = self.t
        answered = f"{t(f'access_status.{each.status}')} · {self.desk.day(each.answered)}" if each.answered else ""
        may = t("protection.may" if each.may_be_given else "protection.may_not") if each.status == OPEN else ""
        return [
            ("", t(f"access_who.{each.who}")), (t("protection.field.report"), each.number),
            (t("protection.field.party"), str(each.party + 1) if each.who == REPORTED and each.report else ""),
            (t("protection.field.how"), each.how), (t("protection.col.may"), may), (t("protection.answered"), answered),
            (t("protection.digest"), " ".join(each.digest[at : at + 8] for at in range(0, len(each.digest), 8))),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """Give the data, or say the sentence that tells of nothing."""
        return (("give", "save", lambda: self.answer(refuse=False)), ("refuse", "close", lambda: self.answer(refuse=True)))

    def _choose(self) -> None:
        super()._choose()
        each: AccessRow | None = self.chosen()
        waits = each is not None and each.status == OPEN
        for made, may in zip(self.chosen_buttons, (each is not None and each.may_be_given, True), strict=False):
            made.setEnabled(waits and may)

    def add(self) -> None:
        """Record a request."""
        forms.ask(self.desk, self, forms.access(self.t), _request, {})

    def answer(self, *, refuse: bool) -> None:
        """Ask where the file goes, answer, and write it."""
        each: AccessRow | None = self.chosen()
        if each is None:
            return
        path = save_file(self.desk, self, self.t("protection.save"), f"akses-{each.day}.jsonl", "jsonl")
        if path is None:
            return
        app, command = self.desk.app, AnswerAccess(self.desk.app.new_command(), read_id(each.id), refuse)

        def work(watch: Any) -> Changes:
            from ui.compose import writing_file

            with writing_file(path) as sink:
                made = app.execute(command, watch)
                sink.write(cast("AccessFile", made.reply).content)
            return made

        self.desk.runner.do(work, self._done, self._failed, None, self)

    def _done(self, changes: Changes) -> None:
        self.desk.said.emit(self.t("protection.written"))
        self.desk.changed.emit(changes.topics)

    def _failed(self, fault: Fault) -> None:
        self.desk.said.emit(self.desk.explain(fault))


def _request(command: Any, values: dict[str, str], _rows: object) -> RequestAccess:
    """Parties are counted from 1 by people."""
    party = values.get("party", "") or "1"
    place = int(party) - 1 if party.isascii() and party.isdecimal() else -1
    named = {name: values.get(name, "") for name in ("who", "code", "report", "how")}
    return RequestAccess(command, named["who"], named["code"], named["report"], place, named["how"])
