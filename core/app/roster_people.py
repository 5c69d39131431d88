"""People of a roster as rows: pages, one person's history, what each head still owes, what must be issued anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from core.app import pact_answers, queries
from core.app.answers import MAX_PAGE, show_time
from core.app.cascade_tree import ACTIVE, LEAVE, LEFT, Outsider, Tree, homes, standing_on, tree_of
from core.app.cascade_views import (
    PeoplePage,
    PersonHistoryView,
    PersonPact,
    PersonRow,
    PersonStep,
    ReissueRow,
    ReminderGroup,
)
from core.app.device import Device
from core.domain.commands import PactPersonItem
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.domain.pact import REFUSED, SIGNED, TOLD
from core.domain.roster import RosterChanged, RosterImported, office_key
from core.journal import catalogue, reading, store
from core.storage import tables

SILENT_GROUPS = frozenset({"TNI", "POLRI", "INTELIJEN"})
"""Whose heads never read on a list that somebody refused (SAFEGUARDS 18)."""


def _people(home: str) -> Select[Any]:
    person, joined, pact = tables.roster_person.c, tables.roster_pact.c, tables.pact.c
    columns = [pact[name].label(f"pact_{name}") for name in ("subject", "number", "position", "unit", "superior", "person")]
    return (
        select(tables.roster_person, joined.state, joined.due, *columns, pact.told_day, pact.signed_day)
        .add_columns(pact.template, pact.template_version)
        .join_from(
            tables.roster_person,
            tables.roster_pact,
            (person.home == joined.home) & (person.person == joined.person),
            isouter=True,
        )
        .join(tables.pact, joined.pact == pact.subject, isouter=True)
        .where(person.home == home)
    )


def _superior(tree: Tree, row: Any) -> Row[Any] | Outsider | None:
    """The superior's row: as the list states, else by the tree."""
    stated = tree.stated.get(bytes(row.superior)) if row.superior else None
    if stated is not None and bytes(stated.person) != bytes(row.person):
        return stated
    return tree.superior(bytes(row.person), bytes(row.office), is_head=bool(row.is_head))


def person_row(tree: Tree, row: Any) -> PersonRow:
    """A row as lists show it."""
    tier = tree.tier(bytes(row.office), is_head=bool(row.is_head))
    due, state = tree.due(tier, row.due or ""), row.state or ""
    office = tree.offices.get(bytes(row.office))
    superior = _superior(tree, row)
    return PersonRow(
        id=show_id(row.person),
        home=tree.home,
        name=row.name,
        front_title=row.front_title,
        back_title=row.back_title,
        number=row.number,
        rank=row.rank,
        position=row.position,
        office=show_id(row.office) if row.office else "",
        office_name="" if office is None else office.name,
        employment=row.employment,
        is_head=bool(row.is_head),
        standing=row.standing if row.standing != LEAVE or not row.until or row.until >= tree.today else ACTIVE,
        until=row.until,
        tier=tier,
        superior="" if superior is None else show_id(superior.person),
        superior_name="" if superior is None else superior.name,
        pact=show_id(row.pact_subject) if row.pact_subject else "",
        pact_number=row.pact_number or "",
        state=state,
        told_day=row.told_day or "",
        signed_day=row.signed_day or "",
        due=due,
        overdue=row.standing != LEFT and tree.is_over(due, state),
    )


def people(db: Connection, device: Device, query: queries.OfficePeople) -> PeoplePage:
    """A page of the people of an office, of what lies below it, or of a whole home, in the order of names."""
    home = query.home or device.belongings.code
    if home not in homes(db, device):
        raise Invalid("cascade.no_unit")
    tree = tree_of(db, device, home, superiors=True)
    person, joined = tables.roster_person.c, tables.roster_pact.c
    statement = _people(home)
    if query.office:
        chosen = tree.offices.get(read_id(query.office))
        if chosen is None:
            raise Invalid("cascade.no_unit")
        wanted = [one.id for one in tree.below(chosen)] if query.below else [chosen.id]
        statement = statement.where(person.office.in_(wanted))
    for word in query.text.split():
        like = f"%{word}%"
        statement = statement.where(or_(person.name.ilike(like), person.number.ilike(like), person.position.ilike(like)))
    if query.state is not None:
        statement = statement.where(joined.state.is_(None) if query.state == "" else joined.state == query.state)
    statement = statement.where(person.standing == query.standing if query.standing else person.standing != LEFT)
    start = _offset(query.after)
    limit = max(1, min(query.limit, MAX_PAGE))
    rows = db.execute(statement.order_by(person.name, person.person).limit(limit + 1).offset(start)).all()
    more = str(start + limit) if len(rows) > limit else None
    return PeoplePage(tuple(person_row(tree, row) for row in rows[:limit]), more)


def _offset(after: str | None) -> int:
    if after is None:
        return 0
    if not after.isdecimal():
        raise Invalid("query.cursor")
    return int(after)


