"""Wordings edited at the province: their texts, checked pages before they go out, given out and taken back by a new version."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from core.app import documents
from core.app.device import Device
from core.app.faces import fonts_of
from core.app.issuing import DOCUMENT_BYTES, office_of, signer_of
from core.app.views import Changes
from core.app.wording_queries import Wording, WordingPages, WordingRow, Wordings, WordingView
from core.app.wordings import every_version, read_head, require_usable
from core.documents.office_template import load_office, sample_of
from core.documents.pact import PactPress
from core.documents.pact_page import PactPerson
from core.documents.wording import load_template
from core.documents.wording_text import places, reworded, texts
from core.domain import authority
from core.domain.document import IssueDocument
from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.template import PublishTemplates, RecallWording, Reword, TemplateVersion, WordingCommand, in_force
from core.domain.text import check_narrative

KIND = "template.published"
TOPICS = frozenset({"documents", "pacts"})
SAMPLE = PactPerson("Nama Contoh", identifier="000000000000000000", rank="III/a", position="Jabatan contoh", unit="Unit contoh")


def act(device: Device, command: WordingCommand) -> Changes:
    """Give out a version made here; replies with its code and number.

    Raises ``NotAllowed('authority.refused')``, ``Invalid``: ``wording.unknown``, ``wording.unchanged``, ``wording.day``,
    ``wording.shipped``, what :func:`core.documents.wording_text.reworded` names, and what giving out a file raises.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    with device.database.reading() as db:
        again = documents.published_by(db, command.command)
        if again:
            return Changes(TOPICS, again)
        made = _reworded(db, device, command) if isinstance(command, Reword) else _recalled(db, device, command)
    return Changes(TOPICS, documents.publish_templates(device, PublishTemplates(command.command, (made,))))


def _reworded(db: Connection, device: Device, command: Reword) -> bytes:
    known = _versions(db, device, command.code)
    now, today = _current(device, known), device.moment().day
    old = texts(now.content)
    words = {path: text for path, text in command.words.items() if old.get(path) != text}
    if not words:
        raise Invalid("wording.unchanged")
    return _made(now, words, known[-1].version + 1, _day(command.day, today))


def _made(now: TemplateVersion, words: dict[str, str], version: int, day: date) -> bytes:
    for path, text in words.items():
        check_narrative(text, path)
    return reworded(now.content, words, version, day.isoformat())


def _recalled(db: Connection, device: Device, command: RecallWording) -> bytes:
    known = _versions(db, device, command.code)
    if len(known) == 1:
        raise Invalid("wording.shipped", wording=known[0].code)
    before = _current(device, known[:-1])
    return reworded(before.content, {}, known[-1].version + 1, device.moment().day.isoformat())


def _versions(db: Connection, device: Device, code: str) -> list[TemplateVersion]:
    """What is known of a wording, the shipped one first, then by number."""
    wanted = code.strip().upper()
    found = [each for each in every_version(db, device) if each.code.upper() == wanted]
    if not found:
        raise Invalid("wording.unknown", wording=code[:20])
    return sorted(found, key=lambda each: each.version)


def _current(device: Device, known: list[TemplateVersion]) -> TemplateVersion:
    return next(iter(in_force(known, max(device.moment().day, known[0].valid_from)).values()))


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text.strip()) if text.strip() else today
    except ValueError:
        raise Invalid("wording.day") from None
    if day < today:
        raise Invalid("wording.day")
    return day


def answer(db: Connection, device: Device, query: Any) -> object:
    """The list, one wording, or its pages."""
    match query:
        case Wordings():
            codes = dict.fromkeys(each.code for each in every_version(db, device))
            return tuple(_row(device, _versions(db, device, code)) for code in codes)
        case Wording():
            return _view(db, device, query)
        case WordingPages():
            return _pages(db, device, query)
    raise TypeError(type(query).__name__)


def _row(device: Device, known: list[TemplateVersion]) -> WordingRow:
    now, newest = _current(device, known), known[-1]
    waits = newest.valid_from.isoformat() if newest.version > now.version else ""
    shipped = now is known[0]
    return WordingRow(now.code, _name(now.content), now.version, now.valid_from.isoformat(), shipped, newest.version, waits)


def _name(content: bytes) -> str:
    if read_head(content).code.startswith("T01-"):
        return " ".join(load_template(content).title)
    return load_office(content).name


def _view(db: Connection, device: Device, query: Wording) -> WordingView:
    known = _versions(db, device, query.code)
    now, today = _current(device, known), device.moment().day
    told = [(each.version, each.valid_from.isoformat(), _standing(each, now, known[0], today)) for each in reversed(known)]
    return WordingView(_row(device, known), texts(now.content), places(now.content), tuple(told))


def _standing(each: TemplateVersion, now: TemplateVersion, first: TemplateVersion, today: date) -> str:
    if each is now:
        return "in_force"
    if each.valid_from > today:
        return "waiting"
    return "shipped" if each is first else "older"


def _pages(db: Connection, device: Device, query: WordingPages) -> bytes:
    known = _versions(db, device, query.code)
    now, today = _current(device, known), device.moment().day
    content = _made(now, query.words, known[-1].version + 1, today)
    head = require_usable(content, fonts_of(device))
    if head.code.startswith("T01-"):
        return _pact(device, content)
    template = load_office(content)
    sample = sample_of(template)
    command = IssueDocument(CommandId(b""), template.code, sample["fields"], sample["groups"])
    return documents.pages(device, template, command)


def _pact(device: Device, content: bytes) -> bytes:
    """As an example of nobody: the sheet says so, whatever this office issues."""
    moment = device.moment()
    with PactPress(fonts_of(device), load_template(content), office_of(device, ""), signer_of(device), drill=True) as press:
        return press.render(SAMPLE, documents.PREVIEW_NUMBER, bytes(DOCUMENT_BYTES), moment)[0]
