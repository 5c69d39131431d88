"""The shipped wordings: pacts, one per group of subjects (SAFEGUARDS 14), and the letters and forms of the intake desk."""

from __future__ import annotations

from core.app.ports import Ports
from core.documents.letter_template import LetterTemplate, load_letter
from core.documents.wording import PactTemplate, load_template

NAMES = (
    "pns",
    "pppk",
    "non_asn",
    "desa",
    "tni",
    "polri",
    "bin",
    "pejabat",
    "bumn",
    "penyelenggara",
    "peserta",
    "umum",
)


def templates(ports: Ports) -> tuple[PactTemplate, ...]:
    """Every wording; raises ``Invalid('pact.template.unreadable')`` for a spoilt installation."""
    return tuple(load_template(ports.resource(f"templates/pact_{name}.json")) for name in NAMES)


def letter_template(ports: Ports, name: str) -> LetterTemplate:
    """A letter's or form's wording by the name of its file; raises ``Invalid('paper.template')`` for a spoilt one."""
    return load_letter(ports.resource(f"templates/{name}.json"))
