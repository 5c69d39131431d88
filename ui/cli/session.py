"""One run of a verb: its options, the outside world, and the profile it opens."""

from __future__ import annotations

import argparse
import getpass
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.ports import Ports
from core.domain.errors import Invalid
from ui import compose
from ui.cli.console import Console
from ui.wording import word

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.at_hand import Way

PROGRAM = "Posko (command line)"
PASSPHRASE_VARIABLE = "POSKO_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
SMALL_FILE = 64 * 1024


class Session:
    """Options, ports and console of one run; opens the profile on demand."""

    def __init__(self, options: argparse.Namespace, console: Console, ports: Ports) -> None:
        self.options, self.console, self.ports = options, console, ports

    def say(self, indonesian: str, english: str) -> str:
        """The wording in the language chosen."""
        return self.console.say(indonesian, english)

    def word(self, code: str, *families: str) -> str:
        """The window's word for a code (``FAMILY.CODE``) in the language chosen; without one the code itself."""
        return word(self.console.language, *(f"{family}.{code}" for family in families), otherwise=code)

    @property
    def folder(self) -> Path:
        """Which installation is meant."""
        return compose.profile_folder(self.options.profile)

    @contextmanager
    def profile(self, way: Way | None = None) -> Iterator[Application]:
        """The unlocked profile; locked again at the end, whatever happened. ``way`` is what opens it, else it is asked for."""
        from core.app.profile import exists, unlock

        if not exists(self.folder):
            raise Invalid("profile.none")
        app = unlock(
            self.folder,
            self.way() if way is None else way,
            reference=compose.load_reference(),
            ports=self.ports,
            program=PROGRAM,
            officer=self.options.officer,
        )
        with self.using(app):
            compose.connect(app)
            self._tell_renewed(app)
            yield app

    def _tell_renewed(self, app: Application) -> None:
        """Say that the store changed its form just now, and where its copy of before is."""
        if (renewed := app.renewed) is not None:
            from ui.copying import renewed_key

            words = word(self.console.language, renewed_key(renewed)).format(copy=renewed.copy)
            self.console.note(words)

    @contextmanager
    def using(self, app: Application) -> Iterator[None]:
        """Speak the profile's language unless one was chosen, and lock it at the end."""
        try:
            if not self.console.chosen:
                self.console.language = app.settings.get("language", "id")
            yield
        finally:
            app.lock()

    def way(self) -> Way:
        """What opens the officer's slot: his passphrase, with what ``--unlock-key-file`` or ``--security-key`` names."""
        return self.bring(self.passphrase(), self.options.unlock_key_file, token=self.options.security_key)

    def bring(self, passphrase: str, key_file: Path | None, *, token: bool = False) -> Way:
        """A passphrase with its key file, which is read now, or with the security key that is plugged in."""
        from core.app.at_hand import AtHand, brought

        return brought(passphrase, AtHand(key_file, token))

    def passphrase(self, *, new: bool = False) -> str:
        """The officer's passphrase from its file or, at a terminal, typed; ``new`` asks twice."""
        named = self.options.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE)
        return self.read_passphrase(Path(named)) if named else self.ask_passphrase(new=new)

    def read_passphrase(self, path: Path) -> str:
        """A passphrase from a file, without the line end that editors leave."""
        data = compose.read_file(path, SMALL_FILE)
        try:
            return data.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise Invalid("passphrase.unreadable", file=path.name) from None

    def ask_passphrase(self, *, new: bool) -> str:
        """Type a passphrase unseen; raises ``Invalid`` (``passphrase.none``, ``passphrase.differs``)."""
        first = self._typed(self.say("Frasa sandi: ", "Passphrase: "))
        if new and self._typed(self.say("Ulangi frasa sandi: ", "Passphrase again: ")) != first:
            raise Invalid("passphrase.differs")
        return first

    def _typed(self, prompt: str) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would echo what is typed
            try:
                return getpass.getpass(prompt)
            except (EOFError, OSError, getpass.GetPassWarning):
                raise Invalid("passphrase.none") from None
