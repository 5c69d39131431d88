"""Reference data in force: version, day, source, licence, how sure, who published; the province publishes a new version."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.app import queries
from core.app.views import Changes, ReferenceSetRow
from core.domain.authority import ADMINISTRATOR
from core.domain.commands import PublishReference
from core.domain.publication import MAX_BYTES
from core.domain.reference_change import SetChange
from ui import compose
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, card, clear, column, row, scrolled
from ui.gui.runner import Fault
from ui.gui.theme import pixels
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.dialog import Dialog
from ui.gui.widgets.labels import label, notice, state
from ui.stated import stated

STATES = {"in_force": "ok", "older": "muted", "waiting": "info", "incomplete": "warn", "unfit": "bad"}
SHOWN_CODES = 40


class ReferencePage(QWidget):
    """A card for each data set, and below it the other versions that were published."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._t = desk, desk.t
        self._list = QVBoxLayout()
        facts = desk.app.facts
        parts: list[QWidget] = [label(self._t("reference.text"), "muted")]
        if facts.kind == "province" and facts.officer_role == ADMINISTRATOR:
            self.publish = plain(desk, self._t("reference.publish"), self._choose, "export")
            parts.append(self.publish)
        self.setLayout(column(*parts, self._list, 0, gap="gap", margin="gap"))
        self.refresh()

    def refresh(self) -> None:
        """Ask what is in force."""
        self._desk.ask(queries.ReferenceSets(), self._show, owner=self, topic="reference-sets")

    def _show(self, rows: tuple[ReferenceSetRow, ...]) -> None:
        clear(self._list)
        for each in rows:
            self._list.addWidget(self._card(each))

    def _card(self, each: ReferenceSetRow) -> QFrame:
        t = self._t
        head = f"{t(f'dataset.{each.dataset}')} · {each.version}"
        by = t("reference.by", who=each.publisher, when=self._desk.when(each.published_at)) if each.publisher else ""
        lines = [
            t("reference.from", day=self._desk.day(each.valid_from)) if each.valid_from else "",
            by or t("reference.shipped"),
            self._source(each),
            self._sure(each),
        ]
        tone = STATES[each.state]
        marks = row(state(self._desk, t(f"reference.state.{each.state}"), tone), 0)
        return card(label(head, "strong"), marks, *(label(line, "small") for line in lines if line), gap="tight")

    def _source(self, each: ReferenceSetRow) -> str:
        if not each.source:
            return ""
        language = self._t.language
        return self._t("reference.source", source=stated(language, each.source), licence=stated(language, each.licence))

    def _sure(self, each: ReferenceSetRow) -> str:
        if not each.confidence:
            return ""
        counts = ", ".join(f"{count} {self._t(f'confidence.{step}')}" for step, count in each.confidence.items())
        return self._t("reference.sure", counts=counts)

    def _choose(self) -> None:
        paths = open_files(self._desk, self, self._t("reference.publish"), "*.json", many=True)
        if paths:
            self.look_at(paths)

    def look_at(self, paths: list[Path]) -> None:
        """Show what these files would change, and publish them when the officer says so."""
        app = self._desk.app

        def read() -> tuple[tuple[bytes, ...], tuple[SetChange, ...]]:
            files = tuple(compose.read_file(path, MAX_BYTES + 1) for path in paths)
            return files, app.ask(queries.ReferencePreview(files))

        def show(found: tuple[tuple[bytes, ...], tuple[SetChange, ...]]) -> None:
            PublishDialog(self._desk, self, *found).open()

        self._desk.runner.ask(read, show, self._desk.say_fault, self)

    def published(self) -> None:
        """A new version is in force: ask again."""
        self.refresh()
        self._desk.said.emit(self._t("reference.published"))


def change_card(desk: Desk, change: SetChange) -> QFrame:
    """A data set's versions and the codes that come, change and go."""
    t = desk.t
    lines = [label(f"{t(f'dataset.{change.dataset}')} · {change.before} → {change.after}", "strong")]
    for kind, codes in (("added", change.added), ("changed", change.changed), ("removed", change.removed)):
        more = f" … (+{len(codes) - SHOWN_CODES})" if len(codes) > SHOWN_CODES else ""
        words = ", ".join(codes[:SHOWN_CODES]) + more
        lines.append(label(t(f"reference.{kind}", n=len(codes), codes=words or "–"), "small"))
    return card(*lines, gap="tight")


class PublishDialog(Dialog):
    """What would change, code by code; only then the button that publishes."""

    def __init__(self, desk: Desk, page: ReferencePage, files: tuple[bytes, ...], changes: tuple[SetChange, ...]) -> None:
        super().__init__(page)
        self._desk, self._page, self._t = desk, page, desk.t
        self._command = PublishReference(desk.app.new_command(), files)
        self.setWindowTitle(self._t("reference.publish"))
        self._fault = label("", "bad")
        self.button = primary(desk, self._t("reference.publish_now"), self.send)
        cards = [change_card(desk, change) for change in changes]
        self.setLayout(
            column(
                notice(desk, self._t("reference.publish_text"), "warn"),
                scrolled(box(*cards, 0, gap="gap")),
                self._fault,
                row(0, plain(desk, self._t("button.cancel"), self.reject), self.button),
                gap="gap",
                margin="gap",
            )
        )
        self.resize(desk.theme.wide("dialog"), pixels("dialog"))

    def send(self) -> None:
        """Publish; pressed twice it is one publication."""
        self.button.setEnabled(False)
        self._desk.execute(self._command, self._sent, self._refused, self)

    def _sent(self, _changes: Changes) -> None:
        self.accept()
        self._page.published()

    def _refused(self, fault: Fault) -> None:
        self.button.setEnabled(True)
        self._fault.setText(self._desk.explain(fault))
