"""What intake demands of every report before it is taken in; what the law asks beyond that is told, never enforced."""

from __future__ import annotations

from datetime import date

from core.domain.errors import Invalid, NotAllowed
from core.domain.evidence import require_claims
from core.domain.form_parts import Place, Reporter
from core.domain.forms import ComplaintForm, InformationForm, ReportForm, SituationForm, WarningForm
from core.domain.geo import Point
from core.domain.near import area_near
from core.domain.reference import ReferenceData
from core.domain.text import is_blank


def require_complete(form: ReportForm, reference: ReferenceData, today: date) -> None:
    """Refuse a form that lacks what its kind demands (formal and material requirements, UU 7/2017 art. 454(4)).

    Raises ``Invalid`` with ``report.missing`` (field), ``report.code`` (field, value), ``report.future`` (field),
    ``report.place_far`` (field).
    """
    match form:
        case ComplaintForm():
            _complaint(form, reference, today)
        case WarningForm():
            _warning(form, reference, today)
        case SituationForm():
            _situation(form, reference)
        case InformationForm():
            _information(form, reference, today)


def _missing(text: str | None, name: str) -> None:
    if is_blank(text):
        raise Invalid("report.missing", field=name)


def _known(found: object, name: str, code: str) -> None:
    if found is None:
        raise Invalid("report.code", field=name, value=code)


def _not_future(day: date | None, name: str, today: date) -> None:
    if day is not None and day > today:
        raise Invalid("report.future", field=name)


def _common(form: ComplaintForm | WarningForm | InformationForm) -> None:
    _missing(form.summary, "summary")
    _missing(form.narrative, "narrative")
    for item in form.evidence:
        _missing(item.title, "evidence.title")
        require_claims(item.claimed_at, item.claimed_latitude_e7, item.claimed_longitude_e7, sealed=item.shows_identity)


def _election(election: str, stage: str, reference: ReferenceData) -> None:
    _known(reference.election(election), "election", election)
    _known(reference.stage(election, stage), "stage", stage)


def _place(place: Place, name: str, reference: ReferenceData, *, needed: bool = True) -> None:
    """An official area or a point of these provinces; of the two one is enough, and what is given must be right."""
    if (place.latitude_e7 is None) != (place.longitude_e7 is None):
        raise Invalid("report.missing", field=f"{name}.point")
    if place.area:
        _known(reference.area(place.area), f"{name}.area", place.area)
    if place.latitude_e7 is not None and place.longitude_e7 is not None:
        if area_near(reference, Point(place.latitude_e7, place.longitude_e7)) is None:
            raise Invalid("report.place_far", field=f"{name}.point")
    elif needed and not place.area:
        raise Invalid("report.missing", field=f"{name}.area")


def _complaint(form: ComplaintForm, reference: ReferenceData, today: date) -> None:
    _common(form)
    _election(form.election, form.stage, reference)
    election = reference.election(form.election)
    if election is not None and election.regime.upper() != form.regime.upper():
        raise Invalid("report.code", field="regime", value=form.regime)
    _known(reference.violation(form.violation), "violation", form.violation)
    _place(form.place, "place", reference)
    if not form.reported:
        raise Invalid("report.missing", field="reported")
    _parties(form, reference)
    _reporter(form.reporter)
    for witness in form.witnesses:
        _missing(witness.name, "witnesses.name")
    _not_future(form.happened.date, "happened.date", today)
    _not_future(form.known, "known", today)
    if form.known < form.happened.date:
        raise Invalid("report.known_before", field="known")


def _parties(form: ComplaintForm | InformationForm, reference: ReferenceData) -> None:
    for party in form.reported:
        _known(reference.subject(party.subject), "reported.subject", party.subject)
        if is_blank(party.name) and is_blank(party.description):
            raise Invalid("report.missing", field="reported.name")


def _reporter(reporter: Reporter) -> None:
    if reporter.lane != "information":
        _missing(reporter.name, "reporter.name")
        _missing(reporter.address, "reporter.address")


def _warning(form: WarningForm, reference: ReferenceData, today: date) -> None:
    _common(form)
    _election(form.election, form.stage, reference)
    _known(reference.vulnerability(form.vulnerability), "vulnerability", form.vulnerability)
    _place(form.place, "place", reference)
    _not_future(form.observed.date, "observed.date", today)


def _situation(form: SituationForm, reference: ReferenceData) -> None:
    _election(form.election, form.stage, reference)
    if form.period_from.tzinfo is None or form.period_to.tzinfo is None:
        raise Invalid("report.zone", field="period_from")
    if form.period_to <= form.period_from:
        raise Invalid("report.period", field="period_to")
    if form.nihil and (form.incidents or form.vulnerabilities):
        raise Invalid("situation.nihil_with_content")
    if not form.nihil and not (form.incidents or form.vulnerabilities or not is_blank(form.analysis)):
        raise Invalid("situation.empty")
    for note in form.vulnerabilities:
        _known(reference.vulnerability(note.vulnerability), "vulnerabilities.vulnerability", note.vulnerability)
        _place(note.place, "vulnerabilities.place", reference)
    for incident in form.incidents:
        _missing(incident.summary, "incidents.summary")
        _place(incident.place, "incidents.place", reference)


def _information(form: InformationForm, reference: ReferenceData, today: date) -> None:
    _common(form)
    if form.place is not None:
        _place(form.place, "place", reference, needed=False)
    if form.election:
        _election(form.election, form.stage, reference)
    _parties(form, reference)
    if form.happened is not None:
        _not_future(form.happened.date, "happened.date", today)
    _not_future(form.known, "known", today)


def require_nihil_true(form: ReportForm, visible_in_period: int) -> None:
    """Refuse NIHIL while a visible warning or incident of its period exists; hidden ones do not count (SAFEGUARDS 12)."""
    if isinstance(form, SituationForm) and form.nihil and visible_in_period:
        raise NotAllowed("situation.nihil_refused", count=visible_in_period)
