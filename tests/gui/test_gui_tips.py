"""Words of people in tips: shown letter by letter, whatever they look like."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6 import QtGui

from tests.hostile.corpus import TEXTS
from ui.gui.tips import UNSEEN, plain_tip
from ui.gui.widgets.labels import short


@pytest.mark.parametrize("text", [*TEXTS.values(), "&lt;b&gt;", "<?xml?>", "Sutini <b>", "a & b"])
def test_no_text_is_markup_to_a_tip_and_nothing_of_it_is_lost(qapp: Any, text: str) -> None:
    assert not QtGui.Qt.mightBeRichText(plain_tip(text))
    assert plain_tip(text).replace(UNSEEN, "") == text.replace(UNSEEN, "")


def test_a_line_that_gives_way_has_a_plain_tip(qtbot: Any) -> None:
    made = short(TEXTS["markup"])
    qtbot.addWidget(made)
    assert QtGui.Qt.mightBeRichText(TEXTS["markup"]), "control: Qt would take it for markup"
    assert made.toolTip() and not QtGui.Qt.mightBeRichText(made.toolTip())
