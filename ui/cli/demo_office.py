"""What the demo's offices write in their own name: letterhead, roster and cascade, letters, a declaration of two laptops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import msgspec

from core.app import queries
from core.app.document_views import IssuedDocument
from core.app.views import IssuedPacts
from core.domain.commands import IssuePacts, PactPersonItem
from core.domain.declaration import OpenDeclaration, SealDeclaration, SignDeclaration
from core.domain.document import IssueDocument, Rows
from core.domain.ids import SubjectId, read_id
from core.domain.pact import (
    RecordPactActs,
    RecordPactAway,
    RecordPactRefused,
    RecordPactSigned,
    RecordPactTold,
)
from core.domain.roster import ImportRoster, PlanCascade
from sync.exchange import preview
from ui import compose

if TYPE_CHECKING:
    from core.app.application import Application
    from ui.cli.demo_story import Play

SIGNED, REFUSED, AWAY = 14, 15, 16
"""In the office of the cascade: the first 14 sign, the next refuses, the one after is away, the others wait."""

Strokes = tuple[tuple[tuple[int, int], ...], ...]


def dress(play: Play) -> None:
    """The province's letterhead and its way of writing numbers."""
    told = play.people.letterhead
    app = play.province
    kept = msgspec.structs.replace(app.letterhead.read(), lines=tuple(told["lines"]), place=told["place"])
    app.letterhead.save(kept)
    app.set_numbering(app.numbering()[0], told["number_unit"])
    play.step("Provinsi memasang kop surat dan pola nomornya", "The province sets its letterhead and number pattern")


def cascade(play: Play) -> None:
    """The roster becomes a tree, the cascade is planned, everybody's pact is issued, one office is told and signs."""
    app, data = play.province, play.people.roster()
    compose.write_file(play.folder / "roster.csv", data)
    seen = app.ask(queries.RosterPreview(data))
    app.execute(ImportRoster(app.new_command(), data, seen.digest))
    today = app.today
    dues = tuple(today + timedelta(days=days) for days in (2, 4, 7))
    app.execute(PlanCascade(app.new_command(), play.people.cascade["title"], today, dues))
    people = app.ask(queries.ToIssue())
    command = IssuePacts(app.new_command(), people, None, "Pangkalpinang")
    issued = cast("IssuedPacts", app.execute(command, play.watch).reply).pacts
    for pact, number in issued:
        play.file(f"pakta-{number.replace('/', '-')}.pdf", app.ask(queries.PactFile(pact)))
    play.step(f"{len(issued)} pakta integritas terbit dan bertanda tangan", f"{len(issued)} integrity pacts issued and signed")
    _sign_office(play, people, [read_id(pact) for pact, _ in issued], today)


def _sign_office(play: Play, people: Sequence[PactPersonItem], pacts: Sequence[SubjectId], today: date) -> None:
    told, app = play.people.cascade, play.province
    office = told["office"]
    ours = [pact for person, pact in zip(people, pacts, strict=True) if office in (person.unit, person.agency)]
    here = app.new_command
    acts = [RecordPactTold(here(), pact, today, "apel", by=told["told_by"]) for pact in ours]
    signed = [RecordPactSigned(here(), pact, today, "basah", "Pangkalpinang") for pact in ours[:SIGNED]]
    hindered = (
        RecordPactRefused(here(), ours[REFUSED - 1], today, "Meminta penjelasan lebih dahulu"),
        RecordPactAway(here(), ours[AWAY - 1], today, "cuti"),
    )
    app.execute(RecordPactActs(here(), (*acts, *signed, *hindered)))
    play.step(
        f"{office}: {len(ours)} orang disosialisasi, {len(signed)} menandatangani, 1 menolak, 1 berhalangan",
        f"{office}: {len(ours)} people told, {len(signed)} signed, 1 refused, 1 is away",
    )


def letters(play: Play, report: str) -> None:
    """A post's pledge (T03), its referral of a report (T08) and the minutes of handing the stick over (T09)."""
    app = play.posts[0]
    today = {"day": app.today.isoformat()}
    goes = preview(app, play.stick)
    stick = f"kira-kira {goes.entries} catatan dan {goes.attachments} lampiran, disegel untuk provinsi"
    told = app.ask(queries.DocumentForm("t08", report)).told
    if told is None:
        raise AssertionError("the demo's report is not there")
    numbers = [_issue(play, app, "t03", today, {}, None)]
    numbers.append(_issue(play, app, "t08", told.fields, told.groups, read_id(told.id)))
    media = [{**row, "content": stick} for row in play.people.papers["t09"]["groups"]["media"]]
    numbers.append(_issue(play, app, "t09", today, {"media": media}, None))
    play.step(f"{app.facts.code} menerbitkan {', '.join(numbers)}", f"{app.facts.code} issues {', '.join(numbers)}")


def _issue(
    play: Play, app: Application, kind: str, fields: dict[str, str], groups: dict[str, Rows], about: SubjectId | None
) -> str:
    filled = fields | play.people.papers[kind]["fields"]
    made = cast("IssuedDocument", app.execute(IssueDocument(app.new_command(), kind, filled, groups, about)).reply)
    play.file(f"{kind}-{made.number.replace('/', '-')}.pdf", made.pdf)
    return made.number


def open_declaration(play: Play) -> str:
    """A post opens a declaration and three people sign it there; gives its id."""
    app = play.posts[0]
    fields = {"day": app.today.isoformat(), **play.people.papers["t04"]["fields"]}
    made = cast("str", app.execute(OpenDeclaration(app.new_command(), fields)).reply)
    _sign(app, made, play.people.signatories["post"])
    play.step(
        "Deklarasi dibuka di posko dan ditandatangani di layar", "A declaration is opened at the post and signed on the screen"
    )
    return made


def sign_at_province(play: Play, declaration: str) -> None:
    """Two more sign it on the province's laptop."""
    _sign(play.province, declaration, play.people.signatories["province"])
    play.step("Deklarasi itu ditandatangani juga di laptop provinsi", "The declaration is signed on the province's laptop too")


def seal_declaration(play: Play, declaration: str) -> int:
    """The province closes the list; gives how many stand in it."""
    app = play.province
    made = cast("IssuedDocument", app.execute(SealDeclaration(app.new_command(), read_id(declaration))).reply)
    play.file(f"deklarasi-{made.number.replace('/', '-')}.pdf", made.pdf)
    return app.ask(queries.Declaration(declaration)).row.listed


def _sign(app: Application, declaration: str, people: Sequence[Sequence[str]]) -> None:
    for number, (name, position, element) in enumerate(people):
        subject = read_id(declaration)
        command = SignDeclaration(app.new_command(), subject, name, position, element, app.today, "layar", strokes(number))
        app.execute(command)


def strokes(number: int) -> Strokes:
    """A drawn line that is nobody's signature."""
    wave = tuple((500 + step * 60, int(1100 + 600 * math.sin(step / (4 + number)))) for step in range(70))
    return (wave, ((900, 300), (4200, 460)))
