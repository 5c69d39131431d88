"""Links to a server: how each fares in words, now or later, paused by one click, and what may go while data are paid for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.domain.moment import zone_name
from sync.cargo import Cargo
from sync.links.known import known_links
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.link_keeper import LinkState
from ui.gui.screens.link_dialog import LinkDialog
from ui.gui.widgets.amount import amount
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import Options, plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import drawn, label, notice, state
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.tick import Tick

if TYPE_CHECKING:
    from sync.links.visiting import Visit


class LinkCard(QFrame):
    """Never says "sent" of what only lies on a server: its words are those of a stick."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        keeper = self._keeper = desk.links
        self.which = Choice([])
        self.which.setAccessibleName(self.t("link.which"))
        self.which.activated.connect(lambda _index: self._show())
        self._where, self._state = label("", "muted"), QVBoxLayout()
        self.now = plain(desk, self.t("link.now"), keeper.visit, "refresh")
        self.pause = plain(desk, "", self._pause, "clock")
        self.add = plain(desk, self.t("link.add"), lambda: self._open(""), "plus")
        self.edit = plain(desk, self.t("link.edit"), lambda: self._open(self.which.value()), "edit")
        self._none = label(self.t("link.none"), "muted")
        self.progress = Progress(desk)
        self.cargo = Options(
            [(each.value, self.t(f"link.cargo_{each.value}")) for each in Cargo],
            keeper.cargo,
            lambda code: keeper.choose(Cargo(code)),
            self.t("link.cargo"),
        )
        self.always = Tick(self.t("link.always"), keeper.always_metered, keeper.treat_metered)
        self._metered = Field(self.t("link.cargo"), self.cargo, self.t("link.cargo_hint"))
        self._known = column(
            self.which, self._where, self._state, self.progress, flowing(self.now, self.pause, self.edit),
            self._metered, self.always,
        )  # fmt: skip
        head = beside(row(drawn(desk, "province", "primary"), label(self.t("link.title"), "section"), 0), 0, self.add)
        self.setLayout(column(card(head, self._none, self._known)))
        keeper.changed.connect(self._show)
        keeper.told.connect(self._tell)
        if keeper.job is not None:
            self.progress.follow(keeper.job, self.t("link.visiting"))
        self._show()

    def _open(self, name: str) -> None:
        LinkDialog(self.desk, name, self).exec()

    def _pause(self) -> None:
        self._keeper.pause(not self._keeper.paused)

    def _show(self) -> None:
        keeper = self._keeper
        if not self.desk.unlocked:
            return
        known = bool(keeper.names)
        self._none.setVisible(not known)
        for each in (self._where, self.now, self.pause, self.edit, self._metered, self.always):
            each.setVisible(known)
        self.which.offer([(name, name) for name in keeper.names])
        self.which.setVisible(len(keeper.names) > 1)
        clear(self._state)
        if not known:
            return
        address = known_links(self.desk.app)[self.which.value()]
        self._where.setText(f"{self.which.value()} · {address.shown}")
        words = self.t("link.go_on" if keeper.paused else "link.pause")
        self.pause.setText(f" {words}")
        self.pause.setAccessibleName(words)
        self.now.setEnabled(keeper.job is None and not keeper.paused)
        self.cargo.choose(keeper.cargo)
        self._follow()
        self._tell_state(keeper.states.get(self.which.value()))

    def _follow(self) -> None:
        job = self._keeper.job
        if job is None:
            self.progress.finish()
        elif not self.progress.isVisibleTo(self):
            self.progress.follow(job, self.t("link.visiting"))

    def _tell(self, stage: str) -> None:
        now = self._keeper.meter
        moved = amount(self.t, now.bytes) + (f" / {amount(self.t, now.bytes_total)}" if now.bytes_total else "")
        if now.items_total:
            moved = f"{self.t('progress.count', done=f'{now.items:,}', total=f'{now.items_total:,}')} · {moved}"
        self.progress.tell_amount(self.t(f"stage.{stage}"), moved, now.bytes, now.bytes_total)

    def _tell_state(self, last: LinkState | None) -> None:
        keeper = self._keeper
        if keeper.paused:
            self._state.addWidget(state(self.desk, self.t("link.paused"), "warn", "clock", wrap=True))
        if last is not None and last.fault is not None:
            words = f"{self._clock(last.at)} · {self.desk.explain(last.fault)}"
            again = self.t("link.again", at=self._clock(keeper.next_at)) if keeper.next_at is not None else ""
            self._state.addWidget(notice(self.desk, f"{words} {again}".strip(), "warn"))
        elif last is not None and last.visit is not None:
            self._state.addWidget(state(self.desk, self._came(last, last.visit), "ok", wrap=True))
            for words in self._odd(last.visit):
                self._state.addWidget(notice(self.desk, words, "warn"))
        elif not keeper.paused and keeper.job is None:
            self._state.addWidget(state(self.desk, self.t("link.waiting"), "muted", "clock", wrap=True))

    def _came(self, last: LinkState, visit: Visit) -> str:
        taken = visit.received
        if taken is None and not visit.sent.objects:
            return self.t("link.calm", at=self._clock(last.at))
        return self.t(
            "link.came",
            at=self._clock(last.at),
            entries=f"{visit.sent.entries:,}",
            files=f"{visit.sent.attachments:,}",
            got=f"{taken.entries if taken else 0:,}",
            n=f"{taken.acknowledged if taken else 0:,}",
        )

    def _odd(self, visit: Visit) -> list[str]:
        words = [self.t("link.held", n=visit.sent.held)] if visit.sent.held else []
        if visit.sent.left:
            words.append(self.t("link.left", n=visit.sent.left))
        if visit.received is not None and visit.received.quarantined:
            words.append(self.t("exchange.set_aside", n=len(visit.received.quarantined)))
        if visit.received is not None and visit.received.gaps:
            words.append(self.t("exchange.gaps", n=len(visit.received.gaps)))
        return words

    def _clock(self, at: datetime | None) -> str:
        return f"{at:%H.%M} {zone_name(self.desk.zone)}" if at is not None else ""
