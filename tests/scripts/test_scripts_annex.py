"""A journal extract, judged by the verifier it carries (a process of its own) and by ``verify``; whole and altered."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cbor2
import pytest

from tests.scripts.shell import Shell, copy_of
from tests.scripts.test_scripts_sanctions import PNS

ENTRY, LEAF, AUTHORITY, ROOT = 4, 3, 2, 1
Items = list[list[Any]]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, founded: Path) -> Shell:
    """A province that gave a complaint out: ``annex.zip``, the trust file, and another province's trust file."""
    shell = copy_of(founded, tmp_path_factory.mktemp("annex"))
    photo = shell.write("foto.txt", "bukti")
    tree = shell.example("complaint", reported=[PNS], violation="ASN-D01")
    lines = json.dumps(tree).encode()
    (made,) = shell.good("report", "add", "-", "--attach", photo, profile="post", stdin=lines)["reports"]
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    warn = ["sanction", "propose", made["id"], "--rung", "S-PNS-R1", "--by", "BKPSDM", "--date", "2024-02-05"]
    shell.good(*warn, profile="province")
    order = ["--to", "Bawaslu Provinsi", "--basis", "Surat Bawaslu 1/2024", "--attachments"]
    answer = shell.good("annex", made["id"], "--out", shell.home / "annex.zip", *order, profile="province")
    assert (answer["entries"], answer["attachments"], answer["withheld"]) == (3, 1, ["parties"])
    shell.good("province", "export-trust", "--out", shell.home / "trust.pem", profile="province")
    return shell


