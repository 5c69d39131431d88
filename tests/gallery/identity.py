"""Pictures of Meja identitas: before and after the key went to a pair, a task, an opening, and the showing with a sealed file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from core.app.identity_queries import IdentityOf
from core.app.queries import Reports
from core.domain.commands import AnswerProposal, EnrolOfficer
from core.domain.errors import Refused
from core.domain.identity_opening import NameIdentityOfficer, ProposeOpening
from core.domain.ids import read_id
from core.domain.referral import Addressee, RecordReturn, SendReferral

SECOND, PHRASE = "Ibu Kedua", "frasa kedua yang panjang"
PEOPLE = ((SECOND, "Inspektorat Provinsi"), ("Bapak Ketiga", "Dinas Komunikasi dan Informatika"))


def prepare(window: Any, passphrase: str) -> None:
    """Officers named once; the key handed over; one opening asked for."""
    app = window.desk.app
    for officer, _home in PEOPLE:
        app.execute(EnrolOfficer(app.new_command(), officer, "triage", PHRASE if officer == SECOND else f"{PHRASE} lagi"))
    for officer, home in ((app.facts.officer, "Badan Kesbangpol"), *PEOPLE):
        app.execute(NameIdentityOfficer(app.new_command(), officer, home))
    with tempfile.TemporaryDirectory() as folder:
        app.hand_over_identities((passphrase, PHRASE), shares=Path(folder) / "bagian")
    for row in app.ask(Reports(kind="complaint")).rows[:2]:
        report = read_id(row.id)
        try:
            made = app.execute(ProposeOpening(app.new_command(), report, "protect", "LPSK", "Pelapor diancam")).reply
        except Refused:
            continue
        app.execute(AnswerProposal(app.new_command(), read_id(made.id), approve=True), by=app.second(PHRASE))
        (sent,) = app.execute(SendReferral(app.new_command(), report, (Addressee("BAWASLU"),))).reply
        now = app._device.moment()
        app.execute(RecordReturn(app.new_command(), read_id(sent.id), now.when, ("identity",), "B.1/2024"))


def pictures(gallery: Any, window: Any, frame: Any) -> None:
    """Every tab, the dialog of the key, and an identity shown to two."""
    from tests.gui import scene
    from ui.gui.screens.identity.dialog import ShowDialog
    from ui.gui.screens.identity.file_card import SealedFileCard
    from ui.gui.screens.identity.hand_over_dialog import HandOverDialog

    app = window.desk.app
    frame.open("identity_desk", "officers")
    if app.recovery_secret() is not None:
        gallery._grab(window, "identity-before")
        dialog = HandOverDialog(window.desk, "administrator", frame.place)
        gallery._paper(window, dialog, "identity-hand-over")
        prepare(window, scene.PASSPHRASE)
    place = frame.place
    for name, page in place.pages.items():
        place.tabs.setCurrentWidget(page)
        page.refresh()
        gallery._rest(window)
        page.table.selectRow(0)
        gallery._grab(window, f"identity-{name}")
    gallery._paper(window, HandOverDialog(window.desk, "pairs", place), "identity-hand-over-again")
    for row in app.ask(Reports(kind="complaint")).rows[:2]:
        case = app.ask(IdentityOf(row.id))
        if case.openings and case.openings[-1].may_show:
            shown = ShowDialog(window.desk, case, case.openings[-1].row.id, place)
            shown.second.put_text(PHRASE)
            shown.show()
            shown.run()
            gallery._rest(window)
            for card in shown.findChildren(SealedFileCard):
                card.look.click()
            gallery._rest(window)
            gallery._paper(window, shown, "identity-shown")
            break
