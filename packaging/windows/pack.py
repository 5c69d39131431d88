"""Sign and pack a program frozen on Windows: ``python3 packaging/windows/pack.py PROGRAM --certs cert.pem --key key.pem``.

Programs first, then the list of hashes, the portable zip and the installer from them, and the installer last: whatever is
unpacked from either is signed. Needs makensis and osslsigncode, on Linux or Windows. Without ``--certs`` nothing is signed,
and that is said. ``--ts URL`` asks a timestamp authority, so that a signature outlives its certificate.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "freeze"))

import freeze  # noqa: E402  beside this folder, found by the line above
import make_portable  # noqa: E402


@dataclass(frozen=True)
class Signer:
    """Certificate chain and key as PEM files (the key may be on a token, as osslsigncode takes it), and who tells the time."""

    certs: Path
    key: Path
    ts: str = ""

    def sign(self, program: Path) -> None:
        """Put a signed program in the place of an unsigned one."""
        signed = program.with_suffix(".signed")
        words = ["osslsigncode", "sign", "-certs", self.certs, "-key", self.key, "-h", "sha256", "-n", "Posko"]
        subprocess.run(
            [*words, *(["-ts", self.ts] if self.ts else []), "-in", program, "-out", signed], check=True, stdout=sys.stderr
        )
        signed.replace(program)


def main() -> int:
    """Pack, and print each file with its SHA-256."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", type=Path, default=ROOT / "build" / "freeze" / "posko")
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    parser.add_argument("--certs", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--ts", default="")
    options = parser.parse_args()
    if not (options.program / "posko.exe").is_file():
        sys.exit(f"{options.program} holds no program frozen on Windows; run packaging/freeze/freeze.py there first")
    if bool(options.certs) != bool(options.key):
        sys.exit("--certs and --key go together")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    signer = Signer(options.certs, options.key, options.ts) if options.certs else None
    for made in pack(options.program.resolve(), options.out.resolve(), version, signer):
        print(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made}")
    if signer is None:
        print("not signed: no --certs")
    return 0


def pack(program: Path, out: Path, version: str, signer: Signer | None) -> tuple[Path, Path]:
    """The portable zip and the installer."""
    out.mkdir(parents=True, exist_ok=True)
    for door in sorted(program.glob("*.exe")) if signer else ():
        signer.sign(door)
    freeze.write_sums(program)
    portable = make_portable.zipped(program, out / f"posko-{version}-portable")
    installer = out / f"posko-{version}-setup.exe"
    given = {"VERSION": version, "PAYLOAD": program, "OUT": installer}
    words = [f"-D{name}={value}" for name, value in given.items()]
    subprocess.run(["makensis", "-V2", "-WX", *words, "posko.nsi"], check=True, cwd=HERE, stdout=sys.stderr)
    if signer:
        signer.sign(installer)
    return portable, installer


if __name__ == "__main__":
    sys.exit(main())
