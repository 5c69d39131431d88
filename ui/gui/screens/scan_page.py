"""Scan-back: choose scans, see which page found its pact, match the rest by hand beside candidates, keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from core.app.scan_candidates import likely
from core.domain.errors import Invalid
from core.domain.file_types import SCAN_ENDINGS
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.drop_area import DropArea
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label, tell
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.picture import image_from
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.table import Table

if TYPE_CHECKING:
    from core.app.scanning import ScanPage as PageFound
    from core.app.scanning import Scans, ScanSource, ScansTaken
    from core.app.watch import Watch

LIMIT = 256 * 1024 * 1024
COLUMNS = ("file", "page", "state", "pact")
SHOWN = 300
"""Candidates that the list offers; typing narrows it."""


class ScanPage(QWidget):
    """``taken`` when scans were kept."""

    taken = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._sources: list[ScanSource] = []
        self._scans: Scans | None = None
        self._assigned: dict[tuple[int, int], str] = {}
        self.table = Table(self.t("scan.pages"), [self.t(f"scan.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._show_page)
        self.day = DayInput(desk)
        self.day.put(desk.now().date().isoformat())
        self.witness = LineInput()
        self._picture = label("", "muted")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._why = label("", "muted")
        self._seen = scrolled(box(self._picture, 0))
        self._seen.setMinimumHeight(pixels("side"))
        self.candidate = Choice([("", self.t("scan.nobody"))])
        self.candidate.activated.connect(lambda _index: self._match())
        self.wanted = LineInput(placeholder=self.t("scan.find"))
        self.wanted.setAccessibleName(self.t("scan.find"))
        self.wanted.textEdited.connect(lambda _text: self._offer())
        self._said = label(self.t("scan.text"), "muted")
        self.progress = Progress(desk)
        self.button = primary(desk, self.t("scan.keep"), self._keep, "save")
        self.button.setEnabled(False)
        choosing = plain(desk, self.t("scan.choose"), self._choose, "import")
        drop = DropArea(self.t("scan.drop"))
        drop.dropped.connect(self.look)
        self._side = box(
            self._why,
            Field(self.t("scan.belongs"), box(self.wanted, self.candidate), focus=self.candidate),
            self._seen,
        )
        fields = box(
            Field(self.t("scan.day"), self.day, focus=self.day.line), Field(self.t("scan.witness"), self.witness), gap="gap"
        )
        middle = Panes(box(self.table, fields), self._side, shares=(1, 1), gap="gap")
        told = row(self._said, self.button)
        told.setStretch(0, 1)
        self.setLayout(column(scrolled(box(row(drop, choosing), told, middle, self.progress, margin="gap"), sideways=False)))

    def look(self, paths: list[Path]) -> None:
        """Read these files, and those in these folders, off the window's thread; nothing is kept yet."""
        app = self.desk.app

        def work(watch: Watch) -> tuple[list[ScanSource], Scans]:
            sources = _sources(paths)
            return sources, app.look_at_scans(sources, watch)

        self._scans, self._assigned = None, {}
        self.table.fill([])
        self.button.setEnabled(False)
        job = self.desk.runner.do(work, self._looked, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("scan.reading"))

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("scan.choose"), self.t("files.verify"), many=True)
        if found:
            self.look(found)

    def _looked(self, made: tuple[list[ScanSource], Scans]) -> None:
        self.progress.finish()
        self._sources, self._scans = made
        good = sum(not page.code for page in self._scans.pages)
        self._say("ok" if good == len(self._scans.pages) else "warn", self.t("scan.found", good=good, all=len(self._scans.pages)))
        self._fill()
        first = next((at for at, page in enumerate(self._scans.pages) if page.code), 0)
        if self._scans.pages:
            self.table.selectRow(first)

    def _fill(self) -> None:
        scans = self._scans
        if scans is None:
            return
        names = {each.id: f"{each.name} · {each.number}" for each in scans.candidates}
        cells = []
        for page in scans.pages:
            hand = self._assigned.get((page.file, page.page), "")
            pact = names.get(hand, "") or (f"{page.name} · {page.number}" if page.number else "")
            cells.append([scans.files[page.file].name, str(page.page), self.t(f"scan.{_state(page, hand)}"), pact])
        self.table.fill(cells)
        self.button.setEnabled(bool(self._assigned) or any(not page.code for page in scans.pages))

    def _offer(self) -> None:
        """Candidates for the chosen page that have every typed word, likeliest first."""
        index, scans = self.table.chosen(), self._scans
        found = []
        if scans is not None and 0 <= index < len(scans.pages):
            words = self.wanted.value().casefold().split()
            for each in likely(scans, scans.pages[index], self._assigned):
                told = f"{each.number} · {each.name} · {each.unit}"
                if all(word in told.casefold() for word in words):
                    found.append((each.id, told))
        self.candidate.offer([("", self.t("scan.nobody")), *found[:SHOWN]])

    def _show_page(self) -> None:
        """The chosen page beside the candidates."""
        index, scans = self.table.chosen(), self._scans
        if scans is None or not 0 <= index < len(scans.pages):
            return
        page, sources = scans.pages[index], self._sources
        self._offer()
        self.candidate.choose(self._assigned.get((page.file, page.page), ""))
        self.candidate.setEnabled(bool(page.code) and page.code != "scan.signed_before")
        self._why.setText(self.desk.explain(Invalid(page.code)) if page.code else self.t("scan.by_code_text"))
        if scans.files[page.file].fault:
            self._picture.setText(self.desk.explain(Invalid(page.code)))
            return

        def work() -> tuple[int, int, bytes]:
            from core.app.scanning import page_picture

            return page_picture(sources, page)

        self.desk.runner.ask(work, self._paint, self._unseen, self, "scan.page")

    def _paint(self, made: tuple[int, int, bytes]) -> None:
        # Pixels only: the stranger's file was decoded by the limited process.
        image = image_from(*made)
        width = self._seen.viewport().width() - pixels("gap")
        self._picture.setPixmap(QPixmap.fromImage(image).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        self._picture.setAccessibleName(self.t("scan.picture"))

    def _unseen(self, fault: Fault) -> None:
        self._picture.setText(self.desk.explain(fault))

    def _match(self) -> None:
        """The officer says whose page it is."""
        index, scans = self.table.chosen(), self._scans
        if scans is None or not 0 <= index < len(scans.pages):
            return
        place = scans.pages[index].file, scans.pages[index].page
        self._assigned.pop(place, None)
        if self.candidate.value():
            self._assigned[place] = self.candidate.value()
        self._fill()
        self.table.selectRow(index)

    def _keep(self) -> None:
        scans, app = self._scans, self.desk.app
        day = self.day.value()
        if scans is None:
            return
        sources, assigned, witness = self._sources, dict(self._assigned), self.witness.value()
        self.button.setEnabled(False)

        def work(watch: Watch) -> ScansTaken:
            from datetime import date

            try:
                signed = date.fromisoformat(day)
            except ValueError:
                raise Invalid("deadline.date", value=day) from None
            return app.take_scans(sources, scans, signed, assigned=assigned, witness=witness, watch=watch)

        job = self.desk.runner.do(work, self._kept, self._failed, self.progress.tell, self)
        self.progress.follow(job, self.t("scan.keeping"))

    def _kept(self, taken: ScansTaken) -> None:
        self.progress.finish()
        self._say(
            "warn" if taken.left else "ok", self.t("scan.kept", pages=taken.pages, pacts=len(taken.pacts), left=len(taken.left))
        )
        self._scans, self._assigned = None, {}
        self.table.fill([])
        self.desk.changed.emit(frozenset({"pacts", "roster"}))
        self.taken.emit()

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self.button.setEnabled(self._scans is not None)
        self._say("bad", self.desk.explain(fault))

    def _say(self, role: str, words: str) -> None:
        tell(self._said, words, role)


def _state(page: PageFound, hand: str) -> str:
    if hand or not page.code:
        return "by_hand" if hand else "by_code"
    return "before" if page.code == "scan.signed_before" else "unmatched"


def _sources(paths: list[Path]) -> list[ScanSource]:
    from core.app.scanning import ScanSource
    from ui.compose import read_file

    files: list[Path] = []
    for path in paths:
        inside = sorted(each for each in path.iterdir() if each.suffix.lower() in SCAN_ENDINGS) if path.is_dir() else [path]
        files += [each for each in inside if each.is_file()]
    if not files:
        raise Invalid("scan.nothing")
    return [ScanSource(path.name, lambda path=path: read_file(path, LIMIT)) for path in files]  # type: ignore[misc]
