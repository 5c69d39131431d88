"""The last page: what was said, what is missing, what shows a person, what it becomes in law, and the button that saves.

Button and sentence stand below it, beside the way back (:mod:`ui.gui.screens.report_form.screen`)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.domain.requirements import Requirement, regime_of
from ui.gui.layouts import box, card, clear, column, row
from ui.gui.screens.report_form.inside_card import InsideCard
from ui.gui.screens.report_form.leaks_card import LeaksCard
from ui.gui.screens.report_form.own_way import own_way
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import SPLIT, FormState
from ui.gui.screens.report_form.summary import summary_of
from ui.gui.widgets.buttons import primary, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick

SIGNED = ("no", "yes", "proxy")


class ReviewPage(FormPage):
    """``submit`` asks to save; ``go_to`` a step and what is missing there; ``split_chosen`` adds or drops a warning."""

    step = "review"
    submit = Signal()
    go_to = Signal(str, str)
    split_chosen = Signal(bool)

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self._lacks, self._shown = QVBoxLayout(), QVBoxLayout()
        self._becomes = QVBoxLayout()
        self.leaks = LeaksCard(self)
        self.leaks.changed.connect(self.refresh)
        self.inside = InsideCard(self)
        self.offered: Tick | None = None
        self._fault, self._first = label("", "bad"), label(self.t("review.offer_first"), "warn")
        self.told = box(self._fault, self._first)
        self.button = primary(self.desk, self.t("review.save"), self.submit.emit, "save")
        asked = self._complaint() if state.kind == "complaint" else []
        self.put_layout(
            column(
                self._lacks,
                self.leaks,
                self.inside,
                self._shown,
                *asked,
                *self._ticks(),
                0,
                gap="gap",
            )
        )
        self._missing: list[Requirement] = []
        self._running = False

    def _complaint(self) -> list[QWidget]:
        offer, self.offered = own_way(self)
        self.offered.box.toggled.connect(lambda _on: self._allow())
        self.signed = Choice([(c, self.t(f"signed.{c}")) for c in SIGNED], str(self.state.tree.get("signed_t07") or "no"))
        same = bool(self.state.tree.get("signature_matches_id"))
        self.matches = Tick(self.t("signed.matches"), same, lambda _on: self.write())
        self.listen(self.signed)
        inner = column(Field(self.t("signed.title"), self.signed, self.t("signed.hint")))
        if regime_of(self.state.tree) == "PILKADA":
            inner.addWidget(self.matches)
        inner.addLayout(self._becomes)
        return [offer, card(inner)]

    def _ticks(self) -> list[QWidget]:
        parts: list[QWidget] = []
        if self.state.kind != "early_warning":
            self.split = Tick(self.t("split.tick"), SPLIT in self.state.tree, self.split_chosen.emit)
            heard = self.state.agreed("read_back")
            self.read_back = Tick(self.t("consent.read_back"), heard, lambda on: self.state.consent(read_back=on))
            parts += [self.split, self.read_back]
        return [box(*parts)] if parts else []

    def write(self) -> None:
        """Whether T07 lies signed, and in a pilkada whether the signature is that of the identity card."""
        self.state.put({"signed_t07": self.signed.value(), "signature_matches_id": self.matches.isChecked() or None})
        self._tell()

    def refresh(self) -> None:
        """Build the page from the answers as they are now."""
        clear(self._lacks)
        clear(self._shown)
        self._missing = [each for each in self.state.wanted() if not each.met and each.needed]
        if self._missing:
            self._lacks.addWidget(self._what_is_missing())
        self.leaks.look()
        self.inside.look()
        self._shown.addWidget(summary_of(self))
        self._tell()
        self._allow()

    def _tell(self) -> None:
        if self.state.kind != "complaint":
            return
        clear(self._becomes)
        reasons = self.state.standing().reasons
        if not reasons:
            self._becomes.addWidget(notice(self.desk, self.t("standing.legal_text"), "ok", self.t("standing.legal")))
            return
        words = "\n".join(self.t(f"standing.{reason}") for reason in reasons)
        self._becomes.addWidget(notice(self.desk, words, "info", self.t("standing.information")))

    def busy(self, running: bool) -> None:
        """While it is being saved the button rests."""
        self._running = running
        self.button.setText(self.t("review.saving" if running else "review.save"))
        self._allow()

    def fail(self, sentence: str) -> None:
        """Say why it was not saved."""
        self._fault.setText(sentence)

    def ready(self) -> bool:
        """Whether it may be saved now."""
        return not self._missing and self._was_offered() and not self._running

    def _was_offered(self) -> bool:
        return self.offered is None or self.offered.isChecked()

    def _allow(self) -> None:
        self._first.setVisible(not self._was_offered())
        self.button.setEnabled(self.ready())

    def _what_is_missing(self) -> QFrame:
        made = card(label(self.t("review.missing"), "strong"), tone="warn")
        layout = made.layout()
        for each in self._missing:
            link = quiet(self.desk, self.t(f"need.{each.key}"), partial(self.go_to.emit, each.step, each.key), "chevron-right")
            if isinstance(layout, QVBoxLayout):
                layout.addLayout(row(link, 0))
        return made
