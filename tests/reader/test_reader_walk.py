"""The real program read by a screen reader's means: capture, pact and stick by names, roles and keys alone."""

from __future__ import annotations

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
        walk = [SYSTEM_PYTHON, str(WALK), scene.PASSPHRASE, str(roster), str(stick)]
        with desktop.reader(walk) as reader:
            program = desktop.program(post)
            heard, fault = reader.communicate(timeout=LIMIT_S)
        assert reader.returncode == 0, fault
        assert program.poll() is None
    app = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    (report,), (pact,) = app.ask(queries.Reports()).rows, app.ask(queries.Pacts()).rows
    assert f"Nomor laporan: {report.number}" in heard and pact.has_file
    assert app.ask(queries.HomeCounts()).sent == 1 and any(stick.rglob("*"))
    assert scene.PASSPHRASE not in heard and "password text" in heard, "a passphrase is never read out"
    app.lock()
