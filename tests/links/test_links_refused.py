"""Refusals that one kind of server alone can give, and a server that says yes and keeps nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.domain.errors import Invalid, Refused, Unavailable
from sync.links import sftp
from sync.links.address import Address, read_address
from sync.links.link import Link
from tests.links import servers

NAME = "abcdefghijklmnopqrstuvwxyz.bin"


LinkTo = Callable[..., Link]


class Liar(BaseHTTPRequestHandler):
    """Says 201 to every PUT and keeps nothing; ``status`` of the class answers instead where it is set."""

    status = 0

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(self.status or status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        """Stored, it says."""
        self._answer(201)

    def do_MKCOL(self) -> None:
        """Made, it says."""
        self._answer(201)

    def do_HEAD(self) -> None:
        """Not there."""
        self._answer(404)

    def do_PROPFIND(self) -> None:
        """An empty folder."""
        self._answer(207, b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"></D:multistatus>')

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def liar() -> Iterator[Address]:
    """The liar on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Liar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Address("webdav+http", "127.0.0.1", server.server_address[1], "/kantor")
    server.shutdown()
    server.server_close()


@pytest.mark.fault("LK-4")
@pytest.mark.parametrize("size", [100, 400_000])
def test_a_server_that_keeps_nothing_is_found_out(liar: Address, link_to: LinkTo, size: int) -> None:
    link = link_to(liar, tries=2)
    link.prepare()
    with pytest.raises(Unavailable) as refusal:
        link.publish(NAME, bytes(size))
    assert refusal.value.code == "link.not_stored"
    assert link.present() == set()


@pytest.mark.parametrize(
    ("status", "code"), [(507, "link.full"), (401, "link.denied"), (503, "link.broken"), (410, "link.refused")]
)
def test_answers_have_names(liar: Address, link_to: LinkTo, monkeypatch: pytest.MonkeyPatch, status: int, code: str) -> None:
    link = link_to(liar, tries=2)
    link.prepare()
    monkeypatch.setattr(Liar, "status", status)
    with pytest.raises(Refused) as refusal:
        link.publish(NAME, b"x")
    assert refusal.value.code == code


def test_a_server_that_never_answered_is_not_called_a_broken_line(link_to: LinkTo) -> None:
    with pytest.raises(Unavailable) as refusal:
        link_to(Address("webdav", "127.0.0.1", servers.free_port(), "/kantor"), tries=2).prepare()
    assert refusal.value.code == "link.no_answer"


@pytest.mark.fault("LK-10")
def test_only_the_pinned_authority_is_believed(tmp_path: Path, link_to: LinkTo) -> None:
    (tmp_path / "other").mkdir()
    with servers.nginx(tmp_path) as running, servers.nginx(tmp_path / "other") as other:
        link_to(running.address, tries=2).prepare()
        with pytest.raises(Refused) as refusal:
            link_to(replace(running.address, ca=other.address.ca), tries=2).prepare()
        assert refusal.value.code == "link.certificate"


@pytest.mark.fault("LK-2")
def test_an_unknown_host_is_shown_not_believed(tmp_path: Path, link_to: LinkTo) -> None:
    with servers.openssh(tmp_path) as running, pytest.raises(Refused) as refusal:
        link_to(replace(running.address, host_key=""), tries=2).prepare()
    assert refusal.value.code == "link.host_unknown"
    assert refusal.value.details["key"] == running.address.host_key


@pytest.mark.fault("LK-14")
@pytest.mark.parametrize(
    "text", ["ftp://a/b", "sftp:///b", "sftp://a:99999/b", "webdav://a/../b", "s3://host", "sftp://a/b?x=1", "http://a/b"]
)
def test_no_such_address(text: str) -> None:
    with pytest.raises(Invalid, match=r"link\.address"):
        read_address(text)


@pytest.mark.fault("LK-12")
def test_an_address_is_shown_without_its_secret() -> None:
    address = read_address("webdav://petugas:rahasia@kantor.example/posko/")
    assert (address.user, address.password, address.port, address.folder) == ("petugas", "rahasia", 443, "/posko")
    assert "rahasia" not in repr(address) and "rahasia" not in address.shown


@pytest.mark.fault("LK-14")
@pytest.mark.parametrize("host_key", ["", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJZ3v0mVYpKmq1n6Fh3gTqzZl2mZ4W1Jm9l3l1yqzvYF"])
def test_a_port_that_speaks_no_ssh_is_given_up_soon(link_to: LinkTo, monkeypatch: pytest.MonkeyPatch, host_key: str) -> None:
    monkeypatch.setattr(sftp, "GREETING_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        link = link_to(Address("sftp", "127.0.0.1", silent.getsockname()[1], "/kantor", host_key=host_key), tries=1)
        with pytest.raises(Unavailable) as refusal:
            link.prepare()
    assert refusal.value.code == "link.no_answer"
