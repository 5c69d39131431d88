"""What a frozen program is made of, as CycloneDX: itself, Python, every wheel, every shared library that came with them."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sysconfig
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licence_texts import plain

INSIDE = "_internal"
ASKED = "${binary:Package}\t${Package}\t${Version}\t${Architecture}\t${source:Package}\n"


@dataclass(frozen=True)
class Package:
    """A Debian package whose libraries were taken along: ``files`` are their names in the program."""

    name: str
    version: str
    architecture: str
    source: str
    files: tuple[str, ...]


def complete(bill: str, wheels: Collection[str], version: str, packages: Sequence[Package], program: Path) -> str:
    """The tool's bill of an environment, without what only builds, and with what it does not see."""
    content = json.loads(bill)
    parts = [part for part in content["components"] if plain(part["name"]) in wheels]
    ours = [python(), *map(component, packages), *bundled(program, {file for each in packages for file in each.files})]
    content["components"] = [*parts, *ours]
    refs = {part["bom-ref"] for part in content["components"]}
    content["dependencies"] = [
        {**entry, "dependsOn": [ref for ref in entry.get("dependsOn", []) if ref in refs]}
        for entry in content.get("dependencies", [])
        if entry["ref"] in refs
    ]
    content["dependencies"].append({"ref": "posko", "dependsOn": sorted(refs)})
    content["metadata"]["component"] = {
        "bom-ref": "posko",
        "type": "application",
        "name": "posko",
        "version": version,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def python() -> dict[str, Any]:
    """The interpreter that is frozen in."""
    version = platform.python_version()
    licence = [{"license": {"id": "Python-2.0"}}]
    return {"bom-ref": f"cpython=={version}", "type": "framework", "name": "CPython", "version": version, "licenses": licence}


def component(package: Package) -> dict[str, Any]:
    """A system package as a part of the bill; its terms are the text that lies beside the program."""
    return {
        "bom-ref": f"deb:{package.name}",
        "type": "library",
        "name": package.name,
        "version": package.version,
        "purl": f"pkg:deb/debian/{package.name}@{package.version.replace(':', '%3A')}?arch={package.architecture}",
        "licenses": [{"license": {"name": f"licences/debian/{package.name}/copyright"}}],
        "properties": [
            {"name": "posko:source", "value": package.source},
            *({"name": "posko:file", "value": file} for file in package.files),
        ],
    }


def bundled(program: Path, known: Collection[str]) -> Iterator[dict[str, Any]]:
    """Shared libraries that wheels brought along (``NAME.libs``, Qt's) or that nobody owns to: each by name and SHA-256."""
    inside = program / INSIDE
    for path in libraries(inside, "**/"):
        name = path.relative_to(inside).as_posix()
        if name not in known:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            sums = [{"alg": "SHA-256", "content": digest}]
            yield {"bom-ref": f"file:{name}", "type": "file", "name": name, "hashes": sums}


def system_packages(program: Path) -> list[Package]:
    """Which Debian packages the libraries beside the program were taken from, by name; none where there is no dpkg."""
    names = [path.name for path in libraries(program / INSIDE, "")]
    if not names or shutil.which("dpkg-query") is None:
        return []
    triplet = sysconfig.get_config_var("MULTIARCH")
    paths = [f"{root}/{triplet}/{name}" for root in ("/lib", "/usr/lib") for name in names]
    owned: dict[str, set[str]] = {}
    for line in asked("-S", *paths).splitlines():
        owner, _, path = line.rpartition(": ")
        owned.setdefault(owner.split(", ")[0], set()).add(Path(path).name)
    rows = (line.split("\t") for line in asked("-W", "-f", ASKED, *sorted(owned)).splitlines()) if owned else ()
    found = [Package(name, version, arch, source, tuple(sorted(owned[whole]))) for whole, name, version, arch, source in rows]
    return sorted(found, key=lambda package: package.name)


def libraries(folder: Path, deep: str) -> list[Path]:
    """Shared libraries in a folder, real files alone: a link counts where it points to. Modules of Python are none."""
    found = [path for form in ("lib*.so*", "*.dll") for path in folder.glob(deep + form)]
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def asked(*words: str) -> str:
    """What dpkg says; it complains of names that it does not know, and goes on."""
    return subprocess.run(["dpkg-query", *words], check=False, capture_output=True, text=True).stdout
