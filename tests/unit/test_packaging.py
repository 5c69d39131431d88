"""What is made out of a checkout: what a frozen program starts with, and what Debian and Windows are told of it."""

from __future__ import annotations

import hashlib
import importlib
import lzma
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from core.apart import process
from core.app import desk_kit, introduction, kit
from tests.interop.tools import tool
from ui import compose, preflight

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
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


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout")
def test_nothing_of_one_machine_is_committed() -> None:
    git = ("git", "-c", f"safe.directory={ROOT}", "ls-files")
    assert run(*git, "-ci", "--exclude-standard", cwd=ROOT).stdout == ""
    kept = run(*git, "-s", cwd=ROOT).stdout.splitlines()
    assert kept and not [line for line in kept if line.startswith("120000 ")]  # a link leads out of a clone


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


def module(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A script of the recipes as a module."""
    monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module(name)


def verified(program: Path, cert: Path) -> bool:
    """Whether another program believes the signature."""
    return run(tool("osslsigncode", "osslsigncode"), "verify", "-CAfile", cert, program).returncode == 0


def packed_in(installer: Path) -> bytes:
    """What an installer of NSIS unpacks: an LZMA stream behind its first header (28 bytes, the mark is the second word)."""
    data = installer.read_bytes()
    begin = data.index(b"\xef\xbe\xad\xdeNullsoftInst") + 24
    first, size = data[begin], int.from_bytes(data[begin + 1 : begin + 5], "little")
    form = {"id": lzma.FILTER_LZMA1, "lc": first % 9, "lp": first // 9 % 5, "pb": first // 45, "dict_size": size}
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[form]).decompress(data[begin + 5 :])


@pytest.fixture
def key_and_cert(tmp_path: Path) -> tuple[Path, Path]:
    """A key and a certificate for signing programs, which certifies itself."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    asked = ("-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Posko trial", "-addext", "extendedKeyUsage=codeSigning")
    run(tool("openssl", "openssl"), "req", *asked, "-days", 2, "-keyout", key, "-out", cert)
    return key, cert


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """A folder like one that was frozen on Windows; its programs are small real ones."""
    tool("osslsigncode", "osslsigncode")
    folder = tmp_path / "payload"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "library.dll").write_bytes(b"stand-in")
    for name in ("posko.exe", "posko-cli.exe"):
        (tmp_path / "small.nsi").write_text(
            f'OutFile "{folder / name}"\nRequestExecutionLevel user\nSection\nSectionEnd\n', "ascii"
        )
        assert run(tool("makensis", "nsis"), "-V1", tmp_path / "small.nsi").returncode == 0
    return folder


def test_programs_are_signed_before_they_are_packed_and_a_changed_one_is_not_ours(
    tmp_path: Path, payload: Path, key_and_cert: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of the zip come signed programs whose hashes are those of the list; so they do of the installer."""
    key, cert = key_and_cert
    pack = module(WINDOWS, "pack", monkeypatch)
    assert not verified(payload / "posko.exe", cert)
    portable, installer = pack.pack(payload, tmp_path / "out", "1.2.3", pack.Signer(cert, key))
    with zipfile.ZipFile(portable) as packed:
        packed.extractall(tmp_path / "unpacked")
    unpacked = tmp_path / "unpacked" / "posko"
    assert verified(unpacked / "posko.exe", cert) and verified(unpacked / "posko-cli.exe", cert) and verified(installer, cert)
    listed = dict(reversed(line.split("  ")) for line in (unpacked / "SHA256SUMS").read_text("ascii").splitlines())
    assert set(listed) == {"posko.exe", "posko-cli.exe", "_internal/library.dll"}
    assert all(hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    inside = packed_in(installer)
    assert all((unpacked / name).read_bytes() in inside for name in listed)
    data = bytearray(installer.read_bytes())
    data[len(data) // 2] ^= 1
    installer.write_bytes(data)
    assert not verified(installer, cert)


def test_without_a_key_the_recipe_packs_and_signs_nothing(
    tmp_path: Path, payload: Path, key_and_cert: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = (payload / "posko.exe").read_bytes()
    for made in module(WINDOWS, "pack", monkeypatch).pack(payload, tmp_path / "out", "1.2.3", None):
        assert made.is_file()
    assert (payload / "posko.exe").read_bytes() == plain and not verified(
        tmp_path / "out" / "posko-1.2.3-setup.exe", key_and_cert[1]
    )


def test_windows_is_told_name_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version file is Python that PyInstaller evaluates; here with classes that keep what they are given."""
    made = module(WINDOWS, "version", monkeypatch).version_file("1.2.3", "posko-cli", "Posko, baris perintah")
    kept = {name: (lambda *words, **named: (words, named)) for name in re.findall(r"\b([A-Z]\w+)\(", made)}
    fixed = eval(made, kept)[1]["ffi"][1]  # noqa: S307  our own text
    assert fixed["filevers"] == fixed["prodvers"] == (1, 2, 3, 0)
    strings = dict(words for words, _ in eval(made, kept)[1]["kids"][0][0][0][0][0][1])  # noqa: S307
    assert (strings["FileVersion"], strings["OriginalFilename"]) == ("1.2.3", "posko-cli.exe")
    with pytest.raises(ValueError, match=r"1\.2\.3\.4\.5"):
        module(WINDOWS, "version", monkeypatch).version_file("1.2.3.4.5", "posko", "Posko")
    assert "version=details(" in (PACKAGING / "freeze" / "posko.spec").read_text("utf-8")
