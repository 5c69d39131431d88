"""What an office of its own begins with: a root, a certificate authority, age identities, and its first device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from core.app import officers, practising
from core.app.device import DESKS, Belongings, Recipients
from core.app.kit import MARK_BYTES
from core.app.ports import Ports
from core.crypto.certificate_profile import NAME_CHARACTERS
from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.certificates import read as read_certificate
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain.authority import DEVICE
from core.domain.errors import Invalid
from core.domain.text import check_line, is_blank


@dataclass(frozen=True, slots=True)
class Office:
    """What is to be founded; ``takes_in`` says that reports come there, so that it has a mark and an identity for persons.

    A ``drill``'s office says so in its root's name, and its mark is public."""

    kind: str
    code: str
    name: str
    roles: tuple[str, ...]
    province_code: str
    zone: str
    takes_in: bool = True
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Founded:
    """What it begins with, and the secrets that whoever founds it decides about."""

    belongings: Belongings
    ca_key: SigningKey
    root_key: SigningKey
    identities: AgeIdentity
    recovery: AgeIdentity

    def secrets(self) -> dict[str, bytes]:
        """What every office keeps of its own beginning."""
        return {officers.CA_KEY: self.ca_key.to_der(), officers.ROOT_KEY: self.root_key.to_der()}


def require_name(name: str) -> None:
    """Refuse an office without a name: ``report.missing``, ``text.*``."""
    check_line(name, "name")
    if is_blank(name):
        raise Invalid("report.missing", field="name")


def found(office: Office, ports: Ports) -> Founded:
    """Make root, authority, identities and the first device; nothing is written."""
    root_key, ca_key, device_key = (SigningKey.generate(ports.entropy) for _ in range(3))
    name = f"{practising.ROOT_WORD} {office.name}"[:NAME_CHARACTERS] if office.drill else office.name
    root = make_root(name, root_key, ports.now(), ports.entropy)
    ca = make_ca(root, root_key, office.code, office.roles, ca_key.public, ports.now(), ports.entropy)
    reports, recovery, own = (AgeIdentity.generate() for _ in range(3))
    # Where nothing is taken in, nobody's identity is ever sealed.
    identities = AgeIdentity.generate() if office.takes_in else reports
    mark = practising.mark_for(DESKS) if office.drill else ports.entropy(MARK_BYTES)
    belongings = Belongings(
        device_key=device_key.to_der(),
        device_certificate=make_leaf(ca, ca_key, DEVICE, device_name(ports), device_key.public, ports.entropy),
        ca_certificate=ca,
        anchors=[root],
        age_identity=own.text,
        reports_identity=reports.text,
        recipients=Recipients(reports.recipient, identities.recipient, recovery.recipient),
        marks={DESKS: mark} if office.takes_in else {},
        province=read_certificate(root).province_id,
        kit=b"",
        remit=[],
        mandate="",
        kind=office.kind,
        code=office.code,
        name=office.name,
        province_code=office.province_code,
        zone=office.zone,
        drill=office.drill,
    )
    return Founded(belongings, ca_key, root_key, identities, recovery)


def founded_on(own: Belongings) -> date:
    """The day of the office's root, where this laptop is."""
    return min(read_certificate(each).not_before for each in own.anchors).astimezone(ZoneInfo(own.zone)).date()


def device_name(ports: Ports) -> str:
    """What a device is called in its certificate."""
    return f"laptop {ports.entropy(4).hex()}"
