"""The answers once more, before they are saved; the reporter's numbers are masked, for somebody may look over a shoulder."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from core.domain.identifiers import mask_nik
from core.domain.near import long_place_words
from core.domain.phone import mask_phone
from ui.gui.layouts import card
from ui.gui.screens.report_form.page import FormPage
from ui.gui.screens.report_form.state import SPLIT
from ui.gui.widgets.labels import label, pair


def summary_of(page: FormPage) -> QFrame:
    """A card of named answers."""
    return card(label(page.t("review.title"), "section"), *_lines(page))


def _lines(page: FormPage) -> list[QWidget]:
    tree, t = page.state.tree, page.t
    lines = [
        pair(t("form.kind"), t(f"kind.{page.state.kind}")),
        pair(t("event.summary"), page.answer("summary") or "—"),
    ]
    names = [_named(party) or str(party.get("description") or "—") for party in tree.get("reported") or []]
    if names:
        lines.append(pair(t("party.list"), ", ".join(names)))
    lines += [pair(t(name), value) for name, value in (*_coded(page), *_people(page)) if value]
    where = long_place_words(page.reference, tree.get("place") or {}, t.language)
    lines.append(pair(t("step.place"), where or "—"))
    lines.append(pair(t("time.day"), _when(page, tree.get("happened") or {})))
    lines.append(pair(t("step.evidence"), t("review.evidence", n=len(tree.get("evidence") or []))))
    if SPLIT in tree and page.state.kind != "early_warning":
        lines.append(pair(t("step.warning"), str(tree[SPLIT].get("summary") or "—")))
    return lines


def _coded(page: FormPage) -> list[tuple[str, str]]:
    violation = page.reference.violation(page.answer("violation"))
    vulnerability = page.reference.vulnerability(page.answer("vulnerability"))
    found = []
    if violation is not None and page.state.kind == "complaint":
        found.append(("event.violation", page.name_in(violation.code, violation)))
    if vulnerability is not None and page.state.kind == "early_warning":
        found.append(("form.vulnerability", page.name_in(vulnerability.code, vulnerability)))
        found.append(("form.signs", "; ".join(page.state.tree.get("signs") or [])))
    return found


def _people(page: FormPage) -> list[tuple[str, str]]:
    """Reporter and witnesses; a warning has none, whatever was typed before its kind was chosen."""
    if page.state.kind == "early_warning":
        return []
    person = page.state.tree.get("reporter") or {}
    lane = str(person.get("lane") or "open")
    words = [page.t(f"lane.{lane}"), _named(person)]
    words += [mask_nik(str(person["nik"]))] if person.get("nik") else []
    words += [mask_phone(str(person["phone"]))] if person.get("phone") else []
    witnesses = [_named(each) for each in page.state.tree.get("witnesses") or []]
    return [("step.reporter", " · ".join(filter(None, words))), ("step.witnesses", ", ".join(filter(None, witnesses)))]


def _named(person: dict[str, Any]) -> str:
    name = " ".join(str(person.get(part) or "") for part in ("front_title", "name")).strip()
    behind = str(person.get("back_title") or "")
    return f"{name}, {behind}" if name and behind else name


def _when(page: FormPage, happened: dict[str, Any]) -> str:
    day, until = (page.desk.day(str(happened.get(name) or "")) for name in ("date", "until"))
    hour, until_hour = (str(happened.get(name) or "").replace(":", ".") for name in ("time", "until_time"))
    begin, end = f"{day} {hour}".strip(), f"{until} {until_hour}".strip()
    return " – ".join(part for part in (begin, end) if part) or "—"
