"""What is wrong with an item of reference data, in one sentence: for the form and for the command line alike."""

from __future__ import annotations

from core.domain.reference_findings import Finding
from ui.wording import word


def field_name(name: str, language: str) -> str:
    """A field as people call it."""
    return word(language, f"reference.field.{name}", otherwise=name)


def told(finding: Finding, language: str) -> str:
    """The sentence; of another item with its set and code before it."""
    code = finding.code
    if code == "empty" and finding.value != finding.field:
        code = "empty_in"
    values = {
        "name": field_name(finding.value, language),
        "value": finding.value,
        "day": finding.day,
        "set": word(language, f"dataset.{finding.dataset}", otherwise=finding.dataset),
    }
    words = word(language, f"finding.{code}", otherwise=code).format_map(values)
    if not finding.item:
        return words
    return word(language, "finding.of").format(set=values["set"], item=finding.item, words=words)
