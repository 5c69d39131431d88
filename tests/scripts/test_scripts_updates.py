"""A frozen program's home, updated and taken back by verbs: program, pointer, copy of the store; a package is handed over."""

from __future__ import annotations

import json
import shutil
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from core.app import installed
from core.domain.errors import Refused
from tests.scripts.shell import Shell
from tests.updates import DAY, ROOT, SYSTEM, Custodians, ceremony, program
from ui import compose, start


@pytest.fixture
def keepers(tmp_path: Path) -> Custodians:
    return Custodians(tmp_path / "kunci")


@pytest.fixture
def home(shell: Shell, keepers: Custodians, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program of our own in a user's folder, that believes these custodians."""
    made = tmp_path / "rumah"
    made.mkdir()
    (made / "posko").write_text("lama", "utf-8")
    root, read = keepers.root.read_bytes(), compose.read_resource
    monkeypatch.setattr(compose, "read_resource", lambda name: root if name == "updates/root.json" else read(name))
    monkeypatch.setattr(compose, "installation", lambda: ("own", made))
    monkeypatch.setattr(compose, "computer", lambda: SYSTEM)
    shell.when = DAY
    return made


def test_an_update_is_taken_and_taken_back(shell: Shell, keepers: Custodians, home: Path, tmp_path: Path) -> None:
    stick = keepers.release(tmp_path / "stik", "0.2.0")
    assert shell.good("update", "check", stick, profile="post")["version"] == "0.2.0"
    assert list(home.iterdir()) == [home / "posko"], "looking changes nothing"
    taken = shell.good("update", "take", stick, profile="post")
    assert installed.pointed(home / "posko", "0.1.0") == home / "app-0.2.0" / "posko"
    assert (home / "app-0.2.0" / "posko").stat().st_mode & 0o100
    assert (home / "app-0.2.0" / "_internal" / "link.so").readlink() == Path("lib.so")
    assert Path(taken["copy"]).is_dir() and not list(home.glob("*.part")) and (home / "posko").read_text("utf-8") == "lama"
    newer = keepers.release(tmp_path / "baru", "0.3.0", DAY + timedelta(days=1))
    shell.good("update", "take", newer, profile="post")
    assert installed.pointed(home / "posko", "0.1.0") == home / "app-0.3.0" / "posko"
    assert (home / "app-0.2.0").is_dir(), "the last one stays"
    assert shell.run("update", "take", stick, profile="post").tree["error"] == "update.older"
    back = shell.good("update", "back", profile="post")
    assert not back["restore"] and installed.pointed(home / "posko", "0.1.0") == home / "app-0.2.0" / "posko"
    assert shell.run("update", "back", profile="post").tree["error"] == "update.no_back"
    shell.good("status", profile="post")


def test_where_the_older_program_reads_no_newer_store_its_copy_is_named(
    shell: Shell, keepers: Custodians, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = keepers.release(tmp_path / "stik", "0.2.0")
    copy = shell.good("update", "take", stick, profile="post")["copy"]
    form = shell.write("laporan.json", json.dumps(shell.example("complaint")))
    shell.good("report", "add", form, profile="post")
    monkeypatch.setattr(installed, "schema", lambda: "9999")
    done = shell.run("update", "back", profile="post")
    assert (
        done.code == 1
        and done.tree["restore"]
        and done.tree["copy"] == copy
        and installed.pointed(home / "posko", "0.1.0") is None
    )
    before = shell.good("restore", copy, "--set-aside", profile="post")
    assert before["entries"] and shell.good("status", profile="post")["reports"] == 0


def test_a_refused_one_changes_neither_program_nor_data(shell: Shell, keepers: Custodians, home: Path, tmp_path: Path) -> None:
    def seen() -> dict[str, bytes]:
        places = (home, shell.home / "post")
        return {str(path): path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}

    before = seen()
    stick = keepers.release(tmp_path / "stik", "0.2.0")
    spoilt = Path(shutil.copytree(stick, tmp_path / "rusak"))
    with next((spoilt / "POSKO-UPDATE" / "targets").glob("*.xz")).open("r+b") as file:
        file.write(b"x")
    for bad in (Custodians(tmp_path / "asing").release(tmp_path / "a", "0.2.0"), keepers.release(tmp_path / "b", "0.0.9")):
        assert shell.run("update", "take", bad, profile="post").code == 2
    assert seen() == before
    result = shell.run("update", "take", spoilt, profile="post")
    assert (result.code, result.tree["error"]) == (2, "update.altered")
    assert seen() == before
    no_program = tmp_path / "kosong.tar.xz"
    no_program.write_bytes(b"bukan arsip")
    empty = keepers.release(tmp_path / "c", "0.2.1", DAY + timedelta(hours=1), archive=no_program)
    assert shell.run("update", "take", empty, profile="post").tree["error"] == "update.no_program"
    assert installed.pointed(home / "posko", "0.1.0") is None and not list(home.glob("app-*"))
    shell.good("update", "take", keepers.release(tmp_path / "d", "0.2.2", DAY + timedelta(hours=2)), profile="post")


def test_a_package_is_handed_over_with_its_command(
    shell: Shell, keepers: Custodians, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "installation", lambda: ("package", home))
    stick = keepers.release(tmp_path / "stik", "0.2.0")
    taken = shell.good("update", "take", stick, profile="post")
    package = shell.home / "post" / "updates" / "posko_0.2.0_amd64.deb"
    assert taken["command"] == f"sudo apt install {package}" and package.read_bytes().startswith(b"!<arch>")
    assert list(home.iterdir()) == [home / "posko"]


def test_what_a_checkout_ships_is_for_drills_and_says_so(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, home = ROOT / "packaging" / "release" / "drill", tmp_path / "rumah"
    home.mkdir()
    stick, archive = tmp_path / "stik", tmp_path / "posko.tar.xz"
    program(archive, "9.9.9")
    shipped = ROOT / "resources" / "updates" / "root.json"
    ceremony().lay_out(stick, shipped, "9.9.9", shell.when, {compose.computer(): archive}, "")
    words = (keys / "passphrase.txt").read_bytes().strip()
    for name in ("satu", "dua"):
        ceremony().sign(stick, keys / f"{name}.key", words)
    assert shell.good("update", "check", stick, profile="post")["drill"]
    assert shell.run("update", "take", stick, profile="post").tree["error"] == "update.checkout"
    monkeypatch.setattr(compose, "installation", lambda: ("own", home))
    assert shell.run("update", "take", stick, profile="post").tree["error"] == "update.drill" and not list(home.iterdir())
    shell.good("update", "take", stick, "--drill", profile="post")
    assert installed.pointed(home / "posko", "0.1.0") is not None


def test_a_frozen_program_goes_to_the_one_it_points_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, gone = tmp_path, []
    (home / "app-0.2.0").mkdir()
    for path in (home / "posko", home / "app-0.2.0" / "posko"):
        path.write_bytes(b"")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(home / "posko"))
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.setattr(start.os, "execve", lambda *given: gone.append(given))
    monkeypatch.setattr(start, "_verb", lambda argv: 7)
    assert start.start(["status"]) == 7 and not gone, "control: nothing is pointed to"
    (home / "current").write_text("../elsewhere", "ascii")
    assert start.start(["status"]) == 7 and not gone, "no name of ours"
    (home / "current").write_text("app-0.2.0", "ascii")
    monkeypatch.setattr(compose, "VERSION", "0.10.0")
    assert start.start(["status"]) == 7 and not gone, "it was installed afresh, and is newer"
    monkeypatch.setattr(compose, "VERSION", "0.1.0")
    start.start(["status"])
    newer, argv, environ = gone[0]
    assert (newer, argv) == (home / "app-0.2.0" / "posko", [str(newer), "status"]) and "LD_LIBRARY_PATH" not in environ
    assert compose.portable_folder(newer) is None
    (home / ".portable").touch()
    assert compose.portable_folder(newer) == compose.portable_folder(home / "posko") == home / "data"


@pytest.mark.parametrize("name, link", [("posko/../../luar", ""), ("posko/tautan", "../../luar"), ("/luar", "")])
def test_an_archive_reaches_nothing_outside(name: str, link: str, tmp_path: Path) -> None:
    archive, home = tmp_path / "a.tar", tmp_path / "rumah"
    home.mkdir()
    with tarfile.open(archive, "w") as packed:
        for entry in (tarfile.TarInfo("posko/posko"), tarfile.TarInfo(name)):
            packed.addfile(entry)
        if link:
            entry = tarfile.TarInfo(name + "2")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            packed.addfile(entry)
    with pytest.raises(Refused):
        installed.install(home, "0.2.0", archive)
    assert not list(home.iterdir()) and not (tmp_path / "luar").exists()
