"""Waktu dan sertifikat by keyboard: a day is stamped by a real authority, a fault is told, a certificate is taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt

from core.app import queries
from core.app.papers import form_example
from core.app.profile import unlock
from core.app.wordings import shipped_office
from core.domain.commands import EnrolOfficer
from core.domain.document import IssueDocument
from sync.exchange import receive, send
from tests.gui import scene
from tests.gui.keys import Hands
from tests.tsa import authority
from ui import compose, tsa
from ui.gui.main_window import MainWindow
from ui.gui.screens.proof import timestamps
from ui.gui.screens.proof.end_authority_dialog import EndAuthorityDialog
from ui.gui.screens.proof.loss_dialog import LossDialog
from ui.gui.screens.proof.revoke_dialog import RevokeDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
PATIENCE_S = 30


def test_a_day_is_stamped(
    province: Path, opened: Opened, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = opened(province)
    app, words = window.desk.app, window.desk.t
    frame: Any = window.centralWidget()
    frame.open("posts", 1)
    settle(window)
    hands, card = Hands(window, qtbot), frame.place.timestamps
    folder = tmp_path / "tsa"
    folder.mkdir()
    broken = folder / "bukan.pem"
    broken.write_text("bukan sertifikat", "ascii")
    with authority(folder) as clock:
        chosen = [broken]
        monkeypatch.setattr(timestamps, "open_files", lambda *_: chosen)
        hands.press(words("timestamps.choose"))
        settle(window)
        assert card._said.property("role") == "bad" and not card._certificate
        chosen[0] = clock.ca
        hands.press(words("timestamps.choose"))
        settle(window)
        hands.write(words("timestamps.address"), clock.url)
        real = tsa.ask

        follow, followed = card.progress.follow, Event()

        def leave(*asked: Any) -> bytes:
            assert followed.wait(PATIENCE_S)  # the work may begin before the window has noted its way to stop it
            card.progress._job.cancel()
            return real(*asked)

        def noting(*job: Any) -> None:
            follow(*job)
            followed.set()

        monkeypatch.setattr(card.progress, "follow", noting)
        monkeypatch.setattr(tsa, "ask", leave)
        hands.press(words("timestamps.stamp"))
        settle(window)
        assert app.ask(queries.Timestamps()) == () and card._said.text() == words("fault.cancelled")
        monkeypatch.setattr(tsa, "ask", real)
        hands.press(words("timestamps.stamp"))
        settle(window)
        _one_document(window, hands, settle, tmp_path, monkeypatch)
    (row,) = app.ask(queries.Timestamps())
    assert row.proven and card.table.item(0, 3).text() == words("timestamps.proven") and card._said.property("role") == "ok"
    frame.open("posts", 1)
    settle(window)
    assert frame.place.timestamps.address.value() == clock.url and frame.place.timestamps._certificate


def _one_document(window: MainWindow, hands: Hands, settle: Settle, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that is none of ours is refused and nothing is written; an issued one is written with its time."""
    frame: Any = window.centralWidget()
    card, app, words = frame.place.timestamps, window.desk.app, window.desk.t
    source, target = folder / "surat.pdf", folder / "surat-stempel.pdf"
    source.write_bytes(b"%PDF-1.7\n")
    monkeypatch.setattr(timestamps, "open_files", lambda *_: [source])
    monkeypatch.setattr(timestamps, "save_file", lambda *_: target)
    hands.press(words("timestamps.lasting"))
    settle(window)
    assert card._said.property("role") == "bad" and not target.exists()
    form = form_example(shipped_office(app._device.ports, "t09"))
    source.write_bytes(app.execute(IssueDocument(app.new_command(), "t09", form["fields"], form["groups"], None)).reply.pdf)
    hands.press(words("timestamps.lasting"))
    settle(window)
    assert card._said.property("role") == "ok" and target.name in card._said.text()
    (found,) = app.verify(target.read_bytes())
    assert (found.verdict, found.fields["timestamps"]) == ("valid", "2")


