"""Desks that share a server, where none is reached: addresses and kits that are wrong are said, and nothing is left behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.app.profile_files import SERVER_FILE
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow
from ui.gui.screens.wizard_pages import KitPage

Settle = Callable[[MainWindow], None]
ADDRESS = {"host": "127.0.0.1", "port": 1, "database": "posko", "user": "meja", "password": "rahasia"}
CA = "-----BEGIN CERTIFICATE-----\nbukan sertifikat\n-----END CERTIFICATE-----\n"


def write(path: Path, words: str) -> Path:
    """A file with these words."""
    path.write_text(words, "utf-8")
    return path


def person(wizard: Any, qtbot: Any) -> None:
    """Who, and a passphrase."""
    qtbot.keyClicks(wizard.person.name, "Verifikator")
    for field in (wizard.person.passphrase.first, wizard.person.passphrase.second):
        qtbot.keyClicks(field, scene.PASSPHRASE)


def test_an_address_is_read_whole_before_the_province_is_founded(
    tmp_path: Path, window_of: Callable[[Path], MainWindow], settle: Settle, qtbot: Any
) -> None:
    window = window_of(tmp_path / "new")
    settle(window)
    wizard: Any = window.centralWidget()
    t, hands = window.desk.t, Hands(window, qtbot)
    hands.press(t("wizard.role.province"))
    wizard.go_on()
    hands.write(t("wizard.province.name"), "Kesbangpol Provinsi")
    wizard.province.area.put("19")
    part = wizard.province.server
    assert part.missing() == "" and part.server is None, "nobody has to share a server"
    hands.press(t("wizard.server.several"))
    wizard.go_on()
    assert wizard._message.text() == t("wizard.server.missing")

    def tried(address: str) -> str:
        part.use("address", write(tmp_path / "server.json", address))
        settle(window)
        said = str(part._fields["address"].said() or part._fields["ca"].said())
        assert (part.server is None) == bool(said) == bool(part.missing())
        return said

    assert "json" in tried("{") and "user" in tried(json.dumps(ADDRESS | {"user": ""}))
    assert tried(json.dumps(ADDRESS)) == t("wizard.server.needs_ca"), "a server that cannot prove itself is none"
    part.use("ca", write(tmp_path / "ca.pem", "bukan sertifikat"))
    assert tried(json.dumps(ADDRESS)) == t("wizard.server.needs_ca")
    part.use("ca", write(tmp_path / "ca.pem", CA))
    settle(window)
    assert part.server is not None and part.server.ca == CA and "rahasia" not in part._found.text()
    wizard.go_on()
    person(wizard, qtbot)
    wizard.go_on()
    settle(window)
    assert wizard._page() is wizard.province and window.desk.t("wizard.creating") != wizard._message.text()
    assert "server" in wizard._message.text().lower() and not (tmp_path / "new" / "keys.slots").exists()
    hands.press(t("wizard.server.several"))
    assert part.server is None and part.missing() == "", "without the tick it is a laptop of its own"


@pytest.mark.parametrize("kind", ["post", "desk"])
def test_a_kit_that_is_for_something_else_is_said(
    kind: str, founded: Path, tmp_path: Path, window_of: Callable[[Path], MainWindow], settle: Settle, qtbot: Any
) -> None:
    window = window_of(tmp_path / "new")
    settle(window)
    wizard: Any = window.centralWidget()
    wizard.role.choose(kind)
    wizard.go_on()
    page = wizard._page()
    assert isinstance(page, KitPage) and (page.server is not None) is (kind == "desk")
    wrong = write(tmp_path / "lain.poskokit", "POSKO-DESK-1\nrusak") if kind == "post" else founded / "pos.poskokit"
    page.use(wrong)
    qtbot.keyClicks(page.code, (founded / "code.txt").read_text("utf-8"))
    wizard.go_on()
    person(wizard, qtbot)
    wizard.go_on()
    settle(window)
    assert wizard._page() is page and wizard._message.text(), "back to the kit, with the reason"
    assert not (tmp_path / "new" / "keys.slots").exists() and not (tmp_path / "new" / SERVER_FILE).exists()
