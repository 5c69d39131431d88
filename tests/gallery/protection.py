"""Pictures of Pelindungan data: one breach over its time, one that runs, one told of; requests; the room of retention."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from core.app import protection_queries as queries
from core.app import queries as reports
from core.domain.access import REPORTED, AnswerAccess, RequestAccess
from core.domain.breach import AGENCY_TOLD, NOTHING_EXPOSED, PEOPLE_TOLD, CloseBreach, RecordBreach, StepBreach
from core.domain.ids import read_id

BREACHES = (
    (100, "Laptop pos hilang di kapal feri; penyimpanannya terkunci.", ("contact", "report"), 4),
    (60, "Surat penerusan terkirim ke alamat yang salah.", ("reported",), 1),
    (20, "Daftar petugas tertinggal di tempat umum.", ("identity",), 0),
    (200, "Kartu memori rusak dan dibuang tanpa dihancurkan.", ("report",), 2),
)


def protection(window: Any) -> None:
    """Records of every state, dated before the day of the desk's clock; once."""
    app = window.desk.app
    now = datetime.combine(app.today, time())
    if app.ask(queries.Breaches()).total:
        return
    for hours, what, data, people in BREACHES:
        known = (now - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
        made = read_id(app.execute(RecordBreach(app.new_command(), what, known, data, people)).reply)
        if hours > 100:
            app.execute(CloseBreach(app.new_command(), made, NOTHING_EXPOSED, "Kartu ditemukan utuh."))
        if hours == BREACHES[2][0]:
            for step, to in ((PEOPLE_TOLD, "Para petugas"), (AGENCY_TOLD, "")):
                app.execute(StepBreach(app.new_command(), made, step, to=to))
    rows = app.ask(reports.Reports(kind="complaint")).rows
    for each in (rows[0].number, ""):
        command = RequestAccess(app.new_command(), REPORTED, report=each, how="KTP diperlihatkan")
        request = read_id(app.execute(command).reply)
        if not each:
            app.execute(AnswerAccess(app.new_command(), request, refuse=True))


def pictures(gallery: Any, window: Any, frame: Any) -> None:
    """Every tab with its first record chosen, the two long forms, and home with the line of the breach."""
    from ui.gui.screens.data_protection import forms
    from ui.gui.screens.team.record_dialog import RecordDialog

    protection(window)
    frame.open("data_protection", None)
    place = frame.place
    for name, page in place.pages.items():
        place.tabs.setCurrentWidget(page)
        gallery._rest(window)
        page.table.selectRow(0)
        gallery._grab(window, f"protection-{name}")
    for name, form in (("breach", forms.breach(window.desk.t)), ("notice", forms.notice(window.desk.t))):
        dialog = RecordDialog(window.desk, form, lambda *_: None, place, window.desk.t(f"protection.hint.{name}"))  # type: ignore[arg-type, return-value]
        dialog.show()
        gallery._paper(window, dialog, f"protection-form-{name}")
    frame.open("home", None)
    gallery._grab(window, "protection-home")
