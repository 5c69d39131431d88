"""The posts in a period: what came from each, what of it is missing, and what the office noted about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, Select, and_, func, select

from core.app import absorb as absorbing
from core.app import kits
from core.app.answers import show_time, unconfirmed_posts
from core.app.custody import DAY_MS, custody
from core.app.custody_views import LATE
from core.app.device import DESKS, EVERYBODY, Device, post_audience
from core.app.kit import post_of
from core.app.post_queries import PostsBoard
from core.app.post_views import Board, Courier, PostLine
from core.app.queries import Custody
from core.app.revoked import revoked
from core.app.views import Changes
from core.app.writing import begin, subject_of
from core.domain.area_told import AreaState, ToldPost
from core.domain.authority import DESK_ROLES, NATIONAL, REGENCY
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.moment import Moment
from core.domain.post_board import NIHIL, OUTSIDE, REPORTED, SILENT, Down, Period, PostSigns, Said, is_down, recap, stand, within
from core.domain.post_note import PostNoteCommand, missed_call, next_call, note, spans
from core.domain.reference_items import Post
from core.projections import post_counts
from core.projections.watching import COURIER, DOWN, UP
from core.storage import tables

USUAL_DAYS = 7
LONGEST = timedelta(days=3660)


def act(device: Device, command: PostNoteCommand) -> Changes:
    """Write a note about a post; replies with its id.

    Raises ``NotAllowed('authority.refused')``, ``Invalid`` (``post.unknown``, and what :func:`domain.post_note.note` names).
    """
    event = note(command)
    post_of(device, command.post)
    with device.database.writing() as db:
        made = subject_of(db, command.command) or begin(db, device, event, DESKS, command.command).subject
    return Changes(frozenset({"posts"}), show_id(made))


def period_of(device: Device, first: str, last: str) -> Period:
    """Days of this office as a period; raises ``Invalid('post.period')``."""
    today = device.moment().day
    try:
        end = date.fromisoformat(last) if last else max(today, date.fromisoformat(first)) if first else today
        start = date.fromisoformat(first) if first else end - timedelta(days=USUAL_DAYS - 1)
    except ValueError:
        raise Invalid("post.period") from None
    if not timedelta(0) <= end - start <= LONGEST:
        raise Invalid("post.period")
    zone = ZoneInfo(device.belongings.zone)
    since, until = (round(datetime.combine(day, time(), zone).timestamp() * 1000) for day in (start, end + timedelta(days=1)))
    return Period(start.isoformat(), end.isoformat(), since, until)


def board(db: Connection, device: Device, query: PostsBoard) -> Board:
    """See :class:`core.app.post_queries.PostsBoard`; posts and the national office have none."""
    if device.is_regency:
        return _told(db, device)
    period = period_of(device, query.first, query.last)
    if not device.is_desk or device.is_nation:
        return Board(period.first, period.last, recap([], ()), 0, 0, 0, 0, ())
    held = _read(db, device, period)
    own = device.belongings.province_code
    posts = {post.code: post for post in device.reference.posts if post.province == own and post.kind != "PROVINSI"}
    lines, said, now = [], list[Said](), device.moment()
    for code in sorted(posts.keys() | held.laptops.keys()):
        if query.regency and (code not in posts or query.regency not in posts[code].regencies):
            continue
        line, words = _line(device, code, posts.get(code), held, period, now)
        lines.append(line)
        said += words
    word = recap([stand(held.signs(line.code), period) for line in lines], said)
    return _board(period.first, period.last, word, lines)


def _board(first: str, last: str, word: str, lines: Sequence[PostLine]) -> Board:
    states = Counter(line.state for line in lines)
    return Board(
        first,
        last,
        word,
        reported=states[REPORTED],
        nihil=states[NIHIL],
        silent=states[SILENT],
        outside=states[OUTSIDE],
        posts=tuple(lines),
    )


def _told(db: Connection, device: Device) -> Board:
    """What the province last told this regency of its posts."""
    state = told_state(db, device)
    posts = {post.code: post for post in device.reference.posts}
    return _board(state.first, state.last, state.recap, [_told_line(each, posts.get(each.code)) for each in state.posts])


def told_state(db: Connection, device: Device) -> AreaState:
    """How things stand in this regency by the province's latest telling; nothing before the first."""
    table = tables.told_area.c
    query = select(table.content).where(table.regency == device.belongings.code)
    content = db.execute(query.order_by(table.lamport.desc(), table.entry.desc()).limit(1)).scalar()
    return AreaState() if content is None else msgspec.json.decode(content, type=AreaState)


