"""Before taking in: from whom, how many, what is missing; nothing is taken before the yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.domain.errors import Refused
from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.table import Table

if TYPE_CHECKING:
    from sync.report import IntakePreview, ReceiveReport, Unusable

COLUMNS = ("from", "entries", "objects", "newest")


class IntakeCard(QWidget):
    """One line a sender, what would still lack, what cannot be used; then yes or no."""

    def __init__(self, desk: Desk, seen: IntakePreview, on_yes: Callable[[], None], on_no: Callable[[], None]) -> None:
        super().__init__()
        self.t = desk.t
        self._table = table = Table(self.t("intake.title"), [self.t(f"intake.col_{name}") for name in COLUMNS])
        table.fill(
            [
                [
                    post_words(desk, sender.post),
                    f"{sender.entries:,}",
                    f"{sender.objects:,}",
                    desk.when(_time(desk, sender.newest)),
                ]
                for sender in seen.senders
            ]
        )
        if not seen.senders:
            table.hide()
        self.yes = primary(desk, self.t("intake.yes"), on_yes, "import")
        self.no = plain(desk, self.t("button.cancel"), on_no)
        told = QVBoxLayout()
        for words in _odd(desk, seen):
            told.addWidget(notice(desk, words, "warn"))
        sums = self.t("intake.sums", entries=f"{seen.entries:,}", pieces=f"{seen.pieces:,}", skipped=f"{seen.skipped:,}")
        frame: QFrame = card(
            label(self.t("intake.title"), "section"), label(sums, "strong"), told, row(self.yes, self.no, 0), table
        )
        self.setLayout(column(frame))


def is_nothing(seen: IntakePreview) -> bool:
    """True when there is nothing to say yes to: all of it came before."""
    return not (seen.senders or seen.pieces or seen.quarantined)


def unusable_words(desk: Desk, unusable: tuple[Unusable, ...]) -> list[str]:
    """A line for each medium that cannot be used."""
    return [f"{item.source}: {desk.explain(item.refusal)}" for item in unusable]


def odd_words(desk: Desk, done: ReceiveReport) -> list[str]:
    """A line for each thing of a taking in that needs a look."""
    counts = {"set_aside": len(done.quarantined), "repaired": done.repaired, "gaps": len(done.gaps)}
    words = [desk.t(f"exchange.{name}", n=count) for name, count in counts.items() if count]
    if done.unconfirmed:
        words.append(desk.t("exchange.unconfirmed", posts=", ".join(done.unconfirmed)))
    if done.forks:
        words.append(desk.t("exchange.forks", n=done.forks))
    return words + unusable_words(desk, done.unusable)


def post_words(desk: Desk, code: str) -> str:
    """A post by its name and code, or by its code alone."""
    known = desk.app.reference.post(code)
    return code if known is None else f"{known.name_id} ({code})"


def _odd(desk: Desk, seen: IntakePreview) -> list[str]:
    words = [desk.t("intake.gaps", n=len(seen.gaps))] if seen.gaps else []
    reasons = sorted({item.code for item in seen.quarantined})
    for code in reasons:
        count = sum(item.code == code for item in seen.quarantined)
        words.append(f"{desk.t('intake.aside', n=count)} {desk.explain(Refused(code))}")
    return words + unusable_words(desk, seen.unusable)


def _time(desk: Desk, at: int) -> str:
    try:
        return datetime.fromtimestamp(at / 1000, UTC).isoformat()
    except (ValueError, OSError, OverflowError):
        return ""  # another laptop's claim: it may be nonsense
