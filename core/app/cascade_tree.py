"""The tree of offices with its heads and its plan, as every question about the cascade needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, case, select

from core.app.answers import show_time
from core.app.cascade_views import PlanView, Tally
from core.app.device import Device
from core.domain import pact
from core.domain.ids import show_id
from core.domain.roster import DEPTH_LIMIT, office_key
from core.storage import tables

ACTIVE, LEFT, LEAVE = "active", "left", "leave"
_FIELDS = {
    "": "lacking",
    pact.ISSUED: "issued",
    pact.TOLD: "told",
    pact.SIGNED: "signed",
    pact.REFUSED: "refused",
    pact.AWAY: "away",
}


@dataclass(frozen=True, slots=True)
class Outsider:
    """A head who is known from his pact alone."""

    name: str
    state: str
    person: bytes = b""
    number: str = ""
    position: str = ""
    employment: str = ""


@dataclass(slots=True)
class Office:
    """One office while questions are answered."""

    id: bytes
    parent: bytes
    name: str
    level: str
    home: str
    depth: int = 1
    listed: bool = True
    head: Row[Any] | Outsider | None = None
    below: list[Office] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """Offices of one home by id, those directly below it in order, who leads the home, and the plan in force."""

    home: str
    offices: dict[bytes, Office]
    tops: list[Office]
    plan: PlanView | None
    name: str = ""
    top_head: Row[Any] | None = None
    today: str = ""
    stated: dict[bytes, Row[Any]] = field(default_factory=dict)
    """Superiors whom the list itself names, by id."""
    _led: dict[bytes, bytes] = field(default_factory=dict)

    def tier(self, office: bytes, *, is_head: bool) -> int:
        """0 for the top, 1 for heads below it, one more for each step down."""
        found = self.offices.get(office)
        depth = 0 if found is None else found.depth
        return depth if is_head else depth + 1

    def due(self, tier: int, stated: str = "") -> str:
        """The day by which a tier signs: the pact's own, else the plan's."""
        if stated or self.plan is None or not self.plan.dues:
            return stated
        return self.plan.dues[min(max(tier, 1), len(self.plan.dues)) - 1]

    def is_over(self, due: str, state: str) -> bool:
        """Whether a day has passed without a signature."""
        return bool(due) and due < self.today and state != pact.SIGNED

    def superior(self, person: bytes, office: bytes, *, is_head: bool) -> Row[Any] | Outsider | None:
        """The head of the office, or for that head the one of the office above that has one."""
        found = self.offices.get(office)
        for _ in range(DEPTH_LIMIT + 1):
            if found is None:
                break
            if found.head is not None and not is_head and bytes(found.head.person) != person:
                return found.head
            is_head = False
            found = self.offices.get(found.parent)
        top = self.top_head
        return top if top is not None and bytes(top.person) != person else None

    def named(self, unit: str) -> set[bytes]:
        """Offices with that id or name, or with those words in their name, and everything below."""
        key = office_key(unit)
        exact = [office for office in self.offices.values() if show_id(office.id) == unit or office_key(office.name) == key]
        alike = exact or [office for office in self.offices.values() if key and key in office_key(office.name)]
        return {one.id for office in alike for one in self.below(office)}

    def led_by(self, person: bytes) -> bytes:
        """The office that somebody leads, or nothing."""
        if not self._led:
            self._led.update({bytes(one.head.person): one.id for one in self.offices.values() if one.head is not None})
        return self._led.get(person, b"")

    def below(self, office: Office) -> Iterable[Office]:
        """The office and everything under it, parents first."""
        yield office
        for child in office.below:
            yield from self.below(child)

    def in_order(self) -> Iterable[Office]:
        """Every office, parents first, siblings by name."""
        for top in self.tops:
            yield from self.below(top)


def homes(db: Connection, device: Device) -> tuple[str, ...]:
    """Whose rosters and pacts are held here: at a post its own, at a desk everybody's, the own first."""
    own = device.belongings.code
    if not device.is_desk:
        return (own,)
    found = {
        str(home)
        for column in (tables.roster_person.c.home, tables.roster_office.c.home, tables.pact.c.post)
        for home in db.execute(select(column).distinct()).scalars()
    }
    return (own, *sorted(found - {own}))


def home_name(device: Device, home: str) -> str:
    """The name of who keeps a roster."""
    if home == device.belongings.code:
        return device.belongings.name
    known = device.reference.post(home)
    return home if known is None else known.unit or known.name_id


