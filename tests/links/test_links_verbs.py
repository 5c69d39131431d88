"""The command line over a real server: a link by name, an address alone, and what is never shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.links import servers
from tests.scripts.shell import Shell, found


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A province with two posts."""
    monkeypatch.delenv("POSKO_PROFILE", raising=False)
    home = tmp_path / "home"
    home.mkdir()
    found(home)
    return Shell(home)


def test_a_link_by_name_and_by_address(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with servers.nginx(tmp_path / "server") as running:
        ca, secret = shell.write("ca.pem", running.address.ca), shell.write("kata-sandi", running.address.password)
        shown = running.address.shown
        more = ("--user", running.address.user, "--password-file", secret, "--ca", ca)
        for office in ("post", "province"):
            made = shell.good("link", "add", "kantor", shown, *more, profile=office)
            assert made["ca_pinned"] and made["secure"]
        listed = shell.run("link", "list", profile="post")
        assert listed.tree["links"][0]["address"] == shown and running.address.password not in listed.out
        assert shell.good("link", "test", "kantor", profile="post")["objects"] == 0
        form = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
        files = shell.write("laporan.json", json.dumps(form)), "--attach", shell.write("foto.jpg", b"foto")
        (report,) = shell.good("report", "add", *files, profile="post")["reports"]
        words = shell.good("send", "kantor", "--cargo", "journal", profile="post")
        assert words["objects"] > 0 and words["held"] == 1 and not words["attachments"]
        assert shell.good("send", "kantor", profile="post")["attachments"] == 1
        assert shell.good("send", shown, profile="post")["objects"] == 0
        assert shell.good("receive", shown, profile="province")["entries"] > 0
        assert shell.good("send", "kantor", profile="province")["objects"] > 0
        assert shell.good("receive", "kantor", profile="post")["acknowledged"] == 1
        assert shell.good("report", "show", report["id"], profile="post")["status"] == "received"
    broken = shell.run("link", "remove", "tiada", profile="post")
    assert (broken.code, broken.tree["error"]) == (2, "link.unknown")
    shell.refused("link.address", "send", "ftp://kantor/x", profile="post")


@pytest.mark.fault("LK-11")
def test_a_file_that_is_plainly_another_is_no_key(shell: Shell) -> None:
    other = shell.write("lain.txt", "bukan kunci")
    for option, code in (("--ca", "link.ca"), ("--key-file", "link.key"), ("--host-key-file", "link.host_key")):
        shell.refused(code, "link", "add", "kantor", "sftp://127.0.0.1/kantor", option, other, profile="post")
    assert shell.good("link", "list", profile="post")["links"] == []
