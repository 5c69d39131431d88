"""Reports and their attachments as files: JSON or NDJSON in, files captured whole or not at all, examples out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from core.app.watch import Watch
from core.domain.commands import AttachedFile
from core.domain.errors import Invalid, Refused
from core.domain.forms import ComplaintForm, ReportForm, SituationForm, form_kind, form_tree, parse_form
from core.domain.lodging_days import is_late
from core.domain.reference import ReferenceData
from core.domain.requirements import Circumstances, confidence, requirements
from core.domain.standing import standing_of
from ui import compose

if TYPE_CHECKING:
    from core.app.application import Application

LIMIT = 64 * 1024 * 1024


def read_forms(name: str, stdin: BinaryIO) -> list[ReportForm]:
    """The reports of a file, or of standard input for ``-``.

    Raises ``Invalid``: ``report.nothing``, ``report.not_json`` (line), and what ``parse_form`` raises (with ``row``).
    """
    data = stdin.read(LIMIT + 1) if name == "-" else compose.read_file(Path(name), LIMIT)
    if len(data) > LIMIT:
        raise Invalid("file.too_large", file=name, limit=LIMIT)
    trees = _trees(data.removeprefix(b"\xef\xbb\xbf"))
    forms = []
    for row, tree in enumerate(trees, start=1):
        try:
            forms.append(parse_form(tree))
        except Refused as refusal:
            if len(trees) > 1:
                refusal.details["row"] = row
            raise
    return forms


def _trees(data: bytes) -> list[object]:
    if not data.strip():
        raise Invalid("report.nothing")
    whole = _decoded(data)
    if isinstance(whole, dict):
        return [whole]
    trees: list[object] = []
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        tree = _decoded(line)
        if not isinstance(tree, dict):
            raise Invalid("report.not_json", line=number)
        trees.append(tree)
    return trees


def _decoded(data: bytes) -> object:
    """Decoded JSON, None where it is none or nested beyond reason."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


@contextmanager
def attached(app: Application, form: ReportForm, paths: Sequence[Path], watch: Watch) -> Iterator[list[AttachedFile]]:
    """The files captured into the vault; thrown away again when what follows fails.

    A file that the evidence says shows a person is sealed to the province alone (SAFEGUARDS 1).
    """
    private = set() if isinstance(form, SituationForm) else {item.file for item in form.evidence if item.shows_identity}
    require_distinct(paths)
    files: list[AttachedFile] = []
    try:
        for path in paths:
            files.append(app.evidence.attach(path, path.name, shows_identity=path.name in private, watch=watch))
        yield files
    except BaseException:
        for file in files:
            app.discard(file)
        raise


def require_distinct(paths: Sequence[Path]) -> None:
    """Two files of one name could not be told apart."""
    names = [path.name for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise Invalid("attachment.same_name", file=name)


def told_of(reference: ReferenceData, form: ReportForm, today: date) -> dict[str, object]:
    """What the law asks of such a report and what of it is there, and why a complaint goes as initial information."""
    tree = form_tree(form)
    election = reference.election(str(tree.get("election") or ""))
    voting_day = None if election is None else election.voting_day
    late = is_late(reference, form, today) if isinstance(form, ComplaintForm) else None
    found = requirements(form_kind(form), tree, Circumstances(voting_day, late))
    told: dict[str, object] = {
        "requirements": [
            {
                "key": each.key,
                "group": each.group,
                "met": each.met,
                "needed": each.needed,
                "basis": [{"citation": rule, "confidence": status} for rule, status in confidence(reference, each)],
            }
            for each in found
        ]
    }
    if isinstance(form, ComplaintForm):
        told["reasons"] = list(standing_of(form, voting_day, late=late is True).reasons)
    return told


def example(kind: str) -> dict[str, object]:
    """A complete valid report of a kind, within a Kodim post's remit."""
    tree: dict[str, object] = json.loads(compose.read_resource("demo/examples.json"))[kind]
    return tree