def _told_line(told: ToldPost, post: Post | None) -> PostLine:
    return PostLine(
        code=told.code,
        name=told.code if post is None else post.name_id,
        kind="" if post is None else post.kind,
        regencies=() if post is None else tuple(post.regencies),
        state=told.state,
        reasons=(),
        contact=told.contact or None,
        days=None,
        situations=0,
        nihil=0,
        others=0,
        reports=0,
        laptops=0,
        confirmed=True,
        revoked=0,
        version="",
        unacknowledged=0,
        answer_owed=False,
        missing=0,
        out=0,
        down="",
        courier=None,
    )


@dataclass(slots=True)
class _Held:
    """What the store holds, by post."""

    kits: set[str] = field(default_factory=set)
    laptops: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    last: dict[str, int] = field(default_factory=dict)
    said: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    others: Counter[str] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    out: Counter[str] = field(default_factory=Counter)
    gone: frozenset[bytes] = frozenset()
    down: dict[str, tuple[Down, ...]] = field(default_factory=dict)
    plans: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    programs: dict[bytes, str] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    owed: frozenset[bytes] = frozenset()
    unconfirmed: set[str] = field(default_factory=set)

    def signs(self, code: str) -> PostSigns:
        """What the rule reads of a post."""
        laptops = self.laptops.get(code, set())
        return PostSigns(
            kit=code in self.kits,
            laptops=len(laptops),
            last=self.last.get(code, 0),
            said=tuple(self.said.get(code, ())),
            others=self.others[code],
            missing=self.missing[code],
            out=self.out[code],
            revoked=len(laptops & self.gone),
            down=self.down.get(code, ()),
        )


def _line(
    device: Device, code: str, post: Post | None, held: _Held, period: Period, now: Moment
) -> tuple[PostLine, tuple[Said, ...]]:
    signs = held.signs(code)
    standing, said = stand(signs, period), within(signs.said, period)
    laptops = held.laptops.get(code, set())
    zone = device.belongings.zone
    cause = next((each.cause for each in reversed(signs.down) if is_down((each,), period)), "")
    line = PostLine(
        code=code,
        name=code if post is None else post.name_id,
        kind="" if post is None else post.kind,
        regencies=() if post is None else tuple(post.regencies),
        state=standing.state,
        reasons=standing.reasons,
        contact=show_time(signs.last, zone) if signs.last else None,
        days=max(0, now.at - signs.last) // DAY_MS if signs.last else None,
        situations=sum(each.number for each in said),
        nihil=sum(each.number for each in said if each.nihil),
        others=signs.others,
        reports=held.reports[code],
        laptops=signs.laptops,
        confirmed=code not in held.unconfirmed,
        revoked=signs.revoked,
        version=", ".join(sorted({held.programs[each] for each in laptops if each in held.programs})),
        unacknowledged=held.unread[code],
        answer_owed=bool(laptops & held.owed),
        missing=signs.missing,
        out=signs.out,
        down=cause,
        courier=_courier(device, held.plans.get(code), signs.last, now),
    )
    return line, said


def _courier(device: Device, plan: tuple[str, int, str] | None, last: int, now: Moment) -> Courier | None:
    if plan is None:
        return None
    first, every, road = plan
    today = now.day.isoformat()
    heard = datetime.fromtimestamp(last / 1000, ZoneInfo(device.belongings.zone)).date().isoformat() if last else ""
    return Courier(first, every, road, next_call(first, every, today), missed_call(first, every, today, heard))


def _read(db: Connection, device: Device, period: Period) -> _Held:
    held = _Held(gone=revoked(db), unconfirmed=unconfirmed_posts(db))
    held.kits = kits.posts_with_kits(db)
    _read_streams(db, held)
    _read_reports(db, held, period)
    _read_road(db, device, held)
    _read_notes(db, held)
    return held


def _read_streams(db: Connection, held: _Held) -> None:
    desk = select(tables.certificate.c.post).where(tables.certificate.c.role.in_(sorted(DESK_ROLES | {NATIONAL, REGENCY})))
    table, entry = tables.stream.c, tables.entry.c
    # Of each stream its last entry alone: streams are few, entries may be ten million.
    newest = select(entry.taken).where(entry.stream == table.stream).order_by(entry.seq.desc()).limit(1).scalar_subquery()
    for row in db.execute(select(table.post, table.device, newest.label("last")).where(table.post.not_in(desk))):
        if row.last is not None:
            held.laptops[row.post].add(bytes(row.device))
            held.last[row.post] = max(held.last.get(row.post, 0), int(row.last))
    programs = select(tables.laptop_program.c.device, tables.laptop_program.c.program)
    held.programs = {bytes(row.device): str(row.program) for row in db.execute(programs)}
    held.owed = frozenset(bytes(row.device) for row in db.execute(select(tables.owed.c.device)))


