"""Issuing integrity pacts: every person is checked before anything is printed; all are issued or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

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
from core.documents import pact_pool
from core.documents.pact import Office, OfficeSigner, PactPerson, PactPress, Witness
from core.documents.wording import PactTemplate
from core.domain.commands import IssuePacts, PactPersonItem
from core.domain.errors import Invalid
from core.domain.events import PactFacts, PactIssued, PactParties
from core.domain.ids import show_id
from core.domain.ink import Ink, check_ink
from core.domain.letter_number import LetterNumber
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
    from the watch, which is told of every pact printed and of every pact written. Nothing is recorded unless everything
    was printed, and then all at once.
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
    printed = _print(device, command, wordings, watch, ink)
    return _record(device, command, wordings, printed, watch, ink)


@dataclass(frozen=True)
class _Made:
    """What is kept of a pact until it is recorded: its identifier, its two digests, its file as it is stored."""

    document: bytes
    content_digest: bytes
    byterange_digest: bytes
    file: pact_files.Packed


@dataclass(frozen=True)
class _Printed:
    """What was made for the people of a command, in their order; nothing of it is recorded yet."""

    stream: bytes
    numbers: Sequence[LetterNumber]
    made: Sequence[_Made]


def _record(
    device: Device,
    command: IssuePacts,
    wordings: Sequence[PactTemplate],
    printed: _Printed,
    watch: Watch,
    ink: Ink,
) -> IssuedPacts:
    """Write all in one transaction."""
    issued = []
    with device.database.writing() as db:
        pact_files.keep_common(db, [made.file for made in printed.made])
        for at, (person, wording) in enumerate(zip(command.people, wordings, strict=True)):
            number, made = printed.numbers[at], printed.made[at]
            facts = _facts(printed.stream, wording, number, made, person)
            event = PactIssued(facts, _parties(person))
            entry = device.author.write(db, event, Placement(printed.stream), device.circumstance(command.command))
            device.projector.project(db, entry, rivals=False, alone=True)
            pact_files.keep(db, entry.subject, made.file)
            issued.append((show_id(entry.subject), number.text))
            if ink:
                pact_acts.signed_on_screen(db, device, command, entry.subject, ink)
            watch("pacts.write", len(issued), len(command.people))
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


def _print(device: Device, command: IssuePacts, wordings: Sequence[PactTemplate], watch: Watch, ink: Ink) -> _Printed:
    """Check everybody first, then print everybody, one press per wording, while others may write to the store.

    The numbers are free until all is written: commands run one at a time, in the one program that has the profile open.
    """
    moment = device.moment()
    people = [_person(person, command.witness) for person in command.people]
    with _presses(device, command, wordings) as presses:
        for person, wording in zip(people, wordings, strict=True):
            presses[wording.code].check(person, "")
            watch("pacts", 0, len(people))
        stream, numbers = _numbers(device, command, moment)
        made: list[_Made] = []

        def tell() -> None:
            watch("pacts", len(made), len(people))

        told = (
            (presses[wording.code], person, number) for person, wording, number in zip(people, wordings, numbers, strict=True)
        )
        pages = (
            (press, press.page(person, number.text, device.ports.entropy(DOCUMENT_BYTES), moment, ink))
            for press, person, number in told
        )
        for page, paper in pact_pool.printed(fonts_of(device), tuple(presses.values()), pages, len(people), tell):
            made.append(_Made(page.document, paper.content_digest, paper.byterange_digest, pact_files.pack(paper)))
            tell()
    return _Printed(stream, numbers, made)


@contextmanager
def _presses(device: Device, command: IssuePacts, wordings: Sequence[PactTemplate]) -> Iterator[dict[str, PactPress]]:
    """A press for each wording, by its code."""
    fonts, office, signer = fonts_of(device), office_of(device, command.place), signer_of(device)
    presses: dict[str, PactPress] = {}
    try:
        for wording in wordings:
            if wording.code not in presses:
                presses[wording.code] = PactPress(fonts, wording, office, signer, device.belongings.drill)
        yield presses
    finally:
        for press in presses.values():
            press.close()


def _numbers(device: Device, command: IssuePacts, moment: Moment) -> tuple[bytes, list[LetterNumber]]:
    """The stream to write on, opened where there is none, and the next numbers of its series."""
    with device.database.writing() as db:
        stream = own_stream(db, device, DESKS, command.command)
        return stream, numbering.numbers(db, device, stream, numbering.PACT_KIND, moment.day, len(command.people))


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
    stream: bytes,
    wording: PactTemplate,
    number: LetterNumber,
    made: _Made,
    person: PactPersonItem,
) -> PactFacts:
    return PactFacts(
        number=number.text,
        series=series_of(stream),
        sequence=number.sequence,
        template=wording.code,
        template_version=str(wording.version),
        document=made.document,
        content_digest=made.content_digest,
        byterange_digest=made.byterange_digest,
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
