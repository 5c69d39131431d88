"""Verbs about the office's own documents: fill in, look, issue, list; how numbers are written; wordings given out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from core.app import queries
from core.domain.document import IssueDocument, Rows
from core.domain.errors import Invalid, Unavailable
from core.domain.template import PublishTemplates
from ui import compose
from ui.cli import lasting_verb
from ui.cli.console import DONE, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.document_views import IssuedDocument, RefusedWording, ToldOfReport

FORM_LIMIT = 4 * 1024 * 1024
TEMPLATE_LIMIT = 1024 * 1024
PDF_LIMIT = 16 * 1024 * 1024


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The JSON of ``document issue``."""

    fields: dict[str, str] = {}
    groups: dict[str, Rows] = {}


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    document = grammar.family("document", "surat, notulen, dan dokumen lain kantor", "letters, minutes and other documents")
    document.verb("kinds", list_kinds, "jenis yang dapat diterbitkan", "kinds that can be issued")
    issue = document.verb("issue", issue_document, "terbitkan sebuah dokumen", "issue a document")
    issue.add_argument("kind", metavar="KIND", help="t02, t03, t04, t08, t09, t10 ...")
    issue.add_argument("--file", type=Path, metavar="JSON", help=say("isian; --example menunjukkannya", "what fills it"))
    issue.add_argument("--out", type=Path, metavar="PDF")
    about = say("laporan yang dibicarakan; mengisi yang belum diisi", "the report it is about; fills in what is not given")
    issue.add_argument("--about", default="", metavar="REPORT", help=about)
    issue.add_argument("--prefill", action="store_true", help=say("hanya isian dari laporan", "only what the report gives"))
    issue.add_argument("--draft", action="store_true", help=say("hanya lihat, tanpa nomor", "look only, without a number"))
    issue.add_argument("--schema", action="store_true", help=say("isian sebagai JSON Schema", "as JSON Schema"))
    issue.add_argument("--example", action="store_true", help=say("isian lengkap sebagai contoh", "a complete example"))
    listing = document.verb("list", list_documents, "register dokumen", "the register of documents")
    for option in ("--query", "--kind", "--class", "--post", "--from", "--to"):
        listing.add_argument(option, default="", metavar="TEXT", dest=option.strip("-") + "_")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    show = document.verb("print", print_document, "tulis lagi PDF sebuah dokumen", "write a document's PDF again")
    show.add_argument("document", metavar="DOCUMENT", help=say("nomor atau id", "number or id"))
    show.add_argument("--out", required=True, type=Path, metavar="PDF")
    time = document.verb("time", export_time, "tulis bukti waktu sebuah PDF", "write what proves a PDF's time")
    time.add_argument("file", type=Path, metavar="PDF")
    time.add_argument("--out", required=True, type=Path, metavar="FILE")
    lasting_verb.register(document)
    numbering = document.verb("numbering", set_numbering, "cara menulis nomor surat", "how letter numbers are written")
    numbering.add_argument("--pattern", metavar="TEXT", help="{urut}/{kode}/{unit}.{seri}/{bulan}/{tahun}")
    numbering.add_argument("--unit", metavar="TEXT", help=say("singkatan unit kerja", "the unit's short name"))
    publish = document.verb("publish", publish_templates, "edarkan naskah baru (provinsi)", "give out new wordings (province)")
    publish.add_argument("files", nargs="+", type=Path, metavar="FILE")


def list_kinds(session: Session) -> Answer:
    """``document kinds``."""
    with session.profile() as app:
        kinds = app.ask(queries.DocumentKinds())
        refused = app.ask(queries.RefusedWordings())
    lines = [f"{each.code}  {session.say(each.name, each.english)}  v{each.version}" for each in kinds]
    told = [{"code": each.code, "version": each.version, "error": each.fault.code} for each in refused]
    tree: dict[str, Any] = {"kinds": [asdict(each) for each in kinds], "refused": told}
    return Answer(tree, lines, DONE, refused_words(session, refused))


def refused_words(session: Session, refused: Iterable[RefusedWording]) -> list[str]:
    """A sentence for each wording of the province that cannot be used here."""
    return [
        session.say(
            f"Naskah {each.code} versi {each.version} dari provinsi: ",
            f"Wording {each.code}, version {each.version}, of the province: ",
        )
        + sentence(each.fault, session.console.language)
        for each in refused
    ]


