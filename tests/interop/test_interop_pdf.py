"""A pact that the application issued, judged by other makers' programs with the province's exported trust."""

from __future__ import annotations

import re
from pathlib import Path

from tests.interop.conftest import Exchange
from tests.interop.tools import run, tool


def signed_parts(pdf: bytes) -> tuple[bytes, bytes]:
    """The CMS message of the only signature, and the bytes that it signs (ByteRange)."""
    ranges = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    assert len(ranges) == 1
    first, length, second, rest = map(int, ranges[0])
    raw = bytes.fromhex(pdf[first + length + 1 : second - 1].decode("ascii"))
    return raw[: 4 + int.from_bytes(raw[2:4], "big")], pdf[first : first + length] + pdf[second : second + rest]


def test_openssl_verifies_the_signature_and_refuses_a_changed_byte(exchange: Exchange, tmp_path: Path) -> None:
    openssl = tool("openssl", "openssl")
    message, content = signed_parts(exchange.pact)
    (tmp_path / "message.der").write_bytes(message)
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "changed").write_bytes(content.replace(b"%PDF-1", b"%PDF-2", 1))
    (tmp_path / "root.pem").write_text(exchange.root_pem, "ascii")
    command = [openssl, "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "message.der"]
    command += ["-CAfile", "root.pem", "-purpose", "any", "-no_check_time", "-out", "copy", "-content"]
    run(tmp_path, *command, "content")
    assert (tmp_path / "copy").read_bytes() == content
    try:
        run(tmp_path, *command, "changed")
    except AssertionError as refusal:
        assert "digest" in str(refusal).lower() or "verif" in str(refusal).lower()
    else:
        raise AssertionError("openssl took a changed byte")


def test_openssl_verifies_every_certificate_up_to_the_root(exchange: Exchange, tmp_path: Path) -> None:
    openssl = tool("openssl", "openssl")
    (tmp_path / "root.pem").write_text(exchange.root_pem, "ascii")
    (tmp_path / "others.pem").write_text("".join(exchange.chain_pem), "ascii")
    assert len(exchange.chain_pem) >= 4, "two CA certificates, and at least an officer of each"
    for number, block in enumerate(exchange.chain_pem):
        (tmp_path / "one.pem").write_text(block, "ascii")
        command = ["verify", "-no_check_time", "-CAfile", "root.pem", "-untrusted", "others.pem", "one.pem"]
        said = run(tmp_path, openssl, *command)
        assert "OK" in said, number
