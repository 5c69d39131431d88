"""Signed on a screen, declared by many on several laptops, sealed with the list: by verbs and over a stick."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import cbor2
import pypdfium2
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pycose.headers import KID
from pycose.keys import EC2Key
from pycose.keys.curves import P256
from pycose.messages import Sign1Message

from core.domain.ink import check_ink, ink_digest
from core.domain.signature import LABEL
from tests.scripts.shell import Shell
from tests.scripts.test_scripts_documents import text_of


def key_of(trust: Path, kid: bytes) -> EC2Key:
    """The public key of the certificate that a key id names, by another library's hands."""
    for certificate in x509.load_pem_x509_certificates(trust.read_bytes()):
        der = certificate.public_bytes(serialization.Encoding.DER)
        if hashlib.sha256(der).digest()[:16] == kid:
            numbers = certificate.public_key().public_numbers()  # type: ignore[union-attr]
            return EC2Key(crv=P256, x=numbers.x.to_bytes(32, "big"), y=numbers.y.to_bytes(32, "big"))
    raise AssertionError("no certificate has this key id")


STROKES = [[[400 + step * 26, int(1100 + 700 * math.sin(step / 9))] for step in range(180)], [[900, 300], [4000, 500]]]


def ink(shell: Shell) -> Path:
    return shell.write("goresan.json", json.dumps(STROKES))


def test_a_pact_is_issued_signed_on_the_screen(shell: Shell) -> None:
    roster = shell.write("satu.csv", "nama,nip,jabatan,unit_kerja,jenis\nBudi,,Staf,Kecamatan Lepar,HONORER\n")
    made = shell.good("pact", "issue", roster, "--ink", ink(shell), "--out", shell.home / "pakta", profile="post")
    trust = shell.home / "trust.pem"
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    shell.good("province", "export-trust", "--out", trust, profile="province")
    (verdict,) = shell.good("verify", made["files"][0], "--trust", trust)["results"]
    assert verdict["verdict"] == "valid"
    (row,) = shell.good("pact", "list", profile="post")["pacts"]
    assert row["state"] == "ditandatangani"
    (act,) = shell.good("pact", "show", row["id"], profile="post")["acts"]
    protected, unprotected, payload, signature = cbor2.loads(bytes.fromhex(act["signature"])).value
    message = Sign1Message.from_cose_obj([protected, dict(unprotected), payload, signature], True)
    message.key = key_of(trust, message.phdr[KID])
    assert message.verify_signature()
    payload = cbor2.loads(message.payload)
    assert payload[0] == LABEL and payload[4:8] == ["Budi", "Staf", "HONORER", "layar"]
    assert payload[9] == ink_digest(check_ink(STROKES))
    document = pypdfium2.PdfDocument(Path(made["files"][0]).read_bytes())
    document.init_forms()
    page = document[len(document) - 1].render(scale=1).to_pil().convert("RGB")
    document.close()
    pixels = page.tobytes()
    blue = sum(b > r + 40 and b > g + 40 for r, g, b in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))
    assert blue > 200, "the strokes are on the page"
    two = shell.write("dua.csv", "nama,nip,jabatan,unit_kerja,jenis\nA,,S,K,HONORER\nB,,S,K,HONORER\n")
    shell.refused("ink.one", "pact", "issue", two, "--ink", ink(shell), "--out", shell.home / "x", profile="post")
    dot = shell.write("titik.json", "[[[5, 5]]]")
    shell.refused("ink.empty", "pact", "issue", roster, "--again", "--ink", dot, "--out", shell.home / "x", profile="post")


def test_many_sign_on_two_laptops_and_the_province_seals(shell: Shell) -> None:
    fields = shell.good("document", "issue", "t04", "--example")
    made = shell.good("declaration", "open", "--file", shell.write("isi.json", json.dumps(fields)), profile="province")["id"]
    for office in ("post", "other"):
        shell.good("send", shell.home / "stick", profile=office) if (shell.home / "stick").exists() else shell.good(
            "send", shell.stick, profile=office
        )
    shell.good("receive", shell.stick, profile="province")
    shell.good("send", shell.stick, profile="province")

    def signed(office: str, name: str, element: str, *more: object) -> None:
        shell.good(
            "declaration", "sign", made, "--name", name, "--position", "Ketua", "--element", element, *more, profile=office
        )

    for office, name, element in (("post", "Siti", "pemda"), ("other", "Budi", "parpol")):
        shell.good("receive", shell.stick, profile=office)
        signed(office, name, element, "--ink", ink(shell))
        shell.good("send", shell.stick, profile=office)
    again = ("--name", "Siti", "--position", "Ketua", "--element", "pemda")
    shell.refused("declaration.known", "declaration", "sign", made, *again, profile="post")
    shell.refused("authority.refused", "declaration", "seal", made, "--out", shell.home / "x.pdf", profile="post")
    shell.good("receive", shell.stick, profile="province")
    signed("province", "Hasan", "tokoh")
    listed = shell.good("declaration", "show", made, profile="province")
    assert [(each["name"], each["method"], each["supplement"]) for each in listed["people"]] == [
        ("Siti", "layar", -1),
        ("Budi", "layar", -1),
        ("Hasan", "basah", -1),
    ]
    out = shell.home / "deklarasi.pdf"
    shell.good("declaration", "seal", made, "--out", out, profile="province")
    text = " ".join(text_of(out).split())
    assert all(name in text for name in ("Siti", "Budi", "Hasan", "tiga (3) penanda tangan")) and "Lampiran tambahan" not in text
    shell.refused("declaration.nobody", "declaration", "seal", made, "--out", out, profile="province")
    signed("province", "Wati", "media")
    late = shell.home / "tambahan.pdf"
    shell.good("declaration", "seal", made, "--out", late, profile="province")
    text = " ".join(text_of(late).split())
    assert "Lampiran tambahan ke-1" in text and "Wati" in text and "Siti" not in text
    shell.good("check", profile="province")
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    shell.good("check", profile="post")
    trust = shell.home / "trust.pem"
    shell.good("province", "export-trust", "--out", trust, profile="province")
    assert {each["verdict"] for each in shell.good("verify", out, late, "--trust", trust)["results"]} == {"valid"}
