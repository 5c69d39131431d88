"""An unlocked device: its store, its keys, and what it knows of the province. Closed by ``Application.lock``."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from core.app.library import Library
from core.app.neighbours import Province
from core.app.ports import Ports
from core.app.profile_files import SLOTS_FILE as SLOTS_FILE
from core.app.profile_files import STORE_FILE as STORE_FILE
from core.app.province_keys import ProvinceKeys
from core.app.province_keys import Recipients as Recipients
from core.app.views import ProfileFacts, Submitted
from core.crypto.cose import key_id
from core.crypto.sealing import AgeIdentity
from core.crypto.signing import SigningKey
from core.domain import regency
from core.domain.moment import Moment
from core.domain.nation import NATION
from core.domain.reference import ReferenceData
from core.journal.admission import Trust
from core.journal.author import Author
from core.journal.handling import Circumstance
from core.projections.project import Projector
from core.storage.database import Database
from core.storage.lock import ProfileLock
from core.storage.vault import Vault

DESKS = "desks"
EVERYBODY = "all"
PAIRS_FILE = "identity.pairs"
LOCK_FILE = "posko.lock"
VAULT_FOLDER = "vault"
DRAFT_KEYS_FOLDER = "draft-keys"


def post_audience(code: str) -> str:
    """The audience of everything that is for one post, or for one regency's desk."""
    return f"{regency.PREFIX}{code}" if regency.is_regency(code) else f"post:{code}"


def post_in(audience: str) -> str:
    """The post or regency that such an audience is for."""
    return audience.partition(":")[2]


class FormerKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that this laptop had before: its certificate (DER), the renewal, and the age identity that went with it.

    ``ended`` is when (milliseconds UTC), ``stream`` and ``sequence`` the place of the entry that says so. ``age_identity`` is
    empty once it was destroyed, at ``destroyed``; ``heard`` is when a desk's word that it knows of the renewal came here.
    """

    certificate: bytes
    copied: bool
    ended: int
    stream: bytes
    sequence: int
    age_identity: str
    heard: int = 0
    destroyed: int = 0


class Belongings(msgspec.Struct, frozen=True, kw_only=True):
    """What the store keeps of the device itself (table ``secret``, one CBOR value): keys are DER or age text.

    ``marks`` are the mark keys by audience (D16); ``age_identities`` open what is sealed to this device; ``recipients`` are
    those it began with, and ``Device.recipients`` those to seal to.
    """

    device_key: bytes
    device_certificate: bytes
    ca_certificate: bytes
    anchors: list[bytes]
    age_identity: str
    reports_identity: str
    """The founder's; empty where this is no desk, and once it was destroyed."""
    recipients: Recipients
    marks: dict[str, bytes]
    province: bytes
    kit: bytes
    remit: list[str]
    mandate: str
    kind: str
    code: str
    name: str
    province_code: str
    zone: str
    drill: bool
    guards: dict[str, str] = {}
    former: list[FormerKey] = []
    """The newest last."""
    newer_reports: list[str] = []
    """Private keys of reports that took the founder's place, as a desk made or was handed them."""

    @property
    def reports(self) -> tuple[AgeIdentity, ...]:
        """Every private key of reports that lies here, the founder's first."""
        return tuple(AgeIdentity.from_text(text) for text in (self.reports_identity, *self.newer_reports) if text)

    def with_reports(self, fresh: Iterable[AgeIdentity]) -> Belongings:
        """The same with these keys of reports besides."""
        return msgspec.structs.replace(self, newer_reports=[*self.newer_reports, *(each.text for each in fresh)])

    def without_reports(self, recipient: str) -> Belongings:
        """The same without the key of reports of a recipient."""
        newer = [text for text in self.newer_reports if AgeIdentity.from_text(text).recipient != recipient]
        founders = self.reports_identity
        if founders and AgeIdentity.from_text(founders).recipient == recipient:
            founders = ""
        return msgspec.structs.replace(self, reports_identity=founders, newer_reports=newer)

    @property
    def first_certificate(self) -> bytes:
        """The certificate that this laptop began with, by which a server knows its desk."""
        return self.former[0].certificate if self.former else self.device_certificate

    @property
    def devices(self) -> frozenset[bytes]:
        """The laptop's key ids, of today and of before."""
        return frozenset(key_id(each) for each in (self.device_certificate, *(one.certificate for one in self.former)))


