"""Evidence: things on paper and files, attached by dialog, by dragging, by pasting, or from a camera card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout

from core.app.attachments import sealed_name
from core.app.watch import Watch
from core.domain.commands import AttachedFile
from core.domain.evidence import Look
from ui.gui.files import open_files, open_folder
from ui.gui.layouts import clear, column
from ui.gui.runner import Fault
from ui.gui.screens.report_form.attaching import MOST_FILES, Batch, Work, take_bytes, take_files
from ui.gui.screens.report_form.evidence_card import EvidenceCard, Item, names_persons
from ui.gui.screens.report_form.folder_dialog import FolderDialog
from ui.gui.screens.report_form.names import distinct
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import FormState
from ui.gui.widgets.amount import amount
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.drop_area import DropArea, local_files
from ui.gui.widgets.flow import Flow
from ui.gui.widgets.labels import label
from ui.gui.widgets.progress import Progress
from ui.gui.widgets.tick import Tick

BY_TYPE = {"image": "photo", "video": "video", "audio": "audio", "application": "document", "text": "document"}
PASTED = "tempelan.png"
SHOWN_AT_ONCE = 20


class EvidencePage(FormPage):
    """What shows the reporter or a witness is sealed to the province alone, and cannot be opened here again."""

    step = "evidence"

    def __init__(self, state: FormState) -> None:
        super().__init__(state)
        shows = Tick(self.t("evidence.shows_identity"))
        self.shows = shows.box
        self.progress = Progress(self.desk)
        self._fault = label("", "bad")
        self._shown = SHOWN_AT_ONCE
        self._cards: dict[str, EvidenceCard] = {}
        area = DropArea(self.t("evidence.drop"))
        area.dropped.connect(self.attach)
        buttons = Flow()
        for words, act, drawing in (
            ("choose", self._choose, "attach"),
            ("card", self._choose_folder, "usb"),
            ("paste", self.paste, "photo"),
            ("paper", self._paper, "file"),
        ):
            buttons.addWidget(plain(self.desk, self.t(f"evidence.{words}"), act, drawing))
        self._list = QVBoxLayout()
        self.put_layout(
            column(
                label(self.t("evidence.text"), "muted"), shows, label(self.t("evidence.shows_hint"), "small"),
                buttons, area, self.progress, self._fault, self._list, 0,
            )
        )  # fmt: skip
        self._show()

    @property
    def items(self) -> list[Item]:
        """The evidence list of the form."""
        return list(self.state.tree.get("evidence") or [])

    # --- coming in -------------------------------------------------------------------------------------------

    def attach(self, paths: list[Path]) -> None:
        """Encrypt these files into the vault, one after the other; a folder among them is listed first."""
        folders = [path for path in paths if path.is_dir()]
        files = [path for path in paths if path not in folders]
        for folder in folders:
            files += self.ask_folder(folder)
        room = MOST_FILES - len(self.state.files)
        if len(files) > room:
            self._fault.setText(self.t("evidence.too_many", n=room))
            return
        app, shows, batch = self.desk.app, self.shows.isChecked(), Batch(len(files))
        if files:
            self._run(lambda watch: take_files(app, files, batch, shows=shows, watch=watch), batch)

    def attach_bytes(self, content: bytes, name: str) -> None:
        """Encrypt bytes that were never a file."""
        app, shows, batch = self.desk.app, self.shows.isChecked(), Batch(1)
        self._run(lambda watch: take_bytes(app, content, name, batch, shows=shows, watch=watch), batch)

    def paste(self) -> None:
        """Attach the files or the picture of the clipboard."""
        copied = QApplication.clipboard()
        files = local_files(copied.mimeData())
        if files:
            self.attach(files)
            return
        image: QImage = copied.image()
        if image.isNull():
            self._fault.setText(self.t("evidence.nothing_pasted"))
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        self.attach_bytes(bytes(buffer.data().data()), PASTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def ask_folder(self, folder: Path) -> list[Path]:
        """The files of a folder that the officer ticks; none when he changes his mind."""
        dialog = FolderDialog(self.desk, folder, MOST_FILES - len(self.state.files), self)
        chosen = dialog.chosen if dialog.exec() else []
        dialog.deleteLater()
        return chosen

    def _choose(self) -> None:
        found = open_files(self.desk, self, self.t("evidence.choose"), self.t("files.evidence"), many=True)
        if found:
            self.attach(found)

    def _choose_folder(self) -> None:
        folder = open_folder(self.desk, self, self.t("evidence.card"))
        if folder is not None:
            self.attach([folder])

    def _run(self, work: Work, batch: Batch) -> None:
        # The form owns the work: who turns to another page meanwhile loses no file.
        self._fault.setText("")
        self.state.attaching += 1
        job = self.desk.runner.do(work, self._attached, self._failed, partial(self._tell, batch), self.state)
        self.progress.follow(job, self.t("evidence.attaching"))

    def _tell(self, batch: Batch, _stage: str, done: int, total: int) -> None:
        if shiboken6.isValid(self):
            words = self.t("evidence.attaching_of", n=batch.number, all=batch.total)
            size = self.t("progress.count", done=amount(self.t, done), total=amount(self.t, total))
            self.progress.tell_amount(words, size, done, total)

    def _attached(self, batch: Batch) -> None:
        self.state.attaching -= 1
        items = self.items
        for captured in batch.taken:
            # Evidence names its file, so two files of one name would be one.
            file = replace(captured, name=distinct(_outside_name(captured), [each.name for each in self.state.files]))
            self.state.files.append(file)
            kind = BY_TYPE.get(file.media_type.split("/", 1)[0], "other")
            title = self.t("evidence.sealed_title") if file.shows_identity else file.name
            items.append({"title": title, "kind": kind, "file": file.name, "shows_identity": file.shows_identity})
        self.state.put({"evidence": items})
        self.state.save()
        if shiboken6.isValid(self):
            self.progress.finish()
            self._fault.setText("\n".join(self._outcome(batch)))
            self._show()

    def _outcome(self, batch: Batch) -> list[str]:
        lines = [self.desk.explain(refusal) for refusal in batch.refused]
        if batch.stopped:
            lines.append(self.t("evidence.stopped", n=len(batch.taken), all=batch.total))
        elif batch.refused and batch.taken:
            lines.append(self.t("evidence.others_taken", n=len(batch.taken), all=batch.total))
        return lines

    def _failed(self, fault: Fault) -> None:
        self.state.attaching -= 1
        if shiboken6.isValid(self):
            self.progress.finish()
            self._fault.setText(self.desk.explain(fault))

    # --- the list --------------------------------------------------------------------------------------------

    def _paper(self) -> None:
        self._keep([*self.items, {"title": self.t("evidence.paper_title"), "kind": "object"}])

    def _keep(self, items: list[Item]) -> None:
        self.state.put({"evidence": items})
        self.state.save()
        self._show()

    def _show(self) -> None:
        clear(self._list)
        self._cards.clear()
        files = {file.name: file for file in self.state.files}
        items = self.items
        for index, item in enumerate(items[: self._shown]):
            file = files.get(str(item.get("file") or ""))
            made = EvidenceCard(self.desk, index + 1, dict(item), file)
            made.setParent(made.frame)
            made.edited.connect(partial(self._edit, index))
            made.left.connect(self.state.save)
            made.removed.connect(partial(self._remove, index))
            self._list.addWidget(made.frame)
            if file is not None:
                self._cards[file.token] = made
                self._look(file)
        if len(items) > self._shown:
            self._list.addWidget(quiet(self.desk, self.t("evidence.show_more", n=len(items) - self._shown), self._more))

    def _more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        self._show()

    def _look(self, file: AttachedFile) -> None:
        known = self.state.looks.get(file.token)
        if known is not None:
            self._looked(file.token, known)
        elif not file.shows_identity:
            app = self.desk.app
            self.desk.runner.picture(
                lambda watch: app.evidence.look_at_draft(file, watch), partial(self._looked, file.token), None, self
            )

    def _looked(self, token: str, look: Look) -> None:
        self.state.looks[token] = look
        made = self._cards.get(token)
        if made is not None:
            made.show_look(look, names=names_persons(self.state.tree, look))

    def _edit(self, index: int, name: str, value: object) -> None:
        items = self.items
        changed = dict(items[index]) | {name: value}
        items[index] = {key: each for key, each in changed.items() if each is not None}
        self.state.put({"evidence": items})

    def _remove(self, index: int) -> None:
        items = self.items
        gone = str(items.pop(index).get("file") or "")
        for file in [file for file in self.state.files if gone and file.name == gone][:1]:
            self.state.files.remove(file)
            self.state.looks.pop(file.token, None)
            self.desk.runner.do(partial(_discard, self.desk.app.discard, file), owner=self)
        self._keep(items)


def _outside_name(file: AttachedFile) -> str:
    return sealed_name(file, 1) if file.shows_identity else file.name


def _discard(discard: Callable[[AttachedFile], None], file: AttachedFile, _watch: Watch) -> None:
    discard(file)
