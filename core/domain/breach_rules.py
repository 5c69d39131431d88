"""What may be written about a breach: times that were, words that name nobody, no end while somebody must still be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.domain.breach import (
    DATA,
    ENDS,
    MOST_PEOPLE,
    NOTICES,
    NOTIFIED,
    STEPS,
    BreachClosed,
    BreachClosedFacts,
    BreachFacts,
    BreachFound,
    BreachStepFacts,
    BreachStepped,
    BreachStory,
    BreachWords,
    CloseBreach,
    IssueNotice,
    RecordBreach,
    StepBreach,
)
from core.domain.breach_state import BreachState
from core.domain.errors import Invalid, NotAllowed
from core.domain.moment import Moment, moment
from core.domain.release import tells_of_case_or_person
from core.domain.text import check_line, check_narrative, is_blank


def record(command: RecordBreach, now: Moment, posts: Iterable[str]) -> BreachFound:
    """The event, or ``Invalid``: ``breach.missing``, ``breach.time``, ``breach.future``, ``breach.data``, ``breach.people``,
    ``breach.post``, ``breach.laptop``, ``text.*``; ``NotAllowed('breach.words')`` where a case or a person's number is named.
    """
    known = time_in(command.known, "known", now)
    data = list(dict.fromkeys(command.data))
    if not data or set(data) - set(DATA):
        raise Invalid("breach.data", codes=", ".join(DATA))
    if not 0 <= command.people <= MOST_PEOPLE:
        raise Invalid("breach.people", most=MOST_PEOPLE)
    at, there = [each.strip().upper() for each in command.posts if each.strip()], set(posts)
    strange = next((post for post in at if post not in there), None)
    if strange is not None:
        raise Invalid("breach.post", post=strange[:20])
    laptops = [_laptop(each) for each in command.laptops if each.strip()]
    story = BreachStory(what=_words(command.what, "what", required=True), when=_words(command.when, "when"))
    facts = BreachFacts(known=known.at, zone=known.zone, data=data, people=command.people, posts=at, laptops=laptops)
    return BreachFound(facts, story)


def step(command: StepBreach, state: BreachState, now: Moment) -> BreachStepped:
    """The event, or a refusal: ``breach.closed``, ``breach.step``, ``breach.missing``, ``breach.before``, as above."""
    require_open(state)
    at = time_in(command.at, "at", now) if command.at.strip() else now
    if command.step not in STEPS:
        raise Invalid("breach.step", codes=", ".join(STEPS))
    if at.at < state.facts.known:
        raise Invalid("breach.before")
    _line(command.number, "number")
    facts = BreachStepFacts(
        step=command.step,
        at=at.at,
        zone=at.zone,
        to=_line(command.to, "to", required=command.step in NOTICES),
        number=command.number.strip(),
    )
    return BreachStepped(facts, BreachWords(words=_words(command.words, "words")))


def notice_given(command: IssueNotice, now: Moment, document: bytes, number: str) -> BreachStepped:
    """The step that an issued notice is."""
    to = command.to.strip()
    return BreachStepped(
        BreachStepFacts(step=command.step, at=now.at, zone=now.zone, to=to, document=document, number=number), BreachWords()
    )


def require_notice(command: IssueNotice, state: BreachState) -> None:
    """Refuse a notice that says less than the law wants: the data, when and how, handling and recovery."""
    require_open(state)
    if command.step not in NOTICES:
        raise Invalid("breach.step", codes=", ".join(NOTICES))
    for name in ("to", "contact", "signer_position"):
        _line(getattr(command, name), name, required=True)
    for name in ("data", "when", "measures"):
        _words(getattr(command, name), name, required=True)
    _words(command.advice, "advice")


def close(command: CloseBreach, state: BreachState) -> BreachClosed:
    """The event, or a refusal: ``breach.closed``, ``breach.end``, ``breach.missing``, ``NotAllowed('breach.owed')``."""
    require_open(state)
    if command.end not in ENDS:
        raise Invalid("breach.end", codes=", ".join(ENDS))
    if command.end == NOTIFIED and state.owed:
        raise NotAllowed("breach.owed")
    return BreachClosed(BreachClosedFacts(end=command.end), BreachWords(words=_words(command.words, "words", required=True)))


def require_open(state: BreachState) -> None:
    """Raise ``NotAllowed('breach.closed')`` where nothing more is to be done."""
    if state.closed is not None:
        raise NotAllowed("breach.closed")


def time_in(text: str, field: str, now: Moment) -> Moment:
    """A moment that was typed, by this office's clock unless it has an offset; raises ``breach.time``, ``breach.future``."""
    if is_blank(text):
        raise Invalid("breach.missing", field=field)
    try:
        date.fromisoformat(text.strip()[:10])
        typed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("breach.time", field=field) from None
    if len(text.strip()) <= len("2024-02-05"):
        raise Invalid("breach.time", field=field)
    found = moment(typed if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(now.zone)), now.zone, "typed")
    if found.at > now.at:
        raise Invalid("breach.future", field=field)
    return found


def _laptop(text: str) -> str:
    try:
        return bytes.fromhex(text.strip()).hex()
    except ValueError:
        raise Invalid("breach.laptop") from None


def _line(text: str, field: str, *, required: bool = False) -> str:
    check_line(text, field)
    return _named_nobody(text, field, required=required)


def _words(text: str, field: str, *, required: bool = False) -> str:
    check_narrative(text, field)
    return _named_nobody(text, field, required=required)


def _named_nobody(text: str, field: str, *, required: bool) -> str:
    if required and is_blank(text):
        raise Invalid("breach.missing", field=field)
    if field != "contact" and tells_of_case_or_person(text):
        raise NotAllowed("breach.words", field=field)
    return text.strip()
