"""A pact's BSrE file is judged by BSrE's own roots alone: a valid one, one without roots, a changed one, another's."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.documents.foreign import verify_foreign
from tests.scripts.shell import Shell

Pair = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


class Hand(signers.PdfSigner):
    """Signs what we certified against changes: the services that offices use do not ask."""

    def _enforce_certification_constraints(self, reader: PdfFileReader) -> None:
        return


def certified(name: str, by: Pair | None = None) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(by is not None, by is not None, *(False,) * 3, by is None, by is None, False, False)
    made = (
        x509.CertificateBuilder(by[1].subject if by else subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=4000))
        .not_valid_after(now + timedelta(days=4000))
        .add_extension(x509.BasicConstraints(by is None, None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by[0] if by else key, hashes.SHA256())
    )
    return key, made


def signed_by(pdf: bytes, signer: Pair, root: Pair) -> bytes:
    key = signer[0].private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    store = SimpleCertificateStore()
    store.register(asn1.Certificate.load(root[1].public_bytes(serialization.Encoding.DER)))
    hand = signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(signer[1].public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=store,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec("BSrE"))
    return Hand(signers.PdfSignatureMetadata(field_name="BSrE"), hand).sign_pdf(writer).getvalue()


def pem(shell: Shell, name: str, pair: Pair) -> Path:
    return shell.write(name, pair[1].public_bytes(serialization.Encoding.PEM).decode())


def issued(shell: Shell, name: str) -> tuple[str, bytes]:
    """A fresh pact: its id and its file."""
    roster = shell.write("satu.csv", f"nama,nip,jabatan,unit_kerja,jenis\n{name},,Staf,Kecamatan Lepar,HONORER\n")
    made = shell.good("pact", "issue", roster, "--out", shell.home / "pakta", profile="post")["files"]
    (row,) = [row for row in shell.good("pact", "list", profile="post")["pacts"] if row["name"] == name]
    return row["id"], Path(made[0]).read_bytes()


def test_a_bsre_file_is_judged_by_its_own_roots(shell: Shell) -> None:
    root = certified("Induk BSrE")
    hand = certified("Camat", root)
    roots = pem(shell, "bsre.pem", root)
    first, printed = issued(shell, "Siti")
    good = signed_by(printed, hand, root)

    def judged(*options: object) -> tuple[str, list[str]]:
        tree = shell.run("pact", "bsre", first, *options, profile="post").tree
        assert len(tree["sentences"]) == len(tree["reasons"])
        return tree["verdict"], tree["reasons"]

    shell.refused("pact.no_paper", "pact", "bsre", first, profile="post")
    paper = shell.write("bsre.pdf", good)
    shell.good("pact", "signed", first, "--method", "bsre", "--paper", paper, profile="post")
    assert judged("--roots", roots) == ("valid", [])
    assert judged() == ("unknown", ["bsre.no_roots"])
    trust = shell.home / "trust.pem"
    shell.good("province", "export-trust", "--out", trust, profile="province")
    assert judged("--roots", trust) == ("unknown", ["bsre.no_path"]), "the province's chain covers nobody of BSrE"
    (ours,) = shell.run("verify", paper, "--trust", trust).tree["results"]
    assert ours["verdict"] != "valid", "and the file with another's hand on it is not ours any more"
    der = root[1].public_bytes(serialization.Encoding.DER)
    document = PdfFileReader(io.BytesIO(good)).trailer_view["/Info"]["/Keywords"].partition(" ")[0]
    changed_ones(good, der, document)


def changed_ones(good: bytes, der: bytes, document: str) -> None:
    assert verify_foreign(good, [der], document).verdict == "valid"
    stranger = certified("Induk lain")[1].public_bytes(serialization.Encoding.DER)
    assert verify_foreign(good, [stranger], document).reasons == ["bsre.no_path"]
    assert verify_foreign(good, [der], "another").reasons == ["bsre.other_record"]
    writer = IncrementalPdfFileWriter(io.BytesIO(good))
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert verify_foreign(out.getvalue(), [der], document).reasons == ["bsre.changed"]
    bent = good.replace(b"(BSrE)", b"(BSrF)", 1)
    assert bent != good and verify_foreign(bent, [der], document).verdict == "invalid"
    assert verify_foreign(b"%PDF-1.7\n", [der], document).verdict == "unknown"
    assert verify_foreign(b"GIF", [der], document).reasons == ["verify.not_pdf"]
