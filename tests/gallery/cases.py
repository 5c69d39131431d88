"""Pictures of a case at the province: the board with its dialogs, referrals with what is answered, sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.app import queries
from core.app.referral_queries import Referrals
from core.app.sanction_queries import SanctionsOf
from core.domain.ids import read_id
from core.domain.referral import Addressee, SendReferral
from tests.gui import scene
from ui.gui.screens.board.filters import BoardFilterDialog
from ui.gui.screens.board.screen import DIALOGS
from ui.gui.screens.referrals.answer_dialog import AnswerDialog
from ui.gui.screens.referrals.send_dialog import SendDialog
from ui.gui.screens.report_detail.annex_dialog import AnnexDialog
from ui.gui.screens.sanctions.dialogs import ImposeDialog

if TYPE_CHECKING:
    from tests.gallery.walk import Gallery
    from ui.gui.main_window import MainWindow


def board(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """The board with a case at work, the agenda, and every dialog of a case."""
    scene.work_on_cases(window.desk.app)
    frame.open("board", {"stage": "ready"})
    gallery._grab(window, "board-ready")
    view = frame.place.pane.view
    for name in ("classify", "assign", "note", "ask", "close"):
        gallery._paper(window, DIALOGS[name](window.desk, view, frame.place), f"board-{name}")
    gallery._paper(window, BoardFilterDialog(window.desk, frame.place.narrowed, frame.place), "board-filter")
    frame.open("board", {"stage": "closed"})
    gallery._grab(window, "board-closed")
    frame.open("board", {"stage": "new"})
    frame.place.agenda_button.click()
    gallery._grab(window, "board-agenda")


def sanctions(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """The tab of sanctions, and what an authority's document and an annex are asked for."""
    _referred(gallery, window, frame)
    frame.place.tabs.setCurrentWidget(frame.place.sanctions)
    gallery._grab(window, "referrals-sanctions")
    app = window.desk.app
    report = next(each for each in app.ask(queries.Reports()).rows if each.kind == "complaint")
    gallery._paper(window, ImposeDialog(window.desk, app.ask(SanctionsOf(report.id)), window), "sanction-impose")
    gallery._paper(window, AnnexDialog(window.desk, report, window), "annex")


def _referred(gallery: Gallery, window: MainWindow, frame: Any) -> None:
    """Referrals with their clocks, the dialog that sends, and what an institution's answer is asked for."""
    app = window.desk.app
    complaints = [each for each in app.ask(queries.Reports()).rows if each.kind == "complaint"]
    if not app.ask(Referrals()).rows:
        both = (Addressee("BAWASLU"), Addressee("DENPOM"))
        app.execute(SendReferral(app.new_command(), read_id(complaints[-1].id), both))
    frame.place.refresh()
    gallery._grab(window, "referrals")
    gallery._paper(window, SendDialog(window.desk, complaints[0].id, window), "referral-send")
    first = app.ask(Referrals()).rows[0]
    for act in ("receipt", "returned", "decided"):
        gallery._paper(window, AnswerDialog(window.desk, act, first, window), f"referral-{act}")
