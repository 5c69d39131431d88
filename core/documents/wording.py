"""The wording of a pact: one data file for each kind of duty holder, with a code and a version of its own."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from core.domain.errors import Invalid

FIRST_DAY: Final = date(2024, 1, 1)
"""From when a wording that names no day is in force."""

_Text = Annotated[str, Meta(min_length=1, max_length=2000)]


class Pledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One numbered sentence; ``heads_only`` ones are printed for those who lead others."""

    id: _Text
    text: _Text
    heads_only: bool = False


class PactTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a pact prints besides the person: a template is never edited, a new wording is a new version."""

    code: _Text
    version: Annotated[int, Meta(ge=1, le=1000)]
    language: _Text
    status: _Text
    subjects: tuple[str, ...]
    title: tuple[_Text, ...]
    opening: _Text
    identifier_label: _Text
    rank_label: _Text
    statement: _Text
    pledges: tuple[Pledge, ...]
    closing: _Text
    signer_label: _Text
    witness_label: _Text
    stamp_duty: bool = False
    valid_from: date = FIRST_DAY


def load_template(data: bytes) -> PactTemplate:
    """Read a template's JSON; raises ``Invalid('pact.template.unreadable')`` with what is wrong and where."""
    try:
        return msgspec.json.decode(data, type=PactTemplate)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("pact.template.unreadable", detail=str(error)) from None