def _read_reports(db: Connection, held: _Held, period: Period) -> None:
    word = tables.situation_word.c
    alike = (word.post, word.nihil, word.condition)
    here = (word.period_to > period.since, word.period_from < period.until)
    number = func.count(word.subject.distinct()).label("number")
    replaced = Counter({tuple(row[:3]): int(row.number) for row in db.execute(_replaced().add_columns(number).where(*here))})
    told = select(*alike, func.count().label("number")).where(*here).group_by(*alike)
    for row in db.execute(told):
        left = int(row.number) - replaced[row.post, row.nihil, row.condition]
        if left > 0:
            held.said[row.post].append(Said(period.since, period.until, bool(row.nihil), str(row.condition), left))
    count = tables.post_count.c
    within_ = tuple(post_counts.spans_of(period.first, period.last))
    others = select(count.post, func.sum(count.others).label("number")).where(count.span.in_(within_)).group_by(count.post)
    held.others.update({str(row.post): int(row.number) for row in db.execute(others)})
    every = select(count.post, count.number).where(count.span == post_counts.EVER)
    held.reports.update({str(row.post): int(row.number) for row in db.execute(every)})


def _replaced() -> Select[Any]:
    """Words of posts that the same post took the place of by later ones."""
    word, relation = tables.situation_word.c, tables.relation.c
    later = tables.situation_word.alias()
    return (
        select(word.post, word.nihil, word.condition)
        .select_from(tables.relation)
        .join(later, later.c.subject == relation.subject)
        .join(tables.situation_word, and_(word.subject == relation.other, word.post == later.c.post))
        .where(relation.kind == "supersedes")
        .group_by(word.post, word.nihil, word.condition)
    )


def _read_road(db: Connection, device: Device, held: _Held) -> None:
    """Gaps in what posts wrote, sticks to them that are late, and what of this desk's words they have not acknowledged."""
    posts = {bytes(row.stream): str(row.post) for row in db.execute(select(tables.stream.c.stream, tables.stream.c.post))}
    for stream, _first, _last in absorbing.gaps(db):
        held.missing[posts.get(stream, "")] += 1
    late = [stick.trip for stick in custody(db, device, Custody()).sticks if stick.state == LATE]
    out = tables.outgoing.c
    for row in db.execute(select(out.audience, out.trip).where(out.trip.in_(late)).distinct()):
        if str(row.audience).startswith("post:"):
            held.out[str(row.audience).removeprefix("post:")] += 1
    held.unread = _unread(db, device, held.laptops)


def _unread(db: Connection, device: Device, laptops: Mapping[str, set[bytes]]) -> Counter[str]:
    """Entries of the desks' streams beyond what the furthest laptop of a post has acknowledged."""
    stream, entry, acked = tables.stream.c, tables.entry.c, tables.acked.c
    newest = select(func.max(entry.seq)).where(entry.stream == stream.stream).scalar_subquery()
    ours = select(stream.stream, stream.audience, newest.label("last")).where(stream.post == device.belongings.code)
    written = defaultdict[str, list[Any]](list)
    for row in db.execute(ours):
        if row.last is not None:
            written[row.audience].append(row)
    acks = db.execute(select(acked.device, acked.stream, acked.seq))
    told = {(bytes(row.device), bytes(row.stream)): int(row.seq) for row in acks}
    found: Counter[str] = Counter()
    for code, devices in laptops.items():
        for row in (*written[EVERYBODY], *written[post_audience(code)]):
            furthest = max((told.get((device_, bytes(row.stream)), -1) for device_ in devices), default=-1)
            found[code] += max(0, int(row.last) - furthest)
    return found


def _read_notes(db: Connection, held: _Held) -> None:
    table = tables.post_note.c
    down, up = defaultdict[str, list[Down]](list), defaultdict[str, list[str]](list)
    for row in db.execute(select(tables.post_note).order_by(table.lamport, table.entry)):
        if row.kind == COURIER:
            held.plans[row.post] = (str(row.day), int(row.every), str(row.words))
        elif row.kind == DOWN:
            down[row.post].append(Down(str(row.day), str(row.until), str(row.words)))
        elif row.kind == UP:
            up[row.post].append(str(row.day))
    held.down = {code: spans(each, up[code]) for code, each in down.items()}
