"""Rilis: what was given to members of the team; only the kinds that may leave the office are offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtWidgets import QPushButton

from core.app import team_queries as queries
from core.app.document_views import DocumentPage, DocumentRow, IssuedDocument
from core.app.queries import DocumentFile, Documents
from core.app.team_views import ReleaseRow, TeamView, TrackRow
from core.domain.document_form import Option
from core.domain.release import NEVER_TO, RELEASABLE, MakeRelease, ReleaseForm
from core.domain.team_paper import IssueLevels, IssueWarnings
from ui.gui.desk import Desk
from ui.gui.screens.documents.register import show_document
from ui.gui.screens.team.records_tab import RecordsTab, Told
from ui.gui.screens.team.signers_dialog import SignersDialog
from ui.gui.widgets.buttons import plain


class ReleasesTab(RecordsTab):
    """Each release is an entry with its note."""

    NAME = "releases"
    COLUMNS = ("day", "institution", "document", "basis", "officer")

    def __init__(self, desk: Desk) -> None:
        self._documents: dict[str, DocumentRow] = {}
        self._members: tuple[str, ...] = ()
        super().__init__(desk)

    def choices(self) -> dict[str, Sequence[tuple[str, str]]]:
        """By team."""
        return self.whose()

    def question(self, after: str | None) -> Any:
        """A page of releases."""
        return queries.Releases(after=after, regency=self.value("team"))

    def refresh(self) -> None:
        """Releases, and what might be released to whom."""
        super().refresh()
        for kind in RELEASABLE:
            self.desk.ask(Documents(kind=kind), self._keep_documents, self, f"team.documents.{kind}")
        self.desk.ask(queries.Team(), self._keep_members, self, "team.members_known")

    def cells(self, each: ReleaseRow) -> list[str]:
        """Day, to whom, what, basis, by whom."""
        return [self.desk.day(each.day), self.names.institution(each.institution), each.number, each.basis, each.officer]

    def told(self, each: ReleaseRow) -> Told:
        """The release in full."""
        digest = " ".join(each.digest[at : at + 8] for at in range(0, 64, 8))
        return [
            ("", each.number), (self.t("team.field.institution"), self.names.institution(each.institution)),
            (self.t("team.field.basis"), each.basis), (self.t("team.field.purpose"), each.purpose),
            (self.t("release.note"), each.note_number), (self.t("release.digest"), digest),
            (self.t("team.acts"), f"{each.officer}, {self.desk.when(each.at)}"),
        ]  # fmt: skip

    def acts(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        """Look at what was released."""
        return (("release_open", "eye", self.open_document),)

    def more_buttons(self) -> Sequence[QPushButton]:
        """The sheet of levels and the recapitulation of warnings are issued here, because they exist to be released."""
        return (
            plain(self.desk, self.t("team.signers"), self.choose_signers, "sign"),
            plain(self.desk, self.t("team.levels"), self.issue_levels, "map"),
            plain(self.desk, self.t("team.warnings"), self.issue_warnings, "warning"),
        )

    def add(self) -> None:
        """Release a document."""
        newest = sorted(self._documents.values(), key=lambda each: each.issued_at, reverse=True)
        known = tuple(Option(code=each.id, label=f"{each.number} · {each.title}") for each in newest)
        members = tuple(Option(code=code, label=self.names.institution(code)) for code in self._members)
        blank = {"document": "", "institution": "", "basis": "", "purpose": ""}
        made = self.fill_in(
            self.forms.release(known, members),
            lambda command, values, _rows: MakeRelease(command, msgspec.convert(blank | values, ReleaseForm)),
            self.t("release.hint"),
        )
        self._show_issued(made, self.t("release.note"))

    def choose_signers(self) -> None:
        """Which positions sign."""
        self.desk.ask(queries.Tracks(), self._show_signers, self, "team.tracks")

    def _show_signers(self, tracks: tuple[TrackRow, ...]) -> None:
        SignersDialog(self.desk, tracks, self).exec()

    def issue_warnings(self) -> None:
        """Print warnings by district and stage."""
        made = self.fill_in(
            self.forms.warnings(),
            lambda command, values, _rows: IssueWarnings(
                command, values.get("since", ""), values.get("until", ""), values.get("track", "")
            ),
            self.t("release.warnings_hint"),
        )
        self._show_issued(made, self.t("team.warnings"))

    def issue_levels(self) -> None:
        """Print the vulnerability sheet."""
        made = self.fill_in(
            self.forms.levels(),
            lambda command, values, _rows: IssueLevels(command, values.get("track", "")),
            self.t("release.levels_hint"),
        )
        self._show_issued(made, self.t("team.levels"))

    def open_document(self) -> None:
        """The released document as it is."""
        each = self.chosen()
        if each is not None:
            app = self.desk.app
            show_document(self.desk, self, each.number, each.kind, lambda: app.ask(DocumentFile(each.document)), each.document)

    def _show_issued(self, made: object, title: str) -> None:
        if isinstance(made, IssuedDocument):
            show_document(self.desk, self, made.number, title, lambda: made.pdf, made.id)

    def _keep_documents(self, page: DocumentPage) -> None:
        self._documents |= {each.id: each for each in page.rows if each.has_file}

    def _keep_members(self, view: TeamView) -> None:
        seated = {each.institution for each in view.members if each.current}
        self._members = tuple(sorted(seated - NEVER_TO))
