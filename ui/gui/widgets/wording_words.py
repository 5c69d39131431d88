"""What is told of a wording that the province gave out and that cannot be used here."""

from __future__ import annotations

from collections.abc import Iterable

from core.app.document_views import RefusedWording
from ui.gui.desk import Desk


def wording_words(desk: Desk, refused: Iterable[RefusedWording]) -> list[str]:
    """A sentence for each: which wording, why not, and that the old one stays."""
    return [
        desk.t("documents.refused", code=each.code, version=str(each.version), why=desk.explain(each.fault)) for each in refused
    ]
