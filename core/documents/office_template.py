"""Wordings of the office's own documents: a letter's wording that also says what an officer must fill in.

A date is printed in words, a number also as ``NAME_words``, a choice as its label and as ``NAME_is_CODE`` for conditions;
a group gives ``GROUP_count``, ``GROUP_count_words`` and ``GROUP_digest``, the short digest of its list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

import cbor2
import msgspec
from msgspec import Meta

from core.documents.letter_template import Each, Fill, LetterTemplate, Piece, Signing, Table, Words, filled, stands
from core.documents.words import counted, long_date, plain_date
from core.domain.document import FIELDS_LIMIT, ROWS_LIMIT
from core.domain.document_form import FormField, FormGroup
from core.domain.document_rules import ADDRESSEE, CONDITIONS, REFERRAL, require_rules_kept
from core.domain.errors import Invalid
from core.domain.text import check_kept, check_line, check_narrative, is_blank

DIGEST_HEX: Final = 16
COMMON: Final = ("post", "office", "agency", "officer", "place", "today", "today_long", "number", "province", "training", "year")
"""Values that every document has without anybody filling them in."""

_MARK: Final = "ditulis untuk menguji naskah"
_MARK_DAY: Final = date(2001, 2, 3)
"""What stands in a place to see whether a wording prints it."""


class OfficeTemplate(LetterTemplate, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wording with its form; ``number_kind`` is the code in the letter's number, ``label`` the kind of its digest."""

    english: Words
    number_kind: Annotated[str, Meta(pattern=r"^[A-Z]{2,4}$")]
    label: Literal["letter", "minutes", "report"] = "letter"
    fields: tuple[FormField, ...] = ()
    groups: tuple[FormGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills a wording: single values and groups of rows."""

    fill: Fill
    groups: Mapping[str, Sequence[Fill]]


def load_office(data: bytes) -> OfficeTemplate:
    """Read and prove a wording: every place in it has a value, and what the law asks is asked and printed.

    Raises ``Invalid``: ``paper.template``, ``template.rule``.
    """
    try:
        template = msgspec.json.decode(data, type=OfficeTemplate)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("paper.template", detail=str(error)) from None
    _prove(template)
    return template


def sample_of(template: OfficeTemplate) -> dict[str, Any]:
    """A complete form that the template accepts, in the shape of ``document issue --file``."""
    return {
        "fields": {each.name: each.sample for each in template.fields if each.sample},
        "groups": {group.name: [dict(row) for row in group.sample] for group in template.groups if group.sample},
    }


def schema_of(template: OfficeTemplate) -> dict[str, Any]:
    """The form as JSON Schema, draft 2020-12."""
    groups = {
        group.name: {
            "type": "array",
            "title": group.label,
            "minItems": group.least,
            "maxItems": ROWS_LIMIT,
            "items": _object(group.columns),
        }
        for group in template.groups
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": template.name,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "fields": _object(template.fields),
            "groups": {"type": "object", "additionalProperties": False, "properties": groups},
        },
    }


def fill_in(
    template: OfficeTemplate, fields: Mapping[str, str], groups: Mapping[str, Sequence[Mapping[str, str]]], common: Fill
) -> Filled:
    """The values that are printed, out of what was filled in.

    Raises ``Invalid``: ``document.field`` (no such field), ``document.missing``, ``document.date``, ``document.number``,
    ``document.choice``, ``document.rows``, ``text.*``; each names the field, never what was typed.
    """
    _known(fields, [each.name for each in template.fields])
    _known(groups, [group.name for group in template.groups])
    fill: dict[str, str] = dict(common)
    for each in template.fields:
        fill |= _value(each, fields.get(each.name, ""), each.name)
    _needs(template, fields)
    made: dict[str, list[Fill]] = {}
    for group in template.groups:
        rows = groups.get(group.name, ())
        if not group.least <= len(rows) <= ROWS_LIMIT:
            raise Invalid("document.rows", field=group.name, least=group.least, most=ROWS_LIMIT)
        made[group.name] = [_row(group, number, row) for number, row in enumerate(rows, 1)]
        fill |= _counted(group.name, rows)
    return Filled(fill, made)


def require_lines(template: OfficeTemplate, fields: Mapping[str, str], groups: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """Refuse what was typed into a place for one line and is none; raises ``Invalid('text.*')``."""
    for each in template.fields:
        _require_line(each, fields.get(each.name, ""), each.name)
    for group in template.groups:
        for number, row in enumerate(groups.get(group.name, ()), 1):
            for column in group.columns:
                _require_line(column, row.get(column.name, ""), f"{group.name}.{number}.{column.name}")


def _require_line(each: FormField, text: str, path: str) -> None:
    if each.type != "text":
        check_line(text, path)


def _known(given: Mapping[str, Any], names: Sequence[str]) -> None:
    strange = sorted(set(given) - set(names))
    if strange:
        raise Invalid("document.field", field=strange[0][:40])


def _row(group: FormGroup, number: int, row: Mapping[str, str]) -> Fill:
    _known(row, [column.name for column in group.columns])
    made: dict[str, str] = {}
    for column in group.columns:
        made |= _value(column, row.get(column.name, ""), f"{group.name}.{number}.{column.name}")
    return made


def _value(each: FormField, text: str, path: str) -> dict[str, str]:
    """What a field gives to the wording."""
    name = each.name
    if is_blank(text):
        if each.required:
            raise Invalid("document.missing", field=path)
        empty = {name: ""} | {f"{name}_is_{option.code}": "" for option in each.options}
        return (
            empty
            | ({f"{name}_words": ""} if each.type == "number" else {})
            | ({f"{name}_plain": ""} if each.type == "date" else {})
        )
    if each.type == "text":
        check_narrative(text, path)
        return {name: text.strip()}
    check_kept(text, path)
    text = text.strip()
    match each.type:
        case "date":
            day = _day(text, path)
            return {name: long_date(day), f"{name}_plain": plain_date(day)}
        case "number":
            if not text.isdigit() or len(text) > 9:
                raise Invalid("document.number", field=path)
            return {name: text, f"{name}_words": counted(int(text))}
        case "choice":
            chosen = next((option for option in each.options if option.code == text.casefold()), None)
            if chosen is None:
                raise Invalid("document.choice", field=path, options=", ".join(option.code for option in each.options))
            codes = {f"{name}_is_{option.code}": "ya" if option is chosen else "" for option in each.options}
            return {name: chosen.label, **codes}
    return {name: text}


def _day(text: str, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("document.date", field=path) from None


def _needs(template: OfficeTemplate, fields: Mapping[str, str]) -> None:
    """A choice may make another field necessary: Ankum only after Bawaslu's result (SAFEGUARDS 20)."""
    for each in template.fields:
        chosen = next((option for option in each.options if option.code == fields.get(each.name, "").strip().casefold()), None)
        needed = () if chosen is None else (chosen.needs, *chosen.besides)
        for name in filter(None, needed):
            if is_blank(fields.get(name, "")):
                raise Invalid("document.missing", field=name)
        if chosen is not None and chosen.needs_code and fields[chosen.needs].strip().casefold() != chosen.needs_code:
            raise Invalid("document.choice", field=chosen.needs, options=chosen.needs_code)


def _counted(name: str, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """How many rows, and the digest by which a printed list proves that nobody was added later."""
    packed = cbor2.dumps([dict(row) for row in rows], canonical=True)
    return {
        f"{name}_count": str(len(rows)),
        f"{name}_count_words": counted(len(rows)),
        f"{name}_digest": hashlib.sha256(packed).hexdigest()[:DIGEST_HEX],
    }


def _object(fields: Sequence[FormField]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in fields if each.required],
        "properties": {each.name: _property(each) for each in fields},
    }


def _property(each: FormField) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "string", "title": each.label}
    if each.type == "date":
        told["format"] = "date"
    if each.type == "number":
        told["pattern"] = "^[0-9]{1,9}$"
    if each.options:
        told["enum"] = [option.code for option in each.options]
    return told


