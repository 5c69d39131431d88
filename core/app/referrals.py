"""Referrals are sent with their letters, and what institutions answer is recorded, each for the desks alone.

One act is one transaction: every addressee gets his letter and his entry, or none does. What a post may know of it is the
status that :func:`core.app.case_acts.tell` writes; Bawaslu's own receipt stops the law's clock at the post as well.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import UnsetType
from msgspec.structs import replace

from core.app import referral_letter, referral_urging, writing
from core.app.at_report import AtReport, open_report
from core.app.case_acts import tell
from core.app.device import DESKS, Device
from core.app.referral_case import OPENED, area_of, asked_of, concerns_supervisor, find, identity_for, report_of
from core.app.referral_clocks import due_of
from core.app.referral_urging import ESCALATION, REMINDER
from core.app.referral_views import ReferralDone, SentReferral
from core.app.views import Changes
from core.domain import authority, bawaslu, referring
from core.domain.bawaslu import RecordBawasluReceipt
from core.domain.case_state import case_of
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import Event
from core.domain.ids import SubjectId, read_id, show_id
from core.domain.reference_items import Institution
from core.domain.referral import (
    CLOSING_SEEN_KIND,
    CONSENT,
    ENVELOPE,
    IDENTITIES,
    LETTER,
    SENT_KIND,
    WITHHELD,
    Addressee,
    ClosingSeenFacts,
    ClosingViewed,
    EscalateReferral,
    NoteClosingSeen,
    NoteReferralSeen,
    RecordDecision,
    RecordReceipt,
    RecordRejection,
    RecordReturn,
    RecordStep,
    ReferralCommand,
    ReferralEscalated,
    ReferralReminded,
    ReferralSent,
    RemindInstitution,
    SendReferral,
    SentFacts,
    Words,
)
from core.domain.referral_routes import BAWASLU, FIRST, ORGANISERS, Asked, Way, require_open, way_to, ways
from core.domain.referring import Referral, require_new
from core.domain.report import ReportState
from core.domain.text import check_line, check_narrative

_KINDS: Final[dict[type, str]] = {
    RecordReceipt: "referral.receipt_recorded",
    RecordReturn: "referral.returned",
    RecordRejection: "referral.rejected",
    RecordDecision: "referral.decided",
    RecordStep: "referral.stepped",
    RemindInstitution: "referral.reminded",
    EscalateReferral: "referral.escalated",
    NoteReferralSeen: "referral.viewed",
}
Urging = RemindInstitution | EscalateReferral
Urged = ReferralReminded | ReferralEscalated
TOPICS: Final = frozenset({"referrals", "reports", "documents"})


def act(device: Device, command: ReferralCommand) -> Changes:
    """Carry out an act about referrals; raises ``Refused`` with a code, and then nothing was changed."""
    if isinstance(command, SendReferral):
        return Changes(TOPICS, send(device, command))
    if isinstance(command, NoteClosingSeen):
        return Changes(TOPICS, see_closing(device, command))
    return Changes(TOPICS, follow(device, command))


# --- sending -----------------------------------------------------------------------------------------------------------


def send(device: Device, command: SendReferral) -> tuple[SentReferral, ...]:
    """Send a case on; the same command again gives the first.

    Raises ``Invalid``: ``report.unknown``, ``referral.institution``, ``referral.nobody``, ``referral.code``, ``referral.reason``,
    ``referral.abolished``, ``document.*``, ``text.*``; ``NotAllowed``: ``authority.refused``, ``referral.situation``,
    ``referral.voided``, ``referral.known``, ``referral.identity``, ``referral.no_consent`` and what the routes refuse.
    """
    with device.database.writing() as db:
        at = open_report(db, device, command.report, command.command)
        authority.require(SENT_KIND, device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
        again = [each for each in at.state.referrals if each.fact.source.command == command.command]
        if not again:
            _require_case(at.state)
            planned = _planned(at, command)
            for number, (way, addressee) in enumerate(planned):
                _send_one(at.again(), way, addressee, command, number)
            at = at.again()
            tell(at)
            at = at.again()
            again = [each for each in at.state.referrals if each.fact.source.command == command.command]
        return tuple(_sent(at, each) for each in again)


def _require_case(state: ReportState) -> None:
    if state.facts is not None and state.facts.kind == "situation":
        raise NotAllowed("referral.situation")
    if state.voided:
        raise NotAllowed("referral.voided")


def _planned(at: AtReport, command: SendReferral) -> list[tuple[Way, Addressee]]:
    """Every addressee with his way, first ones first; refuses before anything is printed."""
    check_narrative(command.reason, "reason")
    if not command.addressees:
        raise Invalid("referral.nobody")
    if command.organiser and command.organiser not in ORGANISERS:
        raise Invalid("referral.code", field="organiser", value=command.organiser, allowed=", ".join(ORGANISERS))
    if command.identity and command.identity not in IDENTITIES:
        raise Invalid("referral.code", field="identity", value=command.identity, allowed=", ".join(IDENTITIES))
    asked = asked_of(at, command.organiser)
    found = [(_way(at.device, asked, each), each) for each in command.addressees]
    order = [way.institution for way in ways(at.device.reference, asked)]
    found.sort(key=lambda pair: order.index(pair[0].institution) if pair[0].institution in order else len(order))
    first = _has_first(at, asked, [way for way, _ in found])
    referrals, done = at.state.referrals, set[tuple[str, str]]()
    for way, addressee in found:
        level = addressee.level or way.level
        require_open(way, first=first, reason=command.reason, level=level)
        if (way.institution, level) in done:
            raise Invalid("referral.twice", institution=way.institution)
        done.add((way.institution, level))
        require_new(referrals, way.institution, level)
    if command.identity in (ENVELOPE, CONSENT) and not any(way.institution in OPENED for way, _ in found):
        raise NotAllowed("referral.identity", institution=found[0][0].institution)
    return found


def _way(device: Device, asked: Asked, addressee: Addressee) -> Way:
    return way_to(device.reference, asked, institution_of(device, addressee.institution))


def institution_of(device: Device, code: str) -> Institution:
    """An institution by its code; raises ``Invalid('referral.institution')``."""
    check_line(code, "institution")
    found = device.reference.institution(code)
    if found is None:
        raise Invalid("referral.institution", value=code)
    return found


def _has_first(at: AtReport, asked: Asked, found: list[Way]) -> bool:
    """Whether a first addressee has the case already or gets it now."""
    firsts = {way.institution for way in ways(at.device.reference, asked) if way.place == FIRST} | {BAWASLU}
    return bool(firsts & (asked.sent | {way.institution for way in found}))


def _send_one(at: AtReport, way: Way, addressee: Addressee, command: SendReferral, number: int) -> None:
    device, state = at.device, at.state
    identity = identity_for(state, way.institution, command.identity)
    level = addressee.level or way.level
    check_line(addressee.to, "to")
    to = addressee.to.strip() or referral_letter.addressee_words(device, way.institution, level, area_of(state))
    _require_above(at, way, to)
    given = dict(command.fields) | ({"reason": command.reason.strip()} if command.reason.strip() else {})
    made = referral_letter.packet(at, way, to, identity, given, state.referrals)
    issued = referral_letter.issue(at.db, device, made, command.command, number, at.subject)
    facts = SentFacts(
        institution=way.institution,
        level=level,
        to=to,
        route=way.route,
        routes=device.reference.heads["routes"].version,
        deadline=way.deadline,
        condition=way.condition,
        basis=way.basis,
        day=device.moment().day.isoformat(),
        identity=identity,
        envelope="" if identity == WITHHELD or state.facts is None else state.facts.envelope,
        letter=issued.number,
        document=bytes(read_id(issued.id)),
        annexes=list(made.annexes),
        hash_list=made.hash_list,
        sets=referral_letter.SETS if way.institution in OPENED else 1,
    )
    at.write(ReferralSent(facts, Words(words=command.reason.strip())), DESKS)


def _require_above(at: AtReport, way: Way, to: str) -> None:
    """An employer is written to one level above the reported unit: never under the unit's own name."""
    if way.institution in OPENED or at.state.parties is None:
        return
    units = {str(party.get("unit") or "").strip().casefold() for party in at.state.parties.reported}
    if to.casefold() in units - {""}:
        raise NotAllowed("referral.own_institution", institution=way.institution, level=way.level)


