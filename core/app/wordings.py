"""The shipped wordings of pacts, one per group of subjects; every subject type has one (SAFEGUARDS 14)."""

from __future__ import annotations

from core.app.ports import Ports
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
