"""One piece of evidence in the form: its picture, what it is, who handed it over, and what the file claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from core.domain.commands import AttachedFile
from core.domain.errors import Unavailable
from core.domain.evidence import Look
from core.domain.leaks import find_leaks
from ui.gui.desk import Desk
from ui.gui.layouts import card, clear, column, row
from ui.gui.widgets.amount import amount, position
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.picture import thumbnail

KINDS = ("photo", "video", "audio", "document", "object", "link", "other")
GIVERS = ("reporter", "witness", "officer")
CLAIMS = ("claimed_at", "claimed_latitude_e7", "claimed_longitude_e7")
Item = dict[str, Any]


def names_persons(tree: Item, look: Look) -> bool:
    """Whether what a file says of itself shows the reporter or a witness of this form."""
    persons: Item = {name: tree[name] for name in ("reporter", "witnesses") if name in tree}
    return bool(find_leaks({**persons, "file_texts": [text for _label, text in look.texts]}))


class EvidenceCard(QObject):
    """Builds the card of one item; tells what was edited, and that it is to go."""

    edited = Signal(str, object)
    left = Signal()
    removed = Signal()

    def __init__(self, desk: Desk, number: int, item: Item, file: AttachedFile | None) -> None:
        super().__init__()
        self.desk, self.t, self._item, self._file = desk, desk.t, item, file
        self._picture = QVBoxLayout()
        self._told = QVBoxLayout()
        self.frame = self._build(number)

    def _build(self, number: int) -> QFrame:
        title = LineInput(str(self._item.get("title") or ""))
        origin = LineInput(str(self._item.get("origin") or ""), self.t("evidence.origin_hint"))
        title.textEdited.connect(lambda _text: self.edited.emit("title", title.value()))
        origin.textEdited.connect(lambda _text: self.edited.emit("origin", origin.value()))
        title.left.connect(self.left)
        origin.left.connect(self.left)
        kind = self._choice("kind", "evidence_kind", KINDS, "other")
        giver = self._choice("handed_by", "giver", GIVERS, "reporter")
        remove = quiet(self.desk, self.t("button.remove"), self.removed.emit, "trash")
        remove.setAccessibleName(f"{self.t('button.remove')} {number}")
        first = row(gap="gap")
        first.addWidget(Field(self.t("evidence.title", n=number), title), 2)
        first.addWidget(Field(self.t("evidence.kind"), kind), 1)
        second = row(gap="gap")
        second.addWidget(Field(self.t("evidence.origin"), origin), 2)
        second.addWidget(Field(self.t("evidence.giver"), giver), 1)
        below = row(remove)
        below.insertWidget(0, label(self._marks(), "small"), 1)
        if self._file is None:
            return card(first, second, below)
        line = row(gap="gap")
        line.addLayout(self._picture)
        line.addLayout(column(first, second, self._told, below), 1)
        self.show_look(None, names=False)
        return card(line)

    def _choice(self, name: str, words: str, codes: tuple[str, ...], first: str) -> Choice:
        made = Choice([(code, self.t(f"{words}.{code}")) for code in codes], str(self._item.get(name) or first))
        made.activated.connect(lambda _place: self.edited.emit(name, made.value()))
        return made

    def _marks(self) -> str:
        if self._file is None:
            return self.t("evidence.on_paper")
        marks = [self.t("evidence.file", name=self._file.name), amount(self.t, self._file.size), self._file.media_type]
        if self._file.shows_identity:
            marks.append(self.t("evidence.sealed"))
        marks.append(f"SHA-256 {self._file.plain_digest.hex()[:16]}…")
        return " · ".join(marks)

    def show_look(self, look: Look | None, *, names: bool) -> None:
        """Show the picture and the claims; ``names`` says that the file itself names the reporter or a witness."""
        file = self._file
        if file is None:
            return
        clear(self._picture)
        clear(self._told)
        self._picture.addWidget(thumbnail(self.desk, look, file.media_type, self.t("evidence.picture_of", name=file.name)))
        self._picture.addStretch(1)
        if names:
            self._told.addWidget(notice(self.desk, self.t("evidence.names_inside"), "warn"))
        if look is None or file.shows_identity:
            return
        claims = look.claims
        if claims.at:
            when = self.desk.when(claims.at)
            self._told.addWidget(self._keeping(self.t("evidence.claims_time", when=when), {"claimed_at": claims.at}))
        if claims.latitude_e7 is not None and claims.longitude_e7 is not None:
            where = position(self.t, claims.latitude_e7, claims.longitude_e7)
            values = {"claimed_latitude_e7": claims.latitude_e7, "claimed_longitude_e7": claims.longitude_e7}
            self._told.addWidget(self._keeping(self.t("evidence.claims_place", where=where), values))
            self._told.addWidget(label(self.t("evidence.claims_hint"), "small"))
        if look.fault:
            self._told.addWidget(label(self.desk.explain(Unavailable(look.fault)), "small"))

    def _keeping(self, words: str, values: Mapping[str, object]) -> QCheckBox:
        made = QCheckBox(words)
        made.setChecked(all(self._item.get(name) == value for name, value in values.items()))
        made.toggled.connect(lambda on: self._keep(values, on))
        return made

    def _keep(self, values: Mapping[str, object], on: bool) -> None:
        for name, value in values.items():
            self._item[name] = value if on else None
            self.edited.emit(name, value if on else None)
        self.left.emit()
