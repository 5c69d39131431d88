"""Keys, root and releases, made offline: ``python3 packaging/release/ceremony.py STEP ...`` inside the prepared ``.venv``.

    key NAME                          a custodian's own key: NAME.key (under his passphrase) and NAME.pub; on his own computer
    root PUB PUB PUB --out root.json  who the custodians are; two of the three are enough
    release STICK --root root.json --version V --released DAY --file SYSTEM=PATH ...
    sign root.json|STICK --key K      one custodian's signature; two sign everything, each at his own computer if need be
    check STICK --root root.json      as a laptop judges it

README.md beside this tells the ceremony step by step. Nothing here opens a connection.
"""

from __future__ import annotations

import argparse
import getpass
import json
import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.metadata import Metadata, MetaFile, Role, Root, Snapshot, TargetFile, Targets, Timestamp

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from sync.updates.stick import DRILL, FOLDER, INDEX, METADATA, SIGNED, TARGETS, Asked, check  # noqa: E402

ROLES = ("root", "timestamp", "snapshot", "targets")
CUSTODIANS, THRESHOLD = 3, 2
ROOT_YEARS, RELEASE_YEARS = 20, 3
YEAR = timedelta(days=365)


def make_key(name: str, folder: Path, passphrase: bytes) -> tuple[Path, Path]:
    """A custodian's key pair as two files; the secret one is encrypted."""
    key = Ed25519PrivateKey.generate()
    secret, public = folder / f"{name}.key", folder / f"{name}.pub"
    if secret.exists():
        sys.exit(f"{secret} is there already and was not touched")
    kept = serialization.BestAvailableEncryption(passphrase)
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, kept))
    secret.chmod(0o600)
    known = SSlibKey.from_crypto(key.public_key())
    public.write_text(json.dumps({"keyid": known.keyid, **known.to_dict()}, indent=1) + "\n", "utf-8")
    return secret, public


def make_root(publics: list[Path], version: int, now: datetime, drill: bool) -> Metadata[Root]:
    """The root that a program is shipped with, not signed yet."""
    keys = {}
    for path in publics:
        tree = json.loads(path.read_bytes())
        name = tree.pop("keyid")
        keys[name] = SSlibKey.from_dict(name, tree)
    if len(keys) != CUSTODIANS:
        sys.exit(f"{CUSTODIANS} different keys are needed")
    roles = {name: Role(list(keys), THRESHOLD) for name in ROLES}
    more = {DRILL: True} if drill else {}
    return Metadata(Root(version, None, now + ROOT_YEARS * YEAR, dict(keys), roles, False, more))


def lay_out(stick: Path, root: Path, version: str, released: datetime, files: dict[str, Path], notes: dict[str, str]) -> Path:
    """Lay a release out on a stick, not signed yet; the numbers of its lists are its time, so none is ever given twice."""
    base = stick / FOLDER
    shutil.rmtree(base, ignore_errors=True)
    (base / METADATA).mkdir(parents=True)
    (base / TARGETS).mkdir()
    index = {
        "version": version,
        "released": released.isoformat(),
        "files": {system: path.name for system, path in files.items()},
        "notes": notes,
    }
    (base / TARGETS / INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1), "utf-8")
    for path in files.values():
        shutil.copyfile(path, base / TARGETS / path.name)
    held = {path.name: TargetFile.from_file(path.name, str(path)) for path in (base / TARGETS).iterdir()}
    number, until = int(released.timestamp()), released + RELEASE_YEARS * YEAR
    Metadata(Targets(number, None, until, held)).to_file(str(base / METADATA / "targets.json"))
    Metadata(Snapshot(number, None, until, {"targets.json": MetaFile(number)})).to_file(str(base / METADATA / "snapshot.json"))
    Metadata(Timestamp(number, None, until, MetaFile(number))).to_file(str(base / METADATA / "timestamp.json"))
    known = Metadata[Root].from_file(str(root)).signed.version
    shutil.copyfile(root, base / METADATA / f"{known}.root.json")
    return base


def sign(place: Path, key: Path, passphrase: bytes) -> list[str]:
    """Put one custodian's signature on a root, or on everything of a stick that is signed; gives the names."""
    secret = serialization.load_pem_private_key(key.read_bytes(), passphrase)
    if not isinstance(secret, Ed25519PrivateKey):
        sys.exit(f"{key} is not a custodian's key")
    signer = CryptoSigner(secret)
    paths = [place] if place.is_file() else [place / FOLDER / METADATA / name for name in SIGNED]
    for path in paths:
        found: Metadata = Metadata.from_file(str(path))
        found.sign(signer, append=True)
        found.to_file(str(path))
    return [path.name for path in paths]


def main() -> int:
    """One step of the ceremony."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    steps = parser.add_subparsers(dest="step", required=True)
    key = steps.add_parser("key")
    key.add_argument("name")
    key.add_argument("--folder", type=Path, default=Path())
    root = steps.add_parser("root")
    root.add_argument("publics", nargs=CUSTODIANS, type=Path)
    root.add_argument("--out", type=Path, required=True)
    root.add_argument("--number", type=int, default=1, help="one more than the root that it replaces")
    root.add_argument("--drill", action="store_true", help="the keys are for exercises; programs say so and install nothing")
    release = steps.add_parser("release")
    release.add_argument("stick", type=Path)
    release.add_argument("--version", required=True)
    release.add_argument("--released", required=True, help="YYYY-MM-DD")
    release.add_argument("--notes", type=Path, help="the folder that notes.py made")
    release.add_argument("--file", action="append", required=True, metavar="SYSTEM=PATH")
    signing = steps.add_parser("sign")
    signing.add_argument("place", type=Path)
    signing.add_argument("--key", type=Path, required=True)
    judging = steps.add_parser("check")
    judging.add_argument("stick", type=Path)
    judging.add_argument("--system", default="linux-x86_64")
    for step in (release, judging):
        step.add_argument("--root", type=Path, required=True)
    for step in (key, signing):
        step.add_argument("--passphrase-file", type=Path)
    return carry_out(parser.parse_args())


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked and say what was made."""
    now = datetime.now(UTC)  # noqa: TID251 - a ceremony has the clock of its computer
    if options.step == "key":
        print(*make_key(options.name, options.folder, passphrase_of(options)), sep="\n")
    elif options.step == "root":
        make_root(options.publics, options.number, now, options.drill).to_file(str(options.out))
        print(f"{options.out}: to be signed by two custodians")
    elif options.step == "release":
        files = dict(each.split("=", 1) for each in options.file)
        released = datetime.fromisoformat(options.released).replace(tzinfo=UTC)
        pages = sorted(options.notes.glob("??.md")) if options.notes else []
        notes = {page.stem: page.read_text("utf-8") for page in pages}
        paths = {system: Path(path) for system, path in files.items()}
        print(lay_out(options.stick, options.root, options.version, released, paths, notes), ": to be signed by two custodians")
    elif options.step == "sign":
        print(*sign(options.place, options.key, passphrase_of(options)), sep="\n")
    else:
        with tempfile.TemporaryDirectory() as empty:
            asked = Asked(options.root.read_bytes(), Path(empty), now, "0", options.system)
            print(check(options.stick, asked))
    return 0


def passphrase_of(options: argparse.Namespace) -> bytes:
    """From a file, or typed unseen."""
    if options.passphrase_file:
        return options.passphrase_file.read_bytes().rstrip(b"\r\n")
    return getpass.getpass(f"Passphrase ({options.step}): ").encode()


if __name__ == "__main__":
    sys.exit(main())
