"""An update from a stick, for window and command line: judged, the store copied, unpacked or handed over, taken back."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.app import installed
from core.app.watch import Watch, silent
from core.domain.errors import Cancelled, NotAllowed, Refused
from ui import compose

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.going_back import WayBack
    from core.app.ports import Ports
    from sync.updates.stick import Asked, Release

FOLDER: Final = "updates"
RECORD: Final = "taken.json"
ROOT: Final = "updates/root.json"
PACKAGE: Final = "deb-"
Opened = Callable[[], "AbstractContextManager[Application | None]"]


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that was taken. ``command`` is what an administrator types for a package, empty where it is in place;
    ``copy`` the copy of the store from before, empty where there is no profile or its data lie on a server."""

    release: Release
    command: str
    copy: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The program before runs again. Where its store was put back with it: ``copy`` is what was put in place, ``aside`` where
    the present store lies now; ``written`` and ``received`` entries are there and not in the copy, ``lacking`` of them nowhere
    else."""

    version: str
    copy: str = ""
    aside: str = ""
    written: int = 0
    lacking: int = 0
    received: int = 0


def check(stick: Path, profile: Path, ports: Ports, watch: Watch = silent) -> Release:
    """Judge what lies on a stick; see :func:`sync.updates.stick.check`."""
    from sync.updates import stick as sticks

    return sticks.check(stick, _asked(profile, ports), watch)


def take(stick: Path, profile: Path, ports: Ports, watch: Watch, opened: Opened, drill: bool = False) -> Taken:
    """Prove a release whole, copy the store, then put the program in place or hand the package over.

    ``opened`` gives the open profile, None where there is none; it is asked only once the release has proved itself. A
    program that believes keys of a drill takes nothing unless ``drill`` says so. Raises what
    :func:`sync.updates.stick.take`, :func:`core.app.installed.install` and :func:`core.app.backup.keep` raise, and
    ``NotAllowed`` (``update.checkout``, ``update.drill``).
    """
    from sync.updates import stick as sticks

    kind, home = compose.installation()
    if kind == "checkout":
        raise NotAllowed("update.checkout")
    asked = _asked(profile, ports)
    release = sticks.look(stick, asked)
    if release.drill and not drill:
        raise NotAllowed("update.drill")
    asked.state.mkdir(parents=True, exist_ok=True)
    archive = asked.state / release.file
    try:
        sticks.take(stick, asked, archive, watch)
        with opened() as app:
            copy = "" if app is None else _copied(app, watch)
        if kind == "package":
            return Taken(release, f"sudo apt install {archive}", copy)
        installed.install(home, release.version, archive)
    except (Refused, Cancelled):
        archive.unlink(missing_ok=True)
        raise
    archive.unlink()
    record = {"version": release.version, "before": asked.running, "schema": installed.schema(), "copy": copy}
    compose.write_file(asked.state / RECORD, json.dumps(record).encode())
    return Taken(release, "", copy)


def can_go_back() -> bool:
    """Whether there is a program from before the last update."""
    kind, home = compose.installation()
    return kind == "own" and (home / installed.PREVIOUS).is_file()


def changes_form(profile: Path) -> bool:
    """Whether the program before reads stores of an older form alone, as far as the last update told."""
    return _record(profile / FOLDER / RECORD).get("schema", installed.schema()) < installed.schema()


def way_back(profile: Path, key: Callable[[], bytes], stick: Path | None = None) -> WayBack:
    """What going back takes; ``key`` is asked for the store's key where the store may have changed its form.

    Raises ``NotAllowed`` (``update.checkout``, ``update.no_back``, ``update.no_copy``).
    """
    from core.app.device import STORE_FILE
    from core.app.going_back import WayBack, look
    from core.app.profile_files import is_on_server

    if compose.installation()[0] == "checkout":
        raise NotAllowed("update.checkout")
    if not can_go_back():
        raise NotAllowed("update.no_back")
    if not changes_form(profile) or is_on_server(profile) or not (profile / STORE_FILE).exists():
        return WayBack(None)  # the same form; a shared store is put back by its administrator
    from sync.folder import Folder

    form = _record(profile / FOLDER / RECORD)["schema"]
    return look(profile, key(), form, Folder(stick).present() if stick is not None else ())


def back(
    profile: Path, ports: Ports, key: Callable[[], bytes], watch: Watch, stick: Path | None = None, leave: bool = False
) -> TakenBack:
    """Go back to the program before the last update, and where its store is an older one put that back in the same step.

    The store first, then the pointer: whoever is stopped between the two has the newer program and an older store, which it
    brings up to date again. Nothing is removed. The profile is closed. Raises what :func:`way_back` and
    :func:`core.app.restoring.put_back` raise, ``NotAllowed('update.written_since')`` where ``stick`` does not hold all that
    was written here since, unless it may be ``leave``-d aside.
    """
    key = functools.cache(key)
    way, record, aside = way_back(profile, key, stick), _record(profile / FOLDER / RECORD), ""
    if way.lacking and not leave:
        raise NotAllowed("update.written_since", n=way.lacking)
    if way.copy is not None:
        from core.app import restoring

        aside = str(restoring.put_back(profile, way.copy, key(), compose.PROGRAM, ports, watch))
    installed.back(compose.installation()[1])
    return TakenBack(record.get("before", "?"), str(way.copy or ""), aside, way.written, way.lacking, way.received)


def _asked(profile: Path, ports: Ports) -> Asked:
    from sync.updates.stick import Asked

    kind, _ = compose.installation()
    system = (PACKAGE if kind == "package" else "") + compose.computer()
    return Asked(ports.resource(ROOT), profile / FOLDER, ports.now(), compose.VERSION, system)


def _copied(app: Application, watch: Watch) -> str:
    return "" if app.copies.on_server else app.copies.keep(watch).file  # a server's copies are its administrator's


def _record(path: Path) -> dict[str, str]:
    try:
        tree = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in tree.items()} if isinstance(tree, dict) else {}
