"""What the pages of a form share: kind, answers so far, files, and the draft they are saved in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.app.views import Draft
from core.domain.commands import AttachedFile, ReportItem, SubmitReports
from core.domain.forms import ComplaintForm, InformationForm, ReportForm, WarningForm, parse_form
from core.domain.ids import CommandId, show_id
from ui.gui.desk import Desk
from ui.gui.runner import Fault
from ui.gui.theme import motion

Tree = dict[str, Any]
FORMS = {"complaint": ComplaintForm, "early_warning": WarningForm, "information": InformationForm}
DEFAULT_KIND = "complaint"


class FormState(QObject):
    """Answers are kept as the form's JSON; ``touch`` starts the pause after which the draft is saved."""

    changed = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, kind: str = DEFAULT_KIND) -> None:
        super().__init__()
        self.desk = desk
        self.kind = kind
        self.tree: Tree = {}
        self.files: list[AttachedFile] = []
        self.draft: str | None = None
        self.command: CommandId = desk.app.new_command()
        self._dirty = self._over = False
        self._pause = QTimer(self, singleShot=True, interval=motion("autosave"))
        self._pause.timeout.connect(self.save)

    def load(self, draft: str, on_done: Callable[[Draft], None], on_failed: Callable[[Fault], None]) -> None:
        """Read a draft after the savings that were asked for before; they run on the same thread."""
        app = self.desk.app
        self.desk.runner.do(lambda _watch: app.drafts.load(draft), on_done, on_failed, owner=self)

    def restore(self, draft: Draft) -> None:
        """Go on with a draft."""
        self.draft, self.kind, self.tree = draft.id, draft.kind, dict(draft.tree)
        self.files = [file for file in draft.files if isinstance(file, AttachedFile)]

    def put(self, answers: Tree) -> None:
        """Take answers of a page; None takes an answer away."""
        for name, value in answers.items():
            if value in (None, "", [], {}):
                self.tree.pop(name, None)
            else:
                self.tree[name] = value
        self.touch()

    def touch(self) -> None:
        """Something changed."""
        self._dirty = True
        self._pause.start()
        self.changed.emit()

    def save(self) -> None:
        """Save the draft now, if anything changed since; nothing is saved after submission."""
        self._pause.stop()
        if not self._dirty or self._over or not (self.tree or self.files):
            return
        self._dirty = False
        # The id is given here, so that who leaves or submits at once knows it already.
        draft = self.draft = self.draft or show_id(self.desk.app.new_command())
        app, kind, tree, files = self.desk.app, self.kind, dict(self.tree), tuple(self.files)
        self.desk.runner.do(
            lambda _watch: app.drafts.save(draft, kind, tree, files), lambda _id: self._kept(), self._not_kept, owner=self
        )

    def _kept(self) -> None:
        self.saved.emit()
        self.desk.changed.emit(frozenset({"drafts"}))

    def _not_kept(self, fault: Fault) -> None:
        self._dirty = True
        self.failed.emit(fault)

    def final_tree(self) -> Tree:
        """The answers as the form of this kind takes them."""
        tree = dict(self.tree)
        if self.kind == "early_warning" and "happened" in tree:
            tree["observed"] = tree["happened"]
        allowed = FORMS[self.kind].__struct_fields__
        return {"kind": self.kind} | {name: value for name, value in tree.items() if name in allowed}

    def submission(self) -> SubmitReports:
        """The command, always with the same id for one form; raises ``Invalid`` for what the form does not take."""
        self._pause.stop()
        form = parse_form(self.final_tree())
        return self.submission_of(form)

    def submission_of(self, form: ReportForm) -> SubmitReports:
        """The command for a form made of this draft; from here on nothing is saved, for it would outlive the submission."""
        self.close()
        return SubmitReports(self.command, (ReportItem(form, tuple(self.files), self.draft),))

    def reopen(self) -> None:
        """The submission was refused: the draft goes on."""
        self._over = False

    def close(self) -> None:
        """The report is in: the draft is gone and must not come back."""
        self._over = True
        self._pause.stop()
