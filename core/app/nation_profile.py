"""Beginning a national office: a root of its own, one desk, and an officer who reads and writes nothing a province may."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.app import officers
from core.app.application import Application
from core.app.founding import Office, found, require_name
from core.app.ports import Ports
from core.app.profile import DEFAULT_OFFICER, Beginning, begin, require_new
from core.domain.authority import NATION_ROLES, NATIONAL
from core.domain.nation import NATION
from core.domain.reference import ReferenceData
from core.storage.server_address import Server

CODE: Final = "NASIONAL"
"""The office's own code; a province's codes have their area before them here, so no two are alike."""
ZONE: Final = "Asia/Jakarta"


def create_nation(
    folder: Path,
    *,
    name: str,
    officer: str = DEFAULT_OFFICER,
    passphrase: str | bytearray,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    server: Server | None = None,
) -> Application:
    """Found a national office; it reads nothing before it adopted a province (:mod:`core.app.nation`).

    Raises ``Invalid`` (``profile.exists``, ``passphrase.short``, ``officer.name``, ``report.missing``), ``Unavailable``.
    """
    require_new(folder, passphrase)
    require_name(name)
    founded = found(Office(NATION, CODE, name, NATION_ROLES, "", ZONE, takes_in=False), ports)
    extras = founded.secrets() | {officers.RECOVERY: founded.recovery.text.encode()}
    beginning = Beginning(founded.belongings, officer, NATIONAL, passphrase, founded.ca_key, extras, program, server)
    return begin(folder, beginning, reference, ports)
