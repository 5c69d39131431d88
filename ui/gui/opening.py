"""The ways to an open application; the heavy half of the program is imported here, off the window's thread."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.watch import silent
from core.domain.errors import Cancelled, Refused
from core.domain.wiping import wiping
from ui.gui.runner import Watch

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.at_hand import AtHand
    from core.app.backup_views import CopyMade
    from core.app.common_store import Server
    from core.domain.reference import ReferenceData
    from ui.practice import Practice

PROGRAM = "Posko"
COPY_SECONDS = 1
ADDRESS_LIMIT, KIT_LIMIT = 64 * 1024, 8 * 1024 * 1024


def warm_up() -> None:
    """Import what unlocking needs, while the user still types."""
    import ui.messages  # noqa: F401


def reference() -> ReferenceData:
    """The bundled reference data."""
    from ui.compose import load_reference

    return load_reference()


def lies_on_server(folder: Path) -> bool:
    """Whether a profile's data lie on a server that several desks share."""
    from core.app.profile_files import is_on_server

    return is_on_server(folder)


def renewed_by_update(folder: Path) -> bool:
    """Whether the last update's program is there to go back from, and gave the store another form."""
    from ui import updating

    return updating.can_go_back() and updating.changes_form(folder)


def unlock(folder: Path, passphrase: bytearray, watch: Watch = silent, at_hand: AtHand | None = None) -> Application:
    """Open an existing profile; the bytes are wiped. ``watch`` is told while a store of an older program is copied first."""
    from core.app import profile
    from core.app.at_hand import bringing
    from ui.compose import connect, load_reference, real_ports

    with wiping(passphrase), bringing(passphrase, at_hand) as way:
        app = profile.unlock(
            folder, way, reference=load_reference(), ports=real_ports(), program=PROGRAM, officer=None, watch=watch
        )
    connect(app)
    return app


def recover(folder: Path, shares: tuple[str, ...], officer: str, passphrase: bytearray) -> Application:
    """Open an existing profile by two recovery shares, for a new officer; the bytes are wiped."""
    from core.app import recovery
    from ui.compose import load_reference, real_ports

    with wiping(passphrase):
        return recovery.recover(
            folder,
            shares,
            officer=officer,
            passphrase=passphrase,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
        )


def rotate(
    folder: Path, passphrase: bytearray, leave_out: bool, keep_copies: bool, watch: Watch, at_hand: AtHand | None = None
) -> Application:
    """Change the store key of a locked profile and open it again; the bytes are wiped."""
    from core.app import store_key
    from core.app.at_hand import bringing
    from ui.compose import connect, load_reference, real_ports

    with wiping(passphrase), bringing(passphrase, at_hand) as way:
        app, _ = store_key.rotate(
            folder,
            way,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
            leave_out=leave_out,
            keep_copies=keep_copies,
            watch=watch,
        )
    connect(app)
    return app


def share_in(file: Path, number: int) -> str:
    """A recovery share out of a file: its words, or a photo, scan or PDF of its sheet."""
    from core.app.share_files import FILE_LIMIT, text_of
    from ui.compose import read_file

    return text_of(read_file(file, FILE_LIMIT), number)


def dated_copies(folder: Path) -> list[tuple[Path, str]]:
    """The dated copies beside a profile and the ISO instant of each, the newest first."""
    from core.app import backup

    return [(path, made.isoformat()) for made, path in sorted(backup.dated(folder).items(), reverse=True)]


def restore(
    folder: Path, file: Path, passphrase: bytearray, aside: bool, watch: Watch, at_hand: AtHand | None = None
) -> tuple[Application, CopyMade, str]:
    """Bring a profile back from a copy and open it; the bytes are wiped. With ``aside`` what is there is laid aside.

    Gives the folder's name in which that lies then besides, empty for nothing.
    """
    from core.app import restoring
    from core.app.at_hand import bringing
    from ui.compose import load_reference, real_ports
    from ui.copying import file_of

    before = set(folder.glob(f"{restoring.ASIDE}-*"))
    with wiping(passphrase), bringing(passphrase, at_hand) as way:
        app, made = restoring.restore(
            folder,
            file_of(file, lambda: way),
            way,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
            aside=aside,
            watch=watch,
        )
    laid = set(folder.glob(f"{restoring.ASIDE}-*")) - before
    return app, made, max((path.name for path in laid), default="")