def read(shell: Shell) -> tuple[Items, dict[str, bytes]]:
    """The sequence's items and the other members."""
    with zipfile.ZipFile(shell.home / "annex.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    data, items = members.pop("annex.cbor"), []
    while data:
        item = cbor2.loads(data)
        items.append(item)
        data = data[len(cbor2.dumps(item, canonical=True)) :]
    return items, members


def written(shell: Shell, name: str, items: Items, members: dict[str, bytes]) -> Path:
    """An annex of these items."""
    path = shell.home / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("annex.cbor", b"".join(cbor2.dumps(item, canonical=True) for item in items))
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def apart(shell: Shell, path: Path, *options: object) -> tuple[int, dict[str, Any]]:
    """The verdict of the verifier that the good annex carries, alone in an empty folder, with the standard library alone."""
    folder = shell.home / "apart"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(shell.home / "annex.zip") as archive:
        (folder / "periksa.py").write_bytes(archive.read("periksa.py"))
    command = [sys.executable, "-I", "-S", str(folder / "periksa.py"), str(path), "--json", *map(str, options)]
    ran = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    assert not ran.stderr, ran.stderr
    return ran.returncode, json.loads(ran.stdout)


def inside(shell: Shell, path: Path) -> tuple[str, list[str]]:
    """The program's own verdict."""
    result = shell.run("verify", path, "--trust", shell.home / "trust.pem")
    (told,) = result.tree["results"]
    assert result.code == (0 if told["verdict"] == "valid" else 1)
    return told["verdict"], told["reasons"]


def test_a_good_annex_is_valid_without_the_program(case: Shell) -> None:
    trust = case.home / "trust.pem"
    code, answer = apart(case, case.home / "annex.zip", "--trust", trust)
    assert (code, answer["verdict"]) == (0, "valid")
    assert [entry["kind"] for entry in answer["entries"]] == ["complaint.received", "sanction.proposed", "annex.exported"]
    assert (answer["to"], answer["left_out"]) == ("Bawaslu Provinsi", 0)
    code, alone = apart(case, case.home / "annex.zip")
    assert (code, alone["verdict"]) == (3, "unknown")
    assert apart(case, case.home / "annex.zip", "--root", alone["roots"][0])[0] == 0
    assert apart(case, case.home / "annex.zip", "--root", "00" * 32)[0] == 1
    assert inside(case, case.home / "annex.zip") == ("valid", [])


def test_nobody_is_named_where_the_parties_stay(case: Shell) -> None:
    _, members = read(case)
    with zipfile.ZipFile(case.home / "annex.zip") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"berkacamata" not in whole and "BACA-DAHULU.txt" in members
    assert "Bawaslu Provinsi" in members["BACA-DAHULU.txt"].decode()


def _entries(items: Items) -> Items:
    return [item for item in items if item[0] == ENTRY]


def change_a_word(items: Items, members: dict[str, bytes]) -> None:
    part = next(part for item in _entries(items) for name, part in item[2].items() if name == "handling" and part[0] == 0)
    part[2] = part[2][:-1] + bytes([part[2][-1] ^ 1])


def change_a_header(items: Items, members: dict[str, bytes]) -> None:
    item = _entries(items)[0]
    item[1] = item[1][:60] + bytes([item[1][60] ^ 1]) + item[1][61:]


def fake_what_is_withheld(items: Items, members: dict[str, bytes]) -> None:
    item = next(item for item in _entries(items) if item[2].get("parties") == [3])
    item[2]["parties"] = [0, b"s" * 16, cbor2.dumps({"reported": [{"name": "Orang Lain"}]}, canonical=True)]


def withhold_more(items: Items, members: dict[str, bytes]) -> None:
    item = next(item for item in _entries(items) if "story" in item[2])
    item[2]["story"] = [3]


def take_a_part_out(items: Items, members: dict[str, bytes]) -> None:
    item = next(item for item in _entries(items) if "story" in item[2])
    item[2]["story"] = [1, b"o" * 32]


def lose_an_entry(items: Items, members: dict[str, bytes]) -> None:
    items.remove(_entries(items)[1])


def lose_the_seal(items: Items, members: dict[str, bytes]) -> None:
    items.remove(_entries(items)[-1])


def repeat_an_entry(items: Items, members: dict[str, bytes]) -> None:
    items.append(_entries(items)[1])


def lose_a_certificate(items: Items, members: dict[str, bytes]) -> None:
    items.remove(next(item for item in items if item[0] == LEAF))


def change_a_file(items: Items, members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("attachments/"))
    members[name] = b"bukta"


def add_a_file(items: Items, members: dict[str, bytes]) -> None:
    members["attachments/" + "00" * 16] = b"lebih"


def say_other_words(items: Items, members: dict[str, bytes]) -> None:
    opened = next(item for item in items if item[0] == 6)
    opened[3] = opened[3].replace(b"a", b"o")


ALTERED = (
    (change_a_word, "verify.annex_changed"),
    (change_a_header, "verify.annex_changed"),
    (fake_what_is_withheld, "verify.annex_changed"),
    (withhold_more, "verify.annex_withheld"),
    (take_a_part_out, "verify.annex_gone"),
    (lose_an_entry, "verify.annex_missing"),
    (lose_the_seal, "verify.annex_changed"),
    (repeat_an_entry, "verify.annex_added"),
    (lose_a_certificate, "verify.annex_changed"),
    (change_a_file, "verify.annex_files"),
    (add_a_file, "verify.annex_files"),
    (say_other_words, "verify.annex_changed"),
)


@pytest.mark.parametrize(("alter", "reason"), ALTERED, ids=[alter.__name__ for alter, _ in ALTERED])
def test_an_altered_annex_is_not_valid(case: Shell, alter: Callable[[Items, dict[str, bytes]], None], reason: str) -> None:
    items, members = read(case)
    alter(items, members)
    path = written(case, f"{alter.__name__}.zip", items, members)
    code, answer = apart(case, path, "--trust", case.home / "trust.pem")
    assert (code, answer["verdict"]) == (1, "invalid"), answer
    assert inside(case, path) == ("invalid", [reason])


def test_untouched_items_written_anew_are_still_valid(case: Shell) -> None:
    items, members = read(case)
    path = written(case, "anew.zip", items, members)
    assert apart(case, path, "--trust", case.home / "trust.pem")[0] == 0
    assert inside(case, path) == ("valid", [])


@pytest.mark.fault("EX-7")
def test_a_damaged_file_is_never_valid_and_never_a_traceback(case: Shell) -> None:
    data = (case.home / "annex.zip").read_bytes()
    for name, at in (("packed", data.index(b"annex.cbor") + 200), ("cut", len(data) // 2)):
        damaged = data[:at] if name == "cut" else data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        path = case.write(f"{name}.zip", damaged)
        code, answer = apart(case, path, "--trust", case.home / "trust.pem")
        assert code in (1, 2) and answer["verdict"] != "valid"
        assert inside(case, path)[0] != "valid"


def test_another_provinces_annex_is_foreign(case: Shell, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.write("passphrase", "kata sandi yang cukup panjang\n")
    shell.good("province", "create", "--name", "Provinsi Lain", "--area", "52", profile="province")
    tree = shell.example("complaint")
    (made,) = shell.good("report", "add", "-", profile="province", stdin=json.dumps(tree).encode())["reports"]
    shell.good("annex", made["id"], "--out", shell.home / "lain.zip", profile="province")
    code, answer = apart(case, shell.home / "lain.zip", "--trust", case.home / "trust.pem")
    assert (code, answer["verdict"]) == (1, "invalid")
    assert inside(case, shell.home / "lain.zip") == ("invalid", ["verify.annex_foreign"])


def test_an_annex_needs_addressee_and_readable_report(case: Shell) -> None:
    (row,) = case.good("report", "list", profile="province")["reports"]
    out = case.home / "tanpa.zip"
    case.refused("annex.missing", "annex", row["id"], "--out", out, "--to", " ", profile="province")
    assert not out.exists()
