"""The real program read by a screen reader's means: capture, pact and stick by names, roles and keys alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from core.app import queries
from tests.gui import scene
from tests.reader.desktop import SYSTEM_PYTHON, Desktop, lacking
from ui.gui import opening

LIMIT_S = 180
ROSTER = "nama,nip,jabatan,unit_kerja,jenis\nSiti Aminah,,Staf,Kecamatan Lepar,HONORER\n"
WALK = Path(__file__).with_name("walk.py")


@pytest.mark.skipif(bool(lacking()), reason=f"no screen reader can be had, these are not installed: {lacking()}")
def test_a_shift_by_ear(founded: Path, post: Path, tmp_path: Path) -> None:
    roster, stick = tmp_path / "daftar.csv", tmp_path / "stick"
    roster.write_text(ROSTER, "utf-8")
    stick.mkdir()
    with Desktop() as desktop:
        program = desktop.program(post)
        walk = [SYSTEM_PYTHON, str(WALK), scene.PASSPHRASE, str(roster), str(stick)]
        heard = subprocess.run(walk, env=desktop.environ, capture_output=True, text=True, timeout=LIMIT_S, check=False)
        assert heard.returncode == 0, heard.stderr
        assert program.poll() is None
    app = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    (report,), (pact,) = app.ask(queries.Reports()).rows, app.ask(queries.Pacts()).rows
    assert f"Nomor laporan: {report.number}" in heard.stdout and pact.has_file
    assert app.ask(queries.HomeCounts()).sent == 1 and any(stick.rglob("*"))
    assert scene.PASSPHRASE not in heard.stdout and "password text" in heard.stdout, "a passphrase is never read out"
    app.lock()
