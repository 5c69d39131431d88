"""The four ways of handing over a look-up code: on paper, copied by hand and checked, read out, or not at all."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app import queries
from core.app.printing import paper_of
from core.app.views import Submitted
from core.domain.forms import ReportForm
from ui.gui.desk import Desk
from ui.gui.layouts import Part, column, row
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label, notice, tell
from ui.gui.widgets.tick import Tick

GROUP = 4


class Way(QWidget):
    """One way; ``fulfilled`` once the visitor has what he chose, which ``came_about`` tells."""

    came_about = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.fulfilled = False

    def put(self, *parts: Part) -> None:
        """Lay the parts out."""
        self.setLayout(column(*parts, 0))

    def begin(self) -> None:
        """The way was chosen."""

    def settle(self, fulfilled: bool = True) -> None:
        """It came about, or was taken back."""
        self.fulfilled = fulfilled
        self.came_about.emit()


class PrintWay(Way):
    """The signed slip with the code; the case number stands on it only if it is wanted."""

    def __init__(self, desk: Desk, reply: Submitted, form: ReportForm | None) -> None:
        super().__init__(desk)
        self._reply, self._form = reply, form
        number = Tick(self.t("receipt.with_number"))
        self.numbered = number.box
        self.button = plain(desk, self.t("receipt.print"), lambda: self._open(), "print")
        self.put(number, row(self.button, 0))

    def paper(self) -> PaperDialog:
        """The slip for looking at; printed or saved it is handed over."""
        app, reply, form, numbered = self.desk.app, self._reply, self._form, self.numbered.isChecked()
        # What a guard holds leaves no trace here, not even a count.
        counted = "" if reply.guard else paper_of(reply.id, "t05")
        save, note = self.t("receipt.paper_save"), self.t("receipt.paper_note")
        words = Paper(self.t("receipt.paper"), "tanda-terima.pdf", save, note, counted)
        asked = queries.Receipt(reply.id, reply.code, form, numbered, bool(reply.guard))
        made = PaperDialog(self.desk, words, lambda: app.ask(asked), self)
        made.came_out.connect(self.settle)
        return made

    def _open(self) -> None:
        self.paper().exec()


class CopyWay(Way):
    """Without a printer: copied by hand, and typed again from the copy to see that it is right."""

    def __init__(self, desk: Desk, reply: Submitted) -> None:
        super().__init__(desk)
        self._code = re.sub(r"\D", "", reply.code)
        self.typed = LineInput(placeholder=self.t("receipt.retype_placeholder"))
        self.typed.textEdited.connect(lambda _text: self._check())
        self.verdict = label("", "muted")
        self.put(Field(self.t("receipt.retype"), self.typed, self.t("receipt.retype_hint")), self.verdict)

    def begin(self) -> None:
        """The next thing to do is to type."""
        self.typed.setFocus()

    def _check(self) -> None:
        typed = re.sub(r"\D", "", self.typed.value())
        same, begun = typed == self._code, self._code.startswith(typed)
        words = "receipt.match" if same else "receipt.so_far" if begun else "receipt.mismatch"
        tell(self.verdict, self.t(words) if typed else "", "ok" if same else "muted" if begun else "bad")
        self.settle(same)


class ReadWay(Way):
    """Who cannot read hears everything; a mark is made on paper only, never on the screen."""

    def __init__(self, desk: Desk, reply: Submitted, form: ReportForm | None) -> None:
        super().__init__(desk)
        story = [label(str(text)) for text in (getattr(form, "summary", ""), getattr(form, "narrative", "")) if text]
        done = Tick(self.t("receipt.read_done"), toggled=self.settle)
        self.heard = done.box
        self.spoken = label(spoken(desk, reply.code), "strong")
        self.put(
            label(self.t("receipt.read_how"), "muted"),
            *story,
            label(self.t("receipt.read_text")),
            self.spoken,
            notice(desk, self.t("receipt.read_mark"), "info"),
            done,
        )


class NoneWay(Way):
    """Neither paper nor code: as good a choice as the others, for a slip can endanger who carries it home."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.put(notice(desk, self.t("receipt.none_means"), "info"))

    def begin(self) -> None:
        """Chosen is done."""
        self.settle()


def spoken(desk: Desk, code: str) -> str:
    """The code as it is read out: digit by digit, a line for each group."""
    names = desk.t("receipt.digits").split()
    digits = [names[int(digit)] for digit in code if digit.isdigit()]
    return "\n".join(" ".join(digits[at : at + GROUP]) for at in range(0, len(digits), GROUP))
