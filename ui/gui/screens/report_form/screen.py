"""The form: steps with ticks on the left, one page in the middle, completeness on the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.app import queries
from core.app.views import Changes, Draft, Submitted
from core.domain.commands import ReportItem
from core.domain.errors import Refused
from ui.gui import aloud
from ui.gui.desk import Desk
from ui.gui.layouts import box, clear, column, focus_first, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.report_form.event_pages import EventPage
from ui.gui.screens.report_form.evidence_page import EvidencePage
from ui.gui.screens.report_form.kind_page import KindPage
from ui.gui.screens.report_form.meter import Meter
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.people_pages import ReportedPage, WitnessesPage
from ui.gui.screens.report_form.place_page import PlacePage
from ui.gui.screens.report_form.receipt_page import ReceiptPage
from ui.gui.screens.report_form.reporter_page import ReporterPage
from ui.gui.screens.report_form.review_page import ReviewPage
from ui.gui.screens.report_form.state import SPLIT, Begin, FormState
from ui.gui.screens.report_form.steps import steps_done, steps_of
from ui.gui.screens.report_form.time_page import TimePage
from ui.gui.screens.report_form.warning_page import WarningPage, begin_split
from ui.gui.screens.screen import Screen
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import button, plain, primary
from ui.gui.widgets.labels import notice
from ui.gui.widgets.likely import LikelyPanel

PAGES: dict[str, type[FormPage]] = {
    page.step: page
    for page in (
        KindPage, ReporterPage, ReportedPage, EventPage, PlacePage, TimePage, EvidencePage, WitnessesPage, WarningPage,
        ReviewPage,
    )
}  # fmt: skip
ASKED_BY = {
    "stage": "form.stage", "vulnerability": "form.vulnerability", "reporter": "reporter.name", "address": "reporter.address",
    "reported": "party.subject", "violation": "event.violation", "summary": "event.summary", "narrative": "event.narrative",
    "split_summary": "event.summary", "split_narrative": "event.narrative", "split_vulnerability": "form.vulnerability",
    "place": "place.area", "time": "time.day", "known": "time.known",
}  # fmt: skip
"""The words of the field that answers what is missing."""
COLUMNS = ("side", "dialog", "meter")
"""Widths that steps, page and completeness need beside each other."""


class ReportFormScreen(Screen):
    """A new form, or a draft by its id; pages are built when first opened and keep nothing of their own."""

    def __init__(self, desk: Desk, draft: object = None) -> None:
        super().__init__(desk)
        self.form = FormState(desk)
        self.title = self.t("form.title")
        self.step = "kind"
        self.page: FormPage | None = None
        self.receipt: ReceiptPage | None = None
        self._steps: dict[str, QPushButton] = {}
        self._ticked: dict[str, bool] = {}
        self._holder: QScrollArea | None = None
        self._aside: QScrollArea | None = None
        self._whole = QVBoxLayout()
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._whole)
        if isinstance(draft, str):
            self.form.load(draft, self._restore, self.failed)
        elif isinstance(draft, Begin):
            self.form.kind = draft.kind
            self.form.tree = dict(draft.tree)
        self._build()
        desk.ask(queries.ClockDoubt(), self._doubt, self)

    def _doubt(self, newest: str) -> None:
        """The laptop's clock stands before its own newest entry: say so; nothing is refused for it."""
        self.form.clock_doubt = bool(newest)
        if newest and self.receipt is None:
            words = self.t("clock.doubt", newest=self.desk.when(newest), now=self.desk.when(self.desk.now().isoformat()))
            self._above.addWidget(notice(self.desk, words, "warn", self.t("clock.doubt_title")))

    def _kept(self) -> None:
        if self.receipt is None:
            clear(self._trouble)

    def _not_kept(self, fault: Fault) -> None:
        """It stays in sight until it is saved: who locks now loses what is typed."""
        if self._trouble.count() == 0 and self.receipt is None:
            words = self.t("draft.unkept", reason=self.desk.explain(fault))
            self._trouble.addWidget(notice(self.desk, words, "bad", self.t("draft.unkept_title")))
            self.meter.saved.setText(self.t("draft.unkept_title"))

    def _restore(self, draft: Draft) -> None:
        self.form.restore(draft)
        self._build(self.form.step if self.form.step in self._all_steps() else "kind")
        self.meter.tell_saved()

    def _build(self, step: str = "kind") -> None:
        clear(self._whole)
        self.meter = Meter(self.desk, self.form)
        self.form.disconnect(self.form)
        self.form.changed.connect(self._changed)
        self.form.saved.connect(self.meter.tell_saved)
        self.form.failed.connect(self._not_kept)
        self.form.saved.connect(self._kept)
        self._middle, self._above, self._trouble = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._ends, self._saving = QVBoxLayout(), QVBoxLayout()
        self.likely = LikelyPanel(self.desk)
        self._above.addWidget(self.likely)
        self.back = plain(self.desk, self.t("button.back"), lambda: self._walk(-1), "chevron-left")
        self.next = primary(self.desk, self.t("button.next"), lambda: self._walk(1))
        going = beside(self.back, 0, self._saving, self.next)
        middle = column(self._above, self._middle, self._trouble, self._ends, going, margin="gap")
        self._beside, self._below, self._pinned = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._beside.addWidget(self.meter)
        self._beside.addWidget(self.meter.list)
        self._aside = self._narrow(box(self._beside, 0), "meter")
        steps = self._narrow(box(self._step_list(), self._below, 0), "side")
        side = box(steps, self._pinned)
        side.setFixedWidth(steps.minimumWidth())
        line = row(side)
        line.addLayout(middle, 1)
        line.addWidget(self._aside)
        self._whole.addLayout(line)
        self._place_meter(self.width())
        self.open_step(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for three columns, completeness stands below the steps, and its list scrolls with them."""
        super().resizeEvent(event)
        self._place_meter(event.size().width())

    def _place_meter(self, width: int) -> None:
        if self._aside is None or self.receipt is not None:
            return
        aside = width >= sum(self.desk.theme.wide(each) for each in COLUMNS)
        if (self._beside.indexOf(self.meter) >= 0) is not aside:
            self._beside.removeWidget(self.meter)
            for place, part in ((self._pinned, self.meter), (self._below, self.meter.list)):
                place.removeWidget(part)
                (self._beside if aside else place).addWidget(part)
        self._aside.setVisible(aside)

    def _narrow(self, content: QWidget, width: str) -> QScrollArea:
        area = scrolled(content, sideways=False)
        # A step's name is never cut: large letters, or one more step, may need more than the usual width.
        needed = (
            max(content.minimumSizeHint().width(), self.meter.minimumSizeHint().width())
            + area.verticalScrollBar().sizeHint().width()
        )
        area.setFixedWidth(max(self.desk.theme.wide(width), needed))
        return area

    def _step_list(self) -> QWidget:
        made = QWidget()
        layout = column(gap="tight", margin="gap")
        self._steps, self._ticked = {}, {}
        for number, step in enumerate(self._all_steps(), 1):
            pressed = button(f"{number}. {self.t(f'step.{step}')}", lambda s=step: self.open_step(s), "step")  # type: ignore[misc]
            pressed.setCheckable(True)
            self._steps[step] = pressed
            layout.addWidget(pressed)
        layout.addStretch(1)
        made.setLayout(layout)
        self._tick()
        return made

    def open_step(self, step: str) -> None:
        """Show a page; the draft is saved on the way."""
        self.form.save()
        self.step = step
        self.form.stand_at(step)
        for part in (self._middle, self._ends, self._saving):
            clear(part)
        self.page = PAGES[step](self.form)
        if isinstance(self.page, KindPage):
            self.page.kind_chosen.connect(self._change_kind)
        if isinstance(self.page, ReviewPage):
            self.page.submit.connect(self.submit)
            self.page.go_to.connect(self._answer)
            # Where the way on was on every page before: it is not scrolled away.
            self._ends.addWidget(self.page.told)
            self._saving.addWidget(self.page.button)
        if isinstance(self.page, KindPage | ReviewPage):
            self.page.split_chosen.connect(self._split)
        self._holder = scrolled(self.page)
        self._middle.addWidget(self._holder)
        self.page.refresh()
        for name, made in self._steps.items():
            made.setChecked(name == step)
        steps = self._all_steps()
        self.back.setEnabled(step != steps[0])
        self.meter.refresh()
        self._tick()
        at, of = steps.index(step) + 1, len(steps)
        aloud.say(self.page, self.t("form.at", n=at, of=of, step=self.t(f"step.{step}")))
        self._holder.show()
        focus_first(self.page, fields=True)
        self.next.setVisible(step != steps[-1])

    def take_keyboard(self) -> None:
        """In the page, not in the list of steps beside it."""
        focus_first(self.page or self, fields=True)

    def _answer(self, step: str, missing: str) -> None:
        """Open a page at the field that something is missing in."""
        self.open_step(step)
        if self.page is not None and missing in ASKED_BY:
            focus_first(self.page, named=self.t(ASKED_BY[missing]), fields=True)

    def _walk(self, by: int) -> None:
        steps = self._all_steps()
        self.open_step(steps[min(max(steps.index(self.step) + by, 0), len(steps) - 1)])

    def _change_kind(self, kind: str) -> None:
        self.form.kind = kind
        self._build()
        self.form.touch()

    def _split(self, wanted: bool) -> None:
        """The report is two: a warning gets a page of its own; dropped, its answers are gone."""
        if wanted and SPLIT not in self.form.tree:
            begin_split(self.form)
        elif not wanted:
            self.form.put({SPLIT: None})
        # The tick that called this is still at work: the page goes when it has come back.
        QTimer.singleShot(0, self, lambda: self._build("warning" if wanted else self.step))

    def _all_steps(self) -> tuple[str, ...]:
        return steps_of(self.form.kind, self.form.tree)

    def _changed(self) -> None:
        self.likely.put(self.form.tree, self.form.kind)
        self.meter.refresh()
        self._tick()

    def _tick(self) -> None:
        found = steps_done(self._steps, self.form.kind, self.form.tree)
        for step, done in found.items():
            if self._ticked.get(step) is done:
                continue
            made = self._steps[step]
            made.setIcon(self.desk.icon("ok", "ok") if done else self.desk.icon("minus", "muted"))
            made.setAccessibleDescription(self.t("step.done" if done else "step.open"))
        self._ticked = found

    def submit(self) -> None:
        """Save the report; pressed twice it is one report, because the form has one command id."""
        page = self.page
        if not isinstance(page, ReviewPage) or not page.ready():
            return
        if self.form.attaching:
            page.fail(self.t("evidence.wait"))
            return
        try:
            command = self.form.submission()
        except Refused as fault:
            page.fail(self.desk.explain(fault))
            return
        page.busy(True)
        page.fail("")
        made = command.items
        self.desk.execute_once(command, lambda changes: self._submitted(changes, made), self._refused, self)

    def _refused(self, fault: Fault) -> None:
        self.form.reopen()
        if isinstance(self.page, ReviewPage):
            self.page.busy(False)
            self.page.fail(self.desk.explain(fault))

    def _submitted(self, changes: Changes, items: tuple[ReportItem, ...]) -> None:
        self.form.close()
        replies = changes.reply
        if not isinstance(replies, tuple) or not isinstance(replies[-1], Submitted):
            raise TypeError("a submission gave no receipt")
        held = QApplication.focusWidget()
        if held is not None:  # or the keyboard would pass through the rail on its way to the receipt
            held.clearFocus()
        clear(self._whole)
        self.page = None
        self.receipt = ReceiptPage(self.desk, replies[-1], items[-1].form, items[-1].attachments)
        for reply in replies[:-1]:
            self._whole.addWidget(notice(self.desk, self.t("split.saved", number=reply.number), "ok"))
        self._whole.addWidget(scrolled(self.receipt))
        aloud.say(self.receipt, self.receipt.told)
        focus_first(self.receipt)

    def lets_go(self) -> bool:
        """See :class:`Screen`: a code that nobody has yet is not lost by a key that leads elsewhere."""
        return self.form.lets_go() if self.receipt is None else self.receipt.lets_go()

    def leave(self) -> object:
        """Save; the draft opens again where it was."""
        self.form.save()
        if self.receipt is not None:
            self.receipt.leave()
        return self.form.draft if self.receipt is None else None

    def save(self) -> None:
        """Ctrl+S: save the draft now."""
        self.form.save()
