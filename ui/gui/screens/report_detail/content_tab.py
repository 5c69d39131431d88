"""What a report says."""

from __future__ import annotations

from typing import Any

from core.app.views import ReportView
from core.domain.near import long_place_words
from core.domain.reference import ReferenceData
from ui.gui.screens.report_detail.links import add_links
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.labels import pair, state


class ContentTab(DetailTab):
    """The form, field by field, in the words of the window."""

    name = "content"

    def fill(self, view: ReportView) -> None:
        """Lines of the form, the parties, and how reporter and witnesses are sealed."""
        body = self.body
        form: dict[str, Any] = view.form
        add_links(self, view)
        judged: Any = view.other.get("reference") or {}
        digest = str(judged.get("digest", ""))
        reference, held = self.desk.app.reference_of(digest)
        for name, value in self._plain_lines(form, reference):
            body.addWidget(pair(name, value))
        for party in form.get("reported") or []:
            words = [str(party.get(f)) for f in ("name", "position", "unit", "description", "address") if party.get(f)]
            body.addWidget(pair(self.t("step.reported"), " · ".join(words)))
        reporter = form.get("reporter")
        if reporter:
            lane = self.t(f"lane.{reporter.get('lane', 'open')}")
            body.addWidget(pair(self.t("step.reporter"), self.t("detail.reporter_sealed", lane=lane)))
        if form.get("witnesses"):
            body.addWidget(pair(self.t("step.witnesses"), self.t("detail.witnesses_sealed", n=len(form["witnesses"]))))
        if form.get("handling"):
            becomes = "legal" if form["handling"] == "legal_report" else "information"
            body.addWidget(pair(self.t("detail.handling"), self.t(f"standing.{becomes}")))
        if form.get("signs"):
            body.addWidget(pair(self.t("form.signs"), "; ".join(str(sign) for sign in form["signs"])))
        for each in form.get("incidents") or []:
            body.addWidget(pair(self.t("situation.incident"), str(each.get("summary", ""))))
        for name in ("narrative", "suggestion", "weather", "transport", "logistics", "analysis", "closing"):
            if form.get(name):
                body.addWidget(pair(self.t(f"text.{name}"), str(form[name])))
        self._which_data(digest, held)

    def _which_data(self, digest: str, held: bool) -> None:
        """Say by which version names and clauses are shown, where it is not the one in force."""
        if digest and not held:
            self.body.addWidget(state(self.desk, self.t("detail.data_missing"), "warn", wrap=True))
        elif digest and digest != self.desk.app.reference.digest():
            self.body.addWidget(state(self.desk, self.t("detail.data_older"), "info", wrap=True))

    def _plain_lines(self, form: dict[str, Any], reference: ReferenceData) -> list[tuple[str, str]]:
        english = self.t.language == "en"

        def named(item: Any, code: str) -> str:
            return code if item is None else str(item.name_en if english else item.name_id)

        lines = []
        if form.get("violation"):
            lines.append((self.t("event.violation"), named(reference.violation(form["violation"]), form["violation"])))
        if form.get("vulnerability"):
            code = form["vulnerability"]
            lines.append((self.t("form.vulnerability"), named(reference.vulnerability(code), code)))
        if form.get("stage"):
            lines.append((self.t("form.stage"), named(reference.stage(form.get("election", ""), form["stage"]), form["stage"])))
        place = form.get("place") or {}
        if place:
            lines.append((self.t("step.place"), long_place_words(reference, place, self.t.language)))
        when = form.get("happened") or form.get("observed") or {}
        if when:
            lines.append(
                (
                    self.t("step.time"),
                    f"{self.desk.day(when.get('date', ''))} {(when.get('time') or '').replace(':', '.')}".strip(),
                )
            )
        if form.get("known"):
            lines.append((self.t("time.known"), self.desk.day(form["known"])))
        if "nihil" in form:
            period = f"{self.desk.when(str(form['period_from']))} – {self.desk.when(str(form['period_to']))}"
            lines.append((self.t("situation.period"), period))
            lines.append((self.t("situation.condition"), self.t(f"condition.{form.get('condition', 'kondusif')}")))
        return lines
