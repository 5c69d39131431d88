"""After saving: the number, the look-up code this one time, four equal ways to hand it over, and papers of the open form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from core.app import queries
from core.app.printing import paper_of
from core.app.views import Submitted
from core.domain.commands import AttachedFile
from core.domain.forms import ComplaintForm, InformationForm, ReportForm
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.report_form.form_papers import FormPapers
from ui.gui.screens.report_form.handing_over import CopyWay, NoneWay, PrintWay, ReadWay, Way
from ui.gui.screens.screen import Screen
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.labels import label, notice


class ReceiptPage(Screen):
    """The code is kept nowhere: when this page is left, it is gone, and with it the form that knows the names."""

    def __init__(
        self,
        desk: Desk,
        reply: Submitted,
        form: ReportForm | None = None,
        files: tuple[AttachedFile, ...] = (),
        *,
        situation: bool = False,
    ) -> None:
        super().__init__(desk)
        self._reply, self._form, self._files = reply, form, files
        self._asked = False
        self.way = ""
        self.ways: dict[str, Way] = {}
        layout = column(self._head(), gap="gap", margin="wide")
        if desk.lock_waits:
            layout.addWidget(notice(desk, self.t("receipt.lock_waits"), "warn"))
        if reply.code:
            layout.addWidget(self._code())
        if situation:
            layout.addLayout(row(plain(desk, self.t("paper.t11"), self._print_situation, "print"), 0))
        if isinstance(form, ComplaintForm | InformationForm):
            self.papers = FormPapers(desk, form, files)
            layout.addWidget(self.papers)
        self._warning = label("", "warn")
        self._warning.setVisible(False)
        layout.addWidget(self._warning)
        self.again = plain(desk, self.t("receipt.another"), lambda: self._close("report_form"), "plus")
        self.done = primary(desk, self.t("receipt.done"), lambda: self._close("home"), "check")
        layout.addLayout(row(0, self.again, self.done))
        layout.addStretch(1)
        self.setLayout(layout)

    @property
    def handed_over(self) -> bool:
        """Whether one of the ways was gone to its end, or there is no code to hand over."""
        return not self._reply.code or any(way.fulfilled for way in self.ways.values())

    @property
    def told(self) -> str:
        """What is read out when the page appears: that it was saved, and the number where one may be seen."""
        number = "" if self._reply.guard else f" {self.t('receipt.number')}: {self._reply.number}"
        return self.t("receipt.saved") + number

    def _head(self) -> QFrame:
        if self._reply.guard:
            return self._guarded_head()
        return card(
            label(self.t("receipt.saved"), "section"),
            label(f"{self.t('receipt.number')}: {self._reply.number}", "strong"),
            label(self.t("receipt.sealed" if self._reply.sealed else "receipt.waiting"), "muted"),
            tone="ok",
        )

    def _guarded_head(self) -> QFrame:
        found = self.desk.app.reference.institution(self._reply.guard)
        named = self._reply.guard if found is None else found.name_en if self.t.language == "en" else found.name_id
        lines = [label(self.t("receipt.saved"), "section"), label(self.t("receipt.guarded", institution=named), "body")]
        if self._reply.guard_inside:
            lines.append(label(self.t("receipt.guard_inside"), "warn"))
        return card(*lines, tone="ok")

    def _code(self) -> QFrame:
        shown = label(self._reply.code, "code")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        # A stop of the keyboard, for who has it read out.
        shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.setAccessibleName(" ".join(self._reply.code))
        shown.setAccessibleDescription(self.t("receipt.code"))
        self.ways = {
            "print": PrintWay(self.desk, self._reply, self._form),
            "copy": CopyWay(self.desk, self._reply),
            "read": ReadWay(self.desk, self._reply, self._form),
            "none": NoneWay(self.desk),
        }
        for way in self.ways.values():
            way.came_about.connect(self._calm)
            way.setVisible(False)
        chips = [(name, self.t(f"receipt.way.{name}")) for name in self.ways]
        self.choices = Options(chips, "", self.choose, self.t("receipt.ways"))
        return card(
            label(self.t("receipt.code"), "section"),
            shown,
            notice(self.desk, self.t("receipt.once"), "warn"),
            label(self.t("receipt.ways"), "strong"),
            self.choices,
            *self.ways.values(),
        )

    def situation_paper(self) -> PaperDialog:
        """The situation report that was just signed, as it goes out."""
        app, report = self.desk.app, self._reply.id
        words = Paper(self.t("paper.t11"), "laporan-situasi.pdf", self.t("pact.save"), counted=paper_of(report, "t11"))
        return PaperDialog(self.desk, words, lambda: app.ask(queries.Paper("t11", report)), self)

    def _print_situation(self) -> None:
        self.situation_paper().exec()

    def choose(self, way: str) -> None:
        """Show what goes with a way; choosing another one later is free."""
        self.way = way
        for name, made in self.ways.items():
            made.setVisible(name == way)
        self.ways[way].begin()
        self._calm()

    def _calm(self) -> None:
        if self.handed_over:
            self._asked = False
            self._warn("")

    def lets_go(self) -> bool:
        """While the code was handed over in no way, only at the second try, whichever way out was taken."""
        if self.handed_over or self._asked:
            return True
        self._asked = True
        self._warn(self.t("receipt.not_yet"))
        self.desk.said.emit(self.t("receipt.not_yet"))
        return False

    def _close(self, room: str) -> None:
        if self.lets_go():
            self.desk.go.emit(room, None)

    def _warn(self, text: str) -> None:
        self._warning.setText(text)
        self._warning.setVisible(bool(text))

    def leave(self) -> object:
        """The code was seen: a lock that waited for it may fall."""
        self.desk.once_over.emit()
        return None
