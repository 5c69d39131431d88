"""Beginning a national office: a root of its own, one desk, and an officer who reads and writes nothing a province may."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.app import officers
from core.app.application import Application
from core.app.device import Belongings, Recipients
from core.app.ports import Ports
from core.app.profile import DEFAULT_OFFICER, Beginning, begin, device_name, require_new
from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.certificates import read as read_certificate
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.authority import DEVICE, NATION_ROLES, NATIONAL
from core.domain.errors import Invalid
from core.domain.nation import NATION
from core.domain.reference import ReferenceData
from core.domain.text import check_line, is_blank
from core.storage.server_address import Server

CODE: Final = "NASIONAL"
"""The office's own code; a province's codes have their area before them here, so no two are alike."""
ZONE: Final = "Asia/Jakarta"


def create_nation(
    folder: Path,
    *,
    name: str,
    officer: str = DEFAULT_OFFICER,
    passphrase: str,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    server: Server | None = None,
) -> Application:
    """Found a national office; it reads nothing before it adopted a province (:mod:`core.app.nation`).

    Raises ``Invalid`` (``profile.exists``, ``passphrase.short``, ``officer.name``, ``report.missing``), ``Unavailable``.
    """
    require_new(folder, passphrase)
    check_line(name, "name")
    if is_blank(name):
        raise Invalid("report.missing", field="name")
    root_key, ca_key, device_key = (SigningKey.generate(ports.entropy) for _ in range(3))
    root = make_root(name, root_key, ports.now(), ports.entropy)
    ca = make_ca(root, root_key, CODE, NATION_ROLES, ca_key.public, ports.now(), ports.entropy)
    reports, recovery, own = (AgeIdentity.generate() for _ in range(3))
    belongings = Belongings(
        device_key=device_key.to_der(),
        device_certificate=make_leaf(ca, ca_key, DEVICE, device_name(ports), device_key.public, ports.entropy),
        ca_certificate=ca,
        anchors=[root],
        age_identity=own.text,
        reports_identity=reports.text,
        # Nothing is taken in here, so nobody's identity is ever sealed.
        recipients=Recipients(reports.recipient, reports.recipient, recovery.recipient),
        marks={},
        province=read_certificate(root).province_id,
        kit=b"",
        remit=[],
        mandate="",
        kind=NATION,
        code=CODE,
        name=name,
        province_code="",
        zone=ZONE,
        drill=False,
    )
    extras = {
        officers.CA_KEY: ca_key.to_der(),
        officers.ROOT_KEY: root_key.to_der(),
        officers.RECOVERY: recovery.text.encode(),
    }
    return begin(folder, Beginning(belongings, officer, NATIONAL, passphrase, ca_key, extras, program, server), reference, ports)
