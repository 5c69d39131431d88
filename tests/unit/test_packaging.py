"""What is made out of a checkout: what a frozen program starts with, and what Debian and Windows are told of it."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.apart import process
from core.app import desk_kit, introduction, kit
from tests.interop.tools import tool
from ui import compose, preflight

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LINUX, WINDOWS = PACKAGING / "linux", PACKAGING / "windows"
MIME = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}


def run(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, cwd=cwd)


def test_locks_name_hashes_and_no_host() -> None:
    locks = sorted(PACKAGING.rglob("*.lock"))
    assert len(locks) == 3
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        assert text.count("--hash=sha256:") >= text.count("==") > 0


def test_the_page_of_licences_is_that_of_the_lock() -> None:
    made = runpy.run_path(str(PACKAGING / "make_licences.py"))
    page = made["PAGE"].read_text("utf-8")
    assert page == made["page"]() and "| ? |" not in page and page.count("\n| ") > 50


def test_a_frozen_program_starts_itself_for_a_limited_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.worker_command("core.documents.pact_worker")[1] == "-I"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.worker_command("core.documents.pact_worker") == [sys.executable, process.APART, "core.documents.pact_worker"]


@pytest.mark.parametrize(
    "argv", [[process.APART], [process.APART, "os"], [process.APART, "core.x", "more"], [process.APART, "corex"]]
)
def test_nobody_elses_code_is_started_by_a_word(argv: list[str]) -> None:
    assert process.run_apart(argv) == 2


def test_missing_graphics_are_named_with_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert preflight.missing("linux", lambda _name: False) == ["libgl1", "libegl1"]
    assert preflight.missing("linux", lambda name: name != "libEGL.so.1") == ["libegl1"]
    assert preflight.missing("win32", lambda _name: False) == []
    assert not preflight.loads("libno-such-thing.so.7")
    monkeypatch.setattr(preflight, "missing", lambda: ["libgl1"])
    monkeypatch.setattr(preflight, "BOXES", ())
    assert not preflight.ready()
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "sudo apt install libgl1" in said and "Tidak ada data yang hilang" in said


def test_a_portable_program_keeps_its_data_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(compose.PROFILE_VARIABLE, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "posko"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert tmp_path not in compose.profile_folder(None).parents
    (tmp_path / compose.PORTABLE_MARK).touch(0o400)
    assert compose.profile_folder(None) == tmp_path / "data"
    assert compose.profile_folder("/elsewhere") == Path("/elsewhere")


def test_the_desktop_knows_our_files_by_what_they_begin_with() -> None:
    tree = ElementTree.parse(LINUX / "id.posko.Posko.xml")  # noqa: S314  our own file
    found = {
        kind.attrib["type"]: [match.attrib["value"] for match in kind.findall("m:magic/m:match", MIME)]
        for kind in tree.findall("m:mime-type", MIME)
    }
    kits = [kit.MAGIC, desk_kit.MAGIC, introduction.MAGIC]
    assert found["application/vnd.posko.kit"] == [magic.decode().rstrip("\n") for magic in kits]
    assert found["application/vnd.posko.object"] == ["age-encryption.org/v1"]
    entry = (LINUX / "id.posko.Posko.desktop").read_text("utf-8")
    assert f"MimeType={';'.join(found)};" in entry and "Comment[id]=" in entry


def test_debian_reads_our_descriptions(tmp_path: Path) -> None:
    assert not run(tool("desktop-file-validate", "desktop-file-utils"), LINUX / "id.posko.Posko.desktop").stdout
    text = (
        (LINUX / "id.posko.Posko.metainfo.xml").read_text("utf-8").replace("@VERSION@", "1.2.3").replace("@DATE@", "2026-01-02")
    )
    described = tmp_path / "id.posko.Posko.metainfo.xml"
    described.write_text(text, "utf-8")
    checked = run(tool("appstreamcli", "appstream"), "validate", "--no-net", described)
    assert checked.returncode == 0, checked.stdout


def test_the_installer_compiles_and_a_changed_one_is_not_ours(tmp_path: Path) -> None:
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    (payload / "posko.exe").write_bytes(b"stand-in")
    (payload / "_internal" / "library.dll").write_bytes(b"stand-in")
    made = tmp_path / "posko-1.2.3-installer.exe"
    makensis, openssl, sign = tool("makensis", "nsis"), tool("openssl", "openssl"), tool("osslsigncode", "osslsigncode")
    compiled = run(makensis, "-V2", "-WX", "-DVERSION=1.2.3", f"-DPAYLOAD={payload}", f"-DOUT={made}", "posko.nsi", cwd=WINDOWS)
    assert compiled.returncode == 0, compiled.stdout + compiled.stderr
    key, cert, signed = tmp_path / "key.pem", tmp_path / "cert.pem", tmp_path / "signed.exe"
    asked = ("-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Posko trial", "-addext", "extendedKeyUsage=codeSigning")
    run(openssl, "req", *asked, "-days", 2, "-keyout", key, "-out", cert)
    assert run(sign, "sign", "-certs", cert, "-key", key, "-h", "sha256", "-in", made, "-out", signed).returncode == 0
    verify = (sign, "verify", "-CAfile", cert, signed)
    assert run(*verify).returncode == 0
    data = bytearray(signed.read_bytes())
    data[len(made.read_bytes()) // 2] ^= 1
    signed.write_bytes(data)
    assert run(*verify).returncode != 0