@dataclass(frozen=True, slots=True)
class Officer:
    """The officer who unlocked: signing key, certificate (DER), key id, name and role."""

    key: SigningKey
    certificate: bytes
    kid: bytes
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Device:
    """Everything open. ``store_key`` lives here only while unlocked; ``extras`` are the officer's own secrets."""

    folder: Path
    database: Database
    vault: Vault
    lock: ProfileLock
    belongings: Belongings
    officer: Officer
    device_key: SigningKey
    device: bytes
    incarnation: bytes
    ports: Ports
    library: Library
    keys: ProvinceKeys
    store_key: bytes
    extras: dict[str, bytes]
    guarded_commands: dict[bytes, tuple[Submitted, ...]] = field(default_factory=dict)
    """Replies of commands with guarded reports, without codes: kept in memory alone, for the store must not tell of them."""
    own_streams: dict[str, bytes] = field(default_factory=dict)
    """Streams to write on by audience, as found in the store; emptied whenever one may have been closed."""

    provinces: dict[bytes, Province] = field(default_factory=dict)
    """Provinces that were adopted, by id; only a national office has any."""

    @property
    def reference(self) -> ReferenceData:
        """The reference data in force."""
        return self.library.current

    @property
    def is_desk(self) -> bool:
        """True where what others wrote is read: at the province, and at the national office, which writes nothing on it."""
        return self.belongings.kind in ("province", NATION)

    @property
    def is_nation(self) -> bool:
        """True at the national office."""
        return self.belongings.kind == NATION

    @property
    def is_regency(self) -> bool:
        """True at the desk of one regency: its own team's work, and what the province tells it of its area."""
        return self.belongings.kind == "regency"

    @property
    def opens_sealed(self) -> bool:
        """True where reports open that a post passed on sealed: at a province's desks."""
        return self.is_desk and not self.is_nation

    def trust(self, proven: Set[bytes] = frozenset()) -> Trust:
        """Who is believed here; ``proven`` are signatures that were looked at already."""
        own = self.belongings
        others = {each.province: Trust([each.root], each.province, label=each.area) for each in self.provinces.values()}
        return Trust(own.anchors, own.province, proven, others=others)

    @property
    def recipients(self) -> Recipients:
        """The province's recipients as they are now: what is sealed from now on is sealed to these."""
        return self.keys.recipients

    @property
    def own_devices(self) -> frozenset[bytes]:
        """This laptop's key ids, of today and of before."""
        return self.belongings.devices

    @property
    def identities(self) -> tuple[AgeIdentity, ...]:
        """Age identities that open parts and objects here: the device's own, every key of reports that lies here, and last
        those that the device had before.
        """
        own = self.belongings
        reports = (each for each in own.reports if each.recipient not in self.keys.gone)
        before = (AgeIdentity.from_text(each.age_identity) for each in own.former if each.age_identity)
        return (AgeIdentity.from_text(own.age_identity), *reports, *before)

    @property
    def own_recipients(self) -> tuple[str, ...]:
        """To whom this laptop seals what it shall read itself."""
        own = AgeIdentity.from_text(self.belongings.age_identity).recipient
        return (own, self.recipients.reports) if self.belongings.reports else (own,)

    def take_on(self, belongings: Belongings) -> None:
        """Be this from now on. What holds this device goes on with it: a key is renewed while the program is open."""
        for name, value in (
            ("belongings", belongings),
            ("device_key", SigningKey.from_der(belongings.device_key)),
            ("device", key_id(belongings.device_certificate)),
        ):
            object.__setattr__(self, name, value)
        self.own_streams.clear()

    @property
    def projector(self) -> Projector:
        """Derives rows with this device's identities."""
        return Projector(self.identities, {each.province: each.area for each in self.provinces.values()})

    @property
    def author(self) -> Author:
        """The officer's pen."""
        return Author(self.officer.key, self.officer.kid, self.ports.entropy)

    def moment(self) -> Moment:
        """Now, in the zone of this post."""
        return self.ports.moment(self.belongings.zone)

    def circumstance(self, command: bytes) -> Circumstance:
        """What the next entry tells of its making."""
        return Circumstance(self.moment(), self.incarnation, command)

    def facts(self) -> ProfileFacts:
        """What the screens may say of this profile."""
        own = self.belongings
        return ProfileFacts(
            kind=own.kind,
            code=own.code,
            name=own.name,
            province_code=own.province_code,
            zone=own.zone,
            drill=own.drill,
            device=self.device.hex(),
            officer=self.officer.name,
            officer_role=self.officer.role,
            server=self.database.host,
        )
