"""One page of guidance to hand out: what is regulated for a kind of person, by which law, and where to ask."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from core.app import guide_queries
from core.app.device import Device
from core.app.faces import fonts_of
from core.app.guide import guidance_of, rules_for
from core.app.issuing import DOCUMENT_BYTES, office_of, signer_of
from core.app.wordings import letter_template
from core.documents.letter import Letter, LetterPress
from core.documents.words import plain_date
from core.domain.errors import Invalid
from core.domain.guidance import Guidance, election_at, local_topics, rules_of
from core.domain.reference_items import Subject

TEMPLATE, KIND = "selebaran", "annex"
MOST_STAGES, MOST_LAWS, MOST_FREE, MOST_LOCAL = 3, 5, 2, 2
SURE = {
    "verified": "terverifikasi", "policy": "kebijakan", "partly": "sebagian", "press": "pemberitaan",
    "unverified": "belum diverifikasi",
}  # fmt: skip
VOTE = {
    True: "Memilih seperti warga lain; memilih bukan pelanggaran.",
    False: "Tidak menggunakan hak memilih selama dinas aktif.",
    None: "Mengikuti status asal; tanyakan status kepegawaian.",
}


def leaflet(db: Connection, device: Device, query: guide_queries.GuideLeaflet) -> bytes:
    """The page as PDF; raises ``Invalid('guide.subject')``."""
    person = device.reference.subject(query.subject)
    if person is None:
        raise Invalid("guide.subject", value=query.subject)
    press = LetterPress(fonts_of(device), office_of(device), signer_of(device), device.belongings.drill)
    letter = _letter(db, device, query, person, guidance_of(device))
    return press.make(letter, device.ports.entropy(DOCUMENT_BYTES), device.moment()).pdf


def _letter(db: Connection, device: Device, query: guide_queries.GuideLeaflet, person: Subject, guidance: Guidance) -> Letter:
    reference, day = device.reference, query.day or device.moment().day
    listed = {act.code for act in reference.violations_for(person.code)}
    topics = [topic for topic in guidance.topics if listed & set(topic.acts)]
    election = election_at(reference, day)
    stages = [] if election is None else [stage.name_id for stage in election.stages if stage.covers(day)]
    local = rules_for(db, device, local_topics(topics, person), "", day)
    fill = {
        "subject": person.name_id,
        "today": plain_date(day),
        "stages": _few(stages, MOST_STAGES) or "kalender untuk tanggal ini belum tercatat",
        "vote": VOTE[person.right_to_vote],
        "free": " ".join(topic.free_id for topic in topics[:MOST_FREE]) or guidance.topics[0].free_id,
        "local": _few([f"{rule.text} ({rule.document})" for rule in local], MOST_LOCAL),
        "where": ", ".join(_offices(device, person)),
    }
    rows = [{"n": str(number), "what": topic.leaf_id} for number, topic in enumerate(topics, 1)]
    laws = [
        {"citation": rule.ref.citation, "topic": rule.ref.topic_id or rule.ref.topic_en, "sure": SURE[rule.confidence]}
        for rule in rules_of(reference, person)
    ]
    return Letter(KIND, letter_template(device.ports, TEMPLATE), fill, {"topics": rows, "laws": laws[:MOST_LAWS]})


def _offices(device: Device, person: Subject) -> Iterable[str]:
    """Where to turn to, of those offices that exist on this day."""
    today = device.moment().day
    found = (device.reference.institution(code) for code in person.referral)
    return [each.name_id for each in found if each is not None and (each.valid_to is None or today <= each.valid_to)]


def _few(names: list[str], most: int) -> str:
    more = f" dan {len(names) - most} lagi" if len(names) > most else ""
    return "; ".join(names[:most]) + more
