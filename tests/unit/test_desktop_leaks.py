"""What a desktop remembers of a program: titles, lists of files, temporary files, settings beside the store."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BANNED = {"QSettings", "QDesktopServices", "QSystemTrayIcon", "QTemporaryFile", "QTemporaryDir", "NamedTemporaryFile", "mkstemp"}
CHOOSER, DIALOG = "ui/gui/files.py", "QFileDialog"
FOLDERS = {
    "core/app/drill.py",
    "sync/updates/stick.py",
    "ui/start.py",
    "ui/cli/self_test_verb.py",
    "ui/cli/demo_verb.py",
    "ui/compose.py",
}
"""Where a temporary folder is made: for sample data, ciphertext, or what is no report."""


def leaks(name: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = {alias.name for alias in node.names}
            yield from names & BANNED
            if "tempfile" in names and name not in FOLDERS:
                yield "tempfile"
            if DIALOG in names and name != CHOOSER:
                yield DIALOG
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setWindowTitle":
            (words,) = node.args
            fixed = isinstance(words, ast.Constant) or (isinstance(words, ast.Name) and words.id in ("TITLE", "title"))
            told = isinstance(words, ast.Call) and len(words.args) == 1 and isinstance(words.args[0], ast.Constant)
            if not fixed and not (told and not words.keywords):  # type: ignore[union-attr]
                yield ast.unparse(words)


@pytest.mark.fault("EX-11")
def test_nothing_of_a_report_is_left_to_the_desktop() -> None:
    found = {
        (str(path.relative_to(ROOT)), leak)
        for folder in ("core", "sync", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for leak in leaks(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    }
    assert found == set()
    chooser = (ROOT / CHOOSER).read_text("utf-8")
    assert chooser.count(f"{DIALOG}(") == 1 and "DontUseNativeDialog, True" in chooser


def test_control_each_of_them_is_seen() -> None:
    planted = (
        "import tempfile\nfrom x import QSettings, QFileDialog\nw.setWindowTitle(row.number)\nw.setWindowTitle(t('a', n=who))"
    )
    assert len(list(leaks("ui/gui/new.py", planted))) == 5
    assert not list(leaks("ui/gui/new.py", "w.setWindowTitle('Posko')\nw.setWindowTitle(self.t('filter.title'))"))
