"""The room of pacts: one act for several chosen, the cascade with its numbers, a roster taken over by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from core.app import queries
from core.domain.commands import IssuePacts
from core.domain.ids import read_id
from core.domain.pact import RecordPactSigned
from core.domain.roster import ImportRoster
from tests.gui.keys import Hands
from tests.world import person
from ui.gui.main_window import MainWindow
from ui.gui.screens.pacts import register, roster
from ui.gui.screens.pacts.act_dialog import ActDialog
from ui.gui.screens.pacts.change_dialog import ChangeDialog
from ui.gui.screens.pacts.coverage_bar import PERMILLE
from ui.gui.screens.pacts.issue_missing import IssueMissingDialog
from ui.gui.screens.pacts.person_dialog import PersonDialog
from ui.gui.screens.pacts.plan_dialog import PlanDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
LIST = """Nama,NIP,Pangkat,Jabatan,Perangkat Daerah,Bidang,Status Kepegawaian
Siti Aminah,197803122005012004,IV/b,Kepala Dinas Contoh,Dinas Contoh,,PNS
Budi,199608182022211001,IX,Kepala Bidang A,Dinas Contoh,Bidang A,PPPK
,198609262015051001,III/c,Analis,Dinas Contoh,Bidang A,PNS
"""


def room(window: MainWindow, tab: str) -> Any:
    frame: Any = window.centralWidget()
    frame.open("pacts", tab)
    return frame.place


def take(app: Any, text: str, keep: bool = False) -> None:
    data = text.encode()
    view = app.ask(queries.RosterPreview(data))
    app.execute(ImportRoster(app.new_command(), data, view.digest, keep_missing=keep))


def test_one_act_for_several_and_a_refusal_that_says_why(
    post: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(post)
    app = window.desk.app
    app.execute(IssuePacts(app.new_command(), tuple(person(name) for name in ("Siti", "Budi", "Wati")), None, "Pangkalpinang"))
    place = room(window, "list")
    settle(window)
    tab = place.register
    assert not tab.acts["told"].isEnabled() and "refused" not in tab.acts
    tab.table.selectAll()
    assert len(tab.table.chosen_rows()) == 3 and tab.acts["told"].isEnabled()
    dialog = ActDialog(window.desk, "told", tab.table.chosen_rows(), window)
    dialog.day.put("01-01-2030")
    dialog.button.click()
    settle(window)
    assert dialog._said.text() and dialog.isVisible() is False and not dialog.result()
    assert {each.state for each in app.ask(queries.Pacts()).rows} == {"diterbitkan"}
    dialog.day.put("05-02-2024")
    dialog.button.click()
    settle(window)
    assert dialog.result()
    assert {each.state for each in app.ask(queries.Pacts()).rows} == {"disosialisasikan"}
    tab.state.choose("diterbitkan")
    tab.state.activated.emit(0)
    settle(window)
    assert tab.table.rowCount() == 0 and tab._empty.text() == window.desk.t("pacts.none_found")
    tab.state.choose("disosialisasikan")
    tab.state.activated.emit(0)
    settle(window)
    tab.table.selectAll()
    monkeypatch.setattr(register, "open_folder", lambda *_: tmp_path / "pdf")
    tab.save_chosen()
    settle(window)
    saved = sorted((tmp_path / "pdf").iterdir())
    assert len(saved) == 3 and all(each.read_bytes().startswith(b"%PDF-") for each in saved)


def test_ctrl_a_chooses_what_is_not_on_the_screen_yet(
    post: Path, opened: Opened, settle: Settle, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(register, "FIRST", 2)
    monkeypatch.setattr(register, "FOLLOWING", 3)
    window = opened(post)
    app = window.desk.app
    app.execute(IssuePacts(app.new_command(), tuple(person(f"Orang {each}") for each in "ABCDEFG"), None, "Toboali"))
    tab = room(window, "list").register
    settle(window)
    assert len(tab.table.held) == 2
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(tab.table.chosen_rows()) == 7, timeout=5000)
    assert window.desk.t("pacts.chosen", n=7) in tab._count.text() and tab._printing.isEnabled()
    tab.mine.setChecked(True)
    settle(window)
    assert tab._asked(None).post == app.facts.code and len(tab.table.held) == 2 and not tab.table.chosen_rows()


def test_the_cascade_counts_signatures_and_issues_for_those_without(province: Path, opened: Opened, settle: Settle) -> None:
    window = opened(province)
    app, words = window.desk.app, window.desk.t
    take(app, LIST.replace(",198609262015051001,III/c,Analis", "Wati,198609262015051001,III/c,Analis"))
    place = room(window, "cascade")
    settle(window)
    tab = place.pages["cascade"]
    assert tab.issuing.isEnabled() and tab.people.table.rowCount() == 3
    assert {tab.people.table.item(row, 1).text() for row in range(3)} == {words("people.no_pact")}
    dialog = IssueMissingDialog(window.desk, "", "", False, window)
    settle(window)
    dialog.place.setText("Pangkalpinang")
    dialog.button.click()
    settle(window)
    assert dialog.said.property("role") == "ok" and not dialog.button.isEnabled()
    pacts = app.ask(queries.Pacts()).rows
    assert len(pacts) == 3
    budi = next(each for each in pacts if each.name == "Budi")
    signed = app.execute(RecordPactSigned(app.new_command(), read_id(budi.id), window.desk.now().date(), "basah"))
    window.desk.changed.emit(signed.topics)
    settle(window)
    root: Any = tab.tree.topLevelItem(0)
    division = root.child(0).child(0)
    assert (root.text(1), root.text(2), root.text(3)) == ("3", "1", "33,3 %")
    assert division.text(3) == "50,0 %" and division.data(3, PERMILLE) == 500
    assert "50,0 %" in division.data(0, Qt.ItemDataRole.AccessibleTextRole)
    tab.tree.setCurrentItem(division)
    settle(window)
    assert {each.name for each in tab.people.table.held} == {"Budi", "Wati"} and not tab.issuing.isEnabled()
    tab.tabs.setCurrentWidget(tab.reminders)
    settle(window)
    assert sum(len(group.people) for group in tab.reminders.table.held) == 2
    shown = PersonDialog(window.desk, next(each.id for each in tab.people.table.held if each.name == "Budi"), window)
    settle(window)
    events = [shown.table.item(row, 1).text() for row in range(shown.table.rowCount())]
    assert {words("roster_act.new"), words("person.issued"), words("pact_act.signed")} <= set(events)


def press(qtbot: Any, dialog: Any, settle: Settle, window: MainWindow) -> None:
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    assert dialog.result(), dialog._said.text()


def plan_it(window: MainWindow, tab: Any, settle: Settle, qtbot: Any) -> None:
    plan = PlanDialog(window.desk, tab._view, window)
    plan.title.setText("Pakta 2024")
    plan.dues[1].put("2024-03-01")
    qtbot.keyClick(plan.button, Qt.Key.Key_Space)
    assert plan._due_fields[0].said() and not plan.result()
    plan.dues[0].put("2024-02-20")
    press(qtbot, plan, settle, window)
    assert "Pakta 2024" in tab._plan.text() and "20-02-2024 · 01-03-2024" in tab._plan.text()


def test_a_plan_a_leave_a_new_command_and_a_refusal(province: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(province)
    app, words = window.desk.app, window.desk.t
    take(app, LIST.replace(",198609262015051001,III/c,Analis", "Wati,198609262015051001,III/c,Analis"))
    tab = room(window, "cascade").pages["cascade"]
    settle(window)
    assert tab._plan.text() == words("plan.none")
    plan_it(window, tab, settle, qtbot)
    app.execute(IssuePacts(app.new_command(), app.ask(queries.ToIssue()), None, "Pangkalpinang"))
    window.desk.changed.emit(frozenset({"pacts"}))
    settle(window)
    people = {each.name: each for each in tab.people.table.held}
    away = ChangeDialog(window.desk, people["Budi"], window)
    settle(window)
    away.until.put("2024-02-01")
    qtbot.keyClick(away.button, Qt.Key.Key_Space)
    settle(window)
    assert away._said.text() and not away.result()
    away.until.put("2024-12-01")
    press(qtbot, away, settle, window)
    new = ChangeDialog(window.desk, people["Wati"], window)
    settle(window)
    new.act.choose("head")
    new._look()
    new.position.setText("Plt. Kepala Bidang A")
    press(qtbot, new, settle, window)
    settle(window)
    people = {each.name: each for each in tab.people.table.held}
    assert (people["Budi"].standing, people["Budi"].is_head, people["Wati"].is_head) == ("leave", False, True)
    tab.tabs.setCurrentWidget(tab.reissues)
    settle(window)
    assert [each.person.name for each in tab.reissues.table.held if each.person.standing == "active"] == ["Wati"]
    late = "Joko,198001012006041003,III/a,Camat,Dinas Contoh,Bidang A,PNS\n"
    take(app, LIST.splitlines()[0] + "\n" + late, keep=True)
    renewal = IssueMissingDialog(window.desk, "", "", True, window)
    settle(window)
    assert [each.name for each in renewal._people] == ["Wati"], "who lacks a pact needs no new one"
    register_tab = room(window, "list").register
    settle(window)
    wati = next(each for each in register_tab.table.held if each.name == "Wati")
    refusal = ActDialog(window.desk, "refused", [wati], window)
    refusal.words.setPlainText("Menunggu arahan")
    assert "refused" in register_tab.acts
    press(qtbot, refusal, settle, window)
    assert [(each.row.name, each.act.words) for each in app.ask(queries.Hindered())] == [("Wati", "Menunggu arahan")]


def test_a_roster_is_taken_over_by_keyboard_alone(
    province: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(province)
    app, words = window.desk.app, window.desk.t
    path = tmp_path / "pegawai.csv"
    path.write_text(LIST, "utf-8")
    monkeypatch.setattr(roster, "open_files", lambda *_: [path])
    tab = room(window, "roster").pages["roster"]
    hands = Hands(window, qtbot)
    hands.press(words("roster.choose"))
    settle(window)
    hands.choose(words("roster_field.rank"), words("roster.no_column"))
    hands.press(words("roster.look"))
    settle(window)
    assert tab.table.item(0, 1).text() == words("roster_change.rejected") and tab.table.item(0, 3).text()
    assert app.ask(queries.CascadeTree()).total.people == 0
    hands.press(words("roster.take"))
    settle(window)
    assert app.ask(queries.CascadeTree()).total.people == 2
    hands.press(words("roster.taken_next"))
    assert tab.window() is window and not tab.isVisible(), "the coverage is shown"
    room(window, "roster").pages["roster"]
    tab = window.centralWidget().place.pages["roster"]
    hands.press(words("roster.choose"))
    settle(window)
    assert tab.choices["rank"].value() == "-1"
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"\0" * 40)
    monkeypatch.setattr(roster, "open_files", lambda *_: [broken])
    tab.show_step("file")
    tab.choose()
    settle(window)
    assert tab._said.property("role") == "bad" and tab.steps.currentIndex() == 0


def test_a_long_list_comes_page_by_page(province: Path, opened: Opened, settle: Settle) -> None:
    window = opened(province)
    heading = LIST.splitlines()[0]
    lines = [f"Orang {n:04},,III/c,Analis {n},Dinas Contoh,Bidang A,PNS" for n in range(250)]
    take(window.desk.app, "\n".join([heading, *lines]))
    tab = room(window, "cascade").pages["cascade"]
    settle(window)
    table = tab.people.table
    assert len(table.held) == 100 and not table.whole
    while not table.whole:
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
        settle(window)
    assert [each.name for each in table.held] == [f"Orang {n:04}" for n in range(250)]
