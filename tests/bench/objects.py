"""What ten reports weigh on the way: their journal object against their JSON, what of it proves, and one sealed identity."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from core.app.application import Application
from core.app.shelf import Range
from core.domain.commands import ReportItem, SubmitReports
from core.domain.events import ReportReceived
from core.domain.forms import ComplaintForm, form_tree
from core.journal import catalogue, reading
from core.journal.entry import SALT_BYTES, Entry, read_record
from sync import bundle
from tests.bench.figures import Figure
from tests.crash.world import POST, World, complaint, quick_lookup

REPORTS = 10
LENGTHS = (90, 400)
"""Words of a narrative: a short one, and one of about a page."""
SPOKEN = (
    "saya melihat seorang pegawai kantor kecamatan membagikan kaus dan stiker pasangan calon di halaman balai desa setelah "
    "acara senam pagi bersama warga pada hari Minggu sekitar pukul sembilan diduga memakai mobil dinas berwarna hitam dengan "
    "nomor polisi yang tertutup plastik lalu beliau berfoto sambil mengangkat tangan menunjukkan nomor urut dan mengajak ibu ibu "
    "pengajian agar memilih pada bulan depan karena bantuan sembako akan ditambah menurut keterangan ketua rukun tetangga tidak "
    "ada izin dari panitia sehingga beberapa warga merasa takut menolak dan sebagian merekam kejadian dengan telepon genggam"
)
PERSONS = ("reporter", "witnesses")
HASH_BYTES, SIGNATURE_BYTES = 32, 64


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Objects as they are sent, behind entries that the desks have; identities are counted by themselves."""
    world = World(folder / "world")
    world.found()
    with world.opened(POST) as post, quick_lookup():
        post.execute(SubmitReports(post.new_command(), (ReportItem(complaint(99)),)))
        lacking = post.shelf.lacking(post.shelf.targets(None)[0])[0]
        seen = lacking.last
        for words in LENGTHS:
            forms = [told(number, words) for number in range(REPORTS)]
            post.execute(SubmitReports(post.new_command(), tuple(map(ReportItem, forms))))
            yield from weighed(post, forms, Range(lacking.stream, seen + 1, seen + REPORTS), words)
            seen += REPORTS


def weighed(post: Application, forms: list[ComplaintForm], wanted: Range, words: int) -> Iterator[Figure]:
    """The figures of one object."""
    records, size = written(post, wanted)
    entries = [read_record(record) for record in records]
    sealed = sum(len(identity_in(entry)) for entry in entries)
    whole = sum(len(msgspec.json.encode(form_tree(form))) for form in forms)
    bare = sum(len(msgspec.json.encode(without_persons(form_tree(form)))) for form in forms)
    proof = sum(map(proof_in, entries))
    what = f"object of {REPORTS} reports of {words} words"
    yield Figure(f"{what} without identities, against JSON without persons", size - sealed, bare, "0.5x", unit="B")
    yield Figure("- of it signatures, digests, salts and look-up keys, which nothing makes smaller", proof, bare, unit="B")
    yield Figure("- with identities, against JSON with persons", size, whole, unit="B")
    yield Figure("- one sealed identity", sealed / REPORTS, 800, "1x", unit="B")


def written(post: Application, wanted: Range) -> tuple[list[bytes], int]:
    """The records, and the size of the object with them."""
    part, records, previous, head = post.shelf.records(wanted, bundle.MAX_RECORDS_BYTES, REPORTS)
    seal, target = post.device_seal, post.shelf.targets(None)[0]
    manifest = bundle.Manifest(
        province=post.shelf.province, sender=post.shelf.device, audience=target.audience, stream=part.stream,
        first=part.first, last=part.last, previous=previous, head=head, acknowledgements=(post.shelf.acknowledgement(target),),
        wants=(), created=post.now_ms(), certificate=seal.certificate, ca=seal.ca,
    )  # fmt: skip
    return records, len(bundle.write_bundle(seal.key, manifest, records, target.recipients))


def told(number: int, words: int) -> ComplaintForm:
    """A complaint whose words are nobody else's."""
    form = complaint(number)
    assert isinstance(form, ComplaintForm)
    lot = random.Random(number)
    return msgspec.structs.replace(form, narrative=" ".join(lot.choices(SPOKEN.split(), k=words)).capitalize() + ".")


def without_persons(tree: Mapping[str, object]) -> dict[str, object]:
    """A form without those who are sealed."""
    return {name: value for name, value in tree.items() if name not in PERSONS}


def event_in(entry: Entry) -> ReportReceived:
    """The report as the entry tells it."""
    event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    assert isinstance(event, ReportReceived)
    return event


def identity_in(entry: Entry) -> bytes:
    """The age file with reporter and witnesses."""
    parties = event_in(entry).parties
    assert parties is not None and parties.identity
    return parties.identity


def proof_in(entry: Entry) -> int:
    """Bytes of an entry that are as good as chance."""
    story = event_in(entry).story
    assert story is not None and story.lookup is not None
    keys = len(story.lookup.box) + len(story.lookup.check)
    return SIGNATURE_BYTES + HASH_BYTES + len(entry.parts) * (HASH_BYTES + SALT_BYTES) + keys
