"""Timestamps in the window: whom to ask, ask for the day, renew what ends, stamp one PDF, and every tree that is held."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.app import queries, views
from core.app.watch import Watch
from core.domain.errors import Refused
from ui import compose, stamping
from ui.gui.desk import Desk
from ui.gui.files import open_files, save_file
from ui.gui.layouts import box, column, scrolled
from ui.gui.runner import Fault
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.table import Table

if TYPE_CHECKING:
    from core.app.lasting import MadeLasting

COLUMNS = ("day", "at", "documents", "proof", "authority", "ends")
FILE_LIMIT = 64 * 1024
ADDRESS, CERTIFICATE, FILE = "tsa_address", "tsa_certificate", "tsa_certificate_name"
"""Settings: where to ask, and the certificate (base64) that vouches for the answers, with its file's name."""


class TimestampsPage(QWidget):
    """Address and certificate are remembered; only a press of a button calls the authority."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        kept = desk.app.settings.get
        self.address = LineInput(kept(ADDRESS, ""), "https://")
        self._certificate = base64.b64decode(kept(CERTIFICATE, ""))
        self._file = label("", "muted")
        self._said = label("", "ok")
        self._said.setVisible(False)
        headings = [self.t(f"timestamps.col_{name}") for name in COLUMNS]
        self.table = Table(self.t("timestamps.title"), headings)
        self.progress = Progress(desk)
        choosing = plain(desk, self.t("timestamps.choose"), self._choose, "file")
        self.renewing = plain(desk, self.t("timestamps.renew"), lambda: self._run(stamping.RENEW_DAYS), "refresh")
        self.button = primary(desk, self.t("timestamps.stamp"), lambda: self._run(None), "clock")
        self.lasting = plain(desk, self.t("timestamps.lasting"), self._pick, "file")
        self.lasting.setToolTip(self.t("timestamps.lasting_text"))
        buttons = flowing(choosing, self.lasting, self.renewing, self.button)
        parts = (label(self.t("timestamps.text"), "muted"), Field(self.t("timestamps.address"), self.address), self._file)
        shown = box(*parts, buttons, self._said, self.progress, self.table, margin="gap")
        self.setLayout(column(scrolled(shown, sideways=False)))
        self._name(kept(FILE, ""))

    def refresh(self) -> None:
        """Ask for the trees that are held."""
        self.desk.ask(queries.Timestamps(), self._show, self, "timestamps")

    def _show(self, rows: tuple[views.TimestampRow, ...]) -> None:
        self.table.fill([self._cells(each) for each in rows])

    def _cells(self, each: views.TimestampRow) -> list[str]:
        proof = "renewed" if each.renewed else "proven" if each.proven else "unproven"
        when, ends = self.desk.when(each.at), self.desk.day(each.ends)
        return [self.desk.day(each.day), when, f"{each.documents:,}", self.t(f"timestamps.{proof}"), each.authority, ends]

    def _choose(self) -> None:
        for path in open_files(self.desk, self, self.t("timestamps.choose"), self.t("timestamps.files")):
            self.use(path)

    def use(self, path: Path) -> None:
        """Take this file as the authority's certificate and remember it; a refusal leaves what was there."""
        app = self.desk.app

        def work(_watch: Watch) -> bytes:
            from core.app import proving

            found = proving.authority_of(compose.read_file(path, FILE_LIMIT))
            app.settings.put(CERTIFICATE, base64.b64encode(found).decode("ascii"))
            app.settings.put(FILE, path.name)
            return found

        def taken(found: bytes) -> None:
            self._certificate = found
            self._said.setVisible(False)
            self._name(path.name)

        self.desk.runner.do(work, taken, self._failed, None, self)

    def _name(self, name: str) -> None:
        self._file.setText(self.t("timestamps.file", name=name) if self._certificate else self.t("timestamps.no_file"))

    def _run(self, within: int | None) -> None:
        app, address, certificate = self.desk.app, self.address.value(), self._certificate
        self._enable(False)
        self._said.setVisible(False)

        def work(watch: Watch) -> stamping.Stamped:
            app.settings.put(ADDRESS, address)
            return stamping.stamp(app, address, certificate, within, watch)

        job = self.desk.runner.do(work, self._done, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("stage.timestamp.ask"))

    def _done(self, made: stamping.Stamped) -> None:
        self._enable(True)
        words = [self.t("timestamps.done", n=f"{made.documents:,}", size=f"{made.size:,}", at=self.desk.when(made.at))]
        words += [] if made.proven else [self.t("timestamps.no_proof")]
        words += [self.t("timestamps.more")] if made.more else []
        self._say("ok" if made.proven else "warn", " ".join(words))
        self.refresh()

    def _pick(self) -> None:
        for path in open_files(self.desk, self, self.t("timestamps.lasting"), self.t("files.pdf")):
            target = save_file(self.desk, self, self.t("timestamps.lasting_save"), f"{path.stem}-stempel.pdf", "pdf")
            if target is not None:
                self.stamp_one(path, target)

    def stamp_one(self, source: Path, target: Path) -> None:
        """Write a document with timestamps of its own, by the authority that stands here."""
        app, address, certificate = self.desk.app, self.address.value(), self._certificate
        self._enable(False)
        self._said.setVisible(False)

        def work(_watch: Watch) -> MadeLasting:
            app.settings.put(ADDRESS, address)
            return stamping.make_lasting(app, source, target, address, certificate)

        def done(made: MadeLasting) -> None:
            self._enable(True)
            when = self.desk.when(made.at) if made.at else ""
            proven = self.t("timestamps.lasting_done", name=target.name, at=when, until=self.desk.day(made.until) if when else "")
            self._say("ok" if made.at else "warn", proven if made.at else self.t("timestamps.no_proof"))

        job = self.desk.runner.do(work, done, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("stage.timestamp.ask"))

    def _failed(self, fault: Fault) -> None:
        self._enable(True)
        self._say("bad" if isinstance(fault, Refused) else "muted", self.desk.explain(fault))

    def _enable(self, on: bool) -> None:
        self.button.setEnabled(on)
        self.renewing.setEnabled(on)
        self.lasting.setEnabled(on)
        if on:
            self.progress.finish()

    def _say(self, role: str, text: str) -> None:
        tell(self._said, text, role)
        self._said.setVisible(True)
