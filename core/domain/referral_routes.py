"""The dated ways on which a case may go on: who comes first, who next, who only with a reason, and who never.

Bawaslu is the first addressee of an election violation. Ankum opens after its result "discipline"; an employer is a human
act with a reason; whoever belongs to the reported unit is passed over for the level above (SAFEGUARDS 19 and 20).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.domain.bawaslu import LEVELS
from core.domain.errors import Invalid, NotAllowed
from core.domain.reference import ReferenceData
from core.domain.reference_items import Institution, Route
from core.domain.referral import ABOVE

BAWASLU, WARNING = "BAWASLU", "early_warning"
FIRST, COPY, REASON = "first", "copy", "reason"
UNKNOWN_GROUP: Final = "TIDAK_DIKENAL"
AD_HOC, PERMANENT = "ad_hoc", "permanent"
ORGANISERS: Final = (AD_HOC, PERMANENT)
CONDITIONS: Final = {"organiser_ad_hoc": AD_HOC, "organiser_permanent": PERMANENT}
DISCIPLINE_RESULT: Final = "bawaslu_result_discipline"
OUTSIDE: Final = frozenset({"PENYELENGGARA", "PUSAT"})
"""Families of offices outside every reported unit: one of them may be written to with a reason where no route leads there."""
SUPERVISOR: Final = "BAWASLU_JAJARAN"

_OWN: Final[Mapping[str, frozenset[str]]] = {
    "PROPAM": frozenset({"propam", "bidpropam", "sipropam"}),
    "DENPOM": frozenset({"denpom", "subdenpom", "pom"}),
    "BKPSDM": frozenset({"bkpsdm", "bkpsdmd", "bkd", "bkdpsdm"}),
    "DPMD": frozenset({"dpmd", "dinsospmd"}),
    "INSPEKTORAT": frozenset({"inspektorat"}),
    "CAMAT": frozenset({"camat"}),
    "KEPALA_DAERAH": frozenset({"bupati", "gubernur", "walikota"}),
    "BKN": frozenset({"bkn"}),
    "KASN": frozenset({"kasn"}),
    "DKPP": frozenset({"dkpp"}),
    "TIMDU": frozenset({"timdu"}),
    "KESBANGPOL": frozenset({"kesbangpol", "bakesbangpol", "bakesbangpoldagri"}),
}
"""Words of a unit or position by which a reported person belongs to an addressee."""
_LEVEL_WORDS: Final = (
    ("provinsi", frozenset({"provinsi"})),
    ("kecamatan", frozenset({"kecamatan", "panwascam", "panwaslucam", "panwaslu", "pkd", "ptps", "desa", "kelurahan", "tps"})),
)


@dataclass(frozen=True, slots=True)
class Reported:
    """What a route asks of one reported party: type, unit and position as written, never a name."""

    subject: str
    unit: str = ""
    position: str = ""

    @property
    def words(self) -> frozenset[str]:
        """The words of unit and position."""
        return frozenset(re.findall(r"\w+", f"{self.unit} {self.position}".casefold()))


@dataclass(frozen=True, slots=True)
class Asked:
    """One case as the routes see it on a day. ``discipline``: Bawaslu's result says so. ``sent``: who was written to already."""

    kind: str
    day: date
    reported: tuple[Reported, ...] = ()
    organiser: str = ""
    discipline: bool = False
    sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    """One addressee: his place on a route, the level to write to, and, where he is shut now, why.

    ``shut`` is a code of refusal, empty where the way is open.
    """

    institution: str
    place: str
    route: str
    basis: str
    confidence: str
    deadline: str
    condition: str
    level: str
    conflict: bool
    shut: str = ""


def ways(data: ReferenceData, asked: Asked) -> tuple[Way, ...]:
    """Every addressee that a route in force names, first ones first; each institution once, on its best place."""
    found: dict[str, Way] = {}
    for way in _named(data, asked):
        known = found.get(way.institution)
        if known is None or _rank(way) < _rank(known):
            found[way.institution] = way
    return tuple(sorted(found.values(), key=_rank))


def way_to(data: ReferenceData, asked: Asked, institution: Institution) -> Way:
    """The way to one institution.

    Raises ``Invalid('referral.abolished')`` and ``NotAllowed``: ``referral.release_only``, ``referral.via_bawaslu``,
    ``referral.closed_route``, ``referral.off_route``, and what :func:`require_open` raises.
    """
    if institution.valid_to is not None and asked.day > institution.valid_to:
        raise Invalid("referral.abolished", institution=institution.code, until=institution.valid_to.isoformat())
    found = next((way for way in ways(data, asked) if way.institution == institution.code), None)
    if found is None:
        found = _off_route(data, asked, institution)
    return found


