"""Jejak audit: every entry held here, by kind, officer, post, report and day, proven on request."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer

from core.app.audit_queries import Audit, AuditKinds, AuditPage, AuditRow
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.pacts.paged_table import PagedTable
from ui.gui.screens.screen import Screen
from ui.gui.theme import motion
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label

COLUMNS = ("at", "kind", "proof", "about", "officer", "post", "taken")
FIRST, FOLLOWING = 100, 200


class AuditScreen(Screen):
    """Nothing can be changed here; what a proof finds wrong is said beside the entry."""

    topics = frozenset({"reports", "exchange", "pacts", "documents", "officers"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self._proving = False
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.kind = Choice([("", self.t("audit.every_kind"))])
        self.kind.setAccessibleName(self.t("audit.kind"))
        self.kind.activated.connect(lambda _index: self.refresh())
        self.officer, self.post, self.about = self._line("officer"), self._line("post"), self._line("about")
        self.since, self.until = self._day("since"), self._day("until")
        if isinstance(argument, str):
            self.about.setText(argument)
        headings = [self.t(f"audit.col_{name}") for name in COLUMNS]
        self.table: PagedTable[AuditRow] = PagedTable(self.t("room.audit"), headings, self._cells, self._on, self._whole)
        self._count = label("", "small", wrap=False)
        self._empty = label(self.t("audit.empty"), "muted")
        self.prove = plain(desk, self.t("audit.prove"), self._prove, "verify")
        back = quiet(desk, self.t("audit.back"), lambda: desk.go.emit("settings", None), "chevron-left")
        filters = row(self.kind, self.officer, self.post, self.about, self.since, self.until)
        for place, share in enumerate((3, 2, 2, 3, 2, 2)):
            filters.setStretch(place, share)
        foot = row(self._count, 0, back, self.prove)
        text = label(self.t("audit.text"), "muted")
        layout = column(text, filters, self._empty, self.table, foot, gap="gap", margin="gap")
        layout.setStretch(3, 1)
        self.setLayout(layout)
        desk.ask(AuditKinds(), self._show_kinds, self, "audit-kinds")

    def refresh(self) -> None:
        """Ask for the newest entries that match."""
        self._pause.stop()
        self._proving = False
        self._ask()

    def start_search(self) -> bool:
        """By number."""
        self.about.setFocus()
        return True

    def leave(self) -> object:
        """The report that was looked at."""
        return self.about.value()

    def _line(self, name: str) -> LineInput:
        made = LineInput(placeholder=self.t(f"audit.{name}"))
        made.setAccessibleName(self.t(f"audit.{name}"))
        made.textEdited.connect(lambda _text: self._pause.start())
        return made

    def _day(self, name: str) -> DayInput:
        made = DayInput(self.desk, quick=False)
        made.line.setAccessibleName(self.t(f"audit.{name}"))
        made.line.setPlaceholderText(self.t(f"audit.{name}"))
        made.edited.connect(self._pause.start)
        return made

    def _show_kinds(self, kinds: tuple[str, ...]) -> None:
        chosen = self.kind.value()
        named = sorted(((kind, self._kind(kind)) for kind in kinds), key=lambda pair: pair[1])
        self.kind.offer([("", self.t("audit.every_kind")), *named], chosen)

    def _asked(self, after: str | None) -> Audit:
        since, until = read_day(self.since.line.value()), read_day(self.until.line.value())
        return Audit(
            kind=self.kind.value(),
            officer=self.officer.value(),
            post=self.post.value(),
            subject=self.about.value(),
            since=since.isoformat() if since else "",
            until=until.isoformat() if until else "",
            prove=self._proving,
            limit=FIRST if after is None else FOLLOWING,
            after=after,
        )

    def _ask(self) -> None:
        self.desk.ask(self._asked(None), self._show, self, "audit")

    def _show(self, page: AuditPage) -> None:
        self.table.begin(page.rows, page.next)
        self._empty.setVisible(not page.rows)
        self._tell()

    def _on(self, after: str) -> None:
        self.desk.ask(self._asked(after), self._came, self, "audit")

    def _came(self, page: AuditPage) -> None:
        self.table.go_on(page.rows, page.next)
        self._tell()

    def _tell(self) -> None:
        held = self.table.held
        wrong = sum(bool(each.faults) for each in held)
        words = self.t("audit.shown", n=f"{len(held):,}")
        if self._proving:
            words += " · " + (self.t("audit.wrong", n=wrong) if wrong else self.t("audit.all_proven"))
        self._count.setText(words)

    def _prove(self) -> None:
        self._proving = True
        whole = replace(self._asked(None), limit=max(FIRST, len(self.table.held)))
        self.desk.ask(whole, self._show, self, "audit")

    def _kind(self, kind: str) -> str:
        return self.t(f"history.{kind}").rstrip(":") if self.t.known(f"history.{kind}") else kind

    def _cells(self, entry: AuditRow) -> list[str]:
        if entry.faults is None:
            proof = ""
        else:
            proof = ", ".join(self.t(f"audit.fault.{code}") for code in entry.faults) or self.t("audit.proven")
        gone = f" · {self.t('audit.gone')}" if entry.gone else ""
        return [
            self.desk.when(entry.at),
            self._kind(entry.kind) + gone,
            proof,
            entry.number or self.t("audit.no_number"),
            entry.officer,
            entry.post,
            self.desk.when(entry.taken),
        ]

    def _whole(self, entry: AuditRow) -> str:
        """The marks of an entry in full, as the command line and an annex name them."""
        return self.t("audit.whole", n=f"{entry.sequence:,}", id=entry.id, stream=entry.stream, subject=entry.subject)
