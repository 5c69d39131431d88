"""The own way in, in the window: another passphrase, a key file that the unlock screen then asks for, and off again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.app import at_hand
from core.crypto import security_key
from core.domain.commands import EnrolOfficer
from core.domain.errors import Unavailable
from tests.gui import scene
from tests.soft_token import SoftToken
from ui.gui.main_window import MainWindow
from ui.gui.screens.slot_dialogs import KeyFileDialog, PassphraseAloneDialog, PassphraseDialog
from ui.gui.screens.unlock import UnlockScreen
from ui.messages import sentence

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
NEW = "payung merah di atas meja tua"
PATIENCE_MS = 20_000
Settle = Callable[[MainWindow], None]


@pytest.fixture
def desk_of(opened: Any, post: Path, settle: Settle) -> MainWindow:
    """A post's window on its settings."""
    window: MainWindow = opened(post)
    window.desk.go.emit("settings", None)
    settle(window)
    return window


def card_of(window: MainWindow) -> Any:
    """Asked anew each time: what was changed is shown."""
    from ui.gui.screens.slot_card import SlotCard

    (card,) = window.findChildren(SlotCard)
    return card


def press(window: MainWindow, dialog: Any, settle: Settle) -> str:
    dialog.go.click()
    settle(window)
    return str(dialog.fault.text())


def locked(window: MainWindow, settle: Settle) -> Any:
    window.lock()
    settle(window)
    gate = window.centralWidget()
    assert isinstance(gate, UnlockScreen)
    return gate


def enter(qtbot: QtBot, window: MainWindow, gate: Any, words: str) -> None:
    qtbot.keyClicks(gate.field, words)
    qtbot.keyClick(gate.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.unlocked or gate._go.isEnabled(), timeout=PATIENCE_MS)


