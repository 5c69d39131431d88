"""The papers of the intake desk: which report each goes with, and what it needs of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

VISITOR: Final = ("complaint", "information")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: its template's file, the label of its content, the reports that it goes with, and what it needs of one."""

    file: str
    label: str
    reports: tuple[str, ...]
    needs_report: bool = False
    needs_words: bool = False
    personal: bool = False


KINDS: Final[dict[str, PaperKind]] = {
    "t07": PaperKind("t07", "report", VISITOR, personal=True),
    "bukti": PaperKind("daftar_bukti", "evidence", (*VISITOR, "early_warning"), needs_report=True, needs_words=True),
    "kuasa": PaperKind("surat_kuasa", "letter", VISITOR, personal=True),
    "t20": PaperKind("t20", "letter", VISITOR),
    "pemberitahuan": PaperKind("pemberitahuan_awal", "letter", (*VISITOR, "early_warning"), needs_report=True),
    "t17": PaperKind("t17", "letter", VISITOR, needs_report=True),
    "pencabutan": PaperKind("pencabutan", "letter", VISITOR),
    "t11": PaperKind("t11", "report", ("situation",), needs_report=True, needs_words=True),
}
"""In the order in which a desk needs them."""
