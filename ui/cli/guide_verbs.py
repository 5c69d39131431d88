"""Verbs of the guidance: advice from dated law, never a verdict; nothing that is asked is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from core.app import guide_queries
from core.app.guide_views import GuideView
from core.domain.act_law import RuleLaw
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.wording import word


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("guide", "panduan: bolehkah ini dilakukan?", "guidance: may this be done?")
    ask = family.verb("ask", ask_one, "keterangan untuk satu perbuatan", "what is known of one act")
    ask.add_argument("--act", required=True, metavar="A")
    ask.add_argument("--election", default="", metavar="E")
    ask.add_argument("--regency", default="", metavar="R", help=say("kode kabupaten/kota", "code of the regency"))
    search = family.verb("search", search_text, "cari topik, perbuatan, dan aturan", "look up topics, acts and law")
    search.add_argument("text", metavar="TEXT")
    asked = family.verb(
        "questions", list_questions, "pertanyaan ya/tidak, dan yang ditunjuknya", "yes/no questions and their point"
    )
    asked.add_argument("--yes", nargs="*", default=[], metavar="CODE", help=say("yang dijawab ya", "answered with yes"))
    leaflet = family.verb("leaflet", write_leaflet, "selebaran satu halaman (PDF)", "a leaflet of one page (PDF)")
    leaflet.add_argument("--out", required=True, type=Path, metavar="PDF")
    for verb in (ask, asked, leaflet):
        verb.add_argument("--subject", required=True, metavar="S", help=say("jenis orang", "kind of person"))
        verb.add_argument(
            "--date", default=None, type=date.fromisoformat, metavar="D", help=say("hari ini bila kosong", "default: today")
        )


def ask_one(session: Session) -> Answer:
    """``guide ask``."""
    options = session.options
    query = guide_queries.Guide(options.subject, options.act, options.date, options.election, options.regency)
    with session.profile() as app:
        view = app.ask(query)
    return Answer(_tree(session, view), _lines(session, view))


def _tree(session: Session, view: GuideView) -> dict[str, object]:
    advice, english = view.advice, session.console.language == "en"
    return {
        "subject": advice.subject.code,
        "act": advice.law.act.code,
        "date": advice.day.isoformat(),
        "election": None if advice.election is None else advice.election.code,
        "stages": [stage.code for stage in advice.stages],
        "stance": advice.stance,
        "advice": _stance(session, view),
        "topic": advice.topic.code,
        "about": advice.topic.about_en if english else advice.topic.about_id,
        "not_meant": advice.topic.free_en if english else advice.topic.free_id,
        "basis": advice.law.act.legal_basis,
        "classes": list(advice.law.classes) if advice.stance == "regulated" else [],
        "confidence": advice.law.confidence,
        "laws": [_law(rule) for rule in advice.law.rules],
        "governing": [_law(rule) for rule in advice.rules],
        "from": None if advice.law.not_before is None else advice.law.not_before.isoformat(),
        "local": [asdict(rule) for rule in view.local],
        "next": list(advice.steps.en if english else advice.steps.id),
        "verdict": None,
    }


def _stance(session: Session, view: GuideView) -> str:
    return word(session.console.language, f"guide.stance.{view.advice.stance}")


def _law(rule: RuleLaw) -> dict[str, object]:
    ref = rule.ref
    until = None if ref.penalty_until is None else ref.penalty_until.isoformat()
    return {
        "code": ref.code,
        "citation": ref.citation,
        "confidence": rule.confidence,
        "status": ref.status,
        "in_force": ref.in_force_note,
        "penalty_until": until,
        "ended": rule.ended,
    }


def _lines(session: Session, view: GuideView) -> list[str]:
    advice, english = view.advice, session.console.language == "en"
    person = advice.subject.name_en if english else advice.subject.name_id
    act = advice.law.act.name_en if english else advice.law.act.name_id
    lines = [f"{person} · {act} · {advice.day:%d-%m-%Y}", _stance(session, view)]
    lines.append(advice.topic.about_en if english else advice.topic.about_id)
    lines += [f"- {rule.ref.citation} ({rule.confidence})" for rule in (*advice.law.rules, *advice.rules)]
    lines += [f"* {rule.area} {rule.document}: {rule.text}" for rule in view.local]
    lines += [f"{number}. {step}" for number, step in enumerate(advice.steps.en if english else advice.steps.id, 1)]
    lines.append(session.say("Keterangan, bukan putusan.", "Advice, not a verdict."))
    return lines


def search_text(session: Session) -> Answer:
    """``guide search``."""
    with session.profile() as app:
        hits = app.ask(guide_queries.GuideSearch(session.options.text, session.console.language))
    lines = [f"{hit.kind}  {hit.code}  {hit.title}" for hit in hits] or [session.say("Tidak ditemukan.", "Nothing found.")]
    return Answer({"hits": [asdict(hit) for hit in hits]}, lines)


def list_questions(session: Session) -> Answer:
    """``guide questions``."""
    options = session.options
    with session.profile() as app:
        asked = app.ask(guide_queries.GuideQuestions(options.subject))
        acts = app.ask(guide_queries.GuidePoints(options.subject, tuple(options.yes), options.date))
    lines = [f"{each.code}  {session.say(each.ask_id, each.ask_en)}" for each in asked]
    return Answer({"questions": [asdict(each) for each in asked], "acts": list(acts)}, [*lines, *acts])


def write_leaflet(session: Session) -> Answer:
    """``guide leaflet``."""
    options = session.options
    with session.profile() as app:
        pdf = app.ask(guide_queries.GuideLeaflet(options.subject, options.date))
    compose.write_file(options.out, pdf)
    return Answer({"file": str(options.out)}, [str(options.out)])
