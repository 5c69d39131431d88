"""Referring a report: the ways of today with their reasons, the identity in plain words, one button for all addressees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from core.app.referral_queries import ProposedReferral
from core.app.referral_views import Proposal, SentReferral, WayView
from core.app.views import Changes
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.referral import CONSENT, ENVELOPE, WITHHELD, Addressee, SendReferral
from core.domain.referral_routes import ORGANISERS
from ui.deadline_words import NOT_VERIFIED, is_verified, say
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.referrals.words import name_of, short
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import Options, plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput, TextInput
from ui.gui.widgets.labels import label, notice, state
from ui.gui.widgets.tick import Tick
from ui.stated import stated


@dataclass(frozen=True, slots=True)
class _Line:
    """One addressee on the screen."""

    way: WayView
    tick: Tick
    to: LineInput


class SendDialog(Dialog):
    """Asks for the proposal when it opens and whenever the kind of organiser changes."""

    def __init__(self, desk: Desk, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("referrals.send_title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self.t, self._report = desk, desk.t, report
        self._command = desk.app.new_command()
        self.lines: list[_Line] = []
        self._title = label(self.t("referrals.send_title"), "section")
        self._body = column(gap="gap")
        organisers = [(each, self.t(f"referrals.organiser.{each}")) for each in ORGANISERS]
        self.organiser = Options(organisers, "", lambda _code: self._ask(), self.t("referrals.organiser"))
        self._organised = box(label(self.t("referrals.organiser"), "strong"), self.organiser, gap="tight")
        self._organised.setVisible(False)
        self.identity = Options([], "", lambda _code: None, self.t("referrals.identity"))
        self._identity = column(gap="tight")
        self.reason = TextInput(lines=3)
        self._reason = Field(self.t("referrals.reason"), self.reason, self.t("referrals.reason_hint"))
        self.fault = label("", "bad")
        self.fault.setVisible(False)
        self.button = primary(desk, self.t("referrals.send"), self._send, "referral")
        self.button.setEnabled(False)
        closing = plain(desk, self.t("button.cancel"), self.reject)
        parts = box(self._organised, self._body, self._identity, self._reason, 0, gap="gap")
        ends = (self.fault, row(0, closing, self.button))
        self.setLayout(column(self._title, scrolled(parts, sideways=False), *ends, margin="wide"))
        self.resize(desk.theme.wide("form") + pixels("meter"), pixels("form"))
        self._ask()

    def _ask(self) -> None:
        query = ProposedReferral(self._report, self.organiser.value)
        self.desk.runner.ask(lambda: self.desk.app.ask(query), self._show, self._failed, self, "referrals.proposed")

    def _show(self, found: Proposal) -> None:
        self._report = found.report
        self._title.setText(self.t("referrals.send_to", number=found.number))
        self._organised.setVisible(found.organiser)
        ticked = {line.way.institution for line in self.lines if line.tick.isChecked()}
        self.lines = []
        clear(self._body)
        self._body.addWidget(label(self.t("referrals.ways_what", day=self.desk.day(found.day), version=found.routes), "muted"))
        for way in found.ways:
            self._body.addWidget(self._way(way, way.institution in ticked or (not ticked and self._is_first(way))))
        self._show_identity(found)
        self.button.setEnabled(True)
        if self.lines:
            self.lines[0].tick.box.setFocus()

    @staticmethod
    def _is_first(way: WayView) -> bool:
        return way.place == "first" and not way.shut and not way.known

    def _way(self, way: WayView, chosen: bool) -> QFrame:
        """An addressee that may be chosen, or why he may not."""
        name = f"{short(self.desk, way.institution, way.level)} · {name_of(self.desk, way.institution)}"
        place = self.t(f"referrals.place.{way.place}")
        told = [place, way.route or self.t("referrals.by_act"), stated(self.t.language, way.basis)]
        if not is_verified(way.confidence):
            told.append(say(NOT_VERIFIED, self.desk.t.language))
        why = label(" · ".join(filter(None, told)), "small")
        if way.shut or way.known:
            words = self.t("referrals.known") if way.known else self.desk.explain(Invalid(way.shut, institution=way.institution))
            return card(label(name, "strong"), why, state(self.desk, words, "muted", wrap=True), gap="tight")
        tick, to = Tick(name, chosen, lambda _on: None), LineInput(way.to)
        to.setAccessibleName(f"{self.t('referrals.to')}: {way.institution}")
        self.lines.append(_Line(way, tick, to))
        parts: list[QWidget] = [tick, why]
        if way.conflict:
            parts.append(state(self.desk, self.t("referrals.conflict"), "warn", wrap=True))
        return card(*parts, Field(self.t("referrals.to"), to), gap="tight")

    def _show_identity(self, found: Proposal) -> None:
        """Three choices in plain words; what is not lawful is not offered, and says why."""
        lawful = next((way.identities for way in found.ways if len(way.identities) > 1), (WITHHELD,))
        wanted = self.identity.value or found.identity
        clear(self._identity)
        items = [(each, self.t(f"referrals.identity_short.{each}")) for each in (ENVELOPE, CONSENT, WITHHELD) if each in lawful]
        self.identity = Options(items, wanted if wanted in lawful else WITHHELD, self._explain, self.t("referrals.identity"))
        self._explained = label("", "muted")
        self._identity.addWidget(label(self.t("referrals.identity"), "section"))
        self._identity.addWidget(self.identity)
        self._identity.addWidget(self._explained)
        if not found.agreed:
            self._identity.addWidget(notice(self.desk, self.t("referrals.not_agreed"), "info"))
        self._explain(self.identity.value)

    def _explain(self, code: str) -> None:
        self._explained.setText(self.t(f"referrals.identity_what.{code}"))

    def _send(self) -> None:
        chosen = [line for line in self.lines if line.tick.isChecked()]
        addressees = tuple(Addressee(line.way.institution, line.way.level, line.to.value()) for line in chosen)
        identity = self.identity.value if any(len(line.way.identities) > 1 for line in chosen) else ""
        command = SendReferral(
            self._command, read_id(self._report), addressees, identity, self.reason.value(), self.organiser.value
        )
        self.button.setEnabled(False)
        self.fault.setVisible(False)
        self.desk.execute(command, self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        sent = cast("tuple[SentReferral, ...]", changes.reply)
        self.desk.said.emit(self.t("referrals.sent", n=len(sent)))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self.button.setEnabled(bool(self.lines))
        self.fault.setText(self.desk.explain(fault))
        self.fault.setVisible(True)
