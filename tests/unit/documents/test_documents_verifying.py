"""A signed pact holds for us and for other people's programs, and nothing that was changed is ever called valid."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from core.apart import service
from core.documents import verify_apart
from core.documents.pact import OfficeSigner, PactPress
from core.documents.signing import PdfSealer
from core.documents.verify_apart import VerifyWorker, verify_pdf_isolated
from core.documents.verifying import Trust, verify_pdf
from core.domain.errors import Invalid
from tests.unit.documents import world
from tests.unit.documents.world import ISSUED, NUMBER, OFFICE, PERSON, pact, province


def gap(data: bytes) -> tuple[int, int]:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+)", data)
    assert found
    return int(found[1]), int(found[2])


def judged(data: bytes) -> tuple[str, list[str]]:
    finding = verify_pdf(data, province().trust)
    return finding.verdict, finding.reasons


def test_an_untouched_pact_is_valid_and_names_its_fields() -> None:
    finding = verify_pdf(pact().pdf, province().trust)
    assert (finding.verdict, finding.reasons) == ("valid", [])
    assert finding.fields["number"] == NUMBER
    assert finding.fields["name"] == PERSON.full_name, "whole, though the code has no room for it"
    assert finding.fields["signer"] == "Kantor Kodim 0413"
    assert finding.fields["signer_post"] == "K0413"
    assert finding.fields["byterange_digest"] == pact().byterange_digest.hex()
    assert pact().content_digest.hex().startswith(finding.fields["content_digest"])


def test_the_first_and_the_later_documents_have_one_form() -> None:
    with world.press() as press:
        files = [press.issue(PERSON, f"{number}/X", bytes([number]) * 16, ISSUED).pdf for number in range(3)]
    assert [judged(file) for file in files] == [("valid", [])] * 3
    with world.press() as another:
        assert another.issue(PERSON, "2/X", bytes([2]) * 16, ISSUED).pdf == files[2]


def test_without_a_mould_every_document_takes_pyhankos_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.documents.cms.Mould.fill", lambda *_: b"")
    with world.press() as press:
        slow = [press.issue(PERSON, NUMBER, bytes([at]) * 16, ISSUED).pdf for at in (8, 9)]
    monkeypatch.undo()
    with world.press() as press:
        assert press.quick
        fast = [press.issue_plainly(PERSON, NUMBER, bytes([at]) * 16, ISSUED).pdf for at in (8, 9)]
    assert slow == fast


@pytest.mark.fault("PV-7")
def test_another_province_does_not_vouch() -> None:
    other = province("Provinsi Lain")
    assert verify_pdf(pact().pdf, other.trust).reasons == ["verify.no_path"]
    assert verify_pdf(pact().pdf, other.trust).verdict == "unknown"


def test_a_certificate_of_the_same_name_is_not_the_same_signer() -> None:
    ours, stranger = province(), province("Provinsi Lain")
    with world.press(stranger.signer) as press:
        forged = press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED).pdf
    assert judged(forged) == ("unknown", ["verify.no_path"])
    mixed = OfficeSigner(stranger.signer.key, stranger.signer.certificate_der, ours.signer.ca_der)
    with world.press(mixed) as press:
        assert judged(press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED).pdf) == ("unknown", ["verify.no_path"])


def test_another_office_of_the_province_shows_as_itself() -> None:
    other = province(officer="Kantor Lain")
    with world.press(other.signer) as press:
        finding = verify_pdf(press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED).pdf, province().trust)
    assert (finding.verdict, finding.fields["signer"]) == ("valid", "Kantor Lain")


@pytest.mark.fault("QR-8")
def test_another_offices_signature_under_our_code_is_refused() -> None:
    other = province(officer="Kantor Lain")
    with world.press() as press:
        unsigned, _, _ = press.render(PERSON, NUMBER, world.DOCUMENT, ISSUED)
    with PdfSealer(other.signer, "Kantor Lain", "Mataram") as sealer:
        assert judged(sealer.seal(unsigned, ISSUED).pdf) == ("invalid", ["verify.other_signer"])


@pytest.mark.fault("PV-10")
def test_a_clock_outside_the_certificate_proves_nothing() -> None:
    early = world.moment(world.datetime(2015, 1, 1, tzinfo=world.UTC), "Asia/Jakarta")
    with world.press() as press:
        data = press.issue(PERSON, NUMBER, world.DOCUMENT, early).pdf
    assert judged(data) == ("unknown", ["verify.time_outside_certificate"])


@pytest.mark.fault("PV-1")
def test_no_flipped_byte_is_valid() -> None:
    data, chance = pact().pdf, random.Random(7)
    start, end = gap(data)
    message = start + 1 + 2 * 2100
    places = [chance.randrange(0, start) for _ in range(25)] + [chance.randrange(end, len(data)) for _ in range(15)]
    places += [chance.randrange(start, message) for _ in range(60)]
    places += [chance.randrange(message, end) for _ in range(40)]
    for place in places:
        for mask in (0x01, 0x20):
            changed = bytearray(data)
            changed[place] ^= mask
            assert judged(bytes(changed))[0] != "valid", (place, mask)


@pytest.mark.fault("PV-3")
def test_every_changed_digit_of_the_message_is_caught() -> None:
    data = pact().pdf
    start, end = gap(data)
    used = len(data[start + 1 : end - 1].rstrip(b"0"))
    for place in range(start + 1, start + 1 + used, 37):
        changed = bytearray(data)
        changed[place] = ord("5") if changed[place] != ord("5") else ord("a")
        assert judged(bytes(changed))[0] != "valid", place


@pytest.mark.fault("PV-2")
@pytest.mark.parametrize("tail", [b"\n", b" " * 40, b"% note\n", b"\x00"])
def test_appended_bytes_are_a_change(tail: bytes) -> None:
    assert judged(pact().pdf + tail) == ("invalid", ["verify.changed_after_signing"])


@pytest.mark.fault("PV-3")
def test_padding_case_and_emptied_signature() -> None:
    data = pact().pdf
    start, end = gap(data)
    padded = data[: end - 2] + b"1" + data[end - 1 :]
    assert judged(padded) == ("invalid", ["verify.signature_damaged"])
    lower = data[:start] + data[start:end].lower() + data[end:]
    assert judged(lower) == ("unknown", ["verify.foreign_form"])
    zeroed = data[: start + 1] + b"0" * (end - start - 2) + data[end - 1 :]
    assert judged(zeroed) == ("invalid", ["verify.signature_damaged"])


@pytest.mark.fault("PV-9")
@pytest.mark.parametrize("part", [0.999, 0.9, 0.5, 0.1, 0.0])
def test_a_cut_file_is_never_valid(part: float) -> None:
    assert judged(pact().pdf[: int(len(pact().pdf) * part)])[0] != "valid"


def incremental(change: str) -> bytes:
    """The pact with one more revision, as an attacker with any PDF library would write it."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    name, text = generic.NameObject, generic.TextStringObject
    writer = IncrementalPdfFileWriter(io.BytesIO(pact().pdf))
    if change == "title":
        writer.set_info(writer.add_object(generic.DictionaryObject({name("/Title"): text("Lain")})))
    elif change == "script":
        action = generic.DictionaryObject({name("/S"): name("/JavaScript"), name("/JS"): text("app.alert(1)")})
        writer.root[name("/OpenAction")] = action
        writer.update_root()
    else:
        page = writer.root["/Pages"]["/Kids"][0]
        box = generic.ArrayObject([generic.NumberObject(value) for value in (50, 500, 500, 600)])
        note = {"/Type": name("/Annot"), "/Subtype": name("/FreeText"), "/Rect": box, "/Contents": text("palsu")}
        added = writer.add_object(generic.DictionaryObject({name(key): value for key, value in note.items()}))
        page[name("/Annots")] = generic.ArrayObject([added])
        writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("change", ["annotation", "title", "script"])