def lock(app: Application) -> Refused | None:
    """Lock a profile. A copy of what was written since the last one comes before, where that takes no second.

    Gives why there is none, where it was not for the time.
    """
    until = time.monotonic() + COPY_SECONDS

    def watch(_stage: str, _done: int, _total: int) -> None:
        if time.monotonic() > until:
            raise Cancelled

    try:
        with contextlib.suppress(Cancelled):  # what was not copied now is copied after the next unlocking
            app.tidy()
            app.copies.keep_if_due(watch, quick=True)
        return None
    except Refused as refusal:
        return refusal
    finally:
        app.lock()


def create_post(folder: Path, kit: Path, code: str, officer: str, passphrase: bytearray, watch: Watch) -> Application:
    """Set this laptop up as a post from an enrolment kit."""
    from core.app import profile
    from ui.compose import load_reference, real_ports

    watch("kit", 0, 0)
    with wiping(passphrase):
        return profile.create_post(
            folder,
            kit=kit.read_bytes(),
            kit_code=code,
            officer=officer,
            passphrase=passphrase,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
        )


def create_province(
    folder: Path,
    name: str,
    area: str,
    officer: str,
    passphrase: bytearray,
    shares: Path | None,
    watch: Watch,
    server: Server | None = None,
) -> Application:
    """Set this laptop up as the desk of a province, with its store on ``server`` where one is named."""
    from core.app import profile
    from ui.compose import load_reference, real_ports

    watch("province", 0, 0)
    with wiping(passphrase):
        return profile.create_province(
            folder,
            name=name,
            area=area,
            officer=officer,
            passphrase=passphrase,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
            shares=shares,
            server=server,
        )


def create_nation(folder: Path, name: str, officer: str, passphrase: bytearray, watch: Watch) -> Application:
    """Set this laptop up as a national office."""
    from core.app.nation_profile import create_nation as found
    from ui.compose import load_reference, real_ports

    watch("province", 0, 0)
    with wiping(passphrase):
        return found(
            folder,
            name=name,
            officer=officer,
            passphrase=passphrase,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
        )


def begin_practice(beside: Path) -> Practice:
    """Found a drill with invented data below the profile's folder."""
    from ui import practice

    return practice.begin(beside)


def join_desk(
    folder: Path, kit: Path, code: str, officer: str, passphrase: bytearray, server: Server | None, watch: Watch
) -> Application:
    """Set this laptop up as one more desk of a province from its kit; ``server`` is where the kit does not say it."""
    from core.app import profile
    from ui.compose import load_reference, read_file, real_ports

    watch("kit", 0, 0)
    with wiping(passphrase):
        return profile.join_desk(
            folder,
            kit=read_file(kit, KIT_LIMIT),
            kit_code=code,
            officer=officer,
            passphrase=passphrase,
            reference=load_reference(),
            ports=real_ports(),
            program=PROGRAM,
            server=server,
        )


def read_server(address: Path, ca: Path | None) -> Server:
    """A shared server's address from an administrator's file; ``ca`` is the CA's file where that one does not hold it.

    Raises ``Invalid`` (``server.address``, and what :func:`ui.compose.read_file` raises).
    """
    import msgspec

    from core.app import common_store
    from ui.compose import read_file

    data = read_file(address, ADDRESS_LIMIT)
    if ca is not None:
        pem = read_file(ca, ADDRESS_LIMIT).decode("ascii", "replace")
        with contextlib.suppress(msgspec.DecodeError):  # the reading below says what is wrong with it
            data = msgspec.json.encode(msgspec.json.decode(data, type=dict[str, object]) | {"ca": pem})
    return common_store.read_address(data)
