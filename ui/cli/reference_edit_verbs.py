"""Verbs about single items of reference data: look, change, add, end, undo; the draft, its effect, its publication."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.app.reference_queries import ReferenceDraft, ReferenceEffect, ReferenceItem, ReferenceItems
from core.domain.errors import Invalid
from core.domain.reference_edit import DropDraft, EndItem, PublishDraft, PutItem, UndoEdit
from core.domain.reference_findings import Finding
from core.domain.reference_schema import json_schema
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session
from ui.finding_words import told

if TYPE_CHECKING:
    from core.app.reference_queries import DraftView, Effect
    from ui.cli.parser import Parser, Run


def register(reference: Grammar) -> None:
    """Add these verbs to the family ``reference``."""
    say = reference.say

    def verb(name: str, run: Run, indonesian: str, english: str, *, code: bool = False) -> Parser:
        made = reference.verb(name, run, indonesian, english)
        made.add_argument("dataset", metavar="SET", help=say("misalnya routes, elections", "routes, elections ..."))
        if code:
            made.add_argument("code", metavar="CODE", help=say("kode butir", "the item's code"))
        return made

    listing = verb("items", list_items, "butir satu data acuan", "the items of a data set")
    listing.add_argument("--text", default="", metavar="TEXT", help=say("cari", "look for"))
    verb("item", show_item, "satu butir dengan riwayat versinya", "one item with its versions", code=True)
    verb("schema", show_schema, "isi butir sebagai JSON Schema", "what items are made of, as JSON Schema")
    putting = verb("put", put_item, "ubah atau tambah butir dalam rancangan", "change or add an item in the draft")
    putting.add_argument("file", metavar="FILE", type=Path, help=say("JSON butir", "the item's JSON"))
    putting.add_argument("--code", default="", metavar="CODE", help=say("butir yang diubah", "the item that is changed"))
    ending = verb("end", end_item, "akhiri atau keluarkan butir", "end an item, or leave it out", code=True)
    ending.add_argument("--on", default="", metavar="DATE", help=say("hari terakhir berlaku", "its last day"))
    reference.verb("undo", undo, "batalkan langkah terakhir rancangan", "take the draft's last step back")
    reference.verb("drop", drop, "buang rancangan", "throw the draft away")
    shown = reference.verb("draft", show_draft, "rancangan dan yang salah padanya", "the draft and what is wrong with it")
    shown.add_argument("--effect", action="store_true", help=say("dampaknya sekarang", "what it would change today"))
    out = reference.verb("publish-draft", publish_draft, "terbitkan rancangan (provinsi)", "publish the draft (province)")
    out.add_argument("--from", dest="day", default="", metavar="DATE", help=say("berlaku sejak", "in force from"))


def list_items(session: Session) -> Answer:
    """``reference items``."""
    with session.profile() as app:
        page = app.ask(ReferenceItems(session.options.dataset, session.options.text))
    lines = [
        f"{row.key:28} {row.state or '-':8} {row.valid_from or '…'} – {row.valid_to or '…'}  {row.name}" for row in page.rows
    ]
    tree = {"version": page.version, "total": page.total, "items": [asdict(row) for row in page.rows]}
    return Answer(tree, [*lines, f"{len(page.rows)} / {page.total}"])


def show_item(session: Session) -> Answer:
    """``reference item``: as the draft has it."""
    with session.profile() as app:
        view = app.ask(ReferenceItem(session.options.dataset, session.options.code))
    tree = {name: value for name, value in asdict(view).items() if name != "choices"}
    lines = json.dumps(view.item or view.before, ensure_ascii=False, indent=1).splitlines()
    lines += [f"{each.version} {each.state} {each.what} {each.publisher}".rstrip() for each in view.versions]
    return Answer(tree, [*lines, *_sentences(session, view.findings)])


def show_schema(session: Session) -> Answer:
    """``reference schema``."""
    tree = json_schema(session.options.dataset)
    return Answer(tree, json.dumps(tree, ensure_ascii=False, indent=1).splitlines())


def put_item(session: Session) -> Answer:
    """``reference put``: without ``--code`` the item is new, or takes the place of the one with its own code."""
    options = session.options
    try:
        item = json.loads(compose.read_file(options.file, SMALL_FILE))
    except (ValueError, RecursionError):
        raise Invalid("reference.not_a_set") from None
    if not isinstance(item, dict):
        raise Invalid("reference.not_a_set")
    with session.profile() as app:
        app.execute(PutItem(app.new_command(), options.dataset, options.code, item))
        return _draft(session, app.ask(ReferenceDraft()))


def end_item(session: Session) -> Answer:
    """``reference end``."""
    options = session.options
    with session.profile() as app:
        app.execute(EndItem(app.new_command(), options.dataset, options.code, options.on))
        return _draft(session, app.ask(ReferenceDraft()))


def undo(session: Session) -> Answer:
    """``reference undo``."""
    with session.profile() as app:
        app.execute(UndoEdit(app.new_command()))
        return _draft(session, app.ask(ReferenceDraft()))


def drop(session: Session) -> Answer:
    """``reference drop``."""
    with session.profile() as app:
        app.execute(DropDraft(app.new_command()))
        return _draft(session, app.ask(ReferenceDraft()))


def show_draft(session: Session) -> Answer:
    """``reference draft``: exit 1 where it cannot be published as it stands."""
    with session.profile() as app:
        made = _draft(session, app.ask(ReferenceDraft()))
        if not session.options.effect:
            return made
        effect = app.ask(ReferenceEffect())
    tree: dict[str, Any] = {**made.tree, "effect": asdict(effect)}
    return Answer(tree, [*made.lines, *_effect_lines(session, effect)], made.code)


def publish_draft(session: Session) -> Answer:
    """``reference publish-draft``."""
    with session.profile() as app:
        names = app.execute(PublishDraft(app.new_command(), session.options.day)).reply
        versions = app.reference.versions()
    published = [str(name) for name in names] if isinstance(names, tuple) else []
    word = session.say("Diterbitkan", "Published")
    return Answer({"published": published, "versions": versions}, [f"{word}: {', '.join(published)}"])


def _draft(session: Session, view: DraftView) -> Answer:
    lines = []
    for row in view.rows:
        moved = session.say(" (berubah di tempat lain)", " (changed elsewhere meanwhile)") if row.moved else ""
        lines.append(f"{row.dataset} {row.key}: {row.state}{moved}")
        lines += [f"  {name}: {before} -> {after}" for name, before, after in row.fields]
        lines += [f"  {words}" for words in _sentences(session, row.findings)]
    lines += _sentences(session, view.findings)
    for dataset, version, day in view.waiting:
        lines.append(
            session.say(
                f"{dataset} {version} menunggu {day}; versi baru menggantikannya.",
                f"{dataset} {version} waits for {day}; a new version takes its place.",
            )
        )
    return Answer(asdict(view), lines or [session.say("Rancangan kosong.", "The draft is empty.")], 0 if view.fit else 1)


def _sentences(session: Session, findings: tuple[Finding, ...]) -> list[str]:
    language = session.console.language
    return [f"{'!' if each.grave else '?'} {told(each, language)}" for each in findings]


def _effect_lines(session: Session, effect: Effect) -> list[str]:
    say = session.say
    counts = (
        (say("perkara terbuka", "open cases"), effect.case_count),
        (say("batas waktu berubah", "time limits change"), effect.day_count),
        (say("rujukan berjalan", "running referrals"), effect.referral_count),
        (say("pos", "posts"), effect.post_count),
    )
    lines = [f"{count} {words}" for words, count in counts]
    return lines + [f"  {each.number} {each.clause}: {each.before} -> {each.after}" for each in effect.days]
