"""Where open text shows who the reporter or a witness is (SAFEGUARDS 9): found, offered for removal, never cut unasked.

A name is looked for whole and by its words of four letters and more, without titles and at the edges of words; a
telephone number and a NIK by their digits, however they are spaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.domain.person_name import split_name

Who = Literal["reporter", "witness", "party"]
MARKS: dict[str, str] = {"reporter": "[pelapor]", "witness": "[saksi]", "party": "[pihak yang dilaporkan]"}
"""What stands in place of a person in open text."""

LEAST_LETTERS = 4
# In a file's name an underscore parts words.
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
LEAST_DIGITS = 7
SEALED = ("reporter", "witnesses", "typed", "typed_persons")
CODES = frozenset(
    {"kind", "regime", "election", "stage", "violation", "vulnerability", "language", "subject", "area", "date", "until",
     "known", "time", "until_time", "zone", "precision", "handed_by", "handling", "signed_t07", "level", "phase", "grade",
     "related", "supersedes", "consent"}
)  # fmt: skip
"""Fields that hold a code or a day, in which no name can stand."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One place: the path of the field, what of the text shows whom."""

    path: tuple[str | int, ...]
    start: int
    end: int
    who: Who

    @property
    def field(self) -> str:
        """The field at the top of the form: narrative, summary, evidence ..."""
        return str(self.path[0])


def find_leaks(tree: Mapping[str, Any]) -> tuple[Leak, ...]:
    """Every place in the open text of a form's tree that shows the reporter or a witness; overlapping ones as one."""
    patterns = _patterns(tree)
    if not patterns:
        return ()
    found: list[Leak] = []
    for path, text in _texts({name: value for name, value in tree.items() if name not in SEALED}, ()):
        found += _in_text(path, text, patterns)
    return tuple(found)


def impersonal(text: str, tree: Mapping[str, Any]) -> str:
    """A text for an early warning, which has no person field: reporter, witnesses and reported parties are taken out."""
    patterns = _patterns(tree)
    for party in tree.get("reported") or []:
        if isinstance(party, Mapping):
            patterns += [(pattern, "party") for pattern in _patterns_of(party)]
    return without(text, _in_text(("",), text, patterns))


def _in_text(path: tuple[str | int, ...], text: str, patterns: Sequence[tuple[re.Pattern[str], Who]]) -> list[Leak]:
    folded = _fold(text)
    hits = sorted(
        ((match.start(), match.end(), who) for pattern, who in patterns for match in pattern.finditer(folded)),
        key=lambda hit: (hit[0], -hit[1]),
    )
    kept: list[Leak] = []
    for start, end, who in hits:
        if kept and start < kept[-1].end:
            continue
        kept.append(Leak(path, start, end, who))
    return kept


def without(text: str, leaks: Sequence[Leak]) -> str:
    """The text with a mark in place of each leak found in it."""
    for leak in sorted(leaks, key=lambda each: each.start, reverse=True):
        text = text[: leak.start] + MARKS[leak.who] + text[leak.end :]
    return text


def removed(tree: Mapping[str, Any], leaks: Sequence[Leak]) -> dict[str, Any]:
    """A new tree in which these places are replaced; nothing else changes."""
    by_path: dict[tuple[str | int, ...], list[Leak]] = {}
    for leak in leaks:
        by_path.setdefault(leak.path, []).append(leak)
    return {name: _replaced(value, (name,), by_path) for name, value in tree.items()}


def _replaced(value: Any, path: tuple[str | int, ...], by_path: Mapping[tuple[str | int, ...], list[Leak]]) -> Any:
    if isinstance(value, str):
        return without(value, by_path[path]) if path in by_path else value
    if isinstance(value, Mapping):
        return {name: _replaced(each, (*path, name), by_path) for name, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, (*path, place), by_path) for place, each in enumerate(value)]
    return value


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name not in CODES:
                yield from _texts(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _texts(each, (*path, place))


def _patterns(tree: Mapping[str, Any]) -> list[tuple[re.Pattern[str], Who]]:
    made: list[tuple[re.Pattern[str], Who]] = []
    people: list[tuple[Who, Any]] = [("reporter", tree.get("reporter"))]
    people += [("witness", each) for each in tree.get("witnesses") or []]
    for who, person in people:
        if isinstance(person, Mapping):
            made += [(pattern, who) for pattern in _patterns_of(person)]
    return made


def _patterns_of(person: Mapping[str, Any]) -> Iterator[re.Pattern[str]]:
    words = _fold(split_name(str(person.get("name") or "")).core).split()
    whole = r"[\W_]+".join(re.escape(word) for word in words)
    if sum(len(word) for word in words) >= LEAST_LETTERS:
        yield re.compile(f"{_BEFORE}{whole}{_AFTER}")
    for word in words:
        if len(word) >= LEAST_LETTERS and len(words) > 1:
            yield re.compile(f"{_BEFORE}{re.escape(word)}{_AFTER}")
    for name in ("phone", "nik", "safe_contact"):
        yield from _digits_pattern(str(person.get(name) or ""))
    mail = _fold(str(person.get("email") or "")).strip()
    if "@" in mail:
        yield re.compile(re.escape(mail))


def _digits_pattern(text: str) -> Iterator[re.Pattern[str]]:
    digits = re.sub(r"\D", "", text)
    bare = digits.removeprefix("62").lstrip("0") if len(digits) < 16 else digits
    if len(bare) >= LEAST_DIGITS:
        loose = r"[\s.()\-/]*".join(bare)
        yield re.compile(rf"(?<!\d)(?:(?:\+\s*)?62[\s.()\-/]*|0)?{loose}(?!\d)")


def _fold(text: str) -> str:
    """Lower case without marks, of the same length, so that places found hold in the text itself."""
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character)[0].casefold()
    return plain if len(plain) == 1 else character
