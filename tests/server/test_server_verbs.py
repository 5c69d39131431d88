"""The command line of desks that share a server: found a province there, make a desk's kit, join by it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from core.app import common_store
from tests.scripts.shell import PASSPHRASE, Shell
from tests.server.running import Running
from tests.world import RESOURCES


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.delenv("POSKO_PROFILE", raising=False)
    monkeypatch.delenv("POSKO_PASSPHRASE_FILE", raising=False)
    made = Shell(tmp_path)
    made.write("passphrase", PASSPHRASE)
    return made


def test_found_make_a_kit_join_and_see(pg: Running, shell: Shell) -> None:
    server = pg.over_tls(pg.make())
    address = shell.write("server.json", msgspec.json.encode(server))
    create = ("province", "create", "--name", "Provinsi Contoh", "--area", "19")
    assert shell.run(*create, "--database", address, profile="one").code == 0
    kit = shell.run("kit", "create", "--desk", "Meja dua", "--out", shell.home / "desk.kit", profile="one")
    assert kit.code == 0, kit.err
    code = shell.write("code", kit.tree["code"])
    joined = shell.run("desk", "create", "--kit", shell.home / "desk.kit", "--kit-code-file", code, profile="two")
    assert joined.code == 0, joined.err
    checked = shell.run("check", profile="two")
    assert checked.code == 0 and checked.tree["entries"] > 2, checked.err
    empty = shell.write("empty.json", msgspec.json.encode(msgspec.structs.replace(server, port=1)))
    assert shell.run("desk", "moved", "--database", empty, profile="two").tree["error"] == "store.server"
    other = shell.write("other.json", msgspec.json.encode(pg.make()))
    assert shell.run("desk", "moved", "--database", other, profile="two").tree["error"] == "server.other"
    nearer = shell.write("nearer.json", msgspec.json.encode(msgspec.structs.replace(server, host=str(pg.folder), ca="")))
    assert shell.run("desk", "moved", "--database", nearer, profile="two").tree["server"] == str(pg.folder)
    assert shell.run("check", profile="two").tree["entries"] == checked.tree["entries"]
    again = shell.run("desk", "create", "--kit", shell.home / "desk.kit", "--kit-code-file", code, profile="two")
    assert again.code != 0 and again.tree["error"] == "profile.exists"


def test_a_shared_database_is_copied_by_the_command_that_the_help_tells(pg: Running, shell: Shell) -> None:
    server = pg.make()
    address = shell.write("server.json", msgspec.json.encode(server))
    create = ("province", "create", "--name", "Provinsi Contoh", "--area", "19")
    assert shell.run(*create, "--database", address, profile="one").code == 0
    shell.good("kit", "create", "--post", "K0413", "--out", shell.home / "post.kit", profile="one")
    before = shell.good("check", profile="one")["entries"]
    (command,) = re.findall("pg_dump .*--file=posko[.]dump", (RESOURCES / "help" / "en" / "backup.md").read_text("utf-8"))
    for word, meant in (("HOST", server.host), ("USER", "posko"), ("NAME", server.database)):
        command = re.sub(rf"={word}\b", f"={meant}", command)
    command = command.replace("pg_dump", f"{pg.programs / 'pg_dump'} --port={server.port}")
    subprocess.run(shlex.split(command), check=True, cwd=shell.home)
    # Everything in the open works there, of this desk.
    written = shell.run("export-all", shell.home / "terbuka", profile="one")
    assert written.code == 0 and written.tree["entries"] >= before and (shell.home / "terbuka" / "entries.jsonl").exists()
    # The server is gone, and so is the laptop: an empty database, the dump, and the files of the folder.
    kept = shell.home / "kept"
    kept.mkdir()
    for name in ("keys.slots", "server.box"):
        shutil.copy(shell.home / "one" / name, kept / name)
    shutil.rmtree(shell.home / "one")
    pg.send_away(server)
    pg.sql(f"DROP DATABASE {server.database}")
    pg.sql(f"CREATE DATABASE {server.database} OWNER posko TEMPLATE template0")
    where = [f"--host={server.host}", f"--port={server.port}", "--username=posko", f"--dbname={server.database}"]
    restore = [str(pg.programs / "pg_restore"), "--no-owner", "--exit-on-error", *where, str(shell.home / "posko.dump")]
    subprocess.run(restore, check=True)
    kept.rename(shell.home / "one")
    again = shell.good("check", profile="one")
    assert (again["entries"], again["problems"]) == (before, []), "as it was when the dump was made"
    shell.good("kit", "create", "--post", "K0414", "--out", shell.home / "other.kit", profile="one")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("{", "json"),
        ('{"host": "10.0.0.2", "database": "posko", "user": "posko"}', "ca"),
        ('{"host": "10.0.0.2", "port": "x", "database": "posko", "user": "posko"}', "port"),
    ],
)
def test_an_address_that_is_wrong_is_named(shell: Shell, address: str, field: str) -> None:
    file = shell.write("server.json", address)
    create = ("province", "create", "--name", "Provinsi Contoh", "--area", "19")
    done = shell.run(*create, "--database", file, profile="one")
    assert done.code != 0 and done.tree["error"] == "server.address", done
    assert field in json.dumps(done.tree)
    assert not (shell.home / "one" / "keys.slots").exists()


URL = "postgresql://posko:rahasia@10.0.0.2/posko"


@pytest.mark.parametrize(
    ("url", "field"),
    [
        (URL, "ca"),
        (URL.replace("0.2", "0.2:x"), "port"),
        (URL.replace("postgresql", "mysql"), "url"),
        ("postgresql://10.0.0.2/posko", "user"),
        ("postgresql://posko@10.0.0.2", "database"),
    ],
)
def test_an_address_in_one_line_that_is_wrong_is_named(shell: Shell, url: str, field: str) -> None:
    create = ("province", "create", "--name", "Provinsi Contoh", "--area", "19")
    done = shell.run(*create, "--database", url, profile="one")
    assert (done.code, done.tree["error"]) == (2, "server.address")
    assert field in json.dumps(done.tree) and "rahasia" not in done.out + done.err


def test_an_address_in_one_line() -> None:
    url = "postgresql://petugas%40satu:r%2Fhasia@server.example:6000/posko?sslrootcert=ca.pem"
    server = common_store.read_url(url, lambda file: f"BEGIN CERTIFICATE {file}".encode())
    assert (server.host, server.port, server.database) == ("server.example", 6000, "posko")
    assert (server.user, server.password, server.ca) == ("petugas@satu", "r/hasia", "BEGIN CERTIFICATE ca.pem")
    assert common_store.read_url("postgresql://posko@/posko?host=/run/pg", bytes.fromhex).host == "/run/pg"
