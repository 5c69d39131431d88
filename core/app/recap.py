"""Periodic reports: the situation as posts told it, the register of complaints (T14), the recapitulation of sanctions (T15).

Everything is counted from derived rows; no name and no word of a report is in it. A silent post stands in a table of its
own and is never counted as NIHIL (SAFEGUARDS 12, 23).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from core.app import post_board, sanction_register, statistics
from core.app.device import Device
from core.app.post_queries import PostsBoard
from core.app.recap_views import RecapView
from core.app.sanction_queries import SanctionRegister
from core.app.statistics_queries import RECAPS, Recap, Statistics
from core.app.statistics_views import DataCard, Pivot
from core.documents.report_words import instant_words
from core.documents.words import plain_date
from core.domain.case import STAGES
from core.domain.document import Rows
from core.domain.errors import Invalid, NotAllowed
from core.domain.post_board import SILENT
from core.domain.statistics import KINDS, Filters
from core.storage import tables

DOCUMENTS: Final = dict(zip(RECAPS, ("rekap", "t14", "t15"), strict=True))
MOST: Final = 50_000
"""Rows of a register; a paper holds fewer and goes on with another, see :func:`core.app.recap_views.parts_of`."""
KIND_WORDS: Final = {
    "complaint": "Pengaduan",
    "information": "Informasi awal",
    "early_warning": "Peringatan dini",
    "situation": "Laporan situasi dengan isi",
    "nihil": "Laporan situasi NIHIL",
}
BOARD_WORDS: Final = dict(
    zip(STAGES, ("baru", "dilengkapi", "siap", "diteruskan", "di lembaga", "diputus", "ditutup"), strict=True)
)
OUTCOME_WORDS: Final = {
    "proven": "terbukti",
    "not_proven": "tidak terbukti",
    "not_registered": "tidak diregistrasi",
    "withdrawn": "dicabut pelapor",
    "beyond_remit": "di luar kewenangan",
    "handled": "ditangani",
}
CONDITION_WORDS: Final = {
    "belum_lengkap": "belum lengkap: ada posko yang belum lapor",
    "belum_ada": "belum ada posko",
    "kondusif": "kondusif",
    "waspada": "waspada",
    "rawan": "rawan",
}
SET_WORDS: Final = {
    "areas": "wilayah",
    "deadlines": "batas waktu",
    "elections": "pemilu",
    "glossary": "istilah",
    "holidays": "hari libur",
    "institutions": "instansi",
    "legal_refs": "rujukan hukum",
    "posts": "posko",
    "routes": "jalur rujukan",
    "sanctions": "sanksi",
    "subjects": "jenis pihak",
    "violations": "perbuatan",
    "vulnerabilities": "kerawanan",
}
UNSAID: Final = "tidak disebut"


def filling(db: Connection, device: Device, query: Recap) -> RecapView:
    """See :class:`core.app.statistics_queries.Recap`."""
    first, last = _days(query)
    filters = Filters(since=query.first, until=query.last)
    kinds = statistics.answer(db, device, Statistics("kind", "", filters))
    fields = {"period": _period(first, last), "basis": card_words(kinds.card, device.belongings.zone)}
    match query.what:
        case "situation":
            more, groups = _situation(db, device, query, filters, kinds)
            return RecapView(DOCUMENTS[query.what], fields | more, groups, kinds.total)
        case "register":
            rows = list(_register(db, device, filters))
            return RecapView(DOCUMENTS[query.what], fields, {"rows": rows}, len(rows))
        case _:
            told = sanction_register.filling(db, device, SanctionRegister(first, last))
            return RecapView(DOCUMENTS[query.what], told.fields | fields, {"rows": list(told.rows)}, len(told.rows))


def card_words(card: DataCard, zone: str) -> str:
    """A data card as a paragraph of a paper, which is Indonesian."""
    versions = ", ".join(f"{SET_WORDS.get(name, name)} {version}" for name, version in card.versions)
    return (
        f"Tiap laporan yang diterima {card.office} dihitung satu kali, menurut hari diterima di posko; laporan tersegel dan "
        f"laporan batal tidak dihitung. Dibuat {instant_words(card.made_at, zone)}. Angka tidak disajikan: {card.withheld}. "
        f"Jurnal: {card.entries} catatan, sidik ujung {card.heads}. Data acuan: {versions}."
    )


def _days(query: Recap) -> tuple[date, date]:
    if query.what not in RECAPS:
        raise Invalid("recap.what", allowed=", ".join(RECAPS))
    try:
        first, last = date.fromisoformat(query.first), date.fromisoformat(query.last)
    except ValueError:
        raise Invalid("recap.period") from None
    if first > last:
        raise Invalid("recap.period")
    return first, last


def _period(first: date, last: date) -> str:
    return plain_date(first) if first == last else f"{plain_date(first)} s.d. {plain_date(last)}"


# --- the situation ---------------------------------------------------------------------------------------------------


def _situation(
    db: Connection, device: Device, query: Recap, filters: Filters, kinds: Pivot
) -> tuple[dict[str, str], dict[str, Rows]]:
    if not device.is_desk:
        raise NotAllowed("authority.refused", kind="recap", role=device.officer.role)
    board = post_board.board(db, device, PostsBoard(query.first, query.last))
    fields = {
        "condition": CONDITION_WORDS.get(board.recap, board.recap),
        "reported": str(board.reported),
        "nihil": str(board.nihil),
        "silent": str(board.silent),
    }
    silent = [
        {"post": post.name, "since": plain_date(date.fromisoformat(post.contact[:10])) if post.contact else ""}
        for post in board.posts
        if post.state == SILENT
    ]
    groups = {
        "kinds": [
            {"kind": KIND_WORDS[row.code], "count": str(count)} for row, count in zip(kinds.rows, kinds.row_totals, strict=True)
        ],
        "regencies": _crossed(db, device, "regency", filters, "area"),
        "stages": _crossed(db, device, "stage", filters, "stage"),
        "cases": _cases(db, device, filters),
        "posts": silent,
    }
    return fields, groups


def _crossed(db: Connection, device: Device, direction: str, filters: Filters, name: str) -> Rows:
    """A line for each code of a direction, a number for each kind."""
    pivot = statistics.answer(db, device, Statistics(direction, "kind", filters))
    found: Rows = []
    for row, cells, total in zip(pivot.rows, pivot.cells, pivot.row_totals, strict=True):
        counts = {column.code: str(cell) for column, cell in zip(pivot.columns, cells, strict=True)}
        found.append(
            {name: row.name or row.code or UNSAID, **{kind: counts.get(kind, "0") for kind in KINDS}, "total": str(total)}
        )
    return found


def _cases(db: Connection, device: Device, filters: Filters) -> Rows:
    pivot = statistics.answer(db, device, Statistics("board", "outcome", filters))
    return [
        {"stage": BOARD_WORDS[row.code], "outcome": OUTCOME_WORDS.get(column.code, "–"), "count": str(cell)}
        for row, cells in zip(pivot.rows, pivot.cells, strict=True)
        for column, cell in zip(pivot.columns, cells, strict=True)
        if row.code and cell
    ]


# --- the register ----------------------------------------------------------------------------------------------------


def _register(db: Connection, device: Device, filters: Filters) -> Iterator[dict[str, str]]:
    """Complaints and initial information by their arrival; guarded and void ones stand in no row that is counted."""
    report, counted = tables.report.c, tables.counted.c
    found = (
        select(report.number, report.violation, *counted)
        .join_from(tables.report, tables.counted, report.subject == counted.subject)
        .where(counted.kind.in_(("complaint", "information")), counted.day >= filters.since, counted.day <= filters.until)
        .order_by(report.at, report.number)
        .limit(MOST + 1)
    )
    rows = db.execute(found).all()
    if len(rows) > MOST:
        raise Invalid("recap.many", limit=MOST)
    return (_registered(device, row) for row in rows)


def _registered(device: Device, row: Row[Any]) -> dict[str, str]:
    reference = device.reference
    area, act = reference.area(str(row.district or row.regency)), reference.violation(str(row.violation))
    way = OUTCOME_WORDS.get(str(row.outcome), "")
    return {
        "number": str(row.number),
        "received": plain_date(date.fromisoformat(row.day)),
        "kind": KIND_WORDS[row.kind],
        "area": "" if area is None else area.label,
        "act": "" if act is None else f"{act.code} {act.name_id}"[:120],
        "way": way,
        "status": BOARD_WORDS.get(str(row.board), "baru"),
    }
