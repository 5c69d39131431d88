"""Reference data: dated law, calendars, places, posts. Parsed from bytes, asked by code, never changed.

The data say what is known and how surely; they decide nothing. Codes are case-insensitive wherever they come in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol, TypeVar

import msgspec

from core.domain.area import Area, AreaIndex
from core.domain.errors import Invalid
from core.domain.nation import bare, label_of
from core.domain.reference_items import (
    Clause,
    Counter,
    Election,
    Holiday,
    Institution,
    LegalRef,
    Phase,
    Post,
    Route,
    Sanction,
    Seat,
    Stage,
    Subject,
    Term,
    Track,
    Violation,
    Vulnerability,
)

T = TypeVar("T")


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...


Coded = TypeVar("Coded", bound=_HasCode)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What every data set says of itself; the extra keys belong to single sets."""

    dataset: str
    version: str
    valid_from: date | None
    source: str
    licence: str
    notice: str = ""
    attribution: str = ""
    rule: str = ""
    note: str = ""
    years: tuple[int, ...] = ()
    zones: dict[str, str] = {}
    counters: tuple[Counter, ...] = ()
    levels: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    tracks: tuple[Track, ...] = ()


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    items: msgspec.Raw


DATASETS = (
    "areas",
    "deadlines",
    "elections",
    "glossary",
    "holidays",
    "institutions",
    "legal_refs",
    "posts",
    "routes",
    "sanctions",
    "subjects",
    "violations",
    "vulnerabilities",
)
"""Every data set; its file is the name and ``.json``."""


@dataclass(frozen=True)
class ReferenceData:
    """All data sets, typed. Lookups return None for an unknown code; sequences keep the order of the files."""

    heads: Mapping[str, Head]
    places: AreaIndex = field(repr=False)
    posts: tuple[Post, ...] = field(repr=False)
    elections: tuple[Election, ...] = field(repr=False)
    violations: tuple[Violation, ...] = field(repr=False)
    subjects: tuple[Subject, ...] = field(repr=False)
    institutions: tuple[Institution, ...] = field(repr=False)
    routes: tuple[Route, ...] = field(repr=False)
    legal_refs: tuple[LegalRef, ...] = field(repr=False)
    clauses: tuple[Clause, ...] = field(repr=False)
    holidays: tuple[Holiday, ...] = field(repr=False)
    vulnerabilities: tuple[Vulnerability, ...] = field(repr=False)
    sanctions: tuple[Sanction, ...] = field(repr=False)
    glossary: tuple[Term, ...] = field(repr=False)
    raw: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, files: Mapping[str, bytes]) -> ReferenceData:
        """Read the data sets from their files' bytes, named as on disk ("areas.json"); others are ignored.

        Raises ``Invalid``: ``reference.missing``, ``reference.unreadable`` or ``reference.bad_area``.
        """
        raw = {name: _file(files, name) for name in DATASETS}
        heads = {name: _head(name, raw[name]) for name in DATASETS}
        return cls(
            heads=heads,
            places=_places(raw, heads["areas"]),
            posts=_items(raw, "posts", tuple[Post, ...]),
            elections=_items(raw, "elections", tuple[Election, ...]),
            violations=_items(raw, "violations", tuple[Violation, ...]),
            subjects=_items(raw, "subjects", tuple[Subject, ...]),
            institutions=_items(raw, "institutions", tuple[Institution, ...]),
            routes=_items(raw, "routes", tuple[Route, ...]),
            legal_refs=_items(raw, "legal_refs", tuple[LegalRef, ...]),
            clauses=_items(raw, "deadlines", tuple[Clause, ...]),
            holidays=_items(raw, "holidays", tuple[Holiday, ...]),
            vulnerabilities=_items(raw, "vulnerabilities", tuple[Vulnerability, ...]),
            sanctions=_items(raw, "sanctions", tuple[Sanction, ...]),
            glossary=_items(raw, "glossary", tuple[Term, ...]),
            raw=raw,
        )

    def versions(self) -> dict[str, str]:
        """The version of every data set, by its name."""
        return {name: head.version for name, head in self.heads.items()}

    def digest(self) -> str:
        """SHA-256 in hex over the digests of all data sets, for entries to quote."""
        return self._digest

    @cached_property
    def set_digests(self) -> Mapping[str, bytes]:
        """SHA-256 of each data set in canonical form (keys sorted, no white space), by its name."""
        return {name: canonical_digest(data) for name, data in self.raw.items()}

    def area(self, code: str) -> Area | None:
        """The place of that code, with its full path."""
        return self.places.areas.get(code.strip())

    def children(self, code: str) -> tuple[Area, ...]:
        """What lies directly below: regencies of a province, districts and islands of a regency, villages."""
        return self.places.children.get(code.strip(), ())

    def search_areas(self, text: str, limit: int = 20) -> tuple[Area, ...]:
        """Places by the beginning of any word, best first; see ``AreaIndex.search``."""
        return self.places.search(text, limit)

    def zone_of(self, place: str | Area | Post) -> str:
        """The IANA zone of an area or post, by object or code; raises ``Invalid`` ``reference.unknown_place``."""
        if isinstance(place, str):
            found = self.post(place) or self.area(place)
            if found is None:
                raise Invalid("reference.unknown_place", place=place)
            place = found
        return place.zone if isinstance(place, Post) else self.heads["areas"].zones[place.province]

    def post(self, code: str) -> Post | None:
        """The post or desk of that code; with a province before it (``19/K0413``) only where it stands in that province."""
        found, label = _find(self.posts, bare(code)), label_of(code)
        return found if found is None or not label or found.province == label else None

    def subject(self, code: str) -> Subject | None:
        """The subject type of that code."""
        return _find(self.subjects, code)

    def violation(self, code: str) -> Violation | None:
        """The act of that code."""
        return _find(self.violations, code)

    def institution(self, code: str) -> Institution | None:
        """The institution of that code."""
        return _find(self.institutions, code)

    def legal_ref(self, code: str) -> LegalRef | None:
        """The rule of law of that code."""
        return _find(self.legal_refs, code)

    def vulnerability(self, code: str) -> Vulnerability | None:
        """The vulnerability of that code."""
        return _find(self.vulnerabilities, code)

    def sanction(self, code: str) -> Sanction | None:
        """The sanction of that code."""
        return _find(self.sanctions, code)

    def clause(self, code: str) -> Clause | None:
        """The time limit of that code."""
        return _find(self.clauses, code)

    def election(self, code: str) -> Election | None:
        """The election of that code."""
        return _find(self.elections, code)

    def stage(self, election: str, code: str) -> Stage | None:
        """A stage of an election."""
        found = self.election(election)
        return _find(found.stages, code) if found else None

    def stages_at(self, election: str, day: date) -> tuple[Stage, ...]:
        """The stages that run on that day; stages overlap, and those without dates never appear."""
        found = self.election(election)
        return tuple(stage for stage in found.stages if stage.covers(day)) if found else ()

    def phase_at(self, election: str, day: date, contest: str | None = None) -> Phase | None:
        """Before or after KPU determined the candidates: None if the election or contest is unknown.

        Without a contest the answer is "any" between the first and the last contest's determination.
        """
        found = self.election(election)
        asked = _key(contest) if contest else None
        dates = [d.date for d in found.determinations if asked in (None, d.contest)] if found else []
        if not dates:
            return None
        return "after" if day >= max(dates) else "before" if day < min(dates) else "any"

    def violations_for(self, subject: str, phase: Phase = "any") -> tuple[Violation, ...]:
        """The acts that can be alleged of a subject type; a phase leaves out the other phase's list."""
        key = _key(subject)
        wanted = ("before", "after", "any") if phase == "any" else (phase, "any")
        return tuple(v for v in self.violations if key in v.applies_to and v.phase in wanted)

    def routes_for(self, subject: str, day: date) -> tuple[Route, ...]:
        """The routes of a subject type in force that day, early warnings' route apart."""
        found = self.subject(subject)
        group = found.group if found else ""
        return tuple(r for r in self.routes if group in r.subject_groups and r.valid_on(day))

    def clauses_of(self, regime: str) -> tuple[Clause, ...]:
        """The time limits of a regime; the first is the one that a reporter must keep."""
        return tuple(c for c in self.clauses if c.regime == _key(regime))

    def counter(self, regime: str) -> Counter | None:
        """The hours of Bawaslu's counter under a regime."""
        return next((c for c in self.heads["deadlines"].counters if c.regime == _key(regime)), None)

    def holiday_years(self) -> tuple[int, ...]:
        """The years whose calendar is published here."""
        return self.heads["holidays"].years

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats that an integrated team is expected to have."""
        return self.heads["institutions"].seats

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The office's tracks, each with the position that signs."""
        return self.heads["institutions"].tracks

    def ladder(self, name: str) -> tuple[Sanction, ...]:
        """The sanctions of one ladder, lightest first."""
        return tuple(sorted((s for s in self.sanctions if s.ladder == _key(name)), key=lambda s: s.order))

    @cached_property
    def derived(self) -> dict[object, Any]:
        """What was made of these data alone, kept by whoever made it: the same counting asks for it hundreds of times."""
        return {}

    @cached_property
    def _digest(self) -> str:
        return whole_digest(self.set_digests)