# --- one person ------------------------------------------------------------------------------------------------------


def history(db: Connection, device: Device, query: queries.PersonHistory) -> PersonHistoryView:
    """One person with every step in the roster and every pact; raises ``Invalid('roster.no_person')``."""
    person = _find(db, device, query.id)
    home = db.execute(select(tables.roster_person.c.home).where(tables.roster_person.c.person == person)).scalar()
    if home is None:
        raise Invalid("roster.no_person")
    tree = tree_of(db, device, home, superiors=True)
    row = db.execute(_people(home).where(tables.roster_person.c.person == person)).one()
    pact = tables.pact.c
    mine = [pact.person == person]
    if row.number:
        mine.append((pact.person == b"") & (pact.identifier == row.number))
    found = db.execute(select(pact.subject).where(pact.post == home, or_(*mine)).order_by(pact.lamport, pact.subject)).scalars()
    in_force = _versions(db, device)
    pacts = []
    for subject in found.all():
        view = pact_answers.pact(db, device, queries.Pact(show_id(subject)))
        current = bytes(subject) == row.pact_subject
        pacts.append(
            PersonPact(
                id=view.row.id,
                number=view.row.number,
                state=view.row.state,
                template=view.row.template,
                template_version=view.template_version,
                issued_at=view.row.issued_at,
                replaces=view.replaces,
                current=current,
                reasons=_reasons(tree, row, in_force) if current else (),
                acts=view.acts,
            )
        )
    return PersonHistoryView(person_row(tree, row), tuple(_steps(db, device, tree, person)), tuple(pacts))


def _find(db: Connection, device: Device, name: str) -> bytes:
    """A person by id or number."""
    table = tables.roster_person.c
    cleaned = "".join(name.split())
    found = db.execute(select(table.person).where(table.number == cleaned, table.number != "")).scalars().all()
    if len(found) == 1:
        return bytes(found[0])
    try:
        return read_id(name)
    except Invalid:
        raise Invalid("roster.no_person") from None


def _steps(db: Connection, device: Device, tree: Tree, person: bytes) -> Iterable[PersonStep]:
    table = tables.roster_step.c
    query = select(tables.roster_step).where(table.home == tree.home, table.person == person)
    for step in db.execute(query.order_by(table.lamport, table.stream, table.seq, table.place)).all():
        entry = store.read(db, bytes(step.stream), step.seq, bytes(step.digest))
        if entry is None:
            continue
        fact = reading.fact_of(db, entry, device.identities)
        event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, device.identities))
        if not isinstance(event, RosterImported | RosterChanged) or event.parties is None or event.facts is None:
            continue
        record = event.parties.people[step.place]
        office = tree.offices.get(record.office)
        yield PersonStep(
            day=record.since or event.facts.day,
            kind=record.act,
            position=record.position,
            office_name="" if office is None else office.name,
            rank=record.rank,
            standing=record.standing,
            until=record.until,
            reason=record.reason,
            source="file" if event.facts.source else "typed",
            officer=fact.source.officer,
            at=show_time(fact.source.at, fact.source.zone),
        )


# --- what is owed ----------------------------------------------------------------------------------------------------


def reminders(db: Connection, device: Device, query: queries.Reminders) -> tuple[ReminderGroup, ...]:
    """What each head still owes, the most overdue first; who is on leave is not reminded of."""
    last = (device.moment().day + timedelta(days=query.within)).isoformat() if query.within is not None else ""
    groups: dict[tuple[str, bytes, bytes], list[PersonRow]] = defaultdict(list)
    heads: dict[bytes, tuple[str, str]] = {}
    trees: dict[str, Tree] = {}
    for home in homes(db, device) if not query.home else (query.home,):
        tree = trees[home] = tree_of(db, device, home, superiors=True)
        for row in db.execute(_people(home).where(standing_on(tree.today) == ACTIVE)):
            if row.state == SIGNED:
                continue
            shown = person_row(tree, row)
            if last and not (shown.due and shown.due <= last):
                continue
            head = _superior(tree, row)
            superior = b"" if head is None else bytes(head.person)
            if head is not None:
                heads[superior] = (head.name, head.position)
            groups[home, superior, b"" if superior else bytes(row.office)].append(
                _silenced(device, shown, "" if head is None else head.employment)
            )
    found = [_group(trees[key[0]], key, heads, rows) for key, rows in groups.items()]
    return tuple(
        sorted(found, key=lambda group: (-group.overdue, group.people[0].due or "9", group.head_name, group.office_name))
    )


def _group(
    tree: Tree, key: tuple[str, bytes, bytes], heads: dict[bytes, tuple[str, str]], rows: list[PersonRow]
) -> ReminderGroup:
    _, superior, office = key
    name, position = heads[superior] if superior else ("", "")
    place = tree.offices.get(tree.led_by(superior) if superior else office)
    return ReminderGroup(
        head=show_id(superior) if superior else "",
        head_name=name,
        head_position=position,
        office="" if place is None else show_id(place.id),
        office_name="" if place is None else place.name,
        people=tuple(sorted(rows, key=lambda row: (row.due or "9", row.name, row.id))),
        overdue=sum(row.overdue for row in rows),
    )


