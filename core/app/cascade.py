"""The cascade: who must sign, who has, by office, by tier and by date. Coverage counts what is signed, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, exists, func, select

from core.app import queries
from core.app.cascade_tree import LEAVE, LEFT, Office, Outsider, Tree, home_name, homes, standing_on, tally, tree_of
from core.app.cascade_views import CascadeTreeView, CoverageDay, CoverageLevel, CoverageView, OfficeNode, Tally
from core.app.device import Device
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.pact import SIGNED
from core.domain.roster import office_id, office_key
from core.projections.roster import standing_pact
from core.storage import tables

NOTHING = Tally()


@dataclass(slots=True)
class _Counted:
    """One home with everything counted, before it is shown."""

    tree: Tree
    own: dict[bytes, Tally]
    tiers: dict[tuple[bytes, int], Tally]
    signed: dict[tuple[bytes, str], int] = field(default_factory=dict)

    def whole(self) -> dict[bytes, Tally]:
        """Counts of each office with everything below it."""
        sums: dict[bytes, Tally] = {}
        for office in reversed(list(self.tree.in_order())):
            sums[office.id] = sum((sums[child.id] for child in office.below), self.own.get(office.id, NOTHING))
        return sums


def cascade_tree(db: Connection, device: Device, query: queries.CascadeTree) -> CascadeTreeView:
    """The tree of every home that is held here, or of one."""
    counted = [_count(db, device, home) for home in _homes(db, device, query.home)]
    return CascadeTreeView(
        offices=tuple(node for each in counted for node in _nodes(device, each)),
        homes=tuple((each.tree.home, home_name(device, each.tree.home)) for each in counted),
        total=sum((one for each in counted for one in each.own.values()), NOTHING),
        plan=counted[0].tree.plan,
    )


def coverage(db: Connection, device: Device, query: queries.Coverage) -> CoverageView:
    """Coverage of everything, or of the offices whose id or name the query gives, with what lies below them."""
    units: list[OfficeNode] = []
    tiers: dict[int, Tally] = defaultdict(Tally)
    signed: dict[str, int] = defaultdict(int)
    total, plan, trees = NOTHING, None, []
    for home in _homes(db, device, query.home):
        counted = _count(db, device, home)
        chosen = counted.tree.named(query.unit)
        trees.append(counted.tree)
        shown = {show_id(office) for office in chosen}
        units += [node for node in _nodes(device, counted) if not query.unit or node.id in shown]
        for (office, tier), found in counted.tiers.items():
            if not query.unit or office in chosen:
                tiers[tier] += found
                total += found
        for (office, day), number in counted.signed.items():
            if not query.unit or office in chosen:
                signed[day] += number
    if query.unit and not units:
        raise Invalid("cascade.no_unit")
    plan = trees[0].plan
    levels = tuple(CoverageLevel(tier, trees[0].due(tier), tiers[tier]) for tier in sorted(tiers))
    days = sorted(signed)
    sums = accumulate(signed[day] for day in days)
    history = tuple(CoverageDay(day, number, total.people) for day, number in zip(days, sums, strict=True))
    return CoverageView(tuple(units), levels, history, total, plan)


def _homes(db: Connection, device: Device, home: str) -> tuple[str, ...]:
    held = homes(db, device)
    if not home:
        return held
    if home not in held:
        raise Invalid("cascade.no_unit")
    return (home,)


def _count(db: Connection, device: Device, home: str) -> _Counted:
    outside = _outside(db, home)
    known = [Office(each.office, each.parent, each.name, "", home, listed=False) for each in _offices_of(home, outside)]
    tree = tree_of(db, device, home, known)
    counted = _Counted(tree, defaultdict(Tally), defaultdict(Tally), defaultdict(int))
    for row in db.execute(_groups(home, tree.today)):
        group = _Group(bytes(row.office), bool(row.is_head), row.state or "", row.due or "", row.standing == LEAVE, row.people)
        _add(counted, group)
        if row.state == SIGNED:
            counted.signed[group.office, row.signed_day] += row.people
    for pact in outside:
        office = _office_of(home, pact)
        led = tree.offices.get(office)
        if pact.is_head and led is not None and led.head is None:
            led.head = Outsider(pact.name, pact.state)
        _add(counted, _Group(office, bool(pact.is_head), pact.state, pact.due, False, 1))
        if pact.state == SIGNED:
            counted.signed[office, pact.signed_day] += 1
    return counted


@dataclass(frozen=True, slots=True)
class _Group:
    office: bytes
    is_head: bool
    state: str
    due: str
    on_leave: bool
    people: int


def _add(counted: _Counted, group: _Group) -> None:
    tree = counted.tree
    tier = tree.tier(group.office, is_head=group.is_head)
    over = tree.is_over(tree.due(tier, group.due), group.state)
    found = tally(group.state, group.people, overdue=over, on_leave=group.on_leave)
    counted.own[group.office] += found
    counted.tiers[group.office, tier] += found


def _groups(home: str, today: str) -> Any:
    """People of a roster counted by everything that tells them apart here."""
    person, joined = tables.roster_person.c, tables.roster_pact.c
    standing = standing_on(today).label("standing")
    columns = (person.office, person.is_head, standing, joined.state, joined.due, joined.signed_day)
    return (
        select(*columns, func.count().label("people"))
        .join_from(
            tables.roster_person,
            tables.roster_pact,
            (person.home == joined.home) & (person.person == joined.person),
            isouter=True,
        )
        .where(person.home == home, person.standing != LEFT)
        .group_by(*columns)
    )


def _outside(db: Connection, home: str) -> list[Any]:
    """Of people who have a pact and stand in no roster, the pact that counts."""
    pact, person = tables.pact.c, tables.roster_person.c
    by_id = exists().where(person.home == home, person.person == pact.person, pact.person != b"")
    by_number = exists().where(person.home == home, person.number == pact.identifier, pact.identifier != "")
    named: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    query = select(tables.pact).where(pact.post == home, ~by_id, ~by_number).order_by(pact.lamport, pact.subject)
    for row in db.execute(query):
        named[(row.identifier,) if row.identifier else (row.name, row.position, row.unit, row.agency)].append(row)
    return [standing_pact(rows) for rows in named.values()]


@dataclass(frozen=True, slots=True)
class _Named:
    office: bytes
    parent: bytes
    name: str


def _path(pact: Any) -> tuple[str, ...]:
    names = [name for name in (pact.agency, pact.unit) if office_key(name)]
    return tuple(names[:1] if len(names) > 1 and office_key(names[0]) == office_key(names[1]) else names)


def _office_of(home: str, pact: Any) -> bytes:
    path = _path(pact)
    return office_id(home, path) if path else b""


def _offices_of(home: str, pacts: Iterable[Any]) -> Iterable[_Named]:
    for path in {_path(pact) for pact in pacts}:
        for end in range(1, len(path) + 1):
            parent = office_id(home, path[: end - 1]) if end > 1 else b""
            yield _Named(office_id(home, path[:end]), parent, path[end - 1])


def _nodes(device: Device, counted: _Counted) -> Iterable[OfficeNode]:
    tree, whole = counted.tree, counted.whole()
    for office in tree.in_order():
        head = office.head
        yield OfficeNode(
            id=show_id(office.id),
            parent=show_id(office.parent) if office.parent else "",
            name=office.name,
            level=office.level,
            depth=office.depth,
            home=tree.home,
            head=show_id(head.person) if head is not None and head.person else "",
            head_name="" if head is None else head.name,
            head_state="" if head is None else head.state or "",
            own=counted.own.get(office.id, NOTHING),
            whole=whole[office.id],
            due=tree.due(office.depth),
            listed=office.listed,
        )
    loose = counted.own.get(b"", NOTHING)
    if loose.people:
        yield _home_node(device, tree, loose)


def _home_node(device: Device, tree: Tree, own: Tally) -> OfficeNode:
    """People who stand directly under who keeps the roster."""
    head = tree.top_head
    return OfficeNode(
        id="",
        parent="",
        name=home_name(device, tree.home),
        level="",
        depth=0,
        home=tree.home,
        head="" if head is None else show_id(head.person),
        head_name="" if head is None else head.name,
        head_state="" if head is None else head.state or "",
        own=own,
        whole=own,
        due=tree.due(0),
    )
