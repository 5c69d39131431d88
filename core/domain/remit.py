"""A post's remit: whose complaints it keeps readable; anybody else's goes "titip", sealed to the province (SAFEGUARDS 2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.domain.forms import ComplaintForm, InformationForm, ReportForm


def outside_remit(form: ReportForm, remit: Collection[str]) -> bool:
    """True when the form reports a party whose subject type is not in the remit.

    Information without a named party is kept; a complaint always names one.
    """
    if not isinstance(form, ComplaintForm | InformationForm):
        return False
    allowed = {code.upper() for code in remit}
    return any(code not in allowed for code in _subjects(form))


def _subjects(form: ComplaintForm | InformationForm) -> Iterable[str]:
    return (party.subject.upper() for party in form.reported)
