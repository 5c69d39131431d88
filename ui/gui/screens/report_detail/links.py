"""What a report is tied to, each with a way there, and the way to split a warning off a report that is saved already."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from core.app.views import ReportView
from core.domain.leaks import impersonal
from ui.gui.layouts import row
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.screens.report_form.state import Begin
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.labels import notice

NAMES = ("superseded_by", "supersedes", "related")
SPLIT_FROM = ("complaint", "information")


def add_links(tab: DetailTab, view: ReportView) -> None:
    """Add a line for each tie, and the button that begins a warning."""
    links: Any = view.other.get("links") or {}
    for name in NAMES:
        for other in links.get(name) or []:
            tab.body.addWidget(_line(tab, name, other))
    if view.row.kind in SPLIT_FROM and not view.row.sealed and view.form and tab.desk.app.facts.kind == "post":
        begin = plain(tab.desk, tab.t("links.split"), partial(tab.desk.go.emit, "report_form", _warning(view)), "warning")
        tab.body.addLayout(row(begin, 0))


def _line(tab: DetailTab, name: str, other: dict[str, str]) -> QWidget:
    words = tab.t(f"links.{name}", number=other["number"])
    made = notice(tab.desk, words, "warn" if name == "superseded_by" else "info")
    go = quiet(tab.desk, tab.t("links.open"), partial(tab.desk.go.emit, "reports", {"id": other["id"]}), "chevron-right")
    go.setAccessibleName(f"{tab.t('links.open')} {other['number']}")
    layout = made.layout()
    if layout is not None:
        layout.addItem(row(go, 0))
    return made


def _warning(view: ReportView) -> Begin:
    """Story, place and time of the report, without any person; the two point to each other."""
    form: dict[str, Any] = view.form
    tree: dict[str, Any] = {name: form[name] for name in ("election", "stage", "place", "happened") if form.get(name)}
    for name in ("summary", "narrative"):
        if form.get(name):
            tree[name] = impersonal(str(form[name]), form)
    return Begin("early_warning", tree | {"related": [view.row.id]})
