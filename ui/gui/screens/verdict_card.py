"""One verdict in full: what was looked at, whether it holds and why not, and the words to compare with the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from core.domain.errors import Invalid
from ui.gui.desk import Desk
from ui.gui.layouts import card
from ui.gui.widgets.labels import label, notice, pair

if TYPE_CHECKING:
    from core.app.papers import VerifyResult

TONES = {"valid": "ok", "invalid": "bad", "unknown": "warn"}
PAPER_FIELDS = frozenset({"document_kind", "document_id", "content_digest", "number", "name", "date", "office"})
"""What the shadow of the paper shows; the rest of a verdict's fields stand below it by name."""
DIGESTS = frozenset({"byterange_digest", "province", "signer_key", "signer_authority"})
SHORT_DIGEST = 8


def verdict_card(desk: Desk, name: str, result: VerifyResult) -> QFrame:
    """The card of one verdict."""
    parts: list[QWidget] = [
        label(name, "strong"),
        notice(
            desk, reasons_of(desk, result) or desk.t(f"verify.{result.verdict}_text"), TONES[result.verdict],
            desk.t(f"verify.{result.verdict}"),
        ),
    ]  # fmt: skip
    told = PAPER_FIELDS if result.fields.keys() >= PAPER_FIELDS else frozenset()
    if told:
        heading = "verify.compare" if result.verdict == "valid" else "verify.claimed"
        parts += [label(desk.t(heading), "strong"), _shadow(desk, result.fields)]
    rest = {field: value for field, value in result.fields.items() if value and field not in told}
    return card(*parts, *(_field(desk, field, value) for field, value in rest.items()))


def reasons_of(desk: Desk, result: VerifyResult) -> str:
    """Why it does not hold, in words."""
    return "\n".join(desk.explain(Invalid(code)) for code in result.reasons)


def field_name(desk: Desk, field: str) -> str:
    """A signed field's name in words."""
    return next((desk.t(key) for key in (f"verified.{field}", f"signed.{field}") if desk.t.known(key)), field)


def _shadow(desk: Desk, fields: dict[str, str]) -> QWidget:
    """What the code says, in the order and the words in which the paper bears it."""
    kind = desk.t(f"verify.kind_{fields['document_kind']}")
    name, digest = fields["name"], fields["content_digest"][:SHORT_DIGEST]
    lines = [label(kind, "section"), label(desk.t("verify.paper_number", number=fields["number"])), label(name, "strong")]
    if name.endswith("…") or fields["number"].endswith("…"):
        lines.append(label(desk.t("verify.goes_on"), "small"))
    lines.append(label(desk.t("verify.issued", day=desk.day(fields["date"]), office=fields["office"])))
    lines.append(label(desk.t("verify.foot", document=fields["document_id"], digest=digest), "small"))
    return card(*lines, gap="tight")


def _field(desk: Desk, field: str, value: str) -> QWidget:
    if field == "signer_role" and desk.t.known(f"role.{value}"):
        value = desk.t(f"role.{value}")
    if field in DIGESTS:  # in groups it can be read out, and it breaks where the window is narrow
        value = " ".join(value[at : at + SHORT_DIGEST] for at in range(0, len(value), SHORT_DIGEST))
    return pair(field_name(desk, field), desk.when(value) if field.endswith("_time") else value)
