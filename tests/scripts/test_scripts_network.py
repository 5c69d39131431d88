"""No other network call in the program: its usual life opens no socket, a link does, and a room that may not is caught."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.links import servers
from tests.scripts.shell import ROOT, Shell
from tests.sockets import GUARD, NetworkReached

SLY = "import socket\nwith socket.socket() as one:\n    one.connect(('127.0.0.1', 9))\n"


@pytest.mark.fault("LK-13")
def test_the_usual_life_opens_no_socket_and_a_link_does(shell: Shell, tmp_path: Path) -> None:
    before, trust, pact = GUARD.seen.copy(), shell.home / "trust.pem", shell.home / "pakta"
    with servers.nginx(tmp_path) as running:
        ca, secret = shell.write("ca.pem", running.address.ca), shell.write("server", running.address.password)
        more = ("--user", running.address.user, "--password-file", secret, "--ca", ca)
        shell.good("link", "add", "kantor", running.address.shown, *more, profile="post")
        photo = shell.write("foto.jpg", b"foto")
        evidence = [{"title": "Foto", "kind": "photo", "file": "foto.jpg"}]
        form = shell.write("laporan.json", json.dumps(shell.example("complaint", evidence=evidence)))
        shell.good("report", "add", form, "--attach", photo, profile="post")
        shell.good("report", "list", profile="post")
        form = shell.write("surat.json", json.dumps(shell.good("document", "issue", "t10", "--example")))
        shell.good("document", "issue", "t10", "--file", form, "--out", shell.home / "surat.pdf", profile="post")
        roster = shell.write("daftar.csv", shell.good("pact", "issue", "--example")["csv"])
        pact.mkdir()
        shell.good("pact", "issue", roster, "--out", pact, profile="post")
        shell.good("province", "export-trust", "--out", trust, profile="province")
        assert shell.good("verify", pact, "--trust", trust)["counts"]["valid"]
        shell.good("send", shell.stick, profile="post")
        assert shell.good("receive", shell.stick, profile="province")["entries"]
        shell.good("send", shell.stick, profile="province")
        assert shell.good("receive", shell.stick, profile="post")["acknowledged"] == 1
        shell.good("check", profile="post")
        assert GUARD.seen == before, "a link that is only known opens nothing"
        shell.good("link", "test", "kantor", profile="post")
        assert GUARD.seen["links"] > before["links"], "control: a link's connection is seen"


def test_qt_is_asked_for_the_state_of_the_connection_and_for_a_socket_of_this_computer_alone() -> None:
    """Qt's own sockets pass no audit hook: no room has one of the network.

    One room asks the system whether there is a connection; one speaks to another start of the program, by a file's name.
    """
    asked = {
        (path.name, name.name)
        for path in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom) and "QtNetwork" in ast.unparse(node)
        for name in node.names
    }
    local = {("single.py", "QLocalServer"), ("single.py", "QLocalSocket")}
    assert asked == {("connection.py", "QNetworkInformation"), *local}


@pytest.mark.parametrize("room", ["core/app/sly.py", "sync/sly.py", "ui/gui/sly.py", "ui/tsa_too.py"])
def test_control_a_room_that_may_not_is_caught(room: str) -> None:
    with pytest.raises(NetworkReached):
        exec(compile(SLY, str(ROOT / room), "exec"), {})  # noqa: S102  a room of the program that does what it may not
    assert GUARD.faults == [f"{ROOT / room}: socket.__new__"]
    GUARD.faults.clear()


def test_control_a_room_that_may_is_let_and_no_farther_than_this_machine() -> None:
    code = compile(SLY, str(ROOT / "sync" / "links" / "driver.py"), "exec")
    with pytest.raises(ConnectionRefusedError):
        exec(code, {})  # noqa: S102  nobody listens there
    far = compile(SLY.replace("127.0.0.1", "192.0.2.1"), str(ROOT / "sync" / "links" / "driver.py"), "exec")
    with pytest.raises(NetworkReached):
        exec(far, {})  # noqa: S102  a test never leaves this machine
