"""Data sets that the province publishes: how they are cut into entries, put together, and which of them is in force.

Pure: the same publications, shipped data and day give the same choice in whatever order the entries came.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from core.domain.errors import Invalid, NotAllowed
from core.domain.reference import DATASETS, Head, ReferenceData, read_head
from core.domain.reference_check import Fault, faults

KIND = "reference.published"
PIECE_BYTES = 192 * 1024
MAX_PIECES = 64
MAX_BYTES = 8 * 1024 * 1024
"""A whole data set, uncompressed."""

_VERSION = re.compile(r"(\d{4})\.(\d{1,4})")


class PublicationFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of one data set: ``digest`` is SHA-256 and ``size`` the length of the whole file, uncompressed.

    ``content`` is piece ``number`` (from 1) of ``count`` of the file as one zstd frame; ``valid_from`` is a day or empty.
    """

    dataset: str
    version: str
    valid_from: str
    digest: bytes
    size: int
    number: int
    count: int
    content: bytes


class ReferencePublished(msgspec.Struct, frozen=True):
    """The province gave out a new version of a data set, or a piece of it."""

    facts: PublicationFacts | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A whole published data set; ``order`` is the place of its first piece in the journal's order."""

    dataset: str
    version: str
    valid_from: date | None
    digest: bytes
    content: bytes
    order: tuple[int, bytes, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """The data in force, the publications in use by data set, and those that were tried and do not fit."""

    data: ReferenceData
    used: Mapping[str, bytes]
    unfit: frozenset[bytes]


def version_key(version: str) -> tuple[int, int]:
    """A version as numbers to compare; what is no version comes before all others."""
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2])) if found else (-1, -1)


def facts_of(data: bytes, compressed: bytes) -> Iterator[PublicationFacts]:
    """A data set's file cut into the facts of its entries."""
    head = read_head(data)
    pieces = [compressed[at : at + PIECE_BYTES] for at in range(0, len(compressed), PIECE_BYTES)]
    for number, piece in enumerate(pieces, start=1):
        yield PublicationFacts(
            dataset=head.dataset,
            version=head.version,
            valid_from="" if head.valid_from is None else head.valid_from.isoformat(),
            digest=hashlib.sha256(data).digest(),
            size=len(data),
            number=number,
            count=len(pieces),
            content=piece,
        )


def is_well_formed(facts: PublicationFacts) -> bool:
    """Numbers and lengths that can be true; others come from altered software."""
    numbers = 1 <= facts.number <= facts.count <= MAX_PIECES and 0 < facts.size <= MAX_BYTES
    return numbers and facts.dataset in DATASETS and len(facts.digest) == hashlib.sha256().digest_size


def require_new(files: Sequence[bytes], current: ReferenceData) -> ReferenceData:
    """The data as they would be with these files; raises where they cannot be published.

    ``Invalid`` with ``reference.not_a_set``, ``reference.unknown_set``, ``reference.version``, ``reference.too_large``,
    ``reference.twice``, what a ``Fault`` is called, what ``ReferenceData.parse`` raises; ``NotAllowed('reference.version_old')``.
    """
    whole = {f"{name}.json": data for name, data in current.raw.items()}
    named: set[str] = set()
    for data in files:
        head = _head(data)
        if head.dataset in named:
            raise Invalid("reference.twice", dataset=head.dataset)
        named.add(head.dataset)
        before = current.heads[head.dataset].version
        if version_key(head.version) <= version_key(before):
            raise NotAllowed("reference.version_old", dataset=head.dataset, version=head.version, current=before)
        whole[f"{head.dataset}.json"] = data
    made = ReferenceData.parse(whole)
    for fault in faults(made):
        raise Invalid(fault.code, dataset=fault.dataset, item=fault.item, missing=fault.missing, day=fault.day)
    return made


def _head(data: bytes) -> Head:
    if len(data) > MAX_BYTES:
        raise Invalid("reference.too_large", limit=MAX_BYTES // 1024 // 1024)
    head = read_head(data)
    if head.dataset not in DATASETS:
        raise Invalid("reference.unknown_set", dataset=head.dataset[:40])
    if _VERSION.fullmatch(head.version) is None:
        raise Invalid("reference.version", dataset=head.dataset)
    return head


def choose(shipped: ReferenceData, published: Iterable[Candidate], today: date) -> Choice:
    """The newest data that fit together; what does not fit steps back, in the end to what came with the program."""
    ladders = {name: _ladder(shipped, name, published, today) for name in DATASETS}
    unfit: set[bytes] = set()
    while any(ladders.values()):
        picks = {name: ladder[0] for name, ladder in ladders.items() if ladder}
        made, blamed = _try(shipped, picks)
        if made is not None:
            return Choice(made, {name: pick.digest for name, pick in picks.items()}, frozenset(unfit))
        # Of two data sets that do not fit the one that was published later is at fault: the other was tried before it.
        stepping = max((name for name in blamed if name in picks), key=lambda name: picks[name].order, default=min(picks))
        unfit.add(ladders[stepping].pop(0).digest)
    return Choice(shipped, {}, frozenset(unfit))


def _ladder(shipped: ReferenceData, name: str, published: Iterable[Candidate], today: date) -> list[Candidate]:
    """Publications of one data set that are in force, the best first; older ones than the program's own are not."""
    floor = version_key(shipped.heads[name].version)
    fitting = [
        each
        for each in published
        if each.dataset == name and version_key(each.version) >= floor and (each.valid_from is None or each.valid_from <= today)
    ]
    return sorted(fitting, key=lambda each: (version_key(each.version), each.order), reverse=True)


def _try(shipped: ReferenceData, picks: Mapping[str, Candidate]) -> tuple[ReferenceData | None, Sequence[str]]:
    """The data with these picks, or the data sets to blame, the likeliest first."""
    for name, pick in picks.items():
        if not _speaks_true(pick):
            return None, (name,)
    files = {f"{name}.json": picks[name].content if name in picks else data for name, data in shipped.raw.items()}
    try:
        made = ReferenceData.parse(files)
    except Invalid as refusal:
        return None, (str(refusal.details.get("file", "areas.json")).removesuffix(".json"), "areas")
    found: Fault | None = next(iter(faults(made)), None)
    return (made, ()) if found is None else (None, (found.dataset, found.other))


def _speaks_true(pick: Candidate) -> bool:
    """Whether the file says of itself what its entry said of it."""
    try:
        head = read_head(pick.content)
    except Invalid:
        return False
    return (head.dataset, head.version, head.valid_from) == (pick.dataset, pick.version, pick.valid_from)
