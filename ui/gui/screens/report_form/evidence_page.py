"""Evidence: things on paper and files, attached by dialog, by dragging, or by pasting a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QVBoxLayout

from core.app.watch import Watch
from core.domain.commands import AttachedFile
from ui.gui.files import open_files
from ui.gui.layouts import card, clear, column, row
from ui.gui.runner import Fault
from ui.gui.screens.report_form.names import clean_name, distinct
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress

KINDS = ("photo", "video", "audio", "document", "object", "link", "other")
GIVERS = ("reporter", "witness", "officer")
BY_TYPE = {"image": "photo", "video": "video", "audio": "audio", "application": "document", "text": "document"}
PASTED = "tempelan.png"


class DropArea(QFrame):
    """Takes files that are dragged onto it and pictures that are pasted while it has the keyboard."""

    dropped = Signal(list)
    pasted = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.setLayout(column(label(words, "muted"), margin="gap"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went away again."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files of this machine; addresses of other places are ignored."""
        self._mark(False)
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _mark(self, active: bool) -> None:
        self.setProperty("active", "true" if active else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class EvidencePage(FormPage):
    """What shows the reporter or a witness is sealed to the province alone, and cannot be opened here again."""

    step = "evidence"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        self.shows = QCheckBox(self.t("evidence.shows_identity"))
        self.progress = Progress(self.desk)
        self._fault = label("", "bad")
        area = DropArea(self.t("evidence.drop"))
        area.dropped.connect(self.attach)
        buttons = row(
            plain(self.desk, self.t("evidence.choose"), self._choose, "attach"),
            plain(self.desk, self.t("evidence.paste"), self.paste, "photo"),
            plain(self.desk, self.t("evidence.paper"), self._paper, "file"),
            0,
        )
        self._list = QVBoxLayout()
        self.put_layout(
            column(
                label(self.t("evidence.text"), "muted"), self.shows, label(self.t("evidence.shows_hint"), "small"),
                buttons, area, self.progress, self._fault, self._list, 0,
            )
        )  # fmt: skip
        self._show()

    @property
    def items(self) -> list[dict[str, object]]:
        """The evidence list of the form."""
        return list(self.state.tree.get("evidence") or [])

    def attach(self, paths: list[Path]) -> None:
        """Encrypt these files into the vault, one after the other, with progress and a way to stop."""
        app, shows = self.desk.app, self.shows.isChecked()

        def work(watch: Watch) -> list[AttachedFile]:
            return [_capture(app.attach, path, shows, watch) for path in paths if path.is_file()]

        self._run(work)

    def attach_bytes(self, content: bytes, name: str) -> None:
        """Encrypt bytes that were never a file."""
        app, shows = self.desk.app, self.shows.isChecked()
        self._run(lambda watch: [app.attach(io.BytesIO(content), name, size=len(content), shows_identity=shows, watch=watch)])

    def paste(self) -> None:
        """Attach the picture of the clipboard."""
        image: QImage = QApplication.clipboard().image()
        if image.isNull():
            self._fault.setText(self.t("evidence.nothing_pasted"))
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        self.attach_bytes(bytes(buffer.data().data()), PASTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes a picture."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _run(self, work: object) -> None:
        self._fault.setText("")
        job = self.desk.runner.do(work, self._attached, self._failed, self.progress.tell, self)  # type: ignore[arg-type]
        self.progress.follow(job, self.t("evidence.attaching"))

    def _attached(self, files: list[AttachedFile]) -> None:
        self.progress.finish()
        items = self.items
        for captured in files:
            # Evidence names its file, so two files of one name would be one.
            file = replace(captured, name=distinct(captured.name, [each.name for each in self.state.files]))
            self.state.files.append(file)
            kind = BY_TYPE.get(file.media_type.split("/", 1)[0], "other")
            items.append({"title": file.name, "kind": kind, "file": file.name, "shows_identity": file.shows_identity})
        self._keep(items)

    def _failed(self, fault: Fault) -> None:
        self.progress.finish()
        self._fault.setText(self.desk.explain(fault))

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("evidence.choose"), self.t("files.evidence"), many=True)
        if found:
            self.attach(found)

    def _paper(self) -> None:
        self._keep([*self.items, {"title": self.t("evidence.paper_title"), "kind": "object"}])

    def _keep(self, items: list[dict[str, object]]) -> None:
        self.state.put({"evidence": items})
        self.state.save()
        self._show()

    def _show(self) -> None:
        clear(self._list)
        for index, item in enumerate(self.items):
            self._list.addWidget(self._card(index, item))

    def _card(self, index: int, item: dict[str, object]) -> QFrame:
        title = LineInput(str(item.get("title") or ""))
        kind = Choice([(c, self.t(f"evidence_kind.{c}")) for c in KINDS], str(item.get("kind") or "other"))
        giver = Choice([(c, self.t(f"giver.{c}")) for c in GIVERS], str(item.get("handed_by") or "reporter"))
        title.textEdited.connect(lambda _text: self._edit(index, "title", title.value()))
        title.left.connect(self.state.save)
        kind.activated.connect(lambda _i: self._edit(index, "kind", kind.value()))
        giver.activated.connect(lambda _i: self._edit(index, "handed_by", giver.value()))
        remove = quiet(self.desk, self.t("button.remove"), lambda: self._remove(index), "trash")
        remove.setAccessibleName(f"{self.t('button.remove')} {index + 1}")
        line = row(gap="gap")
        line.addWidget(Field(self.t("evidence.title", n=index + 1), title), 2)
        line.addWidget(Field(self.t("evidence.kind"), kind), 1)
        line.addWidget(Field(self.t("evidence.giver"), giver), 1)
        file = str(item.get("file") or "")
        marks = [self.t("evidence.file", name=file)] if file else [self.t("evidence.on_paper")]
        if item.get("shows_identity"):
            marks.append(self.t("evidence.sealed"))
        below = row(remove)
        below.insertWidget(0, label(" · ".join(marks), "small"), 1)
        return card(line, below)

    def _edit(self, index: int, name: str, value: str) -> None:
        items = self.items
        items[index] = dict(items[index]) | {name: value}
        self.state.put({"evidence": items})

    def _remove(self, index: int) -> None:
        items = self.items
        gone = str(items.pop(index).get("file") or "")
        for file in [file for file in self.state.files if gone and file.name == gone][:1]:
            self.state.files.remove(file)
            self.desk.runner.do(partial(_discard, self.desk.app.discard, file), owner=self)
        self._keep(items)


def _capture(attach: object, path: Path, shows: bool, watch: Watch) -> AttachedFile:
    with path.open("rb") as source:
        captured: AttachedFile = attach(  # type: ignore[operator]
            source, clean_name(path.name), size=path.stat().st_size, shows_identity=shows, watch=watch
        )
    return captured


def _discard(discard: Callable[[AttachedFile], None], file: AttachedFile, _watch: Watch) -> None:
    discard(file)
