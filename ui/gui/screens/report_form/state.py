"""What the pages of a form share: kind, answers so far, files, and the draft they are saved in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.app.views import Draft
from core.domain.commands import AttachedFile, ReportItem, SubmitReports
from core.domain.evidence import Look
from core.domain.forms import ComplaintForm, InformationForm, ReportForm, WarningForm, parse_form
from core.domain.ids import CommandId, show_id
from core.domain.leaks import Leak, removed
from core.domain.lodging_days import LodgingDays, lodging_days
from core.domain.requirements import Circumstances, Requirement, requirements
from core.domain.standing import Standing, standing_of_tree
from ui.gui.desk import Desk
from ui.gui.runner import Fault
from ui.gui.screens.report_form.names import distinct
from ui.gui.theme import motion

Tree = dict[str, Any]
FORMS = {"complaint": ComplaintForm, "early_warning": WarningForm, "information": InformationForm}
DEFAULT_KIND = "complaint"
SPLIT = "split"
"""The answers of a warning that was told together with the report; kept in the same draft, saved in the same command."""
MATE = "#1"
FILES = "files"
AT_STEP = "at_step"
"""In the saved answers alone: the step that was open, so that the draft comes back there."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A form that begins with answers: a warning split off a saved report."""

    kind: str
    tree: Tree


