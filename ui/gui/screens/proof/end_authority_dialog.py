"""Ending the authority behind a certificate: the same questions, and which certificates besides those known here stay good."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from core.app.authority_ending import AuthorityEnd
from core.app.views import CertificateRow, Changes
from core.domain.authority_ended import EndAuthority
from ui.gui.desk import Desk
from ui.gui.screens.proof.revoke_dialog import RevokeDialog
from ui.gui.widgets.field import Field
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label


class EndAuthorityDialog(RevokeDialog):
    """It ends what gave the chosen certificate out; the certificate itself stays good."""

    WORDS = "end_authority"

    def __init__(self, desk: Desk, certificate: CertificateRow, parent: QWidget) -> None:
        super().__init__(desk, certificate, parent)
        self.setWindowTitle(desk.t("dialog.end_authority"))

    def _whose(self, certificate: CertificateRow) -> tuple[QWidget, ...]:
        return label(certificate.post, "strong"), label(self._word("key", code=certificate.authority), "small")

    def _besides(self) -> tuple[QWidget, ...]:
        self.keep = LineInput()
        self._keep_field = Field(self._word("keep"), self.keep)
        return (self._keep_field,)

    def _asked(self, since: int, reason: str) -> EndAuthority | None:
        try:
            keep = tuple(bytes.fromhex(each) for each in self.keep.value().replace(",", " ").split())
        except ValueError:
            self._keep_field.wrong(self._word("keep_unreadable"))
            return None
        self._keep_field.wrong("")
        return EndAuthority(self._command, self._certificate.authority, since, reason, keep)

    def _told(self, changes: Changes) -> str:
        ended = cast(AuthorityEnd, changes.reply)
        if ended.stands:
            return self._word("stands", post=ended.post, at=self.desk.when(ended.stands))
        return self._word("done", post=ended.post, n=ended.kept)
