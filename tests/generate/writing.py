"""Everything that a province hears in two elections, written as its posts and its desk would have written it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from core.app.device import DESKS, Device, post_audience
from core.app.intake import seal_persons
from core.domain import report
from core.domain.bawaslu import BawasluFacts, BawasluReceiptRecorded
from core.domain.events import CaseFacts, CaseOpened
from core.domain.forms import form_kind, form_tree, parse_form
from core.domain.identifiers import make_case_number
from core.domain.lookup import Lookup
from core.domain.pact import PactFacts, PactIssued, PactParties, PactSigned, PactTold, SignedFacts, ToldFacts
from core.domain.remit import outside_remit
from core.domain.report import Submission
from tests.generate.calendar import Arrival
from tests.generate.cases import Act, Acts, Case, followed, handled
from tests.generate.office import Office, PostAtWork
from tests.generate.pen import Pen
from tests.generate.words import GIVEN, few_first, person, retold, told

BATCH = 500
"""Reports of one transaction."""
KINDS, SHARES = ("complaint", "early_warning", "situation", "information"), (50, 20, 20, 10)
ACTS = {"TNI": ("TNI-01", "TNI-02", "TNI-04"), "PNS": ("ASN-D04", "ASN-D01", "HDR-01"), "KADES": ("DES-01", "DES-02")}
SUBJECTS = ("PNS", "KADES", "TNI")
LEVELS = ("rendah", "sedang", "tinggi")
DUPLICATES, SAME_DAYS = 0.07, 3
"""How often a report tells again what another one told within the last days."""
OPENED, LODGED = 0.6, 0.35
"""Shares of complaints that the desk registered, and that Bawaslu took in."""
TOLD, SIGNED = 0.95, 0.9
ZONE = "Asia/Makassar"


@dataclass
class Count:
    """What was written."""

    entries: int = 0
    reports: int = 0
    duplicates: int = 0
    pacts: int = 0


@dataclass
class Writer:
    """Writes entries one after another, so many in a transaction."""

    office: Office
    dice: random.Random
    count: Count = field(default_factory=Count)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    recent: list[tuple[Arrival, str, str, str, str]] = field(default_factory=list)
    pen: Pen = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pen = Pen(self.office)

    def everything(self, arrivals: Sequence[Arrival], pacts: int, progress: Callable[[int, int], None]) -> None:
        """Reports in the order of time and pacts among them, so that a run that is stopped leaves a smaller province."""
        for first in range(0, len(arrivals), BATCH):
            last = min(first + BATCH, len(arrivals))
            self.reports(arrivals[first:last])
            self.pacts(self.count.pacts, pacts * last // len(arrivals))
            progress(last, len(arrivals))

    # --- reports -------------------------------------------------------------------------------------------------

    def reports(self, arrivals: Sequence[Arrival]) -> None:
        """One report for each arrival, and what became of it; stored at once."""
        with self.office.desk.database.writing() as db:
            for arrival in arrivals:
                self._report(db, arrival)
            self.pen.store(db)

    def _report(self, db: Connection, arrival: Arrival) -> None:
        self._wait_until(arrival)
        at = self._post()
        form = parse_form(self._form(at, arrival))
        number = next(self.numbers)
        own = at.device.belongings
        sealed = outside_remit(form, own.remit)
        submission = Submission(
            form=form,
            number=make_case_number(f"{own.code}-{_letters(number)}", arrival.day, number % 900 + 1),
            post=own.code,
            day=arrival.day.isoformat(),
            sealed=False,
            reference=at.device.reference.digest(),
            identity=seal_persons(form_tree(form), own.recipients.identities),
            attachments=(),
            lookup=None if sealed else Lookup(self.dice.randbytes(16), self.dice.randbytes(32), self.dice.randbytes(32)),
        )
        self._write(db, self._all_of(at, arrival, number, submission))
        self.count.reports += 1

    def _all_of(self, at: PostAtWork, arrival: Arrival, number: int, submission: Submission) -> Acts:
        """The report itself, and what the desk did to it."""
        yield Act(at.device, DESKS, report.received(submission))
        tree, desk = form_tree(submission.form), self.office.desk
        kind, reported = form_kind(submission.form), tree.get("reported")
        first = reported[0] if isinstance(reported, list) and reported else {}
        case = Case(
            number=number,
            home=at.device.belongings.code,
            day=arrival.day.isoformat(),
            at=int(self.office.clock.when.timestamp() * 1000),
            zone=ZONE,
            act=str(tree.get("violation", "")),
            subject=str(first.get("subject", "")),
            law={"regime": arrival.regime, "election": arrival.election},
        )
        if kind == "complaint":
            yield from self._followed(case)
            yield from followed(desk, self.dice, case)
        elif kind != "situation":
            yield from handled(desk, self.dice, case)

    def _followed(self, case: Case) -> Acts:
        desk, dice, home = self.office.desk, self.dice, post_audience(case.home)
        if dice.random() < OPENED:
            yield Act(desk, home, CaseOpened(CaseFacts(agenda=f"{case.number}/PNR")))
        if dice.random() < LODGED:
            facts = BawasluFacts(number=f"{case.number}/LP/PL", at=case.at, zone=ZONE, level="kabkota")
            yield Act(desk, home, BawasluReceiptRecorded(facts))

    def _form(self, at: PostAtWork, arrival: Arrival) -> dict[str, object]:
        kind = self.dice.choices(KINDS, SHARES)[0]
        if kind == "situation":
            return self._situation(arrival)
        day = arrival.day - timedelta(days=int(self.dice.triangular(0, 9, 0)))
        again = self._same(arrival) if kind != "early_warning" and self.dice.random() < DUPLICATES else None
        if again is None:
            summary, narrative = told(self.dice, kind)
            village, subject = few_first(self.dice, at.villages), self.dice.choices(SUBJECTS, (6, 3, 2))[0]
        else:
            self.count.duplicates += 1
            _, village, summary, narrative, subject = again
            summary, narrative = retold(self.dice, summary, narrative)
        if kind != "early_warning":
            self.recent = [*self.recent[-400:], (arrival, village, summary, narrative, subject)]
        common = {"summary": summary[:300], "narrative": narrative, "place": {"area": village}, "stage": arrival.stage}
        common |= {"election": arrival.election}
        if kind == "early_warning":
            return common | {
                "kind": kind,
                "vulnerability": f"KR-{self.dice.randint(1, 17):02}",
                "level": self.dice.choices(LEVELS, (5, 3, 1))[0],
                "phase": "before",
                "observed": {"date": day.isoformat()},
                "grade": self.dice.choice(("seen", "heard", "media")),
            }
        common |= {"kind": kind, "happened": {"date": day.isoformat()}, "known": arrival.day.isoformat()}
        common |= {
            "reporter": {"lane": self.dice.choice(("open", "sealed")), "name": person(self.dice), "address": "Jalan Contoh"}
        }
        common |= {"reported": [{"subject": subject, "name": person(self.dice), "unit": f"Kantor Contoh {village[:8]}"}]}
        if kind == "complaint":
            common |= {"regime": arrival.regime, "violation": self.dice.choice(ACTS[subject])}
        return common

    def _situation(self, arrival: Arrival) -> dict[str, object]:
        end = arrival.at
        return {
            "kind": "situation",
            "election": arrival.election,
            "stage": arrival.stage,
            "period_from": (end - timedelta(days=1)).isoformat(),
            "period_to": end.isoformat(),
            "nihil": self.dice.random() < 0.8,
            "weather": "Cerah berawan, gelombang rendah",
        }

    def _same(self, arrival: Arrival) -> tuple[Arrival, str, str, str, str] | None:
        near = [each for each in self.recent if arrival.at - each[0].at < timedelta(days=SAME_DAYS)]
        return self.dice.choice(near) if near else None

    # --- pacts ---------------------------------------------------------------------------------------------------

    def pacts(self, first: int, last: int) -> None:
        """Pacts of these numbers, most of them told and signed; stored at once."""
        with self.office.desk.database.writing() as db:
            for number in range(first, last):
                self._pact(db, number)
            self.pen.store(db)

    def _pact(self, db: Connection, number: int) -> None:
        at, dice, today = self._post(), self.dice, self.office.clock.when.date().isoformat()
        name = person(dice)
        facts = PactFacts(
            number=f"800/{number + 1}/PI/{at.device.belongings.code}/2024",
            series=_letters(number),
            sequence=number + 1,
            template="T01-PNS",
            template_version="2024.1",
            document=dice.randbytes(16),
            content_digest=dice.randbytes(32),
            byterange_digest=dice.randbytes(32),
        )
        parties = PactParties(
            name=name,
            front_title="",
            back_title="",
            identifier=_number(dice, number),
            rank="III/a",
            position=dice.choice(("Pengadministrasi", "Analis", "Penyuluh", "Kepala seksi")),
            unit=f"Bidang {dice.choice(GIVEN)}",
            agency=f"Dinas Contoh {number % 40}",
            subject="PNS",
            superior="Kepala dinas",
            is_head=False,
        )
        self._write(db, self._signed(at.device, PactIssued(facts, parties), today))
        self.count.pacts += 1

    def _signed(self, device: Device, issued: PactIssued, today: str) -> Acts:
        yield Act(device, DESKS, issued)
        if self.dice.random() < TOLD:
            yield Act(device, DESKS, PactTold(ToldFacts(day=today, zone=ZONE, manner="apel", rules="legal_refs 2024.1")))
            if self.dice.random() < SIGNED:
                yield Act(device, DESKS, PactSigned(SignedFacts(day=today, zone=ZONE, method="basah")))

    # --- small ones ----------------------------------------------------------------------------------------------

    def _post(self) -> PostAtWork:
        return self.dice.choices(self.office.posts, [1 / (rank + 3) for rank in range(len(self.office.posts))])[0]

    def _write(self, db: Connection, acts: Acts) -> None:
        self.count.entries += self.pen.sign(db, acts)

    def _wait_until(self, arrival: Arrival) -> None:
        self.office.clock.when = max(self.office.clock.when, arrival.at)


def _number(dice: random.Random, number: int) -> str:
    """Eighteen digits: birth, appointment, sex, sequence."""
    born = f"19{dice.randint(65, 99)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    return f"{born}2010{dice.randint(1, 12):02}1{number % 1000:03}"


def _letters(number: int) -> str:
    """Three letters, as a stream's id gives them."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(alphabet[number // 24**place % 24] for place in (2, 1, 0))