def test_a_certificate_is_taken_back(province: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(province)
    app, words = window.desk.app, window.desk.t
    app.execute(EnrolOfficer(app.new_command(), "Siti Penelaah", "triage", "frasa sandi siti yang panjang"))
    frame: Any = window.centralWidget()
    frame.open("posts", 2)
    settle(window)
    hands = Hands(window, qtbot)
    certificates = frame.place.certificates
    hands.write(words("certificates.search"), words("role.administrator"))
    certificates.table.selectRow(0)
    own = certificates.chosen()
    assert certificates.table.rowCount() == 1 and own is not None and certificates.button.isEnabled()
    dialog = RevokeDialog(window.desk, own, window)
    dialog.show()
    dialog.sure.box.setChecked(True)
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    assert "laptop ini" in dialog._said.text() and dialog.isVisible(), "his own: nobody would believe this office any more"
    dialog.reject()
    certificates.line.clear()
    qtbot.keyClicks(certificates.line, "Siti")
    settle(window)
    certificates.table.selectRow(0)
    found = certificates.chosen()
    assert certificates.table.rowCount() == 1 and found is not None and found.name == "Siti Penelaah"
    dialog = RevokeDialog(window.desk, found, window)
    dialog.show()
    dialog.reason.choose("lost")
    assert not dialog.button.isEnabled()
    qtbot.keyClick(dialog.sure.box, Qt.Key.Key_Space)
    dialog.hour.setText("25.00")
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    assert dialog._hour_field.said() and dialog.isVisible()
    dialog.day.put("2095-01-01")
    dialog.hour.setText("07.00")
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    assert dialog.result() and not dialog.isVisible()
    told = [each for each in app.ask(queries.Certificates()) if each.key == found.key]
    assert told[0].revoked.startswith("2095-01-01T07:00") and "01-01-2095" in certificates.table.item(0, 3).text()


def test_the_authority_of_a_post_is_ended(
    province: Path, post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    window, stick = opened(province), tmp_path / "stick"
    app, frame, words = window.desk.app, window.centralWidget(), window.desk.t
    away = unlock(post, scene.PASSPHRASE, reference=compose.load_reference(), ports=scene.ports("away"))
    stick.mkdir()
    send(away, stick)
    away.lock()
    receive(app, stick)
    frame.open("posts", 2)  # type: ignore[attr-defined]
    settle(window)
    page: Any = frame.place.certificates  # type: ignore[attr-defined]
    assert not page.ending.isEnabled()
    page.table.selectRow([each.may_end for each in page._shown].index(False))
    assert page.button.isEnabled() and not page.ending.isEnabled() and page.kept.isVisible()
    assert page.ending.accessibleDescription() == page.kept.text() == words("certificates.own_authority")
    page.table.selectRow([each.post for each in page._shown].index("K0413"))
    found = page.chosen()
    assert page.ending.isEnabled() and not page.kept.isVisible() and not page.ending.accessibleDescription()
    dialog = EndAuthorityDialog(window.desk, found, window)
    dialog.show()
    qtbot.keyClick(dialog.sure.box, Qt.Key.Key_Space)
    dialog.keep.setText("bukan kunci")
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    assert dialog._keep_field.said() and dialog.isVisible()
    dialog.keep.setText("ab" * 15)
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    assert dialog._said.isVisible() and dialog.isVisible()
    told: list[str] = []
    window.desk.said.connect(told.append)
    dialog.keep.setText(f"{'ab' * 16}, {'cd' * 16}")
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    many = sum(each.authority == found.authority for each in page._all) + 2
    assert dialog.result() and told == [words("end_authority.done", post="K0413", n=many)]
    dialog = EndAuthorityDialog(window.desk, found, window)
    dialog.show()
    qtbot.keyClick(dialog.sure.box, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
    settle(window)
    begun, rest = words("end_authority.stands", post="K0413", at="|").split("|")
    assert dialog.result() and len(told) == 2 and told[1].startswith(begun) and told[1].endswith(rest)


def test_what_lay_on_a_laptop_is_listed(province: Path, opened: Opened, settle: Settle) -> None:
    window = opened(province)
    words = window.desk.t
    (laptop,) = [each for each in window.desk.app.ask(queries.Certificates()) if each.role == "device"]
    dialog = LossDialog(window.desk, laptop.key, window)
    dialog.show()
    settle(window)
    assert dialog._none.isVisible() and dialog._told.count() == 3
    dialog.close()
    dialog = LossDialog(window.desk, "zz", window)
    settle(window)
    said = dialog._told.itemAt(0).widget()
    assert said is not None and words("loss.none") and dialog._told.count() == 1
    dialog.close()
