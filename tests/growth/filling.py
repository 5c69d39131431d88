"""A province's store as many years would leave it: a quarter of the entries are reports, the others what became of them.

The database makes the rows itself, of the sizes of true ones: nothing is signed, no part opens. What is ordered by chance
in a true store (digests, subjects) is ordered here, so that filling ends the same night; what the program takes in
afterwards is true, and falls among all of it.
"""

# ruff: noqa: S608 - statements are put together from this file's own words

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from core.projections import search
from tests import archive

CASES = 50_000
"""Reports made by one statement of each table."""
ENTRIES = 4
"""Entries of a report: it, and three that follow."""
WORDS, FORMS, TEXTS = 40, 20_000, 4_000
POSTS = 184
"""7,000 posts over 38 provinces."""
COSE, HANDLING, FACTS, PARTIES, STORY = 344, 211, 420, 260, 1_320
"""Bytes of a record with its signature, and of a complaint's parts as they are stored."""
SPREAD = 2_654_435_761
AT = 1_654_000_000_000
Run = Callable[[str], object]
Many = Callable[[str, Sequence[tuple[Any, ...]]], object]


class Sqlite:
    """How SQLite says it."""

    server = False

    @staticmethod
    def name(kind: int, home: int, number: str, more: int = 8) -> str:
        """Bytes that begin with a number: a name that no other row has, rising, the same wherever it is said."""
        tail = "||".join([f"printf('%016x', ({number}) * {SPREAD})"] * (more // 8))
        return f"unhex(printf('%02x%02x%012x', {kind}, {home}, {number}) || {tail})"

    @staticmethod
    def noise(size: int) -> str:
        """Bytes by chance."""
        return f"randomblob({size})"

    @staticmethod
    def numbers(first: int, count: int) -> str:
        """A table s of numbers n."""
        return f"WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {first + count - 1})"

    @staticmethod
    def day(days: str) -> str:
        """A day as text."""
        return f"date('2022-06-01', ({days}) || ' days')"

    @staticmethod
    def monday(day: str) -> str:
        """The first day of a day's week, as text."""
        return f"date({day}, '-6 days', 'weekday 1')"

    @staticmethod
    def padded(number: str, width: int) -> str:
        """A number with zeros before it."""
        return f"printf('%0{width}d', {number})"


class Postgres(Sqlite):
    """How PostgreSQL says it; bytes by chance are a digest over and over, which no table compresses at this size."""

    server = True

    @staticmethod
    def name(kind: int, home: int, number: str, more: int = 8) -> str:
        tail = "||".join([f"lpad(to_hex(({number}) * {SPREAD}), 16, '0')"] * (more // 8))
        return f"decode('{kind:02x}{home:02x}' || lpad(to_hex({number}), 12, '0') || {tail}, 'hex')"

    @staticmethod
    def noise(size: int) -> str:
        return f"decode(left(repeat(md5(n::text), {size // 16 + 1}), {2 * size}), 'hex')"

    @staticmethod
    def numbers(first: int, count: int) -> str:
        return f"WITH s(n) AS (SELECT generate_series({first}, {first + count - 1})::bigint)"

    @staticmethod
    def day(days: str) -> str:
        return f"(date '2022-06-01' + ({days})::int)::text"

    @staticmethod
    def monday(day: str) -> str:
        return f"date_trunc('week', ({day})::date)::date::text"

    @staticmethod
    def padded(number: str, width: int) -> str:
        return f"lpad(({number})::text, {width}, '0')"


class Filler:
    """Makes rows by number; ``home`` keeps those of several servers apart."""

    def __init__(self, home: int = 0) -> None:
        self.home, dice = home, random.Random(11)
        self.words, weights = archive.vocabulary(dice, FORMS)
        self.texts = [" ".join(dice.choices(self.words, weights, k=WORDS)) for _ in range(TEXTS)]
        self.shapes = list(itertools.product(archive.KINDS, archive.STAGES, archive.LANES, ("recorded", "at_province")))

    def post(self, number: int) -> str:
        """A post's code."""
        return f"K{self.home:02}{number:04}"

    def prepare(self, say: type[Sqlite], run: Run, many: Many) -> None:
        """Streams, and what rows are put together from."""
        words = "text[]" if say.server else "TEXT"
        run(f"CREATE TEMP TABLE pool (id INTEGER PRIMARY KEY, told TEXT, summary TEXT, words {words})")
        run(f"CREATE TEMP TABLE shape (id INTEGER PRIMARY KEY, kind TEXT, stage TEXT, lane TEXT, status TEXT, codes {words})")
        run(f"CREATE TEMP TABLE place (id INTEGER PRIMARY KEY, area TEXT, codes {words})")

        def codes(found: list[str]) -> Any:
            return found if say.server else " ".join(found)

        pool = [(number, told, told[:40], codes(sorted(set(told.split())))) for number, told in enumerate(self.texts)]
        many("INSERT INTO pool VALUES (?, ?, ?, ?)", pool)
        named = ("kind", "stage", "lane", "casestatus")
        shapes = [(shape, [search.facet(*pair) for pair in zip(named, shape, strict=True)]) for shape in self.shapes]
        many("INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?)", [
            (number, *shape, codes(facets)) for number, (shape, facets) in enumerate(shapes)
        ])  # fmt: skip
        many("INSERT INTO place VALUES (?, ?, ?)", [
            (number, area, codes(search.area_facets(area))) for number, area in enumerate(archive.AREAS)
        ])  # fmt: skip

    def streams(self, say: type[Sqlite], run: Run) -> None:
        """One laptop for each post."""
        numbers, name = say.numbers(0, POSTS), say.name
        run(
            f"INSERT INTO stream (stream, device, audience, post, recipient, kit, follows, forked_at) {numbers} SELECT "
            f"{self._stream(say, 'n')}, {name(2, self.home, 'n')}, 'desks', 'K{self.home:02}' || {say.padded('n', 4)}, '', "
            f"{name(3, self.home, 'n')}, {name(3, self.home, 'n')}, -1 FROM s"
        )

    def _stream(self, say: type[Sqlite], post: str) -> str:
        whole = f"'{1:02x}{self.home:02x}' || "
        if say.server:
            return f"decode({whole}lpad(to_hex({post}), 28, '0'), 'hex')"
        return f"unhex({whole}printf('%028x', {post}))"

    def cases(self, say: type[Sqlite], run: Run, first: int, count: int, shift: int) -> None:
        """So many reports, each with the entries that follow it; ``shift`` leads from numbers to the reports' ids."""
        numbers, name, home = say.numbers(first, count), say.name, self.home
        subject, stream = name(4, home, "n"), self._stream(say, f"n % {POSTS}")
        place, lamport = f"n / {POSTS} * {ENTRIES}", f"n * {ENTRIES}"
        for step in range(ENTRIES):
            digest = name(5, home, f"{lamport} + {step}", 24)
            kind = "notice.given" if step else "complaint.received"
            run(
                f"INSERT INTO entry (stream, seq, digest, lamport, subject, kind, kid, cose, taken) {numbers} SELECT {stream}, "
                f"{place} + {step}, {digest}, {lamport} + {step}, {subject}, '{kind}', {stream}, {say.noise(COSE)}, "
                f"{AT} + {lamport} + {step} FROM s"
            )
            sizes = {"facts": FACTS // 2, "handling": HANDLING}
            if not step:
                sizes = {"facts": FACTS, "handling": HANDLING, "parties": PARTIES, "story": STORY}
            for part, size in sizes.items():
                values = f"{digest}, '{part}', 0, {say.noise(size)}"
                run(f"INSERT INTO part (digest, name, state, box) {numbers} SELECT {values} FROM s")
            command = name(6, home, f"{lamport} + {step}")
            run(f"INSERT INTO command (command, subject) {numbers} SELECT {command}, {subject} FROM s")
        tag = name(7, home, "n")
        for sql in (
            f"INSERT INTO subject_key (subject, key) {numbers} SELECT {subject}, {say.noise(32)} FROM s",
            f"INSERT INTO lookup_code (tag, report, box, proof, current) {numbers} "
            f"SELECT {tag}, {subject}, {say.noise(32)}, {say.noise(32)}, 1 FROM s",
            f"INSERT INTO report_clock (subject, at, regime, known, promised, stopped) {numbers} "
            f"SELECT {subject}, {AT} + n, 'PEMILU', {self._day(say)}, 0, 0 FROM s WHERE n % 2 = 0",
            *self._reports(say, numbers, subject, stream, place, shift),
            self._counted(say, first + shift, count),
            self._boarded(first + shift, count),
            *self._by_post(first + shift, count),
        ):
            run(sql)

    @staticmethod
    def _day(say: type[Sqlite]) -> str:
        return say.day("n / 2500")

    @staticmethod
    def _counted(say: type[Sqlite], first: int, count: int) -> str:
        """What statistics count of the reports just made, of a dozen types of subjects."""
        kind, monday = "CASE WHEN kind = 'situation' AND id % 3 > 0 THEN 'nihil' ELSE kind END", say.monday("day")
        return (
            "INSERT INTO counted (subject, day, week, kind, stage, regency, district, subject_type, status, board, outcome) "
            f"SELECT subject, day, {monday}, {kind}, stage, regency, substr(area, 1, 8), 'T' || (id % 12), case_status, "
            "CASE WHEN id % 4 > 0 THEN 'closed' ELSE 'new' END, CASE WHEN id % 4 > 0 THEN 'proven' ELSE '' END "
            f"FROM report WHERE id >= {first} AND id < {first + count}"
        )

    @staticmethod
    def _by_post(first: int, count: int) -> Iterator[str]:
        """How many of them each post wrote, ever, in a month and on a day."""
        for span in ("''", "substr(day, 1, 7)", "substr(day, 1, 10)"):
            yield (
                "INSERT INTO post_count (span, post, number, others) "
                f"SELECT {span}, post, count(*), sum(CASE WHEN kind = 'situation' OR voided = 1 THEN 0 ELSE 1 END) "
                f"FROM report WHERE id >= {first} AND id < {first + count} GROUP BY {span}, post ON CONFLICT (span, post) "
                "DO UPDATE SET number = post_count.number + excluded.number, others = post_count.others + excluded.others"
            )

    @staticmethod
    def _boarded(first: int, count: int) -> str:
        """Their cases: most have ended, a tenth is new, the rest lies between."""
        stage = (
            "CASE WHEN id % 20 > 5 THEN 'closed' WHEN id % 20 < 2 THEN 'new' WHEN id % 20 = 2 THEN 'ready' "
            "WHEN id % 20 = 3 THEN 'completing' ELSE 'referred' END"
        )
        severity = "CASE WHEN id % 3 = 0 THEN 'high' WHEN id % 3 = 1 THEN 'medium' ELSE '' END"
        return (
            "INSERT INTO board (subject, id, board_stage, pressing, clock, kind, severity, regime, election, stage, area, act, "
            "classes, desk, officer, lacks, due, waiting, disputed, outcome) "
            f"SELECT subject, id, {stage}, known, CASE WHEN id % 20 > 5 THEN 0 ELSE 1 END, kind, {severity}, regime, election, "
            "stage, substr(area, 1, 8), violation, 'discipline', '', CASE WHEN id % 7 < 6 THEN 'Petugas ' || (id % 7) ELSE '' "
            "END, CASE WHEN id % 20 = 3 THEN 1 ELSE 0 END, CASE WHEN id % 20 = 3 THEN known ELSE '' END, 0, 0, "
            "CASE WHEN id % 20 > 5 THEN 'not_proven' ELSE '' END "
            f"FROM report WHERE id >= {first} AND id < {first + count} AND kind <> 'situation'"
        )

    def _reports(self, say: type[Sqlite], numbers: str, subject: str, stream: str, place: str, shift: int) -> Iterator[str]:
        number = f"'K{self.home:02}' || {say.padded(f'n % {POSTS}', 4)} || '-AAA-' || {say.padded('n', 8)}"
        joined = (
            f"FROM s JOIN pool ON pool.id = n * 7919 % {TEXTS} JOIN shape ON shape.id = n * 31 % {len(self.shapes)} "
            f"JOIN place ON place.id = n * 17 % {len(archive.AREAS)}"
        )
        day, line = self._day(say), "chr(10)" if say.server else "char(10)"
        yield (
            "INSERT INTO report (id, subject, stream, seq, number, kind, post, at, zone, day, summary, area, violation, "
            "election, stage, sealed, nihil, period_from, period_to, attachments, case_status, agenda, forked, happened, "
            f"regency, known, regime, lane, voided, erased) {numbers} "
            f"SELECT n + {shift}, {subject}, {stream}, {place}, {number}, kind, "
            f"'K{self.home:02}' || {say.padded(f'n % {POSTS}', 4)}, {AT} + n, 'Asia/Jakarta', {day}, summary, area, 'TNI-01', "
            f"'PEMILU_2024', stage, 0, 0, 0, 0, 0, status, '', 0, {day}, substr(area, 1, 5), {day}, 'PEMILU', lane, 0, 0 {joined}"
        )
        month = f"'{search.facet('month', '')}' || replace(substr({day}, 1, 7), '-', '')"
        lines = f"shape.codes || ' ' || {month} || ' ' || place.codes"
        if say.server:
            lines = f"array_to_string(shape.codes || ({month}) || place.codes, ' ')"
        whole = f"{number} || {line} || told || {line} || {lines}"
        yield f"INSERT INTO report_text (id, text) {numbers} SELECT n + {shift}, {whole} {joined}"
        if say.server:
            words = f"pool.words || shape.codes || ({month}) || place.codes"
            yield f"INSERT INTO report_fts (id, words) {numbers} SELECT n + {shift}, array_to_tsvector({words}) {joined}"
        else:
            yield (
                f"INSERT INTO report_fts (rowid, text) SELECT id, text FROM report_text WHERE id >= (SELECT min(n) + {shift} "
                f"FROM ({numbers} SELECT n FROM s)) AND id <= (SELECT max(n) + {shift} FROM ({numbers} SELECT n FROM s))"
            )


def steps(done: int, entries: int) -> Iterator[tuple[int, int]]:
    """First number and count of the reports of each step, from so many entries to so many."""
    last = entries // ENTRIES
    for at in range(done // ENTRIES, last, CASES):
        yield at, min(CASES, last - at)
