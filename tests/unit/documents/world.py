"""Made-up provinces, posts and people for the tests of printed documents; every key and byte is fixed."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
import pytest

from core.crypto.certificates import make_ca, make_leaf, make_root
from core.crypto.signing import SigningKey
from core.documents.fonts import Fonts
from core.documents.layout import Office
from core.documents.letter_template import LetterTemplate, load_letter
from core.documents.pact import IssuedPact, PactPerson, PactPress, Witness
from core.documents.signing import OfficeSigner
from core.documents.verifying import Trust
from core.documents.wording import PactTemplate, load_template
from core.domain.moment import Moment, moment

ROOT = Path(__file__).resolve().parents[3]
RESOURCES = ROOT / "resources"
ISSUED: Moment = moment(datetime(2024, 2, 5, 2, 0, tzinfo=UTC), "Asia/Jakarta")
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
OFFICE = Office(
    "K0413",
    "KOMANDO DISTRIK MILITER 0413/BANGKA",
    "POSKO PENGADUAN NETRALITAS",
    "Jalan Contoh Nomor 1, Pangkalpinang",
    "Pangkalpinang",
)
PERSON = PactPerson(
    name="Siti Nurhaliza",
    front_title="Dra.",
    back_title="S.Sos., M.Si.",
    identifier="198609262015051001",
    rank="Penata Tingkat I (III/d)",
    position="Kepala Seksi Pemerintahan",
    unit="Kecamatan Lepar Pongok",
    agency="Pemerintah Kabupaten Bangka Selatan",
    is_head=True,
    witness=Witness("Budi Santoso", "Camat Lepar Pongok", "NIP 197803122005012004"),
)
NUMBER = "045/PNR/KDM.7QK/II/2024"
DOCUMENT = bytes(range(16))


def entropy(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    calls = iter(range(1_000_000))
    return lambda size: hashlib.shake_256(f"{seed}/{next(calls)}".encode()).digest(size)


@dataclass(frozen=True)
class Province:
    """A root with the CA and the signing officer of one post."""

    root: bytes
    signer: OfficeSigner

    @property
    def trust(self) -> Trust:
        return Trust.from_pem(pem(self.root, self.signer.ca_der, self.signer.certificate_der))


@cache
def province(name: str = "Provinsi Contoh", post: str = "K0413", officer: str = "Kantor Kodim 0413") -> Province:
    root_key, ca_key = SigningKey.generate(entropy(f"{name}/root")), SigningKey.generate(entropy(f"{name}/{post}/ca"))
    key = SigningKey.generate(entropy(f"{name}/{post}/{officer}"))
    chance = entropy(f"{name}/{post}/serials")
    root = make_root(name, root_key, BEGINNING, entropy(f"{name}/serial"))
    ca = make_ca(root, root_key, post, ("head", "officer"), ca_key.public, BEGINNING, chance)
    leaf = make_leaf(ca, ca_key, "head", officer, key.public, chance)
    return Province(root, OfficeSigner(key, leaf, ca))


@cache
def fonts() -> Fonts:
    return Fonts.from_folder(RESOURCES / "fonts")


@cache
def template(name: str = "pns") -> PactTemplate:
    return load_template((RESOURCES / "templates" / f"pact_{name}.json").read_bytes())


@cache
def letter(name: str) -> LetterTemplate:
    """A letter's or form's wording."""
    return load_letter((RESOURCES / "templates" / f"{name}.json").read_bytes())


def press(signer: OfficeSigner | None = None, variant: str = "pns", drill: bool = False) -> PactPress:
    return PactPress(fonts(), template(variant), OFFICE, signer or province().signer, drill)


@cache
def pact() -> IssuedPact:
    with press() as ours:
        return ours.issue(PERSON, NUMBER, DOCUMENT, ISSUED)


def pem(*certificates: bytes) -> bytes:
    blocks = [base64.encodebytes(der).decode() for der in certificates]
    return "".join(f"-----BEGIN CERTIFICATE-----\n{block}-----END CERTIFICATE-----\n" for block in blocks).encode()


def tool(name: str, package: str) -> str:
    """The path of a program of another maker, or the test is skipped with the reason."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (apt-get install {package})")
    return found


def msgspec_replace(wording: PactTemplate, **changes: bool) -> PactTemplate:
    """A wording with another policy."""
    return msgspec.structs.replace(wording, **changes)
