"""Verbs about time limits: how a legal date is computed, Bawaslu's own receipt, a preliminary notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.app import queries
from core.app.deadline_views import DeadlineView, NearDeadline
from core.domain.bawaslu import LEVELS, MEANS, GiveNotice, RecordBawasluReceipt, WithdrawBawasluReceipt
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.legal_clock import W_UNPUBLISHED, Deadline, Due, Step, Trigger
from core.domain.moment import ZONE_NAMES
from core.domain.reference import ReferenceData
from ui import compose
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.deadline_words import (
    COLUMNS,
    NOT_VERIFIED,
    due_words,
    is_verified,
    moment_words,
    plan_words,
    say,
    step_line,
    warnings_words,
)

FIRST_ZONE = "Asia/Jakarta"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    words = grammar.say
    family = grammar.family("deadline", "batas waktu", "time limits")
    verb = family.verb("explain", explain_deadline, "cara tanggal hukum dihitung, hari demi hari", "how a legal date is computed")
    verb.add_argument("--regime", required=True, metavar="R", help="PEMILU, PILKADA, TNI_POSKO, PDP, TIMDU, INTERNAL")
    verb.add_argument("--known", required=True, metavar="DATE", help=words("tanggal, atau waktu RFC 3339", "a date or RFC 3339"))
    verb.add_argument(
        "--id", default="", metavar="CODE", help=words("ketentuan; bawaan: yang pertama", "clause; first by default")
    )
    verb.add_argument("--area", default="", metavar="CODE", help=words("tempat kejadian", "place of the event"))
    verb.add_argument("--zone", choices=sorted(ZONE_NAMES), metavar="ZONE", help=words("zona waktu", "time zone"))


def register_report(report: Grammar) -> None:
    """Add what is recorded about a report's way to Bawaslu."""
    words = report.say
    receipt = report.verb("bawaslu", record_receipt, "catat tanda bukti dari Bawaslu", "record Bawaslu's own receipt")
    receipt.add_argument("report", metavar="ID")
    receipt.add_argument("--number", required=True, metavar="N", help=words("nomor tanda bukti", "number of the receipt"))
    receipt.add_argument("--at", required=True, metavar="TIME", help="RFC 3339")
    receipt.add_argument("--level", required=True, choices=LEVELS, metavar="L", help=", ".join(LEVELS))
    receipt.add_argument("--counter", default="", metavar="TEXT", help=words("nama loket", "name of the counter"))
    receipt.add_argument("--note", default="", metavar="TEXT")
    back = report.verb("bawaslu-withdraw", withdraw_receipt, "tarik kembali tanda bukti yang salah catat", "take a receipt back")
    back.add_argument("report", metavar="ID")
    back.add_argument("--number", required=True, metavar="N", help=words("nomor tanda bukti", "number of the receipt"))
    back.add_argument("--level", required=True, choices=LEVELS, metavar="L", help=", ".join(LEVELS))
    back.add_argument("--reason", required=True, metavar="TEXT", help=words("alasan", "why"))
    notice = report.verb("notice", give_notice, "catat pemberitahuan awal", "record a preliminary notice")
    notice.add_argument("report", metavar="ID")
    notice.add_argument("--to", required=True, metavar="CODE", help=words("kode lembaga", "code of the institution"))
    notice.add_argument("--at", required=True, metavar="TIME", help="RFC 3339")
    notice.add_argument("--by", required=True, choices=MEANS, metavar="MEANS", help=", ".join(MEANS))


def explain_deadline(session: Session) -> Answer:
    """``deadline explain``: needs no profile; ``latest`` stays null while a calendar that it may need is not published.

    Calendar days can be counted all the same; that day stands in ``latest_counted``, as no promise of an open counter.
    """
    from core.app.deadlines import clause_of, explain, zone_at  # brings the whole store along; other verbs start without it

    options, reference = session.options, compose.load_reference()
    clause = clause_of(reference, options.regime, options.id)
    if options.area and reference.area(options.area) is None:
        raise Invalid("reference.unknown_place", place=options.area)
    zone = options.zone or zone_at(reference, options.area, FIRST_ZONE)
    found = explain(reference, clause, trigger_of(options.known, zone), options.area)
    language = session.console.language
    unknown = W_UNPUBLISHED in found.warnings
    latest = None if unknown else found.latest
    warnings = warnings_words(found.warnings, language)
    tree = {
        "regime": clause.regime,
        "id": clause.code,
        "step": session.say(clause.step_id, clause.step_en),
        "known": options.known,
        "zone": zone,
        "safe": found.safe.text,
        "latest": None if latest is None else latest.text,
        "latest_counted": None if found.latest is None else found.latest.text,
        "hand_in_safe": _hand_in(found.safe),
        "hand_in_latest": _hand_in(latest),
        "amount": clause.amount,
        "unit": clause.unit,
        "basis": clause.basis,
        "confidence": clause.confidence,
        "steps": [step_tree(step, language) for step in found.steps],
        "warnings": [{"code": code, "text": text} for code, text in zip(found.warnings, warnings, strict=True)],
    }
    return Answer(tree, _lines(session, found), LOOK if unknown else DONE, warnings)


