"""Every known way to change a signed file, by name: each has its verdict, and none is ``valid``."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import random
import re
from collections.abc import Callable, Iterator

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation.dss import DocumentSecurityStore

from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.signing import SigningKey
from core.documents import cms
from core.documents.envelope import Known, open_envelope
from core.documents.memory import Memory
from core.documents.pressed import cut_mould
from core.documents.shapes import Shape
from core.documents.signing import OfficeSigner, PdfSealer
from core.documents.verify_apart import VerifyWorker
from core.documents.verifying import verify_pdf
from tests import mutants
from tests.unit.documents import world
from tests.unit.documents.world import ISSUED, NUMBER, PERSON, pact, province

CHANGED = ("invalid", ["verify.changed_after_signing"])
SECOND = ("invalid", ["verify.second_signature"])


@pytest.fixture(scope="module")
def memory() -> Memory:
    """What a verifier remembers that met the untouched file: no attack may profit from it."""
    made = Memory(province().trust.roots)
    assert verify_pdf(pact().pdf, province().trust, made).verdict == "valid"
    return made


def judged(data: bytes, memory: Memory) -> tuple[str, list[str]]:
    finding = verify_pdf(data, province().trust)
    assert verify_pdf(data, province().trust, memory) == finding
    assert finding.verdict != "valid"
    return finding.verdict, finding.reasons


def revision(change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The pact with one more revision."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pact().pdf)), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def patched(name: str) -> bytes:
    """A revision made by hand, as a library of an attacker would: only what is listed is put in place of an object."""
    with pikepdf.open(io.BytesIO(pact().pdf)) as file:
        page = file.pages[0].obj
        if name == "overlay":
            thing, body = page, _with(page, Contents=file.make_stream(b"1 1 1 rg 50 500 400 80 re f"))
        elif name == "font widths":
            thing = next(iter(page.Resources.Font.values()))
            body = _with(thing, Widths=pikepdf.Array([0] * len(thing.Widths)))
        elif name in ("FreeText", "Text"):
            note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{name}"), Rect=[50, 500, 500, 600])
            thing, body = page, _with(page, Annots=pikepdf.Array([note]))
        elif name == "added page":
            thing = file.Root.Pages
            body = _with(thing, Kids=pikepdf.Array([thing.Kids[0], thing.Kids[0]]), Count=2)
        else:
            thing, body = file.Root, _with(file.Root, **_active(name))
        return _appended(thing.objgen[0], body)


def _active(name: str) -> dict[str, pikepdf.Object]:
    action = {
        "JavaScript": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")),
        "Launch": pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("x.exe")),
    }
    if name in action:
        return {"OpenAction": action[name]}
    if name == "EmbeddedFile":
        return {"Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array()))}
    return {"AcroForm": pikepdf.Dictionary(XFA=pikepdf.String("x"), Fields=pikepdf.Array())}


ACTIVE = ("JavaScript", "Launch", "EmbeddedFile", "XFA")


def _with(thing: pikepdf.Object, **changes: object) -> bytes:
    changed = pikepdf.Dictionary({key: value for key, value in thing.items() if key[1:] not in changes})
    for key, value in changes.items():
        changed[f"/{key}"] = pikepdf.Dictionary() if isinstance(value, pikepdf.Stream) else value
    return changed.unparse(resolved=False)


def _appended(number: int, body: bytes) -> bytes:
    data = pact().pdf
    root = re.findall(rb"/Root \d+ 0 R", data)[-1]
    written = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 400 %s /Prev %s>>\n"
    table %= (number, len(data), root, re.findall(rb"startxref\n(\d+)", data)[-1])
    return data + written + table + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(written))


@pytest.mark.fault("PV-4")
@pytest.mark.parametrize("name", ["overlay", "FreeText", "Text", "added page", "font widths", *ACTIVE])
def test_a_later_revision(name: str, memory: Memory) -> None:
    changed = patched(name)
    pypdfium2.PdfDocument(changed).close()  # a reader opens it
    assert judged(changed, memory) == CHANGED


@pytest.mark.fault("PV-4")
def test_a_new_signature_field(memory: Memory) -> None:
    assert judged(revision(lambda writer: append_signature_field(writer, SigFieldSpec("Kedua"))), memory) == CHANGED


@pytest.mark.fault("PV-4")
def test_a_second_approval_signature(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    other = province(officer="Kantor Lain").signer
    monkeypatch.setattr(PdfSigner, "_enforce_certification_constraints", lambda *_: None)  # pyHanko itself would not
    out = io.BytesIO()
    signer = PdfSigner(
        PdfSignatureMetadata(field_name="Kedua", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES),
        signer=cms.KeySigner(other.key, other.certificate_der, other.ca_der),
        new_field_spec=SigFieldSpec("Kedua"),
    )
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pact().pdf)), output=out, bytes_reserved=8192)
    assert judged(out.getvalue(), memory) == SECOND


def test_validation_data_of_a_stranger(memory: Memory) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(pact().pdf))
    store = DocumentSecurityStore(writer=writer)
    writer.root["/DSS"] = writer.add_object(store.as_pdf_object())
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert judged(out.getvalue(), memory) == CHANGED


@pytest.mark.fault("PV-2")
@pytest.mark.parametrize("tail", [b"\n", b"   ", b"% komentar\n"], ids=["newline", "spaces", "comment"])
def test_appended_bytes(tail: bytes, memory: Memory) -> None:
    assert judged(pact().pdf + tail, memory) == CHANGED


def gap(data: bytes) -> tuple[int, int, int]:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", data)
    assert found
    return int(found[1]), int(found[2]), int(found[3])


@pytest.mark.fault("PV-5")
def test_a_shortened_range(memory: Memory) -> None:
    start, end, rest = gap(pact().pdf)
    line = re.search(rb"/ByteRange \[0 \d+ \d+ \d+ *", pact().pdf)
    assert line
    changed = pact().pdf.replace(line[0], (b"/ByteRange [0 %d %d %d" % (start, end, rest - 100)).ljust(len(line[0])))
    assert len(changed) == len(pact().pdf)
    assert judged(changed, memory) == CHANGED


@pytest.mark.fault("PV-5")
def test_wrapping(memory: Memory) -> None:
    """The signed bytes stay, a foreign block stands between them."""
    start, end, rest = gap(pact().pdf)
    block = b"9 0 obj\n<</Type /Catalog>>\nendobj\n"
    line = re.search(rb"/ByteRange \[0 \d+ \d+ \d+ *", pact().pdf)
    assert line
    moved = pact().pdf[:end] + block + pact().pdf[end:]
    changed = moved.replace(line[0], (b"/ByteRange [0 %d %d %d" % (start, end + len(block), rest)).ljust(len(line[0])))
    assert judged(changed, memory) == ("invalid", ["verify.signature_damaged"])


@pytest.mark.fault("PV-12")
def test_an_emptied_or_removed_signature(memory: Memory) -> None:
    start, end, _ = gap(pact().pdf)
    zeroed = pact().pdf[: start + 1] + b"0" * (end - start - 2) + pact().pdf[end - 1 :]
    assert judged(zeroed, memory) == ("invalid", ["verify.signature_damaged"])
    removed = pact().pdf.replace(b"/ByteRange", b"/ByteRonge")
    assert judged(removed, memory) == ("unknown", ["verify.no_signature"])


@pytest.mark.fault("PV-7")
def test_a_self_made_province_of_the_same_names(memory: Memory) -> None:
    chance = world.entropy("forger")
    root_key, ca_key, key = (SigningKey.generate(world.entropy(f"forger/{at}")) for at in range(3))
    root = make_root("Provinsi Contoh", root_key, world.BEGINNING, chance)
    ca = make_ca(root, root_key, "K0413", ("head", "officer"), ca_key.public, world.BEGINNING, chance)
    leaf = make_leaf(ca, ca_key, "head", "Kantor Kodim 0413", key.public, chance)
    with world.press(OfficeSigner(key, leaf, ca)) as press:
        forged = press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED).pdf
    assert judged(forged, memory) == ("unknown", ["verify.no_path"])


@pytest.mark.fault("PV-13")
def test_signed_anew_by_another_official_under_the_old_code(memory: Memory) -> None:
    with world.press() as press, world.press(province(officer="Kantor Lain").signer) as other:
        page = press.page(PERSON, NUMBER, world.DOCUMENT, ISSUED)
        document = press.drawer.press(page)
        assert judged(other.sealed(page, document).pdf, memory) == ("invalid", ["verify.other_signer"])


def test_rewritten_printed_or_locked(memory: Memory) -> None:
    with pikepdf.open(io.BytesIO(pact().pdf)) as file:
        rewritten, locked = io.BytesIO(), io.BytesIO()
        file.save(rewritten)
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user=""))
    assert judged(rewritten.getvalue(), memory)[0] in ("invalid", "unknown")
    assert judged(locked.getvalue(), memory)[0] in ("invalid", "unknown")
    printed = pypdfium2.PdfDocument.new()
    printed.import_pages(pypdfium2.PdfDocument(pact().pdf))
    out = io.BytesIO()
    printed.save(out)
    assert judged(out.getvalue(), memory)[0] in ("invalid", "unknown")


@pytest.mark.fault("PV-6")
@pytest.mark.parametrize("name", ACTIVE)
def test_active_content_under_a_good_signature(name: str, memory: Memory) -> None:
    with world.press() as press:
        unsigned, _, _ = press.render(PERSON, NUMBER, world.DOCUMENT, ISSUED)
    with pikepdf.open(io.BytesIO(unsigned)) as file:
        if name == "XFA":
            file.Root.AcroForm.XFA = pikepdf.String("x")
        else:
            (key, value) = next(iter(_active(name).items()))
            file.Root[f"/{key}"] = value
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
    with PdfSealer(province().signer, "Kantor", "Pangkalpinang") as sealer:
        sealed = sealer.seal(out.getvalue(), ISSUED).pdf
    assert judged(sealed, memory) == ("unknown", ["verify.active_content"])


def resealed(change: Callable[[bytes], bytes]) -> bytes:
    """A pressed document changed before its signature: the signature is good, the form may not be."""
    with world.press() as press:
        page = press.page(PERSON, NUMBER, world.DOCUMENT, ISSUED)
        document = press.drawer.press(page)
        tail = change(bytes(document.tail))
        assert len(tail) == len(document.tail)
        return press.sealed(page, dataclasses.replace(document, tail=bytearray(tail))).pdf


def changes_before_signing() -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Same length, so that all places still fit."""
    pairs = {
        "action in place of a language": (b"/Lang (id-ID)", b"/AA   (id-ID)"),
        "spelled with a number": (b"/Lang (id-ID)", b"/#41A (id-ID)"),
        "another date's form": (b"/M (D:2024", b"/M (D 2024"),
        "a date before the certificate": (b"/M (D:2024", b"/M (D:1999"),
        "a later permission": (b"/V /1.2 /P 1", b"/V /1.2 /P 2"),
        "no permission": (b"/Perms", b"/Parms"),
        "another type of field": (b"/FT /Sig ", b"/FT /Sog "),
        "another title": (b"/Title <FEFF0050", b"/Title <FEFF0051"),
        "a title beyond its end": (b"/Title <FEFF0050", b"/Title (FEFF0050"),
        "a comment": (b"/Creator (Posko)", b"/Creator %Posko)"),
        "another reference": (b"/Pages ", b"/Pagos "),
    }
    for name, (old, new) in pairs.items():
        yield name, lambda tail, old=old, new=new: tail.replace(old, new, 1)


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in changes_before_signing()])
def test_the_quick_way_is_as_strict_as_the_long_one(change: Callable[[bytes], bytes], memory: Memory) -> None:
    data = resealed(change)
    assert data != pact().pdf
    assert verify_pdf(data, province().trust, memory) == verify_pdf(data, province().trust)


