"""Issuing integrity pacts: every person is checked before anything is printed; all are issued or none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET
from sqlalchemy import select

from core.app import letterhead, numbering, pact_acts, pact_files
from core.app.device import DESKS, Device
from core.app.faces import fonts_of
from core.app.intake import series_of
from core.app.streams import own_stream
from core.app.views import IssuedPacts
from core.app.watch import Watch
from core.app.wordings import pact_templates
from core.documents.pact import IssuedPact, Office, OfficeSigner, PactPerson, PactPress, Witness
from core.documents.wording import PactTemplate
from core.domain.commands import IssuePacts, PactPersonItem
from core.domain.errors import Invalid
from core.domain.events import PactFacts, PactIssued, PactParties
from core.domain.ids import show_id
from core.domain.ink import Ink, check_ink
from core.domain.moment import Moment
from core.journal.author import Placement
from core.storage import tables

DOCUMENT_BYTES = 16


def office_of(device: Device, place: str = "") -> Office:
    """The issuing office under the letterhead that this laptop was told."""
    return letterhead.office(device, letterhead.worn(device), place)


def signer_of(device: Device) -> OfficeSigner:
    """The officer's key and certificate, which certify the issue for the office (SAFEGUARDS 17)."""
    return OfficeSigner(device.officer.key, device.officer.certificate, device.belongings.ca_certificate)


def issue(device: Device, command: IssuePacts, watch: Watch) -> IssuedPacts:
    """Print, sign and record one pact per person.

    Raises ``Invalid`` (``pact.nobody``, ``pact.template``, ``pact.missing_glyph``, ``pact.no_name``); ``Cancelled``
    from the watch. Nothing is recorded unless everything was printed.
    """
    if not command.people:
        raise Invalid("pact.nobody")
    if command.strokes and len(command.people) != 1:
        raise Invalid("ink.one")
    ink = check_ink(command.strokes) if command.strokes else ()
    with device.database.reading() as db:
        held = pact_templates(db, device)
    wordings = [_wording(held, person, command.template or person.template or None) for person in command.people]
    again = _done_before(device, command)
    if again is not None:
        return again
    moment = device.moment()
    with device.database.writing() as db:
        stream = own_stream(db, device, DESKS, command.command)
        given = numbering.numbers(db, device, stream, numbering.PACT_KIND, moment.day, len(command.people))
        numbers = [(each.sequence, each.text) for each in given]
        printed = _print(device, command, wordings, numbers, moment, watch, ink)
        issued = []
        for person, wording, number, (document, paper) in zip(command.people, wordings, numbers, printed, strict=True):
            event = PactIssued(_facts(device, stream, wording, number, document, paper, person), _parties(person))
            entry = device.author.write(db, event, Placement(stream), device.circumstance(command.command))
            device.projector.project(db, entry)
            pact_files.keep(db, entry.subject, paper)
            issued.append((show_id(entry.subject), number[1]))
            if ink:
                pact_acts.signed_on_screen(db, device, command, entry.subject, ink)
    return IssuedPacts(tuple(issued))


def to_read(device: Device, person: PactPersonItem, code: str | None, place: str) -> str:
    """The words of one person's pact before it is issued; raises ``Invalid('pact.template')``."""
    with device.database.reading() as db:
        wording = _wording(pact_templates(db, device), person, code or person.template or None)
    press = PactPress(fonts_of(device), wording, office_of(device, place), signer_of(device), device.belongings.drill)
    try:
        return press.to_read(_person(person, ""), device.moment())
    finally:
        press.close()


def _wording(templates: Sequence[PactTemplate], person: PactPersonItem, code: str | None) -> PactTemplate:
    for template in templates:
        if code is not None and template.code.upper() == code.upper():
            return template
        if code is None and person.subject.upper() in template.subjects:
            return template
    raise Invalid("pact.template", value=code or person.subject)


def _done_before(device: Device, command: IssuePacts) -> IssuedPacts | None:
    query = (
        select(tables.pact.c.subject, tables.pact.c.number)
        .join_from(tables.command, tables.pact, tables.command.c.subject == tables.pact.c.subject)
        .where(tables.command.c.command == command.command)
        .order_by(tables.pact.c.sequence)
    )
    with device.database.reading() as db:
        rows = db.execute(query).all()
    return IssuedPacts(tuple((show_id(r.subject), r.number) for r in rows)) if rows else None


def _print(
    device: Device,
    command: IssuePacts,
    wordings: Sequence[PactTemplate],
    numbers: Sequence[tuple[int, str]],
    moment: Moment,
    watch: Watch,
    ink: Ink,
) -> list[tuple[bytes, IssuedPact]]:
    """Check everybody first, then print everybody, one press per wording."""
    fonts, office, signer = fonts_of(device), office_of(device, command.place), signer_of(device)
    presses: dict[str, PactPress] = {}
    try:
        for wording in wordings:
            if wording.code not in presses:
                presses[wording.code] = PactPress(fonts, wording, office, signer, device.belongings.drill)
        people = [_person(person, command.witness) for person in command.people]
        for person, wording, number in zip(people, wordings, numbers, strict=True):
            presses[wording.code].check(person, number[1])
        papers = []
        for person, wording, number in zip(people, wordings, numbers, strict=True):
            document = device.ports.entropy(DOCUMENT_BYTES)
            papers.append((document, presses[wording.code].issue(person, number[1], document, moment, ink)))
            watch("pacts", len(papers), len(people))
        return papers
    finally:
        for press in presses.values():
            press.close()


def _person(item: PactPersonItem, witness: str) -> PactPerson:
    return PactPerson(
        name=item.name,
        front_title=item.front_title,
        back_title=item.back_title,
        identifier=item.identifier,
        rank=item.rank,
        position=item.position,
        unit=item.unit,
        agency=item.agency,
        is_head=item.is_head,
        witness=Witness(position=witness),
    )


def _facts(
    device: Device,
    stream: bytes,
    wording: PactTemplate,
    number: tuple[int, str],
    document: bytes,
    paper: IssuedPact,
    person: PactPersonItem,
) -> PactFacts:
    return PactFacts(
        number=number[1],
        series=series_of(stream),
        sequence=number[0],
        template=wording.code,
        template_version=str(wording.version),
        document=document,
        content_digest=paper.content_digest,
        byterange_digest=paper.byterange_digest,
        person=person.person or UNSET,
        replaces=person.replaces or UNSET,
        due=person.due or UNSET,
    )


def _parties(person: PactPersonItem) -> PactParties:
    return PactParties(
        name=person.name,
        front_title=person.front_title,
        back_title=person.back_title,
        identifier=person.identifier,
        rank=person.rank,
        position=person.position,
        unit=person.unit,
        agency=person.agency,
        subject=person.subject,
        superior=person.superior,
        is_head=person.is_head,
    )
