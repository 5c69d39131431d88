"""What the law asks of an office's document, whatever its wording says (SAFEGUARDS 19 and 20).

The program holds these rules itself: no wording that is given out can take one away. A wording of a referral letter must
ask for what they need and print it, or it is not taken into use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.domain.document_form import FormField, Option
from core.domain.errors import Invalid
from core.domain.text import is_blank

REFERRAL: Final = "T08"
RELEASE: Final = "LEPAS"
ADDRESSEE: Final = "addressee"
GIVEN: Final = "bawaslu_given"
IDENTITY: Final = "identity"
ENVELOPE: Final = "amplop"
AGREED: Final = "setuju"
"""In its envelope as well, and the reporter agreed that Bawaslu uses it."""
ADDRESSEES: Final = frozenset({"bawaslu", "pom", "ankum", "propam", "bkpsdm", "bupati", "dkpp", "bin", "lain"})
WITH_ENVELOPE: Final = frozenset({"bawaslu", "dkpp"})
"""Who may get the reporter's identity, in its sealed envelope; an employer never does."""

IDENTITIES: Final = frozenset({ENVELOPE, AGREED, "tidak", "tanpa"})
PRIVATE: Final = frozenset({"complaint", "information"})
"""Reports that no release to another institution may be about."""

_ANKUM: Final = ("ankum", "berhak menghukum")


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be filled in before a letter goes to an addressee, and fields of which one code alone opens the way."""

    given: tuple[str, ...]
    codes: Mapping[str, str] = field(default_factory=dict)


CONDITIONS: Final[Mapping[str, Condition]] = {
    "pom": Condition((GIVEN,)),
    "ankum": Condition((GIVEN, "bawaslu_result"), {"bawaslu_result": "disiplin"}),
    "bin": Condition((GIVEN, "reason")),
}
"""Bawaslu first; Ankum after its result "disiplin" alone; an employer only by a human act with a reason."""


def require_lawful(kind: str, fields: Mapping[str, str], today: date) -> None:
    """Refuse a letter that must not go to its addressee.

    Raises ``Invalid``: ``document.missing`` and ``document.choice`` with the field, ``document.future`` for a hand-over that
    has not been, ``document.identity`` where the reporter's envelope would go to an employer.
    """
    if kind != REFERRAL:
        return
    addressee = _code(fields, ADDRESSEE)
    condition = CONDITIONS.get(addressee, Condition(()))
    for name in condition.given:
        if is_blank(fields.get(name, "")):
            raise Invalid("document.missing", field=name)
    for name, code in condition.codes.items():
        if _code(fields, name) != code:
            raise Invalid("document.choice", field=name, options=code)
    given = fields.get(GIVEN, "").strip()
    if given and given > today.isoformat():
        raise Invalid("document.future", field=GIVEN)
    if _code(fields, IDENTITY) in (ENVELOPE, AGREED) and addressee not in WITH_ENVELOPE:
        raise Invalid("document.identity", field=IDENTITY)


def require_about(kind: str, report_kind: str) -> None:
    """Refuse a release note about a complaint: none may be released; raises ``Invalid('document.about')``."""
    if kind == RELEASE and report_kind in PRIVATE:
        raise Invalid("document.about", field="about")


def require_rules_kept(code: str, fields: Sequence[FormField]) -> None:
    """Refuse a wording that does not ask for what the rules need; raises ``Invalid('template.rule')``.

    Ankum may stand under its own code alone, so that no wording leads there by another name.
    """
    for each in fields:
        for option in each.options:
            named = any(word in f"{option.label} {option.english}".casefold() for word in _ANKUM)
            if named and not (code == REFERRAL and each.name == ADDRESSEE and option.code == "ankum"):
                raise _broken(each.name)
    if code == REFERRAL:
        _require_referral({each.name: each for each in fields})


def _require_referral(fields: Mapping[str, FormField]) -> None:
    for name, codes in ((ADDRESSEE, ADDRESSEES), (IDENTITY, IDENTITIES)):
        found = fields.get(name)
        if found is None or found.type != "choice" or not found.required or not {o.code for o in found.options} <= codes:
            raise _broken(name)
    given = fields.get(GIVEN)
    if given is None or given.type != "date":
        raise _broken(GIVEN)
    for option in fields[ADDRESSEE].options:
        condition = CONDITIONS.get(option.code)
        if condition is not None:
            _require_condition(option, condition, fields)


def _require_condition(option: Option, condition: Condition, fields: Mapping[str, FormField]) -> None:
    asked = {option.needs, *option.besides}
    for name in condition.given:
        if name not in fields or name not in asked:
            raise _broken(name)
    for name, code in condition.codes.items():
        known = {each.code for each in fields[name].options}
        if (option.needs, option.needs_code) != (name, code) or code not in known:
            raise _broken(name)


def _broken(name: str) -> Invalid:
    return Invalid("template.rule", field=name)


def _code(fields: Mapping[str, str], name: str) -> str:
    return fields.get(name, "").strip().casefold()