def _prove(template: OfficeTemplate) -> None:
    """Fill it with its own sample and with nothing optional: a hole shows here and not at the counter."""
    if len(template.fields) > FIELDS_LIMIT:
        raise Invalid("paper.template", detail="fields")
    require_rules_kept(template.code, template.fields)
    sample = sample_of(template)
    values = _sample_values(template, sample["fields"], sample["groups"])
    for line in template.title:
        filled(line, values.fill)
    for text, group in _texts(template.body):
        row = {each.name: "x" for each in _columns(template, group)} if group else {}
        extra = _derived(_columns(template, group)) if group else {}
        filled(text, {**values.fill, **row, **extra, "n": "1"})
    for piece in template.body:
        stands(piece.when, values.fill)
    if template.code == REFERRAL:
        _prove_referral(template, sample)


def _sample_values(template: OfficeTemplate, fields: Mapping[str, str], groups: Mapping[str, Any]) -> Filled:
    try:
        return fill_in(template, fields, groups, dict.fromkeys(COMMON, "x"))
    except Invalid as refusal:
        raise Invalid("paper.template", detail=f"sample: {refusal.details.get('field', refusal.code)}") from None


def _prove_referral(template: OfficeTemplate, sample: Mapping[str, Any]) -> None:
    """What a letter to an addressee must say is printed wherever it goes there; raises ``Invalid('template.rule')``."""
    offered = next(each.options for each in template.fields if each.name == ADDRESSEE)
    for option in offered:
        condition = CONDITIONS.get(option.code)
        if condition is None:
            continue
        given = {name: _MARK_DAY.isoformat() if _is_date(template, name) else _MARK for name in condition.given}
        values = _sample_values(template, sample["fields"] | given | condition.codes | {ADDRESSEE: option.code}, sample["groups"])
        printed = " ".join(
            filled(text, values.fill)
            for piece in template.body
            if stands(piece.when, values.fill)
            for text, group in _texts([piece])
            if not group
        )
        for name in condition.given:
            if values.fill[name] not in printed:
                raise Invalid("template.rule", field=name)


def _is_date(template: OfficeTemplate, name: str) -> bool:
    return any(each.name == name and each.type == "date" for each in template.fields)


def _columns(template: OfficeTemplate, group: str) -> Sequence[FormField]:
    found = next((each for each in template.groups if each.name == group), None)
    if found is None:
        raise Invalid("paper.template", detail=group)
    return found.columns


def _derived(columns: Sequence[FormField]) -> dict[str, str]:
    names: dict[str, str] = {}
    for each in columns:
        names |= {f"{each.name}_plain": "x", f"{each.name}_words": "x"}
        names |= {f"{each.name}_is_{option.code}": "" for option in each.options}
    return names


def _texts(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Every wording in a body with the group whose rows fill it, or an empty name."""
    for piece in pieces:
        match piece:
            case Table():
                yield from ((column.value, piece.of) for column in piece.columns)
                yield piece.under, piece.of
            case Each():
                yield from ((text, piece.of) for text, _ in _texts(piece.pieces))
            case Signing():
                for hand in (piece.right, piece.left):
                    if hand is not None:
                        yield from ((text, "") for text in (*hand.above, hand.name, *hand.below))
            case _:
                for attribute in ("text", "label", "value"):
                    yield getattr(piece, attribute, ""), ""