def _silenced(device: Device, row: PersonRow, head: str) -> PersonRow:
    """A list for a head of TNI, Polri or BIN does not tell that somebody refused, nor one about people of theirs."""
    kinds = [device.reference.subject(code) for code in (row.employment, head)]
    if row.state != REFUSED or not any(kind is not None and kind.group in SILENT_GROUPS for kind in kinds):
        return row
    return PersonRow(**{name: getattr(row, name) for name in PersonRow.__slots__ if name != "state"}, state=TOLD)


# --- what must be issued ---------------------------------------------------------------------------------------------


def _versions(db: Connection, device: Device) -> dict[str, str]:
    from core.app.wordings import pact_templates  # brings ReportLab along

    return {template.code: str(template.version) for template in pact_templates(db, device)}


def _reasons(tree: Tree, row: Any, in_force: dict[str, str]) -> tuple[str, ...]:
    """Why the pact that counts must be issued anew: a newer wording, another head, another post."""
    found = []
    if row.template in in_force and in_force[row.template] != row.template_version:
        found.append("template")
    if row.pact_person:
        superior = _superior(tree, row)
        if superior is not None and superior.number and row.pact_superior not in ("", superior.number):
            found.append("head")
        if office_key(row.position) != office_key(row.pact_position) or office_key(_unit(tree, row)) != office_key(row.pact_unit):
            found.append("position")
    return tuple(found)


def reissues(db: Connection, device: Device, query: queries.Reissues) -> tuple[ReissueRow, ...]:
    """Standing pacts that must be issued anew, in the order of names."""
    in_force = _versions(db, device)
    found = []
    for home in homes(db, device) if not query.home else (query.home,):
        tree = tree_of(db, device, home, superiors=True)
        statement = _people(home).where(tables.roster_person.c.standing != LEFT, tables.roster_pact.c.pact.is_not(None))
        for row in db.execute(statement.order_by(tables.roster_person.c.name, tables.roster_person.c.person)):
            reasons = _reasons(tree, row, in_force)
            if reasons:
                found.append(ReissueRow(person_row(tree, row), reasons, row.template, row.template_version))
    return tuple(found)


def to_issue(db: Connection, device: Device, query: queries.ToIssue) -> tuple[PactPersonItem, ...]:
    """People of the own roster who lack a pact, or whose pact must be renewed, ready for ``IssuePacts``.

    Raises ``Invalid('cascade.no_unit')`` for an office that is not there.
    """
    tree = tree_of(db, device, device.belongings.code, superiors=True)
    wanted = _wanted(tree, query.unit)
    in_force = _versions(db, device)
    person = tables.roster_person.c
    statement = (
        _people(tree.home).where(standing_on(tree.today) == ACTIVE).order_by(person.is_head.desc(), person.name, person.person)
    )
    found = []
    for row in db.execute(statement).all():
        if wanted is not None and bytes(row.office) not in wanted:
            continue
        without = row.pact_subject is None
        if (without and query.lacking) or (not without and query.renew and _reasons(tree, row, in_force)):
            found.append((tree.tier(bytes(row.office), is_head=bool(row.is_head)), _item(tree, row)))
    found.sort(key=lambda pair: pair[0])
    return tuple(item for _, item in found)


def _wanted(tree: Tree, unit: str) -> set[bytes] | None:
    if not unit:
        return None
    chosen = tree.named(unit)
    if not chosen:
        raise Invalid("cascade.no_unit")
    return chosen


def _unit(tree: Tree, row: Any) -> str:
    office = tree.offices.get(bytes(row.office))
    return tree.name if office is None else office.name


def _agency(tree: Tree, row: Any) -> str:
    """The office directly below who keeps the roster, where it is not the person's own."""
    office = tree.offices.get(bytes(row.office))
    while office is not None and office.parent in tree.offices:
        office = tree.offices[office.parent]
    return "" if office is None or office.id == bytes(row.office) else office.name


def _item(tree: Tree, row: Any) -> PactPersonItem:
    tier = tree.tier(bytes(row.office), is_head=bool(row.is_head))
    superior = _superior(tree, row)
    return PactPersonItem(
        name=row.name,
        front_title=row.front_title,
        back_title=row.back_title,
        identifier=row.number,
        rank=row.rank,
        position=row.position,
        unit=_unit(tree, row),
        agency=_agency(tree, row),
        subject=row.employment,
        superior="" if superior is None else superior.number,
        is_head=bool(row.is_head),
        person=bytes(row.person),
        replaces=b"" if row.pact_subject is None else bytes(row.pact_subject),
        due=tree.due(tier),
        template="" if tree.plan is None else tree.plan.templates.get(row.employment, ""),
    )
