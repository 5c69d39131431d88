"""Reference data in the window: what an act's card says, in what words, with which marks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.domain.wording import find
from ui.gui.main_window import MainWindow
from ui.gui.screens.help import HelpDialog
from ui.gui.screens.reference_page import PublishDialog
from ui.gui.widgets.act_card import ActCard

ENGLISH = re.compile(r"\b(and|of|the|by|policy|press|public|laws|joint|part|after|way|codes|local|rule)\b")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def texts(widget: QWidget) -> list[str]:
    """Every word that a widget shows."""
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]


def test_an_act_is_shown_with_basis_range_and_marks(post: Path, opened: Opened) -> None:
    window = opened(post)
    t, made = window.desk.t, ActCard(window.desk)
    made.put("ASN-P01", "PNS", date(2024, 1, 20), "PEMILU_2024")
    shown = " ".join(texts(made))
    assert t("act.alleged") in shown and t("confidence.verified") in shown
    assert t("act.range", classes=t("class.pidana")) in shown
    assert "Pasal 494" in shown and "Rp12.000.000" in shown and "01-01-2026" in shown
    assert "UU 1/2023" not in shown
    made.put("ASN-P01", "PNS", date(2028, 1, 20), "")
    later = " ".join(texts(made))
    assert "UU 1/2023" in later and "Angka lama" in later
    made.put("BIN-01", "BIN", None, "")
    assert t("confidence.unverified") in texts(made)
    assert {each.textFormat() for each in made.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_mere_attendance_is_to_be_clarified(post: Path, opened: Opened) -> None:
    window = opened(post)
    made = ActCard(window.desk)
    made.put("HDR-01", "PNS", date(2024, 1, 20), "PEMILU_2024")
    shown = texts(made)
    assert window.desk.t("act.clarify") in shown
    assert not any("Rentang" in words for words in shown)


def test_no_card_accuses_anybody(post: Path, opened: Opened) -> None:
    window = opened(post)
    made, judged = ActCard(window.desk), set[tuple[str, str]]()
    for language in ("id", "en"):
        window.desk.t.choose(language)
        for act in window.desk.app.reference.violations:
            made.put(act.code, act.applies_to[0], date(2024, 10, 1), "PILKADA_2024")
            fresh = {words for words in texts(made) if (language, words) not in judged}
            judged |= {(language, words) for words in fresh}  # most words of a card stand on every card
            assert not any(find(words) for words in fresh), act.code
            if language == "id":
                assert not any("None" in words or "not verified" in words or "press" in words for words in fresh), act.code


def test_data_in_force_are_shown_and_a_post_cannot_publish(post: Path, opened: Opened, settle: Settle) -> None:
    window = opened(post)
    page = HelpDialog(window.desk, window, "data").data
    settle(window)
    shown = texts(page)
    assert sum(words == window.desk.t("reference.shipped") for words in shown) == 13
    assert any("ODbL-1.0" in words for words in shown)
    assert any(window.desk.t("confidence.unverified") in words for words in shown)
    assert not any(ENGLISH.search(words) for words in shown), [words for words in shown if ENGLISH.search(words)]
    assert not hasattr(page, "publish")


def test_the_province_looks_at_what_changes_and_publishes_once(
    province: Path, opened: Opened, settle: Settle, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(province)
    # The unseen screen of the tests has no windows of its own and warns of them.
    monkeypatch.setattr(PublishDialog, "open", lambda dialog: None)
    tree = json.loads(window.desk.app.reference.raw["violations"])
    tree["version"] = "2031.1"
    tree["items"][0]["name_id"] = "Nama baru"
    file = tmp_path / "violations.json"
    file.write_text(json.dumps(tree), "utf-8")
    page = HelpDialog(window.desk, window, "data").data
    settle(window)
    assert page.publish.isEnabled()
    page.look_at([file])
    settle(window)
    dialog = page.findChildren(PublishDialog)[0]
    assert any(tree["items"][0]["code"] in words for words in texts(dialog))
    assert window.desk.app.reference.versions()["violations"] != "2031.1"
    dialog.send()
    dialog.send()
    settle(window)
    settle(window)
    assert window.desk.app.reference.versions()["violations"] == "2031.1"
    head = f"{window.desk.t('dataset.violations')} · 2031.1"
    qtbot.waitUntil(lambda: texts(page).count(head) == 1, timeout=20_000)
    page.look_at([file])
    settle(window)
    assert len(page.findChildren(PublishDialog)) == 1, "a version that is in force is not offered again"