def require_open(way: Way, *, first: bool, reason: str, level: str) -> None:
    """Refuse a way that is shut, or that asks for what was not given.

    ``first`` says that the first addressee has it or gets it in the same act. Raises ``NotAllowed``: the way's own code,
    ``referral.bawaslu_first``, ``referral.own_institution``; ``Invalid('referral.reason')``.
    """
    if way.shut:
        raise NotAllowed(way.shut, institution=way.institution)
    if way.place != FIRST and way.institution != BAWASLU and not first:
        raise NotAllowed("referral.bawaslu_first", institution=way.institution)
    if way.place == REASON and not reason.strip():
        raise Invalid("referral.reason", institution=way.institution)
    if way.conflict and not _is_above(way, level):
        raise NotAllowed("referral.own_institution", institution=way.institution, level=way.level)


def _is_above(way: Way, level: str) -> bool:
    if way.institution != BAWASLU:
        return level == ABOVE
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(way.level)


def _rank(way: Way) -> tuple[bool, int, bool]:
    places = (FIRST, COPY, REASON)
    return bool(way.shut), places.index(way.place), way.institution != BAWASLU


def _named(data: ReferenceData, asked: Asked) -> Iterator[Way]:
    for route in _routes(data, asked):
        shut = _shut(route, asked)
        for code, place in _places(route):
            institution = data.institution(code)
            if institution is None:
                continue
            over = institution.valid_to is not None and asked.day > institution.valid_to
            yield _way(institution, place, route, asked, "referral.abolished" if over else shut)


def _places(route: Route) -> Iterator[tuple[str, str]]:
    yield route.primary, FIRST
    yield from ((code, COPY) for code in route.cc)
    yield from ((code, REASON) for code in route.by_reason)


def _routes(data: ReferenceData, asked: Asked) -> list[Route]:
    if asked.kind == WARNING:
        return [route for route in data.routes if route.condition == WARNING and route.valid_on(asked.day)]
    subjects = {party.subject.upper() for party in asked.reported} or {UNKNOWN_GROUP}
    found = {route.code: route for subject in sorted(subjects) for route in data.routes_for(subject, asked.day)}
    return [route for route in found.values() if route.condition != WARNING]


def _shut(route: Route, asked: Asked) -> str:
    """The code of why a route's condition does not hold."""
    if route.condition == DISCIPLINE_RESULT:
        return "" if asked.discipline else "referral.discipline_first"
    wanted = CONDITIONS.get(route.condition or "")
    return "" if wanted is None or asked.organiser == wanted else "referral.organiser"


def _way(institution: Institution, place: str, route: Route | None, asked: Asked, shut: str) -> Way:
    conflict = any(belongs(party, institution.code) for party in asked.reported)
    return Way(
        institution=institution.code,
        place=place,
        route="" if route is None else route.code,
        basis="" if route is None else route.legal_ref or route.basis,
        confidence="not verified" if route is None else route.confidence,
        deadline="" if route is None else route.deadline or "",
        condition="" if route is None else route.condition or "",
        level=level_for(institution.code, asked.reported) if conflict or institution.code == BAWASLU else "",
        conflict=conflict,
        shut=shut,
    )


def _off_route(data: ReferenceData, asked: Asked, institution: Institution) -> Way:
    """What no route in force names: shut with its reason, but for an outside body, for which a reason is enough."""
    routes = _routes(data, asked)
    for names, code in (("release_only", "referral.release_only"), ("via_bawaslu", "referral.via_bawaslu")):
        if any(institution.code in getattr(route, names) for route in routes):
            raise NotAllowed(code, institution=institution.code)
    if any(institution.code in (name for name, _ in _places(route)) for route in _of_another_day(data, asked)):
        raise NotAllowed("referral.closed_route", institution=institution.code, day=asked.day.isoformat())
    if institution.family not in OUTSIDE or institution.code == "GAKKUMDU":
        raise NotAllowed("referral.off_route", institution=institution.code)
    return _way(institution, REASON, None, asked, "")


def _of_another_day(data: ReferenceData, asked: Asked) -> list[Route]:
    groups = {subject.group for party in asked.reported if (subject := data.subject(party.subject)) is not None}
    return [route for route in data.routes if groups & set(route.subject_groups) and not route.valid_on(asked.day)]


def belongs(party: Reported, institution: str) -> bool:
    """Whether a reported party belongs to an addressee, as far as its type, unit and position tell."""
    if institution == BAWASLU:
        return party.subject.upper() == SUPERVISOR
    return bool(_OWN.get(institution, frozenset()) & party.words)


def level_for(institution: str, reported: Sequence[Reported]) -> str:
    """The level to write to: Bawaslu of regency or city, or one above the highest reported supervisor; else "above"."""
    if institution != BAWASLU:
        return ABOVE
    levels = [LEVELS.index(_level_of(party)) for party in reported if belongs(party, BAWASLU)]
    return LEVELS[min(max(levels) + 1, len(LEVELS) - 1)] if levels else "kabkota"


def _level_of(party: Reported) -> str:
    """The level of a supervisor's own office; where it cannot be told, that of regency or city."""
    return next((level for level, words in _LEVEL_WORDS if party.words & words), "kabkota")
