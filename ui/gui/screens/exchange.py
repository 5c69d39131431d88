"""Kirim & terima: what is here, what lies on the stick, what the province has; the stick's history below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from core.app import queries, views
from core.app.document_views import RefusedWording
from core.app.watch import Watch
from core.domain.errors import Cancelled, Unavailable
from sync.folder import READS_THE_CHIPS, volume_of
from sync.meter import Meter
from sync.sticks.finding import eject, find_sticks
from sync.sticks.state import State, Stick
from sync.sticks.volume import Survey
from ui.gui import aloud
from ui.gui.desk import Desk
from ui.gui.files import open_folder
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.aside_card import AsideCard
from ui.gui.screens.custody_card import CustodyCard
from ui.gui.screens.folder_card import FolderCard
from ui.gui.screens.intake_card import IntakeCard, is_nothing, odd_words, unusable_words
from ui.gui.screens.link_card import LinkCard
from ui.gui.screens.screen import Screen
from ui.gui.screens.stick_watch import StickWatch
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.inputs import Choice
from ui.gui.widgets.labels import drawn, label, notice
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.table import Table
from ui.gui.widgets.tick import Tick
from ui.gui.widgets.wording_words import wording_words

if TYPE_CHECKING:
    from core.app.backup_views import CopyMade
    from sync.report import IntakePreview, Preview, ReceiveReport, SendReport

Done = TypeVar("Done")
WITH_COPY = "copies.with_stick"
"""The setting that a copy goes along whenever a stick was written."""
MEBIBYTE, KIBI = 1024 * 1024, 1024
INDONESIAN = str.maketrans(",.", ".,")


class ExchangeScreen(Screen):
    """Never says "sent" of what was only written: it says di media, until the province's receipt came back."""

    topics = frozenset({"reports", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.folder: Path | None = desk.stick or (argument if isinstance(argument, Path) else None)
        self.watch = StickWatch(desk, self, self.folder, Survey if desk.stick is not None else find_sticks)
        self.watch.seen.connect(self._stick_seen)
        self._meter = Meter()
        self._about: Path | None = None
        self._volume = -1
        """Of what was looked at; whatever stands in its place is not written to unseen."""
        self._columns = {name: label("0", "count", wrap=False) for name in ("queued", "sent", "received")}
        self._where = label("", "strong")
        self._what = label("", "muted")
        self._result = QVBoxLayout()
        self.progress = Progress(desk)
        self.choose = plain(desk, self.t("exchange.choose"), self._choose, "usb")
        self.send = primary(desk, self.t("exchange.send"), self.start_send, "export")
        self.receive = plain(desk, self.t("exchange.receive"), self.start_receive, "import")
        if desk.stick is not None:
            self.choose.hide()
        self.which = Choice([])
        self.which.setAccessibleName(self.t("stick.which"))
        self.which.activated.connect(lambda _index: self.watch.choose(Path(self.which.value())))
        self.which.setVisible(False)
        self.eject = plain(desk, self.t("stick.eject"), self.start_eject, "undo")
        self.eject.setVisible(False)
        self.with_copy = Tick(self.t("exchange.with_copy"), desk.app.settings.get(WITH_COPY, "") == "1", self._remember_copy)
        # A drill's stick is none, and of a shared server its administrator makes the copies.
        if desk.stick is not None or desk.app.facts.server:  # shown before it lies in a page it would be a window of its own
            self.with_copy.hide()
        stick = card(
            row(drawn(desk, "usb", "primary"), self._where, 0, self.eject, self.choose),
            self.which, self._what, row(self.send, self.receive, 0), self.with_copy,
        )  # fmt: skip
        self._ledger = Table(
            self.t("exchange.ledger"), [self.t(f"ledger.col_{n}") for n in ("at", "way", "objects", "entries", "files", "size")]
        )
        self.aside = AsideCard(desk, self.start_retry)
        self.custody = CustodyCard(desk)
        self.links = LinkCard(desk)
        # A post takes in what the province answered, from a stick in somebody's hand; folders fill up at the province.
        self.watched = FolderCard(desk) if desk.app.facts.kind not in ("post", "regency") else None
        folders = [] if self.watched is None else [self.watched]
        self._no_ledger = label(self.t("exchange.no_ledger"), "muted")
        # Nothing that is reported lies at a regency's desk.
        pictures = [self._picture()] if desk.app.facts.kind != "regency" else []
        content = box(
            *pictures, stick, self.progress, self._result, *folders, self.links, self.custody,
            card(label(self.t("exchange.ledger"), "section"), self._no_ledger, self._ledger), self.aside, 0,
            gap="gap", margin="wide",
        )  # fmt: skip
        self._page = scrolled(content)
        self.setLayout(column(self._page))

    def _picture(self) -> QFrame:
        made = QFrame()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(pixels("small"))
        province = self.desk.app.facts.kind not in ("post", "regency")
        # At the province a report is there or not: nothing waits here, nothing lies on a medium.
        whole = (("queued", "laptop"), ("sent", "usb"), ("received", "province"))
        places = whole[-1:] if province else whole
        nation = self.desk.app.facts.kind == "nation"
        for place, (name, drawing) in enumerate(places):
            words = label(self.t("exchange.at_nation" if nation else f"exchange.at_{name}"), "strong")
            told = "nation" if nation else "province" if province else name
            hint = label(self.t(f"exchange.{told}_hint"), "small")
            grid.addWidget(card(row(drawn(self.desk, drawing, "primary"), words), self._columns[name], hint), 0, place * 2)
            grid.setColumnStretch(place * 2, 1)
            if place:
                grid.addWidget(drawn(self.desk, "chevron-right", "muted"), 0, place * 2 - 1)
        made.setLayout(grid)
        return made

    def refresh(self) -> None:
        """Counts, what would go, history."""
        self.desk.ask(queries.HomeCounts(), self._count, self, "exchange-counts")
        self.desk.ask(queries.Ledger(), self._show_ledger, self, "exchange-ledger")
        self.aside.refresh()
        self.custody.refresh()
        self._tell(self.watch.stick)
        self.watch.poll()

    def _stick_seen(self, stick: Stick, survey: Survey) -> None:
        """Another stick, or the same in another state; what is chosen by hand stays."""
        self.which.setVisible(len(survey.volumes) > 1)
        here = str(stick.root or "")
        labels = [each.label for each in survey.volumes]
        self.which.offer(
            [
                (str(each.root), each.label if labels.count(each.label) == 1 else f"{each.label} · {each.root}")
                for each in survey.volumes
            ],
            here,
        )
        if self.watch.chosen is None:
            self.folder = stick.root if stick.takes or stick.gives else None
        self._forget_others(None if stick.state in (State.NONE, State.LOCKED, State.PULLED) else stick.root)
        self._tell(stick)

    def _forget_others(self, root: Path | None) -> None:
        """What was said of one stick is not left standing beside another, least of all that it is safe."""
        if root is not None and root != self._about:
            clear(self._result)
        self._about = root

    def _tell(self, stick: Stick) -> None:
        """Its name, the sentence of its state, and what can be done with it."""
        named = stick.volume.label if stick.volume is not None else str(stick.root or self.folder or "")
        if self.desk.stick is not None:
            named = self.desk.stick.name
        self._where.setText(named or self.t("exchange.no_folder"))
        self.eject.setVisible(stick.volume is not None and stick.state is not State.PULLED)
        self._enable()
        if stick.state is State.NONE and self.folder is not None:
            return  # a folder that was chosen and not looked at yet
        self._what.setText("" if stick.state is State.FINE else self.t(f"stick.{stick.state}"))
        if stick.state is State.FINE:
            self._look()

    def _look(self) -> None:
        app, folder = self.desk.app, self.folder

        self._volume = -1

        def work() -> tuple[int, Preview]:
            from sync.exchange import preview

            return -1 if folder is None else volume_of(folder), preview(app, folder)

        self.desk.runner.ask(work, self._preview, self._cannot_look, self, "exchange-preview")

    def _cannot_look(self, fault: Fault) -> None:
        self._what.setText(self.desk.explain(fault))

    def _preview(self, told: tuple[int, Preview]) -> None:
        self._volume, seen = told
        if self.watch.stick.state not in (State.FINE, State.NONE):
            return  # it was asked while the stick was still well
        if not seen.bytes:
            self._what.setText(self.t("exchange.nothing"))
            return
        self._what.setText(
            self.t(
                "exchange.preview" if seen.entries or seen.attachments else "exchange.preview_answer",
                entries=self._figures(f"{seen.entries:,}"),
                files=self._figures(f"{seen.attachments:,}"),
                size=self._size(seen.bytes),
            )
            + " "
            + self.t("stick.room" if seen.free >= seen.bytes else "stick.part", free=self._size(seen.free))
        )

    def _choose(self) -> None:
        found = open_folder(self.desk, self, self.t("exchange.choose"))
        if found is not None:
            self.folder = found
            self.watch.choose(found)
            self.refresh()

    def start_send(self) -> None:
        """Write to the stick, with progress, stoppable."""
        app, folder = self.desk.app, self.folder
        if folder is None:
            return

        meter, volume = Meter(), self._volume
        self._meter = meter

        def work(watch: Watch) -> SendReport:
            from sync.exchange import send

            if volume >= 0 and volume_of(folder) != volume:
                raise Unavailable("medium.gone")
            return send(app, folder, watch=watch, meter=meter)

        self._begin("exchange.sending")
        job = self.desk.runner.do(work, self._sent, self._failed, self._told, self)
        self.progress.follow(job, self.t("exchange.sending"))
        self.progress.cancel.setFocus()

    def _remember_copy(self, on: bool) -> None:
        app = self.desk.app
        self.desk.runner.do(lambda _watch: app.settings.put(WITH_COPY, "1" if on else ""), None, self.desk.say_fault, None, self)

    def _copy_along(self, tell: Callable[[str], None]) -> None:
        """Copy the laptop onto the stick beside other work: whoever comes to report does not wait for it. What was sent stays
        sent in any case."""
        app, folder = self.desk.app, self.folder
        if folder is None or not (self.with_copy.isVisibleTo(self) and self.with_copy.isChecked()):
            tell("")
            return

        def work(watch: Watch) -> CopyMade:
            from ui.copying import copy_to_stick

            return copy_to_stick(app, folder, watch)

        def done(made: CopyMade) -> None:
            counts = {"entries": self._figures(f"{made.entries:,}"), "files": self._figures(f"{made.attachments:,}")}
            tell(self.t("exchange.copied", **counts))

        def failed(fault: Fault) -> None:
            tell(self.t("exchange.no_copy", reason=self.desk.explain(fault)))

        job = self.desk.runner.away(work, done, failed, self, self.progress.tell)
        self.progress.follow(job, self.t("exchange.copying"))

    def _told(self, stage: str, _done: int, _total: int) -> None:
        """Things and bytes of a sending."""
        now = self._meter
        items = self.t("progress.count", done=self._figures(f"{now.items:,}"), total=self._figures(f"{now.items_total:,}"))
        amount = f"{items} · {self._size(now.bytes)} / {self._size(now.bytes_total)}"
        self.progress.tell_amount(self.t(f"stage.{stage}"), amount, now.bytes, now.bytes_total)

    def start_eject(self) -> None:
        """Ask the system to let the stick go."""
        volume = self.watch.stick.volume
        if volume is None:
            return

        def work(_watch: object) -> bool:
            if not eject(volume):
                raise Unavailable("stick.busy")
            return True

        self._begin("")
        self.desk.runner.do(work, self._ejected, self._failed, None, self)

    def _ejected(self, _done: bool) -> None:
        self.folder = None
        self.watch.forget()
        self._over(self.t("stick.gone"), "ok", self.t("stick.safe"))

    def start_receive(self) -> None:
        """Look what the media hold for this office; taken in it is after the yes."""
        app, places = self.desk.app, self._places()

        def work(watch: Watch) -> IntakePreview:
            from sync.exchange import Apart, look

            with Apart(app.identities) as opener:
                return look(app, places, watch, opener)

        if places:
            self._work(work, self._seen, self.t("exchange.looking"))

    def _places(self) -> list[Path]:
        """The chosen folder, or the media in it; at the province every stick that is plugged in besides."""
        if self.folder is None:
            return []
        from sync.watching import media_in

        gathers = self.desk.app.facts.kind not in ("post", "regency")
        more = [each.root for each in self.watch.survey.volumes if media_in(each.root)] if gathers else []
        return list(dict.fromkeys([*(media_in(self.folder) or [self.folder]), *more]))

    def _seen(self, seen: IntakePreview) -> None:
        self.progress.finish()
        self.watch.paused = False
        self._enable()
        if seen.unusable and not (seen.senders or seen.pieces or seen.quarantined or seen.skipped):
            self._over("\n".join(unusable_words(self.desk, seen.unusable)), "bad", self.t("exchange.not_done"))
        elif is_nothing(seen):
            self._over("\n".join([self.t("intake.nothing"), *unusable_words(self.desk, seen.unusable)]), "ok", "")
        else:
            self._about = self.folder
            asked = IntakeCard(self.desk, seen, self.start_taking, self._leave)
            self._result.addWidget(asked)
            asked.yes.setFocus()

    def _leave(self) -> None:
        clear(self._result)
        self.receive.setFocus()

    def start_taking(self) -> None:
        """The yes: take in what was looked at."""
        app, places = self.desk.app, self._places()

        def work(watch: Watch) -> ReceiveReport:
            from sync.exchange import Apart, receive_all

            with Apart(app.identities) as opener:
                return receive_all(app, places, watch, opener)

        self._work(work, self._received, self.t("exchange.receiving"))

    def start_retry(self) -> None:
        """Try again what was set aside and kept."""
        app = self.desk.app

        def work(watch: Watch) -> ReceiveReport:
            from sync.exchange import Apart, retry_aside

            with Apart(app.identities) as opener:
                return retry_aside(app, watch, opener)

        self._work(work, self._received, self.t("exchange.receiving"))

    def _work(self, work: Callable[[Watch], Done], done: Callable[[Done], None], words: str) -> None:
        self._begin(words)
        job = self.desk.runner.do(work, done, self._failed, self.progress.tell, self)
        self.progress.follow(job, words)
        self.progress.cancel.setFocus()

    def _enable(self) -> None:
        for made in (self.choose, self.eject, self.which):
            made.setEnabled(not self.watch.paused)
        stick = self.watch.stick
        unseen = stick.state is State.NONE and self.folder is not None
        self.send.setEnabled(not self.watch.paused and self.folder is not None and (stick.takes or unseen))
        self.receive.setEnabled(not self.watch.paused and self.folder is not None and (stick.gives or unseen))

    def _begin(self, _words: str) -> None:
        clear(self._result)
        self._page.verticalScrollBar().setValue(0)
        self.watch.paused = True
        for made in (self.send, self.receive, self.choose, self.eject, self.which):
            made.setEnabled(False)

    def _over(self, sentence: str, tone: str, title: str) -> None:
        stop = self.progress.cancel
        held = stop.hasFocus() or not stop.isEnabled()
        self._about = self.folder
        self._result.addWidget(notice(self.desk, sentence, tone, title))
        aloud.say(self, f"{sentence} {title}", urgent=tone == "bad")
        self.watch.paused = False
        self._enable()
        if held:  # the keyboard stays with the media, and does not fall to whatever card comes below
            self.choose.setFocus()
        self.progress.finish()
        self.desk.changed.emit(frozenset({"exchange", "reports", "posts"}))

    def _sent(self, done: SendReport) -> None:
        words = self.t("exchange.sent", entries=done.entries, files=done.attachments, size=self._size(done.bytes))

        def tell(copied: str) -> None:
            if done.left:
                self._over(f"{self.t('exchange.left', n=done.left)} {copied}".strip(), "warn", self.t("exchange.full"))
            else:
                safe = self.t("exchange.safe" if READS_THE_CHIPS else "stick.eject_first")
                self._over(f"{words} {copied}".strip(), "ok", safe)

        self._copy_along(tell)

    def _received(self, done: ReceiveReport) -> None:
        words = [self.t("exchange.got", entries=done.entries, files=done.attachments, n=done.acknowledged)]
        words += odd_words(self.desk, done)
        self._over("\n".join(words), "warn" if len(words) > 1 else "ok", self.t("exchange.safe"))
        self.desk.ask(queries.RefusedWordings(), self._tell_wordings, self, "exchange-wordings")

    def _tell_wordings(self, refused: tuple[RefusedWording, ...]) -> None:
        """Wordings of the province that cannot be used here: the officer hears of them when they come."""
        for words in wording_words(self.desk, refused):
            self._result.addWidget(notice(self.desk, words, "warn"))

    def _failed(self, fault: Fault) -> None:
        # Who stopped it knows that it is not done: no alarm.
        tone = "warn" if isinstance(fault, Cancelled) else "bad"
        self._over(self.desk.explain(fault), tone, self.t("exchange.not_done"))
        if self.folder is not None:
            self._look()  # what lies there now is another medium, perhaps

    def _count(self, counts: views.Counts) -> None:
        for name, shown in self._columns.items():
            shown.setText(self._figures(f"{getattr(counts, name):,}"))

    def _show_ledger(self, lines: tuple[views.LedgerRow, ...]) -> None:
        self._ledger.setVisible(bool(lines))
        self._no_ledger.setVisible(not lines)
        self._ledger.fill(
            [
                [self.desk.when(line.at), self.t(f"ledger.way_{line.direction}"), str(line.objects), str(line.entries),
                 str(line.attachments), self._size(line.bytes)]
                for line in lines
            ]
        )  # fmt: skip

    def _size(self, count: int) -> str:
        """An amount in words of the language: Indonesian writes 1.234,5."""
        if count >= MEBIBYTE * KIBI:
            words = f"{count / MEBIBYTE / KIBI:,.1f} GiB"
        else:
            words = f"{count / MEBIBYTE:,.1f} MiB" if count >= MEBIBYTE else f"{max(0, count) // 1024:,} KiB"
        return self._figures(words)

    def _figures(self, words: str) -> str:
        return words.translate(INDONESIAN) if self.t.language == "id" else words

    def leave(self) -> object:
        """The folder stays chosen over a change of language."""
        return self.folder
