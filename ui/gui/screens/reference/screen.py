"""Data acuan: a set's items on the left, the chosen one as a form on the right, the draft below until it is published."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from core.app.reference_queries import (
    CheckItem,
    DraftView,
    Effect,
    ItemPage,
    ItemRow,
    ItemVersion,
    ItemView,
    ReferenceDraft,
    ReferenceEffect,
    ReferenceItem,
    ReferenceItems,
)
from core.app.views import Changes
from core.domain.authority import ADMINISTRATOR
from core.domain.commands import Command
from core.domain.errors import Refused
from core.domain.reference import DATASETS
from core.domain.reference_edit import DropDraft, EndItem, PutItem, UndoEdit, key_of
from core.domain.reference_findings import Finding, of_form
from core.domain.reference_schema import has_end, shapes_of
from ui.finding_words import told
from ui.gui.desk import Desk
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.screens.reference.effect_dialog import EffectDialog
from ui.gui.screens.reference.item_form import ItemForm
from ui.gui.screens.screen import Screen
from ui.gui.theme import motion
from ui.gui.widgets.buttons import plain, primary, quiet
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.flow import flowing
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label, state
from ui.gui.widgets.panes import Panes
from ui.gui.widgets.table import Table

COLUMNS = ("key", "name", "validity", "draft")
FIRST_SET = "elections"


class ReferenceScreen(Screen):
    """``argument`` is (set, item's key, what was typed and not kept), as :meth:`leave` gave it."""

    topics = frozenset({"reference"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self._typed: dict[str, Any] | None = None
        dataset, self._wanted = FIRST_SET, ""
        if isinstance(argument, tuple):
            dataset, self._wanted, self._typed = argument
        facts = desk.app.facts
        self.may = facts.kind == "province" and facts.officer_role == ADMINISTRATOR
        self.form: ItemForm | None = None
        self._view: ItemView | None = None
        self._page: ItemPage | None = None
        self._draft: DraftView | None = None
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self._list)
        self._checking = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._checking.timeout.connect(self._check)
        self.set = Choice([(name, self.t(f"dataset.{name}")) for name in DATASETS], dataset)
        self.set.setAccessibleName(self.t("reference.set"))
        self.set.activated.connect(lambda _index: self._other_set())
        self.search = LineInput(placeholder=self.t("reference.search"))
        self.search.setAccessibleName(self.t("reference.search"))
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.new = plain(desk, self.t("reference.new"), lambda: self._open(""), "plus")
        self.table = Table(self.t("reference.items"), [self.t(f"reference.col_{name}") for name in COLUMNS])
        self.table.itemSelectionChanged.connect(self._chosen)
        self._count = label("", "small")
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._lay_out()

    def _lay_out(self) -> None:
        head = row(self.set, self.new)
        head.setStretch(0, 1)
        whole = column(gap="gap", margin="gap")
        whole.addWidget(Panes(box(head, self.search, self.table, self._count), box(self._side), shares=(1, 1), gap="gap"), 1)
        whole.addLayout(self._foot)
        self.setLayout(whole)
        self.new.setVisible(self.may)

    # --- the list ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the items and for the draft."""
        self._list()
        self.desk.ask(ReferenceDraft(), self._show_draft, self, "reference-draft")

    def start_search(self) -> bool:
        """By any word of an item."""
        self.search.setFocus()
        return True

    def save(self) -> None:
        """Put what was typed into the draft."""
        self.keep()

    def leave(self) -> object:
        """Where it was, with what was typed and is not in the draft yet."""
        typed = self.form.value() if self.form is not None and self.form.changed else None
        return self.set.value(), "" if self._view is None else self._view.key, typed

    def _list(self) -> None:
        self.desk.ask(ReferenceItems(self.set.value(), self.search.value()), self._show, self, "reference-items")

    def _show(self, page: ItemPage) -> None:
        self._page = page
        self.table.blockSignals(True)
        self.table.setColumnHidden(2, not any(each.valid_from or each.valid_to for each in page.rows))
        self.table.setColumnHidden(3, not any(each.state for each in page.rows))
        self.table.fill([self._cells(each) for each in page.rows])
        self.table.blockSignals(False)
        more = self.t("reference.first", n=len(page.rows)) if page.total > len(page.rows) else ""
        self._count.setText(f"{self.t('reference.count', n=page.total, version=page.version)} {more}".strip())
        wanted = self._wanted or ("" if self._view is None else self._view.key)
        self._mark(wanted)
        if self._view is None and (self._wanted or self._typed is not None):
            self._open(self._wanted)

    def _mark(self, key: str) -> None:
        """Show which row is open, without opening it."""
        keys = [each.key for each in self._page.rows] if self._page is not None else []
        self.table.blockSignals(True)
        self.table.clearSelection()
        if key in keys:
            self.table.selectRow(keys.index(key))
        self.table.blockSignals(False)

    def _cells(self, each: ItemRow) -> list[str]:
        return [each.key, each.name, self._span(each.valid_from, each.valid_to), self._state(each.state)]

    def _span(self, first: str, last: str) -> str:
        if first == last:
            return self.desk.day(first)
        return f"{self.desk.day(first)} – {self.desk.day(last)}".strip()

    def _state(self, name: str) -> str:
        return self.t(f"reference.draft.{name}") if name else ""

    def _other_set(self) -> None:
        if not self._let_go():
            self.set.choose(self._view.dataset if self._view is not None else self.set.value())
            return
        self._close()
        self.search.clear()
        self._list()

    def _chosen(self) -> None:
        at = self.table.chosen()
        if self._page is None or at < 0:
            return
        key = self._page.rows[at].key
        if self._view is not None and key == self._view.key:
            return
        if self._let_go():
            self._open(key)
        else:
            self._mark(self._view.key if self._view is not None else "")

    def _let_go(self) -> bool:
        """Whether the open item may close: what was typed goes into the draft first, or says why it cannot."""
        return self.form is None or not self.form.changed or self.keep()

    # --- the item ---------------------------------------------------------------------------------------------------

    def _open(self, key: str) -> None:
        if not key and not self._let_go():
            return
        self.desk.ask(ReferenceItem(self.set.value(), key), self._show_item, self, "reference-item")

    def _close(self) -> None:
        clear(self._side)
        self.form, self._view = None, None

    def _show_item(self, view: ItemView) -> None:
        if view.dataset != self.set.value():
            return
        self._close()
        self._view = view
        gone = view.key != "" and view.item is None
        self.form = form = ItemForm(self.desk, shapes_of(view.dataset), view.choices)
        form.put(view.item or view.before or {})
        form.edited.connect(self._checking.start)
        if not self.may or gone:
            form.lock()
        self._left = label("", "bad")
        self._left.setVisible(False)
        page = QWidget()
        page.setLayout(column(form, self._history(view.versions) if view.key else 0, 0, gap="gap"))
        title = view.key or self.t("reference.new")
        parts: list[Any] = [label(title, "section")]
        if gone:
            parts.append(state(self.desk, self.t("reference.draft.gone"), "warn"))
        parts += [scrolled(page, sideways=False), self._left]
        if self.may and not gone:
            parts.append(self._acts(view))
        made = card(*parts)
        self._side.addWidget(made)
        self._say(view.findings)
        if self._typed is not None:
            self._type_again(form)
        if not view.key:
            form.point(next(iter(form.fields)))
        self._wanted = ""

    def _type_again(self, form: ItemForm) -> None:
        typed, self._typed = self._typed or {}, None
        for name, control in form.controls.items():
            control.put(typed.get(name))
            form.fields[name].tell(control.told())
        self._check()

    def _acts(self, view: ItemView) -> QWidget:
        self.keep_button = primary(self.desk, self.t("reference.keep"), self.save, "check")
        parts: list[Any] = [self.keep_button]
        if view.key:
            words = "reference.end" if has_end(view.dataset) else "reference.leave_out"
            self.end_button: QPushButton = plain(self.desk, self.t(words), self._end, "close")
            parts.append(self.end_button)
        made = QWidget()
        made.setLayout(row(*parts, 0))
        return made

    def _history(self, versions: tuple[ItemVersion, ...]) -> QFrame:
        lines: list[QWidget] = [label(self.t("reference.history"), "strong"), label(self.t("reference.history_text"), "small")]
        for each in versions:
            by = self.t("reference.by", who=each.publisher, when=self.desk.when(each.published_at)) if each.publisher else ""
            words = [each.version, self.t(f"reference.what.{each.what}"), self.t(f"reference.state.{each.state}"), by]
            lines.append(label(" · ".join(word for word in words if word)))
            lines += [label(self._difference(*field), "small") for field in each.fields]
        return card(*lines, gap="tight")

    def _difference(self, name: str, before: str, after: str) -> str:
        known = self.t(f"reference.field.{name}") if self.t.known(f"reference.field.{name}") else name
        return f"{known}: {before or '–'} → {after or '–'}"

    def _check(self) -> None:
        self._checking.stop()
        if self.form is None or self._view is None:
            return
        asked = CheckItem(self._view.dataset, self._view.key, self.form.value())
        self.desk.ask(asked, self._say, self, "reference-check")

    def _say(self, findings: tuple[Finding, ...]) -> None:
        if self.form is None:
            return
        left = self.form.say(findings)
        self._left.setText("\n".join(told(each, self.t.language) for each in left[:3]))
        self._left.setVisible(bool(left))

    def keep(self) -> bool:
        """Put the item into the draft; where its own fields are wrong, say so there instead and give False."""
        if self.form is None or self._view is None or not self.may or not self.form.changed:
            return True
        value = self.form.value()
        wrong = of_form(self._view.dataset, value)
        if wrong:
            self._say(wrong)
            self.form.point(wrong[0].field)
            return False
        self._wanted = key_of(self._view.dataset, value)
        command = PutItem(self.desk.app.new_command(), self._view.dataset, self._view.key, value)
        self._do(command, self._open_again)
        return True

    def _open_again(self) -> None:
        if self._view is not None and self._wanted:
            self.desk.ask(ReferenceItem(self.set.value(), self._wanted), self._show_item, self, "reference-item")

    def _end(self) -> None:
        if self._view is None or not self._let_go():
            return
        dialog = EndDialog(self.desk, self._view, self)
        dialog.accepted.connect(lambda: self._ended(dialog.key, dialog.day.value() if dialog.dated else ""))
        dialog.open()

    def _ended(self, key: str, day: str) -> None:
        self._wanted = key
        self._do(EndItem(self.desk.app.new_command(), self.set.value(), key, day), self._open_again)

    # --- the draft --------------------------------------------------------------------------------------------------

    def _do(self, command: Command, then: Any) -> None:
        def done(_changes: Changes) -> None:
            then()

        self.desk.execute(command, done, self._refused, self)

    def _refused(self, fault: Fault) -> None:
        if self.form is not None and isinstance(fault, Refused) and fault.code.startswith("reference.item_"):
            next(iter(self.form.fields.values())).wrong(self.desk.explain(fault))
        self.desk.say_fault(fault)

    def _show_draft(self, view: DraftView) -> None:
        self._draft = view
        clear(self._foot)
        if not self.may:
            self._foot.addWidget(label(self.t("reference.read_only"), "muted"))
            return
        back = quiet(self.desk, self.t("audit.back"), lambda: self.desk.go.emit("settings", None), "chevron-left")
        if not view.steps:
            self._foot.addLayout(row(label(self.t("reference.draft_none"), "muted"), 0, back))
            return
        self.undo = plain(self.desk, self.t("reference.undo"), partial(self._back, UndoEdit), "undo")
        self.drop = plain(self.desk, self.t("reference.drop"), partial(self._back, DropDraft), "trash")
        self.effect = plain(self.desk, self.t("reference.see_effect"), self._effect, "export")
        wrong = [(each.dataset, each.key, f) for each in view.rows for f in each.findings if f.grave]
        words = self.t("reference.draft_count", n=len(view.rows))
        if view.fit:
            told_state = state(self.desk, words, "ok")
        else:
            dataset, key, finding = wrong[0] if wrong else ("", "", view.findings[0])
            where = f"{self.t(f'dataset.{dataset}')} {key}: " if dataset else ""
            told_state = state(self.desk, f"{words} {where}{told(finding, self.t.language)}", "bad", wrap=True)
        self.effect.setEnabled(view.fit)
        ways = [self.undo, self.drop, self.effect, back]
        if view.fit:
            self._foot.addWidget(flowing(told_state, *ways))
        else:  # a sentence needs a line of its own
            self._foot.addWidget(told_state)
            self._foot.addWidget(flowing(*ways))

    def _back(self, kind: type[UndoEdit] | type[DropDraft]) -> None:
        """Undo or drop: the open item is shown as it is then."""
        self._wanted = "" if self._view is None else self._view.key
        if self.form is not None and self._view is not None:
            self.form.put(self._view.item or self._view.before or {})
        self._do(kind(self.desk.app.new_command()), self._open_if_there)

    def _open_if_there(self) -> None:
        self._close()
        if self._wanted:
            self._list()

    def _effect(self) -> None:
        if not self._let_go():
            return
        self.desk.ask(ReferenceEffect(), self._show_effect, self, "reference-effect")

    def _show_effect(self, effect: Effect) -> None:
        if self._draft is None:
            return
        dialog = EffectDialog(self.desk, self._draft, effect, self)
        dialog.accepted.connect(self._published)
        dialog.open()

    def _published(self) -> None:
        self._wanted = "" if self._view is None else self._view.key
        self._open_if_there()
        self.desk.said.emit(self.t("reference.published"))


class EndDialog(Dialog):
    """The item's last day; where items have none, only whether it leaves with the next version."""

    def __init__(self, desk: Desk, view: ItemView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.reference_end"))
        self.desk, self.key, self.dated = desk, view.key, has_end(view.dataset)
        t = desk.t
        self.day = DayInput(desk, quick=False)
        self.field = Field(t("reference.last_day"), self.day, t("reference.end_hint"), self.day.line)
        done = primary(desk, t("reference.end_now" if self.dated else "reference.leave_out_now"), self._done, "check")
        done.setDefault(True)
        words = label(t("reference.end_text" if self.dated else "reference.leave_out_text", item=view.key))
        parts: list[Any] = [label(view.key, "section"), words, *([self.field] if self.dated else [])]
        self.setLayout(column(*parts, row(0, plain(desk, t("button.cancel"), self.reject), done), gap="gap", margin="wide"))
        self.setMinimumWidth(desk.theme.wide("dialog"))

    def _done(self) -> None:
        if self.dated and self.day.line.value() and not self.day.readable():
            self.field.wrong(self.desk.t("finding.day", value=self.day.line.value()))
            return
        self.accept()