def canonical_digest(data: bytes) -> bytes:
    """SHA-256 of a data set whatever its layout; raises ``msgspec.DecodeError`` for what is no JSON."""
    return hashlib.sha256(msgspec.json.encode(msgspec.json.decode(data), order="deterministic")).digest()


def whole_digest(sets: Mapping[str, bytes]) -> str:
    """The digest of all data sets together from those of each."""
    whole = {name: digest.hex() for name, digest in sets.items()}
    return hashlib.sha256(msgspec.json.encode(whole, order="deterministic")).hexdigest()


def _key(code: str) -> str:
    return code.strip().upper()


def _find(items: Sequence[Coded], code: str) -> Coded | None:
    key = _key(code)
    return next((item for item in items if item.code.upper() == key), None)


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    if f"{name}.json" not in files:
        raise Invalid("reference.missing", file=f"{name}.json")
    return files[f"{name}.json"]


def read_head(data: bytes) -> Head:
    """What a data set says of itself; raises ``Invalid('reference.not_a_set')``."""
    try:
        return msgspec.json.decode(data, type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("reference.not_a_set") from None


def _head(name: str, data: bytes) -> Head:
    head = _decode(name, data, Head)
    if head.dataset != name:
        raise Invalid("reference.unreadable", file=f"{name}.json")
    return head


def _places(raw: Mapping[str, bytes], head: Head) -> AreaIndex:
    places = AreaIndex.build(_items(raw, "areas", list[list[str | int]]))
    for area in places.areas.values():
        if area.province not in head.zones:
            raise Invalid("reference.bad_area", area=area.code)
    return places


def _items(raw: Mapping[str, bytes], name: str, kind: type[T]) -> T:
    return _decode(name, bytes(_decode(name, raw[name], _Body).items), kind)


def _decode(name: str, data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Invalid("reference.unreadable", file=f"{name}.json") from fault
