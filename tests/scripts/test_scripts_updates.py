"""A frozen program's home, updated and taken back by verbs: program, pointer, copy of the store; a package is handed over."""

from __future__ import annotations

import json
import shutil
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from core.app import backup, going_back, installed
from core.domain.errors import Refused
from core.storage.migrations import HEAD, form_of
from tests.gui import scene
from tests.scripts.shell import Shell
from tests.updates import DAY, ROOT, SYSTEM, Custodians, ceremony, program, refused
from tests.vectors.release import FOLDER
from ui import compose, start

RELEASE = FOLDER / "0.2.0-pre.zip"


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


@pytest.mark.fault("UP-13")
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
    assert back["copy"] == "" and installed.pointed(home / "posko", "0.1.0") == home / "app-0.2.0" / "posko"
    assert shell.run("update", "back", profile="post").tree["error"] == "update.no_back"
    shell.good("status", profile="post")


@pytest.fixture
def renewed(shell: Shell, home: Path) -> Path:
    """A release's own profile whose program was updated and has brought the store up to date; gives the copy of before."""
    shutil.rmtree(shell.home / "post", ignore_errors=True)
    shutil.unpack_archive(RELEASE, shell.home)
    shell.when = scene.BEGINNING + timedelta(hours=1)
    shell.write("passphrase", scene.PASSPHRASE)
    newer = home / "app-0.2.0"
    newer.mkdir()
    (newer / "posko").write_text("baru", "utf-8")
    (home / installed.CURRENT).write_text(newer.name, "ascii")
    (home / installed.PREVIOUS).write_text("", "ascii")
    told = shell.run("status", profile="post")
    assert told.tree is not None and "Salinan dari sebelumnya dibuat" in told.err
    (copy,) = (shell.home / "post" / "backups").glob("form-*")
    record = {"version": "0.2.0", "before": "0.1.0", "schema": copy.name.split("-")[1], "copy": ""}
    (shell.home / "post" / "updates").mkdir()
    (shell.home / "post" / "updates" / "taken.json").write_text(json.dumps(record), "ascii")
    return copy


def form_now(shell: Shell) -> str:
    """The form of the post's store, without opening the profile."""
    folder = shell.home / "post"
    with backup.opened(folder, going_back.key_of(folder, scene.PASSPHRASE)) as database, database.reading() as db:
        return form_of(db)


@pytest.mark.fault("UP-9")
def test_program_and_store_go_back_in_one_step(shell: Shell, home: Path, renewed: Path) -> None:
    assert form_now(shell) == HEAD and installed.pointed(home / "posko", "0.1.0") is not None
    count = shell.good("check", profile="post")["entries"]
    back = shell.good("update", "back", profile="post")
    assert (back["version"], back["copy"], back["written"], back["received"]) == ("0.1.0", str(renewed), 0, 0)
    assert installed.pointed(home / "posko", "0.1.0") is None
    assert form_now(shell) == renewed.name.split("-")[1] < HEAD, "the older program reads it"
    assert (Path(back["aside"]) / "posko.db").exists()
    assert shell.good("check", profile="post")["entries"] == count, "and the newer one would bring it up again"


@pytest.mark.fault("UP-9")
def test_what_was_written_since_comes_back_by_a_stick_or_nothing_goes_back(shell: Shell, home: Path, renewed: Path) -> None:
    (fresh,) = shell.add(shell.example("early_warning"))

    def seen() -> tuple[str, bytes, int]:
        return form_now(shell), (home / installed.CURRENT).read_bytes(), len(list((shell.home / "post").glob("aside-*")))

    before, empty = seen(), shell.home / "kosong"
    empty.mkdir()
    shell.refused("update.written_since", "update", "back", profile="post")
    shell.refused("update.written_since", "update", "back", empty, profile="post")
    assert seen() == before, "nothing was changed"
    shell.good("send", empty, profile="post")
    done = shell.run("update", "back", empty, profile="post")
    assert done.code == 1 and done.tree["written"] > 0 and form_now(shell) < HEAD
    listed = [row["number"] for row in shell.good("report", "list", profile="post")["reports"]]
    assert len(listed) == 1 and fresh["number"] not in listed, "control: the copy does not hold it"
    shell.good("receive", empty, profile="post")
    listed = [row["number"] for row in shell.good("report", "list", profile="post")["reports"]]
    assert fresh["number"] in listed and len(listed) == 2 and shell.good("check", profile="post")["problems"] == []
    (after,) = shell.add(shell.example("early_warning"))
    assert after["number"] not in listed, "on a stream of its own: no number twice"


def test_what_is_left_aside_is_a_profile_of_its_own(shell: Shell, home: Path, renewed: Path) -> None:
    (fresh,) = shell.add(shell.example("early_warning"))
    done = shell.run("update", "back", "--leave", profile="post")
    assert done.code == 1 and done.tree["lacking"] == done.tree["written"] > 0
    aside = Path(done.tree["aside"]).relative_to(shell.home)
    shell.good("send", shell.stick, profile=str(aside))
    shell.good("receive", shell.stick, profile="post")
    assert fresh["number"] in [row["number"] for row in shell.good("report", "list", profile="post")["reports"]]


def test_without_a_copy_of_before_the_newer_program_stays(shell: Shell, home: Path, renewed: Path) -> None:
    shutil.rmtree(renewed)
    shell.refused("update.no_copy", "update", "back", profile="post")
    assert installed.pointed(home / "posko", "0.1.0") is not None and form_now(shell) == HEAD
    shell.write("passphrase", "kata sandi yang bukan itu")
    shell.refused("passphrase.wrong", "update", "back", profile="post")


@pytest.mark.fault("UP-1")
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


def test_each_refusal_has_its_reason_in_words_and_touches_nothing(
    shell: Shell, keepers: Custodians, home: Path, tmp_path: Path
) -> None:
    sticks = refused(keepers, tmp_path / "tolak")
    told = set()
    for code, stick in sticks.items():
        for verb in ("check", "take"):
            told.add(shell.refused(code, "update", verb, stick, profile="post").tree["message"])
    assert len(told) == len(sticks), "each in words of its own"
    assert list(home.iterdir()) == [home / "posko"] and not (shell.home / "post" / "backups").exists()
    assert not list((shell.home / "post" / "updates").glob("*.xz")), "and nothing half stays"
    shell.good("update", "check", keepers.release(tmp_path / "baik", "0.5.0"), profile="post")


def test_a_clock_set_back_is_told(shell: Shell, keepers: Custodians, home: Path, tmp_path: Path) -> None:
    last = DAY + timedelta(days=2000)
    shell.when = last
    shell.good("update", "take", keepers.release(tmp_path / "a", "0.2.0", last), profile="post")
    shell.when = DAY - timedelta(days=365)
    newer = keepers.release(tmp_path / "b", "0.3.0", last + timedelta(days=1))
    done = shell.run("update", "check", newer, profile="post")
    assert done.code == 0 and done.tree["clock_behind"] and "Jam komputer salah?" in done.err


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
    ceremony().lay_out(stick, shipped, "9.9.9", shell.when, {compose.computer(): archive}, {})
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


@pytest.mark.fault("UP-5")
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