def test_any_byte_changed_before_signing_has_one_verdict_on_both_ways(memory: Memory) -> None:
    chance, quick, verdicts = random.Random(11), 0, set()
    with world.press() as press:
        for _ in range(25):
            page = press.page(PERSON, NUMBER, world.DOCUMENT, ISSUED)
            document = press.drawer.press(page)
            size = len(document.tail)
            at = chance.choice((chance.randrange(document.start), chance.randrange(document.end, size)))
            document.tail[at] = chance.choice(b"0 /()<>%#\nA\\")
            data = press.sealed(page, document).pdf
            slow = verify_pdf(data, province().trust)
            assert verify_pdf(data, province().trust, memory) == slow, at
            verdicts.add(slow.verdict)
            quick += memory.recall(data, open_envelope(data)) is not None if slow.verdict == "valid" else 0
    assert quick > 2 and verdicts >= {"valid", "unknown"}


def test_a_file_of_a_known_shape_takes_the_quick_way(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.press() as press:
        later = press.issue(dataclasses.replace(PERSON, name="Wayan Sudarsana"), "7/X", bytes([7]) * 16, ISSUED).pdf
    slow = verify_pdf(later, province().trust)
    monkeypatch.setattr("core.documents.pdf_policy.check", lambda *_: pytest.fail("the long way"))
    assert verify_pdf(later, province().trust, memory) == slow
    message = open_envelope(later).message
    shape = Shape.cut(later, message)
    assert shape is not None and shape.read(pact().pdf, open_envelope(pact().pdf).message) is not None
    assert Shape.cut(later + b"\n", message) is None and shape.read(later + b"\n", message) is None


def test_a_message_that_stands_beside_its_place(memory: Memory) -> None:
    """All is signed but a text that looks like the message, in the words of a figure: the real place holds an old one."""
    with world.press() as press:
        whole = press.issue(PERSON, NUMBER, world.DOCUMENT, ISSUED).pdf
    shape = Shape.cut(whole, open_envelope(whole).message)
    aside = b"/Alt (<" + b"0" * 8192 + b">)"
    data = bytearray(re.sub(rb"/Alt \(Kode [^)]*\)", lambda _: aside, whole, count=1))
    begins = [found.end() for found in re.finditer(rb"\n(?=\d+ 0 obj\n)", data)]
    table = data.index(b"xref\n0 ")
    for at, offset in enumerate(begins, 1):
        line = table + len(b"xref\n0 90\n") + 20 * at
        data[line : line + 10] = b"%010d" % offset
    data[data.index(b"startxref\n") :] = b"startxref\n%d\n%%%%EOF\n" % table
    start = data.index(aside) + len(b"/Alt (")
    end = start + 8194
    room = re.search(rb"/ByteRange \[([0-9 ]*)\]", data)
    assert room
    data[slice(*room.span(1))] = (b"0 %d %d %d" % (start, end, len(data) - end)).ljust(len(room[1]))
    digest = hashlib.sha256(data[:start] + data[end:]).digest()
    mould = cut_mould(province().signer)
    assert mould and shape
    message = mould.fill(digest, cms.to_der(province().signer.key.sign(mould.to_be_signed(digest)))).hex().upper().encode()
    data[start + 1 : start + 1 + len(message)] = message
    place = data.index(b"/Contents <") + len(b"/Contents ")
    assert shape.read(bytes(data), slice(place, place + 8194)), "but for the place of the message it has the known shape"
    assert open_envelope(bytes(data)).message == slice(start, end)
    assert judged(bytes(data), memory)[0] == "invalid"


def test_a_beginning_that_was_seen_before_hides_no_change() -> None:
    memory, trust = Memory(province().trust.roots), province().trust
    with world.press() as press:
        files = [press.issue(PERSON, f"{at}/X", bytes([at]) * 16, ISSUED).pdf for at in range(3)]
    assert [verify_pdf(file, trust, memory).verdict for file in files] == ["valid"] * 3
    size = memory.known.begins(files[0])
    assert 30_000 < size < gap(files[0])[0]
    planted = [(at, b"/ByteRange") for at in (9, size - 11, size - 10, size - 9, size - 1, size, size + 1)]
    shortened = re.search(rb"/ByteRange \[0 (\d+)", files[0])
    assert shortened
    for at, bytes_ in [*planted, (0, b"%PDE"), (4096, b"\x00"), (size - 1, b"\x00"), (shortened.start(1), b"00009")]:
        changed = files[0][:at] + bytes_ + files[0][at + len(bytes_) :]
        judged(changed, memory)
        assert verify_pdf(files[1], trust, memory).verdict == "valid"


@pytest.mark.fault("PV-1")
def test_two_thousand_mutants_through_one_process() -> None:
    files = mutants.bases()
    with VerifyWorker(province().trust) as worker:
        tally = mutants.judge(range(2000), "suite", files, worker.verify_each)
    assert tally.survivors == [] and sum(tally.verdicts.values()) == 2000
    assert not {"verify.worker_failed", "verify.timeout"} & set(tally.reasons)
    assert tally.verdicts["invalid"] > 1400


def test_a_weaker_policy_lets_mutants_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The campaign can fail: where the message may have any form, changed files are called valid."""

    def message(hexadecimal: bytes) -> bytes:
        raw = bytes.fromhex(hexadecimal[1:-1].decode())
        return raw[: 4 + int.from_bytes(raw[2:4], "big")]

    monkeypatch.setattr("core.documents.envelope._check_form", lambda *_: None)
    monkeypatch.setattr("core.documents.envelope._message", message)
    tally = mutants.judge(
        range(200), "suite", mutants.bases(), lambda files: (verify_pdf(data, province().trust) for data in files)
    )
    assert len(tally.survivors) > 3


def test_a_beginning_taken_on_trust_lets_mutants_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The campaign watches the quick way too: a beginning that is not compared hides changed fonts and pages."""
    compared = Known.begins
    monkeypatch.setattr(Known, "begins", lambda self, data: len(self._beginning) or compared(self, data))
    memory, files = Memory(province().trust.roots), mutants.bases()[:3]
    tally = mutants.judge(range(200), "suite", files, lambda some: (verify_pdf(data, province().trust, memory) for data in some))
    assert len(tally.survivors) > 3