def issue_document(session: Session) -> Answer:
    """``document issue``; ``--schema`` and ``--example`` need no profile."""
    options = session.options
    if options.schema or options.example:
        from core.app.papers import form_example, form_schema
        from core.app.wordings import shipped_office

        template = shipped_office(session.ports, options.kind)
        tree = form_schema(template) if options.schema else form_example(template)
        return Answer(tree, [json.dumps(tree, ensure_ascii=False, indent=2)])
    if (options.file is None and not options.about) or (options.out is None and not options.prefill):
        raise Invalid("usage", detail="KIND --file JSON --out PDF")
    form = _Form() if options.file is None else _form(options.file)
    with session.profile() as app:
        told = app.ask(queries.DocumentForm(options.kind, options.about)).told if options.about else None
        if options.prefill:
            tree = {"fields": told.fields, "groups": told.groups} if told is not None else {}
            return Answer(tree, [json.dumps(tree, ensure_ascii=False, indent=2)])
        command = _command(app, options.kind, form, told)
        if options.draft:
            compose.write_file(options.out, app.ask(queries.DocumentDraft(command)))
            return Answer({"file": str(options.out), "number": "", "id": ""}, [str(options.out)])
        made = cast("IssuedDocument", app.execute(command).reply)
    return write_issued(made, options.out)


def _form(path: Path) -> _Form:
    try:
        return msgspec.json.decode(compose.read_file(path, FORM_LIMIT), type=_Form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("document.form", where=where_of(error)) from None


def where_of(error: Exception) -> str:
    """The place in a file of JSON that a complaint is about: a path, or the bytes before it."""
    found = re.search(r"`(\$[^`]*)`|byte (\d+)", str(error))
    return "$" if found is None else found[1] or found[2]


def write_issued(made: IssuedDocument, path: Path) -> Answer:
    """Write what was issued; raises ``document.unwritten``, so that nobody issues it twice for want of a file."""
    try:
        compose.write_file(path, made.pdf)
    except Unavailable as fault:
        raise Unavailable("document.unwritten", number=made.number, file=fault.details["file"]) from None
    return Answer({"file": str(path), "number": made.number, "id": made.id}, [f"{made.number}  {path}"])


def _command(app: Application, kind: str, form: _Form, told: ToldOfReport | None) -> IssueDocument:
    """What is given, and from the report what is not; an empty text given stays empty."""
    if told is None:
        return IssueDocument(app.new_command(), kind, form.fields, form.groups)
    from core.domain.ids import read_id

    return IssueDocument(app.new_command(), kind, told.fields | form.fields, told.groups | form.groups, read_id(told.id))


def list_documents(session: Session) -> Answer:
    """``document list``."""
    options = session.options
    query = queries.Documents(
        options.query_,
        options.kind_,
        options.class_,
        options.post_,
        options.from_,
        options.to_,
        options.limit,
        options.after,
    )
    with session.profile() as app:
        page = app.ask(query)
    tree: dict[str, Any] = {"documents": [asdict(row) for row in page.rows], "next": page.next, "total": page.total}
    return Answer(tree, [f"{row.number}  {row.day}  {row.title}" for row in page.rows])


def print_document(session: Session) -> Answer:
    """``document print``: the very bytes that were issued."""
    options = session.options
    with session.profile() as app:
        compose.write_file(options.out, app.ask(queries.DocumentFile(options.document)))
    return Answer({"file": str(options.out)}, [str(options.out)])


def export_time(session: Session) -> Answer:
    """``document time``: for ``verify --trust FILE --proof FILE`` elsewhere."""
    options = session.options
    data = compose.read_file(options.file, PDF_LIMIT)
    with session.profile() as app:
        compose.write_file(options.out, app.export_time(data))
    return Answer({"file": str(options.out)}, [str(options.out)])


def set_numbering(session: Session) -> Answer:
    """``document numbering``: without options it shows."""
    options = session.options
    with session.profile() as app:
        pattern, unit = app.numbering()
        if options.pattern is not None or options.unit is not None:
            app.set_numbering(options.pattern or pattern, unit if options.unit is None else options.unit)
            pattern, unit = app.numbering()
    return Answer({"pattern": pattern, "unit": unit}, [f"{pattern}  {unit}"])


def publish_templates(session: Session) -> Answer:
    """``document publish``: proved before anything leaves."""
    files = tuple(compose.read_file(path, TEMPLATE_LIMIT) for path in session.options.files)
    with session.profile() as app:
        told = cast("tuple[str, ...]", app.execute(PublishTemplates(app.new_command(), files)).reply)
    return Answer({"published": list(told)}, list(told))
