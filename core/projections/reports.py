"""Report rows: a fold of a report's facts, what the list and the counts read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, and_, select, text

from core.crypto.sealing import AgeIdentity
from core.domain.case_state import case_of
from core.domain.correcting import clock_form
from core.domain.errors import Invalid
from core.domain.events import Attached, Carried, Fact
from core.domain.geo import MARK, point_code, point_of
from core.domain.ids import read_id
from core.domain.nation import label_of, qualified
from core.domain.report import ReportState, fold, has_legal_date
from core.journal import reading
from core.journal.entry import Entry
from core.projections import approvals, board, codes, identity, protection, referrals, sanctions, search
from core.projections.clock import project_clock
from core.projections.counted import project_counted
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


def project_report(db: Connection, subject: bytes, identities: Sequence[AgeIdentity], only: Entry | None = None) -> None:
    """Recompute one report's row, its attachments and its searchable text from the journal.

    ``only`` is the subject's first entry where it was just written here and nothing else can be held about it.
    """
    facts = reading.facts_about(db, subject, identities) if only is None else reading.facts_of(db, [only], identities)
    state = fold(facts)
    if state.received is None or state.facts is None:
        return
    values = _values(state, state.received)
    known = None if only is not None else _row_of(db, subject)
    fresh = known is None
    codes.project_codes(db, subject, state.history, fresh=fresh)
    if known is None:
        known = int(db.execute(_INSERT, {"subject": subject, **values}).scalar_one())
        search.add_text(db, known, indexed(state, values))
        _relate(db, subject, state)
    else:
        db.execute(tables.report.update().where(tables.report.c.id == known).values(**values))
        search.put_text(db, known, indexed(state, values))
        db.execute(tables.relation.delete().where(tables.relation.c.subject == subject))
        _relate(db, subject, state)
    if not state.files_gone:
        _attachments(db, subject, state, state.received)
    project_clock(db, subject, state.received.source.at, state)
    case = case_of(state)
    board.project_board(db, subject, known, case)
    project_counted(db, subject, case, fresh=only is not None)
    approvals.project_approvals(db, subject, state, case, fresh=only is not None)
    referrals.project_referrals(db, subject, state, fresh=only is not None)
    if only is None:
        sanctions.project_sanctions(db, subject, case)
        protection.project_purge(db, subject, case)
        identity.project_openings(db, subject, state)
        for files, source in sanctions.papers_of(state):
            put_attachments(db, subject, files, source.stream, source.sequence)
    project_watched(db, subject, state, values, fresh=fresh)


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


def _row_of(db: Connection, subject: bytes) -> int | None:
    return db.execute(select(tables.report.c.id).where(tables.report.c.subject == subject)).scalar()


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
        words.extend(_form_words(state.story.form))
    if state.parties is not None:
        words.extend(str(party.get("unit", "")) for party in state.parties.reported)
    return "\n".join(word for word in words if word)


def _form_words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [word for name, item in value.items() if name not in NO_WORDS for word in _form_words(item)]
    if isinstance(value, list):
        return [word for item in value for word in _form_words(item)]
    return []