def test_another_passphrase(desk_of: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window, card = desk_of, card_of(desk_of)
    assert card.more.isVisibleTo(card) and not card.less.isVisibleTo(card)
    dialog = PassphraseDialog(window.desk, "", window)
    dialog.show()
    assert press(window, dialog, settle) == window.desk.t("unlock.empty")
    qtbot.keyClicks(dialog.now, "bukan frasa yang benar")
    assert press(window, dialog, settle) == window.desk.t("passphrase.weak")
    qtbot.keyClicks(dialog.new.first, NEW)
    assert press(window, dialog, settle) == window.desk.t("passphrase.differ")
    qtbot.keyClicks(dialog.new.second, NEW)
    assert "tidak membuka" in press(window, dialog, settle) and not dialog.new.missing(), "the new one stays typed"
    assert not dialog.now.length()
    qtbot.keyClicks(dialog.now, scene.PASSPHRASE)
    assert press(window, dialog, settle) == "" and dialog.result() == dialog.DialogCode.Accepted
    assert not dialog.new.first.length() and not dialog.now.length()
    gate = locked(window, settle)
    assert gate.second is None, "nobody here needs more"
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert not window.desk.unlocked
    enter(qtbot, window, gate, NEW)
    assert window.desk.unlocked


@pytest.mark.fault("UN-21")
def test_a_key_file(desk_of: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    window, t, file = desk_of, desk_of.desk.t, tmp_path / "kunci saya.poskokunci"
    dialog = KeyFileDialog(window.desk, window)
    dialog.show()
    assert press(window, dialog, settle) == t("slot.missing_file")
    dialog.take(file, fresh=True)
    qtbot.keyClicks(dialog.now, scene.PASSPHRASE)
    assert press(window, dialog, settle) == t("slot.missing_sure") and not file.exists()
    dialog.sure.setChecked(True)
    assert press(window, dialog, settle) == "" and file.stat().st_size == 128
    settle(window)
    card = card_of(window)
    assert card.less.isVisibleTo(card) and not card.more.isVisibleTo(card)
    assert card.state.text() == t("slot.needs_key_file", officer=window.desk.app.facts.officer)

    gate = locked(window, settle)
    assert gate.second.at_hand() is None, "no place is remembered"
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert not window.desk.unlocked and "berkas kunci" in gate._message.text()
    missing = tmp_path / "tidak ada.poskokunci"
    gate.second.use(missing)
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert missing.name in gate._message.text()
    gate.second.use(file)
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert window.desk.unlocked and at_hand.remembered(window.desk.folder) is None
    settle(window)

    # Only where it is asked for the place is remembered, and forgotten when it is no longer.
    for wanted in (True, False):
        gate = locked(window, settle)
        gate.second.use(file)
        gate.second.keep.setChecked(wanted)
        enter(qtbot, window, gate, scene.PASSPHRASE)
        assert window.desk.unlocked and at_hand.remembered(window.desk.folder) == (file if wanted else None)
        settle(window)
        if wanted:
            again = locked(window, settle)
            assert again.second.at_hand() == at_hand.AtHand(file) and again.second.keep.isChecked()
            enter(qtbot, window, again, scene.PASSPHRASE)
            settle(window)

    alone = PassphraseAloneDialog(window.desk, at_hand.KEY_FILE, window)
    alone.show()
    qtbot.keyClicks(alone.now, scene.PASSPHRASE)
    assert "berkas kunci" in press(window, alone, settle)
    qtbot.keyClicks(alone.now, scene.PASSPHRASE)
    alone.second.use(file)
    assert press(window, alone, settle) == ""
    gate = locked(window, settle)
    assert gate.second is None
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert window.desk.unlocked


@pytest.mark.fault("UN-21")
def test_a_security_key(desk_of: MainWindow, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is of software, everything between it and the window is real."""
    window, t, token, plugged = desk_of, desk_of.desk.t, SoftToken(), list[SoftToken]()
    monkeypatch.setattr(security_key, "plugged_in", lambda: plugged)
    dialog = KeyFileDialog(window.desk, window)
    dialog.show()
    dialog.plugged.click()
    dialog.sure.setChecked(True)
    for devices, told in (([], "token.none"), ([SoftToken(), token], "token.many"), ([token], "")):
        plugged[:] = devices
        qtbot.keyClicks(dialog.now, scene.PASSPHRASE)
        assert press(window, dialog, settle) == (told and sentence(Unavailable(told)))
    settle(window)
    card = card_of(window)
    assert card.state.text() == t("slot.needs_token", officer=window.desk.app.facts.officer) and card.less.isVisibleTo(card)

    gate = locked(window, settle)
    assert not gate.second.token.isHidden() and gate.second.choosing.isHidden() and not gate.second.token.isChecked()
    touched, tries = (
        token.touches,
        [(False, [token], "second.missing"), (True, [], "token.none"), (True, [SoftToken()], "second.wrong")],
    )
    for ticked, devices, told in tries:
        gate.second.token.setChecked(ticked)
        plugged[:] = devices
        enter(qtbot, window, gate, scene.PASSPHRASE)
        assert not window.desk.unlocked and gate._message.text() == sentence(Unavailable(told))
    assert token.touches == touched, "nobody was asked for a touch in vain"
    plugged[:] = [token]
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert window.desk.unlocked and token.touches == touched + 1

    # It opens and is needed for nothing else: pulled out, work is saved; only the way in asks for it again.
    plugged.clear()
    scene.submit(window.desk.app, scene.warning())
    window.desk.go.emit("settings", None)
    settle(window)
    alone = PassphraseAloneDialog(window.desk, at_hand.TOKEN, window)
    alone.show()
    alone.second.token.setChecked(True)
    for devices, told in (([], "token.none"), ([token], "")):
        plugged[:] = devices
        qtbot.keyClicks(alone.now, scene.PASSPHRASE)
        assert press(window, alone, settle) == (told and sentence(Unavailable(told)))
    plugged.clear()
    gate = locked(window, settle)
    assert gate.second is None
    enter(qtbot, window, gate, scene.PASSPHRASE)
    assert window.desk.unlocked


def test_nothing_of_it_is_a_line_edit(desk_of: MainWindow) -> None:
    """Passphrases go into the field of our own, which leaves no copy."""
    for dialog in (PassphraseDialog(desk_of.desk, at_hand.KEY_FILE, desk_of), KeyFileDialog(desk_of.desk, desk_of)):
        assert not dialog.findChildren(QLineEdit)


def test_a_witness_brings_his_key_file(desk_of: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    from ui.gui.screens.signing.witness import Witness

    window, app, file = desk_of, desk_of.desk.app, tmp_path / "kunci"
    before = Witness(window.desk)
    qtbot.addWidget(before)
    assert before.second.isHidden(), "control: nobody needs more"
    app.own_slot.make_key_file(scene.PASSPHRASE, file)
    witness = Witness(window.desk)
    qtbot.addWidget(witness)
    witness.show()
    assert not witness.second.isHidden()
    told: list[object] = []
    command = EnrolOfficer(app.new_command(), "Rina", "officer", NEW)
    for second in (None, file):
        qtbot.keyClicks(witness.field, scene.PASSPHRASE)
        witness.second.use(second)
        witness.execute(command, told.append, told.append, witness)
        settle(window)
    refused, done = told
    assert getattr(refused, "code", "") == "second.missing" and getattr(done, "reply", None) is not None
