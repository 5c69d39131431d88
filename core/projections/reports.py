"""Report rows: a fold of a report's facts, what the list and the counts read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Self

import msgspec
from sqlalchemy import Connection, Row, and_, bindparam, select, text

from core.crypto.sealing import AgeIdentity
from core.domain.case_state import CaseState, case_of
from core.domain.correcting import clock_form
from core.domain.errors import Invalid
from core.domain.events import Attached, Carried, Fact
from core.domain.geo import MARK, point_code, point_of
from core.domain.ids import read_id
from core.domain.nation import label_of, qualified
from core.domain.report import ReportState, fold, has_legal_date
from core.journal import reading
from core.projections import approvals, board, codes, identity, protection, referrals, sanctions, search
from core.projections.clock import project_clock
from core.projections.counted import project_counted
from core.projections.post_counts import Counting, project_counts
from core.projections.watching import project_watched
from core.storage import tables
from core.storage.upsert import insert

TOKEN_BYTES, DIGEST_BYTES = 16, 32
REGENCY_LETTERS, DAY_LETTERS, MONTH_LETTERS = 5, 10, 7
FACETS = ("kind", "stage", "lane", "case_status")
"""Columns whose codes are in the index, so that a filter and words are one walk through it."""
NO_WORDS = frozenset({"related", "supersedes", "consent", "handling", "signed_t07"})
"""Fields of a form that hold ids and codes of the program, which nobody searches for."""

# Made once: putting the statement together took longer than running it.
_INSERT = tables.report.insert().returning(tables.report.c.id)
_UPDATE = tables.report.update().where(tables.report.c.id == bindparam("row_number"))
_ROW = select(tables.report.c.id, *(tables.report.c[name] for name in Counting._fields)).where(
    tables.report.c.subject == bindparam("subject")
)
_RELATE = tables.relation.insert()
_ATTACHED = tables.attachment.c
_ATTACH = insert(tables.attachment)
# A sealed day named its ciphertext before the report in it was read; the day stays what carries it.
_ATTACH = _ATTACH.on_conflict_do_update(
    index_elements=[_ATTACHED.token],
    set_={each.name: _ATTACH.excluded[each.name] for each in _ATTACHED if each.name not in ("token", "stream", "seq")},
    where=and_(
        _ATTACHED.name == text("''"),
        _ATTACH.excluded.name != text("''"),
        _ATTACHED.sealed_digest == _ATTACH.excluded.sealed_digest,
    ),
)


class _Told(NamedTuple):
    """A report of which enough is known for a row, with that row's values."""

    subject: bytes
    state: ReportState
    received: Fact
    values: dict[str, object]

    @classmethod
    def of(cls, subject: bytes, state: ReportState) -> Self | None:
        """What there is to derive; None where nothing of a reception can be read."""
        if state.received is None or state.facts is None:
            return None
        return cls(subject, state, state.received, _values(state, state.received))


def project_report(db: Connection, subject: bytes, identities: Sequence[AgeIdentity]) -> None:
    """Recompute one report's row, its attachments and its searchable text from the journal."""
    state = fold(reading.facts_about(db, subject, identities))
    told = _Told.of(subject, state)
    if told is None:
        return
    row = _row_of(db, subject)
    if row is None:
        (known,) = _insert(db, [told])
    else:
        known = int(row.id)
        _update(db, row, told)
    (case,) = _put_beside(db, [(known, told)], fresh=False)
    approvals.project_approvals(db, subject, state, case)
    referrals.project_referrals(db, subject, state)
    sanctions.project_sanctions(db, subject, case)
    protection.project_purge(db, subject, case)
    identity.project_openings(db, subject, state)
    for files, source in sanctions.papers_of(state):
        put_attachments(db, subject, files, source.stream, source.sequence)


def project_new(db: Connection, facts: Iterable[Fact]) -> None:
    """The same for reports of each of which one fact was just stored and nothing else can be held.

    One step for all of them, then the next: Python runs a short way many times in half the time of a long way.
    """
    states = [(fact.source.subject, fold([fact])) for fact in facts]
    told = [each for subject, state in states if (each := _Told.of(subject, state)) is not None]
    _put_beside(db, list(zip(_insert(db, told), told, strict=True)), fresh=True)


