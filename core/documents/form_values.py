"""The values of papers about a visitor's report: form T07, the evidence list, a power of attorney, letters without names.

They come from the form's tree: the open form's, with names, or the stored report's, in which reporter and witnesses are
sealed and so leave their lines empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.documents import report_words as words
from core.documents.report_words import Tree, branch, branches, word
from core.documents.words import size_words
from core.domain.near import area_of
from core.domain.reference import ReferenceData

Row = dict[str, str]
REPORTER: Final = ("name", "born", "sex", "occupation", "citizenship", "address", "phone", "email")
_PARTY: Final = ("name", "position", "unit", "address", "phone")
_WITNESS: Final = ("name", "address", "phone")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file that goes with a report: name, size in bytes, SHA-256 of the plain file (32 bytes)."""

    name: str
    size: int
    digest: bytes


def form_values(tree: Tree, reference: ReferenceData, zone: str) -> Row:
    """Single values: the event, its place and time, the counters, and the reporter where the form still knows him."""
    place, evidence = branch(tree, "place"), branches(tree, "evidence")
    area = area_of(reference, place)
    counter = words.counter_words("" if area is None else area.code, reference)
    happened = branch(tree, "happened") or branch(tree, "observed")
    return {
        **_reporter(branch(tree, "reporter")),
        "summary": word(tree, "summary"),
        "violation": words.violation_words(tree, reference),
        "stage": words.stage_words(tree, reference),
        "place_of_event": words.place_words(place, reference),
        "district": words.district_words("" if area is None else area.code, reference),
        "happened": words.event_words(happened, zone),
        "known": words.day_words(word(tree, "known")),
        "narrative": word(tree, "narrative").strip("\n"),
        "evidence_count": words.evidence_words(evidence),
        "counter": counter,
        "counter_or_bawaslu": counter or words.BAWASLU,
        "several": "ya" if len(branches(tree, "reported")) > 1 else "",
        "lacks_reported": "" if branches(tree, "reported") else "ya",
        "lacks_event": "" if place and happened else "ya",
        "lacks_narrative": "" if word(tree, "narrative").strip() else "ya",
        "lacks_evidence": "" if evidence else "ya",
    }


def blank_values() -> Row:
    """The same names without a word: a form to be filled in by hand."""
    reporter = {f"reporter_{name}": "" for name in REPORTER}
    event = ("summary", "violation", "stage", "place_of_event", "district", "happened", "known", "narrative")
    marks = ("several", "lacks_reported", "lacks_event", "lacks_narrative", "lacks_evidence")
    texts = {"evidence_count": "", "counter": "", "counter_or_bawaslu": words.BAWASLU}
    return {**reporter, **dict.fromkeys((*event, *marks), ""), **texts}


def form_groups(tree: Tree, files: Sequence[FileFacts]) -> dict[str, list[Row]]:
    """The parties, witnesses and pieces of evidence."""
    return {
        "reported": [_party(party) for party in branches(tree, "reported")],
        "witnesses": [_witness(witness) for witness in branches(tree, "witnesses")],
        "evidence": evidence_rows(branches(tree, "evidence"), files),
    }


def blank_groups() -> dict[str, list[Row]]:
    """One party, two witnesses and eight pieces of evidence, all empty."""
    evidence = dict.fromkeys(("title", "kind", "origin", "by", "size", "digest_line"), "")
    return {
        "reported": [dict.fromkeys(_PARTY, "")],
        "witnesses": [dict.fromkeys(_WITNESS, "")] * 2,
        "evidence": [evidence] * 8,
    }


def evidence_rows(items: Sequence[Tree], files: Sequence[FileFacts]) -> list[Row]:
    """One row a piece of evidence, with size and digest of its file; then the files that no piece names."""
    named = {file.name: file for file in files}
    rows = [_evidence(item, named.pop(word(item, "file"), None)) for item in items]
    return rows + [_evidence({"title": file.name}, file) for file in named.values()]


def _evidence(item: Tree, file: FileFacts | None) -> Row:
    return {
        "title": word(item, "title"),
        "kind": words.EVIDENCE.get(word(item, "kind") or "other", "lainnya"),
        "origin": word(item, "origin") or "–",
        "by": words.GIVERS.get(word(item, "handed_by") or "reporter", "–"),
        "size": "–" if file is None else size_words(file.size),
        "digest_line": "" if file is None else f"SHA-256 {file.digest.hex()}",
    }


def _witness(witness: Tree) -> Row:
    return {**{field: word(witness, field) for field in _WITNESS}, "name": words.named(witness)}


def _party(party: Tree) -> Row:
    name, description = words.named(party), word(party, "description")
    told = f"{name} ({description})" if name and description else name or description
    return {**{field: word(party, field) for field in _PARTY}, "name": told}


def _reporter(reporter: Tree) -> Row:
    values = {
        "name": words.named(reporter),
        "born": words.birth_words(word(reporter, "birth_place"), word(reporter, "birth_date")),
        "sex": words.SEXES.get(word(reporter, "sex"), ""),
        "occupation": word(reporter, "occupation"),
        "citizenship": word(reporter, "citizenship"),
        "address": word(reporter, "address"),
        "phone": word(reporter, "phone"),
        "email": word(reporter, "email"),
    }
    return {f"reporter_{name}": values[name] for name in REPORTER}
