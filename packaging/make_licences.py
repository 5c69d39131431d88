"""Write ``resources/licences.md``: every library that goes along, with version and licence, as the lock and the wheels say.

    python3 packaging/make_licences.py

Run inside the prepared ``.venv`` after a lock changed; a test holds that the page and the lock name the same.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.lock"
PAGE = ROOT / "resources" / "licences.md"
NOT_HERE = "hanya di sistem lain / on other systems only"
HEAD = """# Pustaka yang ikut serta / Libraries inside

Dibuat dari `packaging/requirements.lock`. Naskah lisensi lengkap ada di folder `licences` di samping program terpasang,
juga milik Python dan pustaka sistem yang ikut; `sbom.cdx.json` di sana menyebut semuanya.

Made from the lock; the full texts lie in the folder `licences` beside an installed program, those of Python and of the
system's libraries inside too; `sbom.cdx.json` there names them all. Qt and PySide6 are used under the LGPL-3: their shared
libraries may be replaced by others.

| pustaka / library | versi / version | lisensi / licence |
|---|---|---|
"""
READ = {
    "fido2": "BSD-2-Clause; Apache-2.0, MPL-2.0",
    "pyrage": "MIT",
    "resvg-py": "MIT",
    "sqlcipher3": "Zlib; SQLCipher: BSD-3-Clause",
}
"""Wheels that name none: what the licence file in them is."""
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> list[tuple[str, str]]:
    """Name and version of every package of a lock, in its order."""
    return PINNED.findall(lock)


def licence(name: str) -> str:
    """What the wheel's own description says: an SPDX expression, else its words, else its classifiers."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return NOT_HERE
    classified = [line.rpartition(" :: ")[2] for line in found.get_all("Classifier", []) if line.startswith("License ::")]
    words = found.get("License-Expression") or next(iter(str(found.get("License") or "").strip().splitlines()), "")
    if words.startswith("Copyright"):
        return READ.get(name, words)
    return (words if 0 < len(words) <= 80 else "; ".join(classified)) or READ.get(name, "?")


def page() -> str:
    """The page as it should lie in resources."""
    rows = [f"| {name} | {version} | {licence(name)} |\n" for name, version in pins(LOCK.read_text("utf-8"))]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(PAGE)
    sys.exit(0)