def _insert(db: Connection, told: Sequence[_Told]) -> list[int]:
    """Rows of reports that have none, and their numbers in this store."""
    numbers = [int(db.execute(_INSERT, {"subject": each.subject, **each.values}).scalar_one()) for each in told]
    for number, each in zip(numbers, told, strict=True):
        search.add_text(db, number, indexed(each.state, each.values))
    for each in told:
        codes.project_codes(db, each.subject, each.state.history, fresh=True)
        _relate(db, each.subject, each.state)
    project_counts(db, (), [_counting(each.values) for each in told])
    return numbers


def _update(db: Connection, row: Row[Any], told: _Told) -> None:
    number = int(row.id)
    project_counts(db, [_counting(dict(row._mapping))], [_counting(told.values)])
    db.execute(_UPDATE, {"row_number": number, **told.values})
    search.put_text(db, number, indexed(told.state, told.values))
    codes.project_codes(db, told.subject, told.state.history, fresh=False)
    db.execute(tables.relation.delete().where(tables.relation.c.subject == told.subject))
    _relate(db, told.subject, told.state)


def _put_beside(db: Connection, numbered: Sequence[tuple[int, _Told]], *, fresh: bool) -> list[CaseState]:
    """The rows beside a report's own, and the case that each is; ``fresh`` where there can be none yet."""
    for _, each in numbered:
        if not each.state.files_gone:
            _attachments(db, each.subject, each.state, each.received)
        project_clock(db, each.subject, each.received.source.at, each.state)
    cases = [case_of(each.state) for _, each in numbered]
    for (number, each), case in zip(numbered, cases, strict=True):
        board.project_board(db, each.subject, number, case)
    for (_, each), case in zip(numbered, cases, strict=True):
        project_counted(db, each.subject, case, fresh=fresh)
        project_watched(db, each.subject, each.state, each.values, fresh=fresh)
    return cases


def _relate(db: Connection, subject: bytes, state: ReportState) -> None:
    """What the report names: nothing is asked of the other side, for it may come later or never."""
    form = {} if state.story is None else state.story.form
    named = form.get("related")
    found = {(other, "related") for other in (named if isinstance(named, list) else [])}
    if form.get("supersedes"):
        found.add((form["supersedes"], "supersedes"))
    rows = [
        {"subject": subject, "other": read, "kind": kind}
        for read, kind in {(_subject_of(other), kind) for other, kind in found}
        if read is not None and read != subject
    ]
    if rows:
        db.execute(_RELATE, rows)


def _subject_of(name: object) -> bytes | None:
    try:
        return read_id(name) if isinstance(name, str) else None
    except Invalid:
        return None


def _row_of(db: Connection, subject: bytes) -> Row[Any] | None:
    return db.execute(_ROW, {"subject": subject}).first()


def _counting(values: Mapping[str, Any]) -> Counting:
    return Counting(*(values[name] for name in Counting._fields))


def _values(state: ReportState, received: Fact) -> dict[str, object]:
    facts, source = state.facts, received.source
    if facts is None:
        raise ValueError("a report without facts has no row")
    form = {} if state.story is None else state.story.form
    return {
        "stream": source.stream,
        "seq": source.sequence,
        "number": qualified(label_of(source.post), facts.number),
        "kind": facts.kind,
        "post": source.post or facts.post,
        "at": source.at,
        "zone": source.zone,
        "day": facts.day,
        "summary": _text(form, "summary"),
        "area": _area(form),
        "violation": _text(form, "violation") or _text(form, "vulnerability"),
        "election": _text(form, "election"),
        "stage": _text(form, "stage"),
        "sealed": int(facts.sealed),
        "nihil": int(form.get("nihil") is True),
        "period_from": _instant(form, "period_from"),
        "period_to": _instant(form, "period_to"),
        "attachments": 0 if state.story is None else len(state.story.attachments),
        "case_status": state.case_status,
        "agenda": state.agenda,
        "forked": int(state.forked),
        **_finding(state, form),
        "voided": int(state.voided),
        "erased": int(bool(state.gone)),
    }


def _finding(state: ReportState, form: dict[str, object]) -> dict[str, object]:
    """What filters and sorting read: the day of the event, the trigger of the law's clock, the lane.

    ``regime`` is empty where no clock runs: for other kinds, and for what is taken in as initial information.
    """
    lane = "" if state.parties is None else state.parties.lane
    clock = _text(form, "regime") if has_legal_date(state) else ""
    return {
        "happened": _day(form, "happened") or _day(form, "observed") or _text(form, "period_from")[:DAY_LETTERS],
        "regency": "" if _area(form).startswith(MARK) else _area(form)[:REGENCY_LETTERS],
        # An open proposal counts at once where its day is the earlier one (D18).
        "known": _text(clock_form(state.story, state.corrections), "known"),
        "regime": clock,
        "lane": lane,
    }


