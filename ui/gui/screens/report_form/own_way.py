"""The first offer of an election-law complaint: the reporter lodges it himself, which is the quickest way (SAFEGUARDS 3)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.domain.near import area_of
from ui.gui.layouts import card
from ui.gui.screens.report_form.form_papers import paper_buttons
from ui.gui.screens.report_form.page import FormPage
from ui.gui.widgets.labels import label
from ui.gui.widgets.tick import Tick


def counters(page: FormPage) -> str:
    """The counters of the place of the event by name; in general words while no place is chosen."""
    area = area_of(page.reference, page.state.tree.get("place") or {})
    if area is None:
        return page.t("own_way.counters")
    regency = page.reference.area(area.regency or "")
    district = page.reference.area(area.code[:8]) if len(area.code) >= len("19.01.01") else None
    names = []
    if district is not None and district.level == "district":
        names.append(page.t("own_way.district", name=district.name))
    if regency is not None:
        names.append(page.t("own_way.regency", name=regency.label))
    return " · ".join(names) or page.t("own_way.counters")


def own_way(page: FormPage) -> tuple[QFrame, Tick]:
    """The offer, and the tick that it was made, which is part of what the report records."""
    offered = Tick(page.t("review.offered"), page.state.agreed("own_way"), lambda on: page.state.consent(own_way=on))
    made = card(
        label(page.t("review.own_way_title"), "strong"),
        label(page.t("review.own_way")),
        label(counters(page), "strong"),
        label(page.t("own_way.papers"), "muted"),
        paper_buttons(page, "t07", "bukti", "kuasa"),
        offered,
        tone="info",
    )
    return made, offered
