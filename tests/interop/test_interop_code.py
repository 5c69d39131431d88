"""The QR code of an issued pact, from the printed page to the verdict, without a line of the program."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from tests.interop.conftest import Exchange
from tests.interop.tools import run, tool
from tests.vectors import second_qr


def test_another_decoder_and_another_library_read_the_printed_code(exchange: Exchange, tmp_path: Path) -> None:
    pdftoppm, zbarimg = tool("pdftoppm", "poppler-utils"), tool("zbarimg", "zbar-tools")
    (tmp_path / "pact.pdf").write_bytes(exchange.pact)
    run(tmp_path, pdftoppm, "-r", "200", "-gray", "-png", "-singlefile", "pact.pdf", "page")
    text = run(tmp_path, zbarimg, "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "page.png").splitlines()[0]
    certificates = {hashlib.sha256(der).hexdigest()[:32]: der for der in map(der_of, exchange.chain_pem)}
    signer = certificates[second_qr.key_of_code(text)]
    verdict, fields = second_qr.code(text.encode(), signer)
    assert verdict == "success"
    kind, document, _, number, name, _, _ = json.loads(fields)
    assert (kind, name) == (1, "Drs. Andi Wijaya, …"), "the titles give way to the number"
    assert len(number.encode()) > 25 and "…" not in number
    assert base64.b32encode(bytes.fromhex(document)).rstrip(b"=").lower() in exchange.pact
    altered = text[:150] + ("A" if text[150] != "A" else "B") + text[151:]
    assert second_qr.code(altered.encode(), signer)[0] in ("malformed", "signature")


def der_of(pem: str) -> bytes:
    return base64.b64decode("".join(line for line in pem.splitlines() if "-----" not in line))