def test_a_second_revision_is_a_change(change: str) -> None:
    changed = incremental(change)
    assert changed.startswith(pact().pdf)
    assert judged(changed) == ("invalid", ["verify.changed_after_signing"])


@pytest.mark.fault("PV-6")
def test_active_content_is_refused_even_when_signed() -> None:
    with world.press() as press:
        unsigned, _, _ = press.render(PERSON, NUMBER, world.DOCUMENT, ISSUED)
    with pikepdf.open(io.BytesIO(unsigned)) as file:
        file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
    with PdfSealer(province().signer, "Kantor", "Pangkalpinang") as sealer:
        assert judged(sealer.seal(out.getvalue(), ISSUED).pdf) == ("unknown", ["verify.active_content"])


@pytest.mark.fault("PV-12")
def test_rewritten_or_unsigned_files_are_not_valid() -> None:
    with pikepdf.open(io.BytesIO(pact().pdf)) as file:
        out = io.BytesIO()
        file.save(out)
    assert judged(out.getvalue())[0] != "valid"
    with world.press() as press:
        unsigned, _, _ = press.render(PERSON, NUMBER, world.DOCUMENT, ISSUED)
    assert judged(unsigned) == ("unknown", ["verify.no_signature"])
    assert judged(b"hello") == ("unknown", ["verify.not_pdf"])