class FormState(QObject):
    """Answers are kept as the form's JSON; ``touch`` starts the pause after which the draft is saved.

    Who types without a pause is saved at a steady pace all the same: a killed program costs a few seconds at most.
    """

    changed = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, kind: str = DEFAULT_KIND) -> None:
        super().__init__()
        self.desk = desk
        self.kind = kind
        self.tree: Tree = {}
        self.files: list[AttachedFile] = []
        self.looks: dict[str, Look] = {}
        """What the limited process read in files, by token; never of one that shows a person."""
        self.attaching = 0
        """How many times files are on their way into the vault; until then nothing is submitted."""
        self.draft: str | None = None
        self.step = ""
        self.command: CommandId = desk.app.new_command()
        self.clock_doubt = False
        """Whether the laptop's clock contradicts its own newest entry: then no day is called the future."""
        self._asked: tuple[object, ...] = ()
        self._lodging: LodgingDays | None = None
        self._dirty = self._over = self._warned = False
        self.unkept: Fault | None = None
        """Why the draft could not be saved at the last try; tried again at the steady pace."""
        self._pause = QTimer(self, singleShot=True, interval=motion("autosave"))
        self._pause.timeout.connect(self.save)
        self._steady = QTimer(self, singleShot=True, interval=motion("autosave_steady"))
        self._steady.timeout.connect(self.save)

    def load(self, draft: str, on_done: Callable[[Draft], None], on_failed: Callable[[Fault], None]) -> None:
        """Read a draft after the savings that were asked for before; they run on the same thread."""
        app = self.desk.app
        self.desk.runner.do(lambda _watch: app.drafts.load(draft), on_done, on_failed, owner=self)

    def restore(self, draft: Draft) -> None:
        """Go on with a draft, at the step that was open; an older program noted none."""
        self.draft, self.kind, self.tree = draft.id, draft.kind, dict(draft.tree)
        self.step = str(self.tree.pop(AT_STEP, ""))
        self.files = [file for file in draft.files if isinstance(file, AttachedFile)]

    def put(self, answers: Tree) -> None:
        """Take answers of a page; None takes an answer away."""
        for name, value in answers.items():
            # An empty warning is one that nothing was said of yet.
            if value is None or (name != SPLIT and value in ("", [], {})):
                self.tree.pop(name, None)
            else:
                self.tree[name] = value
        self.touch()

    def note(self, typed: dict[str, str], *, persons: bool = False) -> None:
        """Keep what was typed but is no answer yet (half a date, words of a place), so that the draft holds it too."""
        name = "typed_persons" if persons else "typed"
        kept = {key: text for key, text in (dict(self.tree.get(name) or {}) | typed).items() if text}
        self.put({name: kept})

    def noted(self, key: str, *, persons: bool = False) -> str:
        """What was typed there and is no answer yet."""
        return str((self.tree.get("typed_persons" if persons else "typed") or {}).get(key, ""))

    def consent(self, **given: bool) -> None:
        """Note what the reporter was told or agreed to, with the time of the first word."""
        known = {name: value for name, value in (dict(self.tree.get("consent") or {}) | given).items() if value}
        if set(known) - {"at"}:
            known.setdefault("at", self.desk.now().isoformat(timespec="seconds"))
        else:
            known = {}
        self.put({"consent": known})

    def agreed(self, name: str) -> bool:
        """Whether the reporter was told or agreed to this."""
        return bool((self.tree.get("consent") or {}).get(name))

    def voting_day(self) -> date | None:
        """Voting day of the election chosen."""
        election = self.desk.app.reference.election(str(self.tree.get("election") or ""))
        return None if election is None else election.voting_day

    def lodging(self) -> LodgingDays | None:
        """Until when the reporter may lodge it himself; None while day or regime are open. Counted once for each answer."""
        known, place = read_iso(self.tree.get("known")), self.tree.get("place") or {}
        asked = (str(self.tree.get("regime") or ""), known, str(place.get("area") or ""))
        if asked != self._asked:
            self._asked = asked
            self._lodging = None
            if known is not None and self.kind == "complaint":
                self._lodging = lodging_days(self.desk.app.reference, asked[0], known, asked[2])
        return self._lodging

    def late(self) -> bool | None:
        """Whether that time is over; unknown under a doubtful clock."""
        days = self.lodging()
        return None if days is None or self.clock_doubt else days.late(self.desk.now().date())

    def standing(self) -> Standing:
        """What the complaint is in the law's sense as it stands now."""
        return standing_of_tree(self.tree, self.voting_day(), late=self.late() is True)

    def wanted(self) -> tuple[Requirement, ...]:
        """Requirements of this form, and of the warning that was split off."""
        found = requirements(self.kind, self.tree, Circumstances(self.voting_day(), self.late()))
        if SPLIT not in self.tree or self.kind == "early_warning":
            return found
        own = requirements("early_warning", self.warning_tree())
        # Place and time are the report's own; the rest is asked on the warning's page.
        asked = ("vulnerability", "summary", "narrative")
        return found + tuple(
            replace(each, key=f"split_{each.key}", step="warning", group="form") for each in own if each.key in asked
        )

    def warning_tree(self) -> Tree:
        """The warning's answers with what it shares with the report."""
        shared = ("election", "stage", "place", "happened")
        return {name: self.tree[name] for name in shared if name in self.tree} | dict(self.tree.get(SPLIT) or {})

    def without_leaks(self, leaks: Sequence[Leak]) -> Tree:
        """Replace these places by marks, in the answers and in the names of files; gives the answers as they were."""
        before = dict(self.tree) | {FILES: [file.name for file in self.files]}
        after = removed(self.tree, leaks)
        names: dict[str, str] = {}
        for old, new in zip(self.tree.get("evidence") or [], after.get("evidence") or [], strict=True):
            if old.get("file") and new.get("file") != old["file"]:
                new["file"] = distinct(str(new["file"]), [*names.values(), *(file.name for file in self.files)])
                names[str(old["file"])] = new["file"]
        self.files = [replace(file, name=names.get(file.name, file.name)) for file in self.files]
        self.tree = after
        self.touch()
        return before

    def undo(self, before: Tree) -> None:
        """Put back what :meth:`without_leaks` gave."""
        kept = dict(before)
        names = kept.pop(FILES)
        self.files = [replace(file, name=name) for file, name in zip(self.files, names, strict=True)]
        self.tree = kept
        self.touch()

    def stand_at(self, step: str) -> None:
        """Another step is open: a draft that is there already is saved with it after the pause."""
        if step == self.step:
            return
        self.step = step
        if self.draft is not None:
            self._dirty = True
            self._pause.start()

    def touch(self) -> None:
        """Something changed."""
        self._dirty = True
        self._pause.start()
        if not self._steady.isActive():
            self._steady.start()
        self.changed.emit()

    def save(self) -> None:
        """Save the draft now, if anything changed since; nothing is saved after submission."""
        self._pause.stop()
        self._steady.stop()
        if not self._dirty or self._over or not (self.tree or self.files) or not self.desk.unlocked:
            return
        self._dirty = False
        # The id is given here, so that who leaves or submits at once knows it already.
        draft = self.draft = self.draft or show_id(self.desk.app.new_command())
        app, kind, files = self.desk.app, self.kind, tuple(self.files)
        tree = dict(self.tree) | ({AT_STEP: self.step} if self.step else {})
        self.desk.runner.keep(
            lambda _watch: app.drafts.save(draft, kind, tree, files), lambda _id: self._kept(), self._not_kept, owner=self
        )

    def _kept(self) -> None:
        self.unkept, self._warned = None, False
        self.saved.emit()
        self.desk.changed.emit(frozenset({"drafts"}))

    def _not_kept(self, fault: Fault) -> None:
        self._dirty, self.unkept = True, fault
        self._steady.start()
        self.failed.emit(fault)

    def lets_go(self) -> bool:
        """Whether the form may be left: what could not be saved would be gone, so only at the second try."""
        if self.unkept is None or self._warned:
            return True
        self._warned = True
        self.desk.said.emit(self.desk.t("draft.unkept_leave"))
        return False

    def final_tree(self) -> Tree:
        """The answers as the form of this kind takes them."""
        return _final(self.kind, self.tree)

    def submission(self) -> SubmitReports:
        """The command, always with the same id for one form; raises ``Invalid`` for what the form does not take.

        A warning goes first, so that the report, which may be sealed, is the one that names the other.
        """
        self._pause.stop()
        tree = self.final_tree()
        if SPLIT not in self.tree or self.kind == "early_warning":
            return self.submission_of(parse_form(tree))
        told = parse_form(_final("early_warning", self.warning_tree()))
        report = parse_form(tree | {"related": [MATE, *tree.get("related", [])]})
        self.close()
        files = tuple(self.files)
        return SubmitReports(self.command, (ReportItem(told), ReportItem(report, files, self.draft)))

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
        self._steady.stop()


def read_iso(value: object) -> date | None:
    """A stored day, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _final(kind: str, answers: Tree) -> Tree:
    tree = dict(answers)
    if kind == "early_warning" and "happened" in tree:
        tree["observed"] = tree["happened"]
    named = [each for each in tree.get("witnesses") or [] if each.get("name")]
    if "witnesses" in tree:
        tree["witnesses"] = named
    allowed = FORMS[kind].__struct_fields__
    return {"kind": kind} | {name: value for name, value in tree.items() if name in allowed}