def _day(form: dict[str, object], name: str) -> str:
    value = form.get(name)
    return str(value.get("date", "")) if isinstance(value, dict) else ""


def _text(form: dict[str, object], name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _area(form: dict[str, object]) -> str:
    place = form.get("place")
    if not isinstance(place, dict):
        return ""
    area, point = str(place.get("area", "")), point_of(place)
    return area if area or point is None else point_code(point)


def _instant(form: dict[str, object], name: str) -> int:
    text = _text(form, name)
    try:
        return int(datetime.fromisoformat(text).timestamp() * 1000) if text else 0
    except ValueError:
        return 0


def _attachments(db: Connection, subject: bytes, state: ReportState, received: Fact) -> None:
    put_attachments(db, subject, _named(state), received.source.stream, received.source.sequence)


def put_attachments(db: Connection, subject: bytes, named: Sequence[Attached], stream: bytes, sequence: int) -> None:
    """Rows for the attachments that an entry names; a token that another entry named before stays that one's."""
    place = {"stream": stream, "seq": sequence}
    rows = [attachment_row(subject, attached) | place for attached in named if is_well_formed(attached)]
    if rows:
        db.execute(_ATTACH, rows)


def _named(state: ReportState) -> list[Attached]:
    """Attachments as the story names them, or, where it is sealed to others, as bare ciphertexts to carry."""
    if state.story is not None:
        return state.story.attachments
    carried = msgspec.UNSET if state.facts is None else state.facts.carried
    return [] if isinstance(carried, msgspec.UnsetType) else [bare(item) for item in carried]


def bare(item: Carried) -> Attached:
    """An attachment of which only the ciphertext is known here."""
    return Attached(
        token=item.token,
        name="",
        media_type="application/octet-stream",
        size=0,
        digest=item.sealed_digest,
        sealed_size=item.sealed_size,
        sealed_digest=item.sealed_digest,
        pieces=item.pieces,
        shows_identity=True,
    )


def is_well_formed(attached: Attached) -> bool:
    """Sizes and digests that can be true; others come from altered software and would spoil acknowledgements."""
    digests = (attached.digest, attached.sealed_digest, *attached.pieces)
    lengths = len(attached.token) == TOKEN_BYTES and all(len(digest) == DIGEST_BYTES for digest in digests)
    return lengths and attached.size >= 0 and attached.sealed_size >= 0


def attachment_row(subject: bytes, attached: Attached) -> dict[str, object]:
    """An attachment's row, but for the entry that carries it."""
    return {
        "token": attached.token,
        "subject": subject,
        "name": attached.name,
        "media_type": attached.media_type,
        "size": attached.size,
        "digest": attached.digest,
        "sealed_size": attached.sealed_size,
        "sealed_digest": attached.sealed_digest,
        "pieces": b"".join(attached.pieces),
        "secret": attached.secret,
        "shows_identity": int(attached.shows_identity),
    }


def indexed(state: ReportState, values: Mapping[str, object]) -> str:
    """Words and codes of a report as the index holds them."""
    facets = [search.facet(name, str(values[name])) for name in FACETS if values[name]]
    facets.append(search.facet("month", str(values["day"])[:MONTH_LETTERS]))
    return search.with_facets(searchable(state), facets + search.area_facets(str(values["area"])))


def searchable(state: ReportState) -> str:
    """Words to find a report by: number, what and where, offices; never names or posts of persons (SAFEGUARDS 23)."""
    words = [] if state.facts is None else [state.facts.number]
    if state.agenda:
        words.append(state.agenda)
    if state.story is not None:
        _gather_words(state.story.form, words)
    if state.parties is not None:
        words.extend(str(party.get("unit", "")) for party in state.parties.reported)
    return "\n".join(word for word in words if word)


def _gather_words(value: object, words: list[str]) -> None:
    """Add the words of a form's tree, in its order."""
    if isinstance(value, str):
        words.append(value)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in NO_WORDS:
                _gather_words(item, words)
    elif isinstance(value, list):
        for item in value:
            _gather_words(item, words)