def trigger_of(text: str, zone: str) -> Trigger:
    """What ``--known`` says: a day, or an instant with offset; raises ``Invalid('deadline.date')``."""
    try:
        if DAY.fullmatch(text):
            return Trigger(date.fromisoformat(text), zone)
        moment = datetime.fromisoformat(text)
        if "T" in text.upper():
            return Trigger.at(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)), zone)
    except (ValueError, OverflowError):
        pass
    raise Invalid("deadline.date", value=text)


def step_tree(step: Step, language: str) -> dict[str, object]:
    """A step as JSON, with its sentence."""
    return {
        "column": step.column,
        "date": step.day.isoformat(),
        "counted": step.number is not None,
        "number": step.number,
        "why": step.why,
        "name": step.name,
        "text": step_line(step, language),
    }


def _hand_in(due: Due | None) -> str | None:
    return None if due is None or due.hand_in is None else due.hand_in.isoformat(timespec="seconds")


def _lines(session: Session, found: Deadline) -> list[str]:
    language, clause = session.console.language, found.clause
    mark = "" if is_verified(clause.confidence) else f"  ({say(NOT_VERIFIED, language)}: {clause.confidence})"
    lines = [f"{clause.code}  {session.say(clause.step_id, clause.step_en)}  {clause.basis}{mark}"]
    for column, due in (("safe", found.safe), ("latest", found.latest)):
        title = say(COLUMNS[column], language)  # type: ignore[index]
        shown = session.say("tidak diketahui", "not known") if due is None else due_words(due.text, found.trigger.zone, language)
        lines.append(f"{title}: {shown}")
        if due is not None and due.hand_in is not None:
            hand_in = moment_words(due.hand_in, due.zone, language)
            lines.append(session.say(f"  serahkan paling lambat {hand_in}", f"  hand in by {hand_in}"))
        lines.extend(f"  {step_line(step, language)}" for step in found.steps if step.column == column)
    return lines


def deadline_tree(view: DeadlineView, language: str) -> dict[str, object]:
    """A report's deadline as JSON: the view's fields, its steps with their sentences."""
    tree = asdict(view)
    tree["steps"] = [step_tree(step, language) for step in view.steps]
    tree["why"] = [step_line(step, language) for step in view.steps]
    return tree


def near_tree(reference: ReferenceData, near: NearDeadline, language: str) -> dict[str, object]:
    """A near deadline as JSON, without its steps."""
    view, plan = near.deadline, near.plan
    chosen = None if plan is None else plan.chosen
    return {
        "report": near.report,
        "number": near.number,
        "kind": near.kind,
        "id": view.id,
        "safe": view.safe,
        "latest": view.latest,
        "hand_in_by": view.hand_in_by,
        "state": view.state,
        "days_left": view.days_left,
        "promised": view.promised,
        "leave_by": None if chosen is None or chosen.leave_by is None else chosen.leave_by.isoformat(timespec="seconds"),
        "counter": None if chosen is None else {"level": chosen.level, "place": chosen.place, "state": chosen.state},
        "advice": [] if plan is None else plan_words(reference, plan, view.zone, language),
    }


def near_lines(session: Session, found: Sequence[NearDeadline]) -> list[str]:
    """Near deadlines for people, one line each."""
    language = session.console.language
    return [
        f"{near.number}  {near.deadline.id}  {say(COLUMNS['safe'], language)} "
        f"{due_words(near.deadline.safe, near.deadline.zone, language)}"
        for near in found
    ]


def record_receipt(session: Session) -> Answer:
    """``report bawaslu``: an addition; only this stops the clock."""
    options = session.options
    at = _time(options.at)
    with session.profile() as app:
        row = app.ask(queries.Report(options.report)).row
        subject, number = read_id(row.id), options.number
        app.execute(RecordBawasluReceipt(app.new_command(), subject, number, at, options.level, options.counter, options.note))
    return Answer({"id": row.id, "number": row.number, "receipt": number, "level": options.level}, [f"{row.number}: {number}"])


def withdraw_receipt(session: Session) -> Answer:
    """``report bawaslu-withdraw``: an addition too; without another receipt the clock runs again."""
    options = session.options
    with session.profile() as app:
        row = app.ask(queries.Report(options.report)).row
        command = WithdrawBawasluReceipt(app.new_command(), read_id(row.id), options.number, options.level, options.reason)
        app.execute(command)
        left = [asdict(each) for each in app.ask(queries.Report(row.id)).receipts]
    told = session.say(f"tanda bukti {options.number} ditarik kembali", f"receipt {options.number} was taken back")
    tree = {"id": row.id, "number": row.number, "withdrawn": options.number, "level": options.level, "receipts": left}
    return Answer(tree, [f"{row.number}: {told}"])


def give_notice(session: Session) -> Answer:
    """``report notice``: an addition; it stops no clock."""
    options = session.options
    at = _time(options.at)
    with session.profile() as app:
        row = app.ask(queries.Report(options.report)).row
        app.execute(GiveNotice(app.new_command(), read_id(row.id), options.to, at, options.by))
    return Answer(
        {"id": row.id, "number": row.number, "to": options.to.upper(), "by": options.by}, [f"{row.number}: {options.to}"]
    )


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("bawaslu.zone") from None
