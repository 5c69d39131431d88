"""Setting up a link: where, who, what opens it, and the host's key compared by a person before it is believed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app.watch import Watch
from core.domain.errors import Cancelled, Invalid, Refused
from sync.links.address import Address, is_address, read_address
from sync.links.known import forget_link, keep_link, known_links
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, clear, row
from ui.gui.runner import Fault, Job
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.field import Field
from ui.gui.widgets.fitted import FittedDialog
from ui.gui.widgets.inputs import Choice, LineInput
from ui.gui.widgets.labels import label, notice
from ui.gui.widgets.passphrase_field import PassphraseField
from ui.gui.widgets.tick import Tick
from ui.messages import sentence

KINDS = ("sftp", "webdav", "s3")
FILE_LIMIT = 64 * 1024


class LinkDialog(FittedDialog):
    """``name`` is a known link's, or empty for a new one; what is not filled in of a known one stays as it is."""

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.t("dialog.link"))
        self.desk, self.t, self._name = desk, desk.t, name
        self._before = known_links(desk.app).get(name)
        self._key, self._ca = (self._before.key, self._before.ca) if self._before else ("", "")
        self._shown_key = ""
        self._job: Job | None = None
        before = self._before
        self.kind = Choice(
            [(kind, self.t(f"link.kind_{kind}")) for kind in KINDS], before.scheme.split("+")[0] if before else KINDS[0]
        )
        self.kind.activated.connect(lambda _index: self._fit_kind())
        self.where = LineInput(_short(before) if before else "", self.t("link.where_placeholder"))
        self.name = LineInput(name or self.t("link.usual_name"), limit=40)
        self.user = LineInput(before.user if before else "", limit=100)
        self.password = PassphraseField(desk, forget=False)
        kept = self.t("link.password_kept") if before and before.password else ""
        self._fields = {
            "name": Field(self.t("link.name"), self.name),
            "kind": Field(self.t("link.kind"), self.kind),
            "where": Field(self.t("link.where"), self.where, self.t("link.where_hint")),
            "user": Field(self.t("link.user"), self.user),
            "password": Field(self.t("link.password"), self.password, kept),
        }
        self.key = plain(desk, self.t("link.key"), lambda: self._choose_file("key"), "unlock")
        self.ca = plain(desk, self.t("link.ca"), lambda: self._choose_file("ca"), "verify")
        self._file_said, self._text = label("", "small"), label(self.t("link.dialog_text"), "muted")
        files = row(self.key, self.ca)
        files.addWidget(self._file_said, 1)
        self._files = box(files)
        self._told = QVBoxLayout()
        self.compared = Tick(self.t("link.compared"), False, lambda _on: self._enable())
        self.compared.setVisible(False)
        self.cancel = plain(desk, self.t("button.cancel"), self.reject)
        self.forget = plain(desk, self.t("link.forget"), self._forget, "trash")
        self.untried = plain(desk, self.t("link.save_untried"), self._save_untried, "save")
        self.button = primary(desk, self.t("link.try"), self.start, "save")
        self.button.setDefault(True)
        fields = self._fields
        self.put(
            desk.theme.wide("dialog"), row(self.cancel, self.forget, 0, self.untried, self.button),
            label(self.t("link.dialog_title"), "section"), self._text,
            fields["kind"], fields["where"], row(fields["user"], fields["password"], gap="gap"),
            self._files, fields["name"], self._told, self.compared,
        )  # fmt: skip
        self.forget.setVisible(before is not None)
        self.untried.setVisible(False)
        self._fit_kind()
        self.where.setFocus()

    # --- what was filled in ----------------------------------------------------------------------------------

    def _address(self) -> Address | None:
        """The address as filled in, or None with what is wrong said at its field."""
        text = self.where.value()
        try:
            given = read_address(text if is_address(text) else f"{self.kind.value()}://{text}")
        except Invalid as refusal:
            self._fields["where"].wrong(sentence(refusal, self.t.language))
            self.where.setFocus()
            return None
        self._fields["where"].wrong("")
        self._fields["where"].doubt("" if given.secure else self.t("link.open_line"))
        before = self._before
        same = before is not None and (before.host, before.port) == (given.host, given.port)
        typed = bytes(self.password.peek()).decode("utf-8", "replace")
        return replace(
            given,
            user=self.user.value() or given.user,
            password=typed or given.password or (before.password if before else ""),
            key=self._key,
            ca=self._ca,
            host_key=self._shown_key if self._confirmed() else (before.host_key if before and same else ""),
        )

    def _confirmed(self) -> bool:
        return bool(self._shown_key) and self.compared.isChecked()

    def _fit_kind(self) -> None:
        sftp = self.kind.value() == "sftp"
        self.key.setVisible(sftp)
        self.ca.setVisible(not sftp)
        self._say_files()
        self.fit()

    def _say_files(self) -> None:
        kept = self._key if self.kind.value() == "sftp" else self._ca
        self._file_said.setText(self.t("link.file_kept" if kept else "link.file_none"))

    def _choose_file(self, what: str) -> None:
        found = open_files(self.desk, self, self.t(f"link.{what}"), self.t("files.all"))
        if found:
            self.take_file(what, found[0])

    def take_file(self, what: str, path: Path) -> None:
        """A private key, or the certificate of the only authority that is believed."""
        try:
            with path.open("rb") as source:
                text = source.read(FILE_LIMIT + 1).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""
        marks = {"key": "PRIVATE KEY-----", "ca": "-----BEGIN CERTIFICATE-----"}
        if marks[what] not in text or len(text) > FILE_LIMIT:
            self._say(self.t(f"link.wrong_{what}"), "bad")
            return
        setattr(self, f"_{what}", text)
        self._say("", "")
        self._say_files()

    # --- trying ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Connect without sending; what answers is kept."""
        address = self._address()
        if address is None:
            return
        self._say(self.t("link.trying"), "info")
        self._busy(True)

        def work(watch: Watch) -> int:
            from sync.links.visiting import knock

            return knock(address, watch)

        self._job = self.desk.runner.away(work, lambda _count: self._keep(address), self._failed, self)

    def _show_rest(self, shown: bool) -> None:
        for each in (self._text, self._files, self._fields["kind"], self._fields["name"]):
            each.setVisible(shown)

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self._show_rest(True)
        if isinstance(fault, Refused) and fault.code == "link.host_unknown":
            self._show_key(str(fault.details["key"]))
        else:
            self._say("" if isinstance(fault, Cancelled) else self.desk.explain(fault), "bad")
            known_host = self.kind.value() != "sftp" or (self._before is not None and bool(self._before.host_key))
            self.untried.setVisible(isinstance(fault, Refused) and fault.code in ("link.broken", "link.no_answer") and known_host)
        self._enable()

    def _show_key(self, line: str) -> None:
        from sync.links.sftp import fingerprint

        self._shown_key = line
        # The question stands alone: it must be in sight as a whole, on a small screen too.
        self._show_rest(False)
        self._say(self.t("link.host_key", print=fingerprint(line)), "warn", self.t("link.host_key_title"))
        self.compared.setVisible(True)
        self.compared.setChecked(False)
        self.compared.box.setFocus()

    def _save_untried(self) -> None:
        address = self._address()
        if address is not None:
            self._keep(address)

    def _keep(self, address: Address) -> None:
        app, name = self.desk.app, self.name.value()
        try:
            keep_link(app, name, address)
        except Invalid as refusal:
            self._busy(False)
            self._fields["name"].wrong(sentence(refusal, self.t.language))
            self.name.setFocus()
            return
        if self._name and self._name != name:
            forget_link(app, self._name)
        self._over()

    def _forget(self) -> None:
        forget_link(self.desk.app, self._name)
        self._over()

    def _over(self) -> None:
        self.password.wipe()
        self.accept()
        self.desk.links.known_anew()

    def reject(self) -> None:
        """Esc and Batal: a try under way is stopped first."""
        if self._job is not None:
            self._job.cancel()
        self.password.wipe()
        super().reject()

    def _busy(self, busy: bool) -> None:
        if not busy:
            self._job = None
        for each in (self.button, self.forget, self.untried, self.key, self.ca, *self._fields.values()):
            each.setEnabled(not busy)

    def _enable(self) -> None:
        self.button.setEnabled(not self._shown_key or self.compared.isChecked())

    def _say(self, words: str, tone: str, title: str = "") -> None:
        clear(self._told)
        if words:
            self._told.addWidget(notice(self.desk, words, tone, title))
        self.fit()


def _short(address: Address) -> str:
    """The address without its kind, where the kind says it all."""
    return address.shown.split("://", 1)[1] if address.scheme in KINDS else address.shown