def tree_of(db: Connection, device: Device, home: str, extra: Sequence[Office] = (), *, superiors: bool = False) -> Tree:
    """The tree of one home; ``extra`` are offices that pacts alone know; ``superiors`` asks for those whom the list names."""
    table = tables.roster_office.c
    rows = db.execute(select(table.office, table.parent, table.name, table.level).where(table.home == home, table.ended == 0))
    offices = {bytes(row.office): Office(bytes(row.office), bytes(row.parent), row.name, row.level, home) for row in rows}
    for office in extra:
        offices.setdefault(office.id, office)
    tree = Tree(home, offices, [], plan_of(db, device, home), home_name(device, home), today=device.moment().day.isoformat())
    if superiors:
        tree.stated = {bytes(row.person): row for row in db.execute(_superiors(home))}
    for head in db.execute(_heads(home)):
        led = offices.get(bytes(head.office))
        if led is None:
            tree.top_head = tree.top_head or head
        else:
            led.head = led.head or head
    _hang(tree)
    return tree


def standing_on(today: str) -> ColumnElement[str]:
    """A person's standing on a day: a leave whose last day has passed is over, whether or not anybody said so."""
    person = tables.roster_person.c
    over = (person.standing == LEAVE) & (person.until != "") & (person.until < today)
    return case((over, ACTIVE), else_=person.standing)


def _superiors(home: str) -> Any:
    person, other = tables.roster_person, tables.roster_person.alias()
    named = select(other.c.superior).where(other.c.home == home, other.c.superior != b"")
    columns = (person.c.person, person.c.name, person.c.number, person.c.position, person.c.employment)
    return select(*columns).where(person.c.home == home, person.c.person.in_(named), person.c.standing != LEFT)


def _heads(home: str) -> Any:
    """Heads of a home, who took the command last first."""
    person, joined = tables.roster_person.c, tables.roster_pact.c
    return (
        select(person.person, person.office, person.name, person.number, person.position, person.employment, joined.state)
        .join_from(
            tables.roster_person,
            tables.roster_pact,
            (person.home == joined.home) & (person.person == joined.person),
            isouter=True,
        )
        .where(person.home == home, person.is_head == 1, person.standing != LEFT)
        .order_by(person.since.desc(), person.person)
    )


def _hang(tree: Tree) -> None:
    """Hang every office under its parent; one whose parent is unknown, or that hangs under itself, stands at the top."""
    children: dict[bytes, list[Office]] = defaultdict(list)
    for office in sorted(tree.offices.values(), key=lambda one: (one.name.casefold(), one.id)):
        children[office.parent if office.parent in tree.offices else b""].append(office)
    seen: set[bytes] = set()

    def hang(office: Office, depth: int) -> None:
        seen.add(office.id)
        office.depth = depth
        office.below = [child for child in children[office.id] if child.id not in seen and depth < DEPTH_LIMIT]
        for child in office.below:
            hang(child, depth + 1)

    for office in children[b""]:
        hang(office, 1)
        tree.tops.append(office)
    for office in tree.offices.values():
        if office.id not in seen:
            office.parent = b""
            hang(office, 1)
            tree.tops.append(office)


def plan_of(db: Connection, device: Device, home: str) -> PlanView | None:
    """The newest plan of who keeps the roster, else the newest of a desk."""
    table, certificate = tables.cascade_plan.c, tables.certificate.c
    query = (
        select(tables.cascade_plan, certificate.name)
        .join_from(tables.cascade_plan, tables.certificate, table.kid == certificate.kid, isouter=True)
        .order_by(table.lamport.desc(), table.stream.desc(), table.seq.desc())
    )
    row = db.execute(query.where(table.home == home).limit(1)).first()
    row = row or db.execute(query.where(certificate.desk == 1).limit(1)).first()
    if row is None:
        return None
    return PlanView(
        id=show_id(row.subject),
        title=row.title,
        election=row.election,
        begins=row.begins,
        dues=tuple(msgspec.json.decode(row.dues)),
        templates=dict(msgspec.json.decode(row.templates)),
        planned_at=show_time(row.at, row.zone),
        officer=row.name or "",
    )


def tally(state: str, count: int, *, overdue: bool, on_leave: bool) -> Tally:
    """So many people of one state."""
    return Tally(
        people=count,
        overdue=count if overdue else 0,
        on_leave=count if on_leave else 0,
        **{_FIELDS.get(state, "issued"): count},
    )