@pytest.mark.fault("PV-8")
def test_the_worker_apart_says_the_same_and_ends_in_time() -> None:
    assert verify_pdf_isolated(pact().pdf, province().trust) == verify_pdf(pact().pdf, province().trust)
    assert verify_pdf_isolated(pact().pdf + b"x", province().trust).verdict == "invalid"
    assert verify_pdf_isolated(pact().pdf, province().trust, seconds=0.001).reasons == ["verify.timeout"]


FAKE = """
import json, os, sys, time
source = sys.stdin.buffer
while size := source.read(4):
    data = source.read(int.from_bytes(size, "big"))
    if data[:1] == b"{":
        continue
    if data == b"dies":
        os._exit(3)
    if data == b"hangs":
        time.sleep(600)
    answer = json.dumps({"verdict": "valid", "reasons": [data.decode()], "fields": {}}).encode()
    sys.stdout.buffer.write(len(answer).to_bytes(4, "big") + answer)
    sys.stdout.buffer.flush()
"""


@pytest.mark.fault("PV-8")
def test_files_sent_ahead_are_judged_whatever_happens_to_one_before_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "worker_command", lambda _: [sys.executable, "-I", "-S", "-c", FAKE])
    files = [b"a", b"dies", b"b", b"dies", b"hangs", b"c", b"d", b"e", b"x" * (verify_apart.PDF_LIMIT + 1), b"dies", b"f"]
    with VerifyWorker(province().trust, seconds=2) as worker:
        reasons = [finding.reasons[0] for finding in worker.verify_each(files)]
        failed, slow, big = "verify.worker_failed", "verify.timeout", "verify.too_big"
        assert reasons == ["a", failed, "b", failed, slow, "c", "d", "e", big, failed, "f"]
        left = worker.verify_each([b"1", b"2", b"3", b"4", b"5", b"6"])
        assert next(left).reasons == ["1"]
        left.close()
        assert worker.verify(b"7").reasons == ["7"], "answers that nobody took belong to no later file"
    monkeypatch.setattr(verify_apart, "FILES_OF_A_PROCESS", 2)
    with VerifyWorker(province().trust, seconds=2) as worker:
        assert [finding.reasons[0] for finding in worker.verify_each([b"1", b"2", b"3", b"4", b"5"])] == list("12345")
    monkeypatch.setattr(service, "worker_command", lambda _: ["/nowhere/at-all"])
    assert VerifyWorker(province().trust).verify(b"a").reasons == ["verify.worker_failed"]


@pytest.mark.parametrize("data", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_trust_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match=r"trust\.unreadable"):
        Trust.from_pem(data)


def test_pdfsig_calls_it_valid_trusted_and_whole(tmp_path: Path) -> None:
    pdfsig, certutil = world.tool("pdfsig", "poppler-utils"), world.tool("certutil", "libnss3-tools")
    store, anchor, file = tmp_path / "nss", tmp_path / "root.pem", tmp_path / "pact.pdf"
    store.mkdir()
    anchor.write_bytes(world.pem(province().root))
    file.write_bytes(pact().pdf)
    subprocess.run([certutil, "-N", "-d", f"sql:{store}", "--empty-password"], check=True)
    add = ["-A", "-n", "root", "-t", "CT,C,C", "-a", "-i", str(anchor)]
    subprocess.run([certutil, *add, "-d", f"sql:{store}"], check=True)
    told = subprocess.run([pdfsig, "-nssdir", f"sql:{store}", str(file)], check=True, capture_output=True, text=True)
    assert "Signature is Valid" in told.stdout
    assert "Certificate is Trusted" in told.stdout
    assert "Total document signed" in told.stdout


def test_openssl_verifies_the_cms_message(tmp_path: Path) -> None:
    openssl = world.tool("openssl", "openssl")
    start, end = gap(pact().pdf)
    raw = bytes.fromhex(pact().pdf[start + 1 : end - 1].decode())
    (tmp_path / "m.der").write_bytes(raw[: 4 + int.from_bytes(raw[2:4], "big")])
    (tmp_path / "content").write_bytes(pact().pdf[:start] + pact().pdf[end:])
    (tmp_path / "root.pem").write_bytes(world.pem(province().root))
    command = [openssl, "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "m.der", "-content", "content"]
    command += ["-CAfile", "root.pem", "-purpose", "any", "-no_check_time", "-out", "copy"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    qpdf = world.tool("qpdf", "qpdf")
    (tmp_path / "pact.pdf").write_bytes(pact().pdf)
    done = subprocess.run([qpdf, "--check", "pact.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_press_is_closed_with_its_block() -> None:
    with PactPress(world.fonts(), world.template(), OFFICE, province().signer, False) as press:
        press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED)
    with pytest.raises(RuntimeError):
        press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED)
