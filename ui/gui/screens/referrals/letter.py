"""The letter of a referral as it was issued: shown, printed, saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from core.app.referral_queries import ReferralLetter
from core.app.referral_views import AnswerRow, ReferralView
from ui.gui.desk import Desk
from ui.gui.screens.paper_view import Paper, PaperDialog


def show_letter(desk: Desk, view: ReferralView, parent: QWidget) -> None:
    """Opens the very PDF; copies are counted where the officer may count them."""
    number = view.row.letter
    counted = "" if desk.app.is_liaison else view.document
    paper = Paper(f"{number} · {view.row.to}", f"{number.replace('/', '-')}.pdf", desk.t("documents.save"), counted=counted)
    PaperDialog(desk, paper, partial(desk.app.ask, ReferralLetter(view.row.id)), parent).exec()


def show_urging(desk: Desk, view: ReferralView, each: AnswerRow, parent: QWidget) -> None:
    """The same for the letter of a reminder or an escalation."""
    counted = "" if desk.app.is_liaison else each.document
    paper = Paper(
        f"{each.letter} · {view.row.to}", f"{each.letter.replace('/', '-')}.pdf", desk.t("documents.save"), counted=counted
    )
    PaperDialog(desk, paper, partial(desk.app.ask, ReferralLetter(view.row.id, each.document)), parent).exec()
