"""Taking one certificate back, or ending the authority behind it: from when, why, and a tick that says it was understood."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from core.app.views import CertificateRow, Changes
from core.domain.authority_ended import EndAuthority
from core.domain.errors import Refused
from core.domain.proof import REASONS, RevokeCertificate
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.typed_days import read_day, read_time
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import Choice, DayInput, LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.tick import Tick


class RevokeDialog(FittedDialog):
    """Nothing is taken back before the tick; the time is this office's own. A second tick shows where the last pair would go."""

    WORDS = "revoke"

    def __init__(self, desk: Desk, certificate: CertificateRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.revoke"))
        self.desk, self.t, self._certificate = desk, desk.t, certificate
        self._command = desk.app.new_command()
        now = desk.now()
        self.day, self.hour = DayInput(desk), LineInput(f"{now:%H.%M}", limit=5)
        self.day.put(now.date().isoformat())
        self._day_field = Field(self.t("revoke.day"), self.day, focus=self.day.line)
        self._hour_field = Field(self.t("revoke.hour"), self.hour)
        self.reason = Choice([(each, self.t(f"revoke.{each}")) for each in REASONS])
        self.sure = Tick(self._word("sure"), False, lambda _on: self._look())
        self.doubted = Tick(desk.t("revoke.doubted"))
        self.doubted.setVisible(False)
        self._said = label("", "bad")
        self._said.setVisible(False)
        self.button = primary(desk, self.t(f"certificates.{self.WORDS}"), self._run, "close")
        when = row(self._day_field, self._hour_field, gap="gap")
        when.setStretch(0, 1)
        self.put(
            desk.theme.wide("dialog"), row(0, plain(desk, self.t("button.cancel"), self.reject), self.button),
            label(self._word("title"), "section"), *self._whose(certificate), notice(desk, self._word("text"), "warn"),
            Field(self.t("revoke.reason"), self.reason), when, *self._besides(), self.sure, self._said, self.doubted,
        )  # fmt: skip
        self._look()

    def _word(self, what: str, **values: str | int) -> str:
        return self.t(f"{self.WORDS}.{what}", **values)

    def _whose(self, certificate: CertificateRow) -> tuple[QWidget, ...]:
        """What names it, to be compared before the tick."""
        named = label(f"{certificate.name} · {certificate.post}", "strong")
        return named, label(self._word("key", code=certificate.key), "small")

    def _besides(self) -> tuple[QWidget, ...]:
        """Fields of a dialog that asks for more."""
        return ()

    def _look(self) -> None:
        self.button.setEnabled(self.sure.isChecked())

    def _run(self) -> None:
        day, hour = read_day(self.day.line.value()), read_time(self.hour.value())
        self._day_field.wrong("" if day else self.t("day.unreadable"))
        self._hour_field.wrong("" if hour else self.t("revoke.hour_unreadable"))
        if day is None or hour is None:
            return
        moment = datetime.combine(day, time.fromisoformat(hour), ZoneInfo(self.desk.zone))
        command = self._asked(int(moment.timestamp() * 1000), self.reason.value())
        if command is not None:
            self.button.setEnabled(False)
            self.desk.execute(command, self._done, self._failed, self)

    def _asked(self, since: int, reason: str) -> RevokeCertificate | EndAuthority | None:
        """The command; None where a field of its own cannot be read, which then says so."""
        kid = bytes.fromhex(self._certificate.key)
        return RevokeCertificate(self._command, kid, since, reason, self.doubted.isChecked())

    def _told(self, changes: Changes) -> str:
        return self._word("done", name=str(changes.reply))

    def _done(self, changes: Changes) -> None:
        self.desk.said.emit(self._told(changes))
        self.accept()

    def _failed(self, fault: Fault) -> None:
        self._look()
        self._said.setText(self.desk.explain(fault))
        self._said.setVisible(True)
        if isinstance(fault, Refused) and fault.code == "identity.last_pair":
            self.doubted.setVisible(True)
        self.fit()
