"""Every way to hide something in a file with timestamps of its own, by name: none is accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from asn1crypto import cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from core.documents import lasting, timestamps
from core.documents.lasting_form import Layout, digits
from core.documents.memory import Memory
from core.documents.verifying import verify_pdf
from tests import mutants
from tests.unit.documents import world
from tests.unit.documents.stamped import Change, Clock, Hostile, Stamps, stamps
from tests.unit.documents.world import ISSUED, PERSON, pact, province

Reasons = Callable[[bytes], list[str]]
CHANGED = ["verify.changed_after_signing"]
DAMAGED = ["verify.timestamp_damaged"]


@pytest.fixture(scope="module")
def made() -> Stamps:
    return stamps()


@pytest.fixture(scope="module")
def reasons(made: Stamps) -> Callable[[bytes], list[str]]:
    """Why a file is not valid, with and without memory of the whole one; it must not be."""
    memory = Memory(province().trust.roots)
    assert verify_pdf(made.whole, made.clock.trust(), memory).verdict == "valid"

    def judged(data: bytes) -> list[str]:
        finding = verify_pdf(data, made.clock.trust())
        assert verify_pdf(data, made.clock.trust(), memory) == finding
        assert finding.verdict == "invalid"
        return finding.reasons

    return judged


def test_a_strangers_store_and_stamp_behind_a_signature_without_a_token(made: Stamps, reasons: Reasons) -> None:
    assert verify_pdf(made.clock.stamped(made.clock.stored(pact().pdf)), made.clock.trust()).verdict == "valid"
    added = made.stranger.stamped(made.stranger.stored(pact().pdf))
    assert verify_pdf(added, made.clock.trust()).reasons == ["verify.timestamp_unknown"]
    assert verify_pdf(added, made.clock.trust()).verdict == "unknown"
    assert reasons(made.clock.stored(pact().pdf)) == CHANGED
    for change in HIDDEN:
        hidden = made.clock.stamped(made.clock.stored(pact().pdf), change)
        assert reasons(hidden) == ["verify.second_signature"]
    finding = verify_pdf(made.stranger.whole(pact().pdf), made.clock.trust())
    assert finding.verdict == "valid" and "proven_time" not in finding.fields, "an unknown authority never proves a time"


@pytest.mark.fault("PV-11")
def test_a_strangers_store_and_stamp_behind_a_lasting_file(made: Stamps, reasons: Reasons) -> None:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(made.whole)), io.BytesIO()
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[x509.Certificate.load(made.stranger.ca)])
    writer.write(out)
    assert reasons(out.getvalue()) == CHANGED
    assert reasons(made.stranger.stamped(out.getvalue())) == CHANGED
    assert reasons(made.clock.stamped(made.clock.stored(made.clock.stored(made.beside)))) == CHANGED, "two stores"
    assert reasons(made.clock.stamped(made.beside)) == CHANGED, "no store"


@pytest.mark.fault("PV-11")
def test_a_token_of_another_signature(made: Stamps, reasons: Reasons) -> None:
    with world.press() as press:
        other = made.clock.beside(press.issue(PERSON, "9/X", bytes([9]) * 16, ISSUED).pdf)
    assert verify_pdf(other, made.clock.trust()).verdict == "valid"
    token = lasting.opened(other).tokens[0].der  # type: ignore[union-attr]
    moved = lasting.with_token(pact().pdf, token)
    assert reasons(moved) == DAMAGED
    assert reasons(made.clock.stamped(made.clock.stored(moved))) == DAMAGED


@pytest.mark.parametrize("whose", ["clock", "stranger"])
def test_a_token_over_something_else(whose: str, made: Stamps, reasons: Reasons) -> None:
    clock = getattr(made, whose)
    place = Layout(made.stored).with_place()
    assert verify_pdf(place.filled(clock.token(place.digest)), made.clock.trust()).verdict == "valid"
    for digest in (bytes(32), lasting.confirmable(pact().pdf)):
        assert reasons(place.filled(clock.token(digest))) == DAMAGED
        assert reasons(lasting.with_token(pact().pdf, clock.token(place.digest))) == DAMAGED


@pytest.mark.parametrize("name", ["Penyedia Waktu Contoh ", "Bukan Penyedia Waktu"])
def test_a_token_by_another_of_the_same_name_or_by_none_that_may_give_times(name: str, made: Stamps) -> None:
    other = Clock(name)
    believed = replace(province().trust, clocks=(made.clock.ca, *([other.ca] if name.startswith("Bukan") else [])))
    assert "proven_time" in verify_pdf(made.whole, believed).fields
    finding = verify_pdf(other.whole(pact().pdf), believed)
    assert finding.verdict == "valid" and "proven_time" not in finding.fields


def _page(objects: dict[int, bytes]) -> int:
    return next(number for number, body in objects.items() if b"/MediaBox" in body)


def _catalogue(objects: dict[int, bytes]) -> int:
    return next(number for number, body in objects.items() if b"/Catalog" in body)


def overlay(objects: dict[int, bytes]) -> None:
    number, extra = _page(objects), max(objects) + 1
    objects[number] = re.sub(rb"/Contents (\d+ 0 R|\[.*?\])", b"/Contents %d 0 R" % extra, objects[number])
    objects[extra] = b"<</Length 27>>\nstream\n1 1 1 rg 50 500 400 80 re f\nendstream"


def note(objects: dict[int, bytes]) -> None:
    number, extra = _page(objects), max(objects) + 1
    objects[number] = objects[number].replace(b"/Annots [", b"/Annots [%d 0 R " % extra)
    objects[extra] = b"<</Type /Annot /Subtype /FreeText /Rect [50 500 500 600] /Contents (Batal)>>"


def crop(objects: dict[int, bytes]) -> None:
    objects[_page(objects)] = objects[_page(objects)][:-2] + b" /CropBox [0 0 10 10]>>"


def shown(objects: dict[int, bytes]) -> None:
    number = next(number for number, body in objects.items() if b"/Subtype /Widget" in body)
    objects[number] = objects[number].replace(b"/Rect [-9999 -9999 -9999 -9999]", b"/Rect [9 9 300 300]")


def replaced(objects: dict[int, bytes]) -> None:
    objects[1] = b"<</Length 0>>\nstream\n\nendstream"


def orphan(objects: dict[int, bytes]) -> None:
    objects[max(objects) + 1] = b"<</Type /Hidden>>"


def second_field(objects: dict[int, bytes]) -> None:
    number, extra = _catalogue(objects), max(objects) + 1
    objects[number] = objects[number].replace(b"/Fields [", b"/Fields [%d 0 R " % extra)
    objects[extra] = b"<</FT /Tx /T (Nama) /V (Orang lain)>>"


def catalogue(words: bytes) -> Change:
    def change(objects: dict[int, bytes]) -> None:
        objects[_catalogue(objects)] = objects[_catalogue(objects)][:-2] + b" " + words + b">>"

    return change


SCRIPT = b"<</S /JavaScript /JS (app.alert\\(1\\))>>"
HIDDEN = [
    *(overlay, note, crop, shown, replaced, orphan, second_field),
    catalogue(b"/OpenAction " + SCRIPT),
    catalogue(b"/AA <</WC " + SCRIPT + b">>"),
    catalogue(b"/Names <</JavaScript <</Names [(a) " + SCRIPT + b"]>>>>"),
    catalogue(b"/PageMode /FullScreen"),
]


@pytest.mark.parametrize("change", HIDDEN)
def test_something_hidden_in_the_revision_of_a_stamp(change: Change, made: Stamps, reasons: Reasons) -> None:
    assert verify_pdf(made.clock.stamped(made.stored), made.clock.trust()).verdict == "valid"
    assert reasons(made.clock.stamped(made.stored, change)) == CHANGED


@pytest.mark.parametrize("change", [orphan, replaced, *HIDDEN[-4:]])
def test_something_hidden_in_the_revision_of_the_store(change: Change, made: Stamps, reasons: Reasons) -> None:
    certificates = list(lasting.opened(made.whole).certificates)  # type: ignore[union-attr]
    honest, hostile = (Hostile(made.beside, each).with_certificates(certificates) for each in (lambda objects: None, change))
    assert verify_pdf(made.clock.stamped(honest), made.clock.trust()).verdict == "valid"
    assert reasons(made.clock.stamped(hostile)) == CHANGED


def test_something_in_the_store_that_is_no_certificate(made: Stamps, reasons: Reasons) -> None:
    for content in (SCRIPT, certificate_with_a_tail(made), b""):
        data = Layout(made.beside).with_certificates([made.clock.ca, content])
        assert reasons(made.clock.stamped(data)) == CHANGED


def certificate_with_a_tail(made: Stamps) -> bytes:
    return made.clock.ca + b"\n%PDF-1.7"


def test_a_file_that_ends_early_or_goes_on(made: Stamps, reasons: Reasons) -> None:
    whole, store = made.whole, len(made.stored)
    assert made.whole.startswith(made.stored)
    assert reasons(whole[:store]) == CHANGED
    for tail in (b"\n", b" ", b"%x\n", b"\0", b"%%EOF\n", whole[store:], whole[-300:]):
        assert reasons(whole + tail) == CHANGED
    for cut in (1, 7, 300, len(whole) - store - 9):
        assert reasons(whole[:-cut]) in (CHANGED, ["verify.second_signature"])
    for place in (len(made.beside), store):
        assert reasons(whole[:place] + b"\n" + whole[place:]) == CHANGED
    assert reasons(made.beside + b"\n") == CHANGED


def test_a_token_in_another_spelling(made: Stamps, reasons: Reasons) -> None:
    place = Layout(made.stored).with_place()
    token = lasting.opened(made.whole).tokens[1].der  # type: ignore[union-attr]
    more = cms.ContentInfo.load(made.clock.token(place.digest))
    more["content"]["certificates"].append(cms.CertificateChoices.load(made.stranger.ca))
    assert timestamps.judge(more.dump(force=True), place.digest, made.clock.ca).proven, "the signature does not cover it"
    assert reasons(place.filled(more.dump(force=True))) == DAMAGED
    start, end = place.start, place.end
    lower = made.whole[:start] + made.whole[start:end].lower() + made.whole[end:]
    assert reasons(lower) == DAMAGED
    assert reasons(made.whole[: end - 2] + b"01" + made.whole[end:]) == DAMAGED
    second = int.from_bytes(token[-32:], "big")
    mirrored = token[:-32] + (mutants.GROUP - second).to_bytes(32, "big")
    assert reasons(made.whole[:start] + digits(mirrored, end - start) + made.whole[end:]) == DAMAGED


def _each(data: bytes, start: int, count: int) -> Iterator[Callable[[], bytes]]:
    step = (len(data) - start) // count
    for at in range(start, len(data), step):
        yield lambda at=at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]  # type: ignore[misc]


def test_no_byte_behind_the_first_revision_can_be_changed(made: Stamps) -> None:
    memory = Memory(province().trust.roots)
    assert verify_pdf(made.whole, made.clock.trust(), memory).verdict == "valid"
    for flipped in _each(made.whole, len(made.beside), 100):
        assert verify_pdf(flipped(), made.clock.trust(), memory).verdict != "valid"


def test_changed_files_of_a_small_campaign() -> None:
    files = mutants.lasting()
    trust = stamps().clock.trust()
    memory = Memory(trust.roots)
    tally = mutants.judge(range(150), "kecil", files, lambda some: (verify_pdf(data, trust, memory) for data in some))
    assert tally.survivors == [] and tally.verdicts["invalid"] > 100
