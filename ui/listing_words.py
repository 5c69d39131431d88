"""Headings of a list that goes out as a table, and the names of the codes in it; for the window and the command line alike."""

from __future__ import annotations

from core.app.exporting import CODES, COLUMNS
from core.domain.forms import KINDS
from core.domain.lookup import STATUSES
from core.domain.reference import ReferenceData
from ui.wording import sentences

REMARKS = ("voided", "revoked")
WAYS = ("queued", "sent", "received")


def listing_words(reference: ReferenceData, language: str) -> dict[str, str]:
    """Headings by column, ``COLUMN_code`` for that of its codes, and names by ``COLUMN.CODE``."""
    t, english = sentences(language), language == "en"
    found = {name: t[f"listing.{name}"] for name in COLUMNS}
    found |= {f"{name}_code": t["listing.code"].format(of=found[name]) for name in CODES}
    found |= {f"remark.{each}": t[f"listing.remark.{each}"] for each in REMARKS}
    found |= {f"kind.{kind}": t[f"kind.{kind}"] for kind in KINDS}
    found |= {f"status.{way}": t[f"way.{way}"] for way in WAYS}
    found |= {f"case_status.{case}": t[f"statistics.status.{case}"] for case in STATUSES}
    stages = [stage for each in reversed(reference.elections) for stage in each.stages]  # as in tables: the first that has it
    found |= {f"stage.{each.code}": each.name_en if english else each.name_id for each in stages}
    for acts in (reference.vulnerabilities, reference.violations):
        found |= {f"violation.{each.code}": each.name_en if english else each.name_id for each in acts}
    return found