def _sent(at: AtReport, referral: Referral) -> SentReferral:
    return SentReferral(show_id(SubjectId(referral.id)), referral.facts.institution, due_of(at, referral), referral.facts.letter)


# --- what comes back ---------------------------------------------------------------------------------------------------


def follow(device: Device, command: Any) -> ReferralDone:
    """Record an answer, a reminder, an escalation or the liaison's first view; once for each command.

    Raises ``Invalid('referral.unknown')`` and what :mod:`core.domain.referring` and the table of authority refuse.
    """
    authority.require(_KINDS[type(command)], device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    with device.database.writing() as db:
        at = open_report(db, device, report_of(db, command.referral), command.command)
        referral = find(at.state, command.referral)
        if not writing.done_before(db, command.command):
            event = _event(at, referral, command)
            if event is not None:
                at.write(event, DESKS)
                _after(at.again(), command)
                tell(at.again())
        at = at.again()
        referral = find(at.state, command.referral)
        letter, document = _letter_of(referral, command.command)
        return ReferralDone(show_id(SubjectId(referral.id)), referral.stage, due_of(at, referral), letter, document)


def see_closing(device: Device, command: NoteClosingSeen) -> bool:
    """Record the liaison's first view of how a case ended; False where it was recorded, or the case goes on.

    Raises ``Invalid('report.unknown')`` and ``NotAllowed('authority.refused')``.
    """
    authority.require(CLOSING_SEEN_KIND, device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    with device.database.writing() as db:
        at = open_report(db, device, command.report, command.command)
        closing = case_of(at.state).closing
        if closing is None or closing.viewed is not None or concerns_supervisor(at.state):
            return False
        facts = ClosingSeenFacts(closing=closing.fact.source.digest, day=device.moment().day.isoformat())
        at.write(ClosingViewed(facts), DESKS)
        return True


def _letter_of(referral: Referral, command: bytes) -> tuple[str, str]:
    """Number and name of the letter that this very command printed; empty where it printed none."""
    events = (fact.event for fact in referral.urged if fact.source.command == command)
    own = next((event.facts for event in events if isinstance(event, ReferralReminded | ReferralEscalated)), None)
    if own is None or isinstance(own.letter, UnsetType) or isinstance(own.document, UnsetType):
        return "", ""
    return own.letter, show_id(SubjectId(own.document))


def _event(at: AtReport, referral: Referral, command: Any) -> Event | None:
    moment = at.device.moment()
    day = moment.day.isoformat()
    match command:
        case RemindInstitution():
            return _with_letter(at, referral, command, referring.reminded(referral, command, day))
        case EscalateReferral():
            return _with_letter(at, referral, command, referring.escalated(referral, command, day))
        case NoteReferralSeen():
            return referring.viewed(referral, day)
        case _:
            taken = 0 if at.state.received is None else at.state.received.source.at
            return referring.answered(referral, command, moment.when, moment.zone, taken)


def _with_letter(at: AtReport, referral: Referral, command: Urging, event: Urged) -> Urged:
    """The same event with the letter that it goes by; a call or a visit has none."""
    facts, words = event.facts, "" if event.story is None else event.story.words
    if facts is None or facts.means not in ("", LETTER):
        return event
    matter, to = (ESCALATION, facts.to) if facts.to else (REMINDER, referral.facts.to)
    made = referral_urging.issue(at, referral, matter, to, words, command.command)
    told = replace(facts, letter=made.number, document=bytes(read_id(made.id)))
    return replace(event, facts=told)


def _after(at: AtReport, command: Any) -> None:
    """Bawaslu's own receipt is the law's as well: written for the post, so that its clock stops there."""
    referral = find(at.state, command.referral)
    if not isinstance(command, RecordReceipt) or referral.facts.institution != BAWASLU:
        return
    level = bawaslu.counter_level(referral.facts.level)
    number = command.number.strip()
    if any((known.number, known.level) == (number, level) for known in at.state.receipts):
        return
    told = RecordBawasluReceipt(
        command.command, SubjectId(at.subject), number, command.at, level, command.counter or referral.facts.to
    )
    moment = at.device.moment()
    at.write(bawaslu.record_receipt(at.state, told, moment.when, moment.zone))
