"""The papers beside a frozen program: a licence text for all that goes along, and a bill that leaves nothing of it out."""

from __future__ import annotations

import importlib
import json
import platform
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from tests.interop.tools import tool

FREEZE = Path(__file__).resolve().parents[2] / "packaging" / "freeze"
SITE = Path(sysconfig.get_path("purelib"))
TOLD = {
    "components": [{"bom-ref": "a==1", "name": "A_x"}, {"bom-ref": "pip==2", "name": "pip"}],
    "dependencies": [{"ref": "a==1", "dependsOn": ["pip==2"]}, {"ref": "pip==2"}],
    "metadata": {},
}


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of the recipe by its name, as ``python3 packaging/freeze/freeze.py`` finds it."""
    monkeypatch.syspath_prepend(str(FREEZE))
    return importlib.import_module


def frozen(folder: Path, *names: str) -> Path:
    """A folder with the named libraries in the place where a frozen program has them."""
    for name in names:
        library = folder / "_internal" / name
        library.parent.mkdir(parents=True, exist_ok=True)
        library.write_bytes(name.encode())
    return folder


def test_every_library_of_the_lock_has_its_text_and_qt_that_of_the_lgpl(recipe: Any, tmp_path: Path) -> None:
    freeze, texts = recipe("freeze"), recipe("licence_texts")
    wheels = freeze.locked(freeze.LOCKS[0])
    texts.of_wheels(SITE, wheels, tmp_path)
    texts.of_python(tmp_path)
    made = {
        texts.plain(folder.name): {path.name: path.read_text("latin-1") for path in folder.iterdir()}
        for folder in tmp_path.iterdir()
    }
    here = {texts.plain(folder.name.split("-")[0]) for folder in SITE.glob("*.dist-info")}
    assert set(made) == (wheels & here) | {"cpython"} and all(text for each in made.values() for text in each.values())
    for name in ("pyside6-essentials", "shiboken6"):
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in made[name]["LGPL-3.0.txt"]
        assert "GNU GENERAL PUBLIC LICENSE" in made[name]["GPL-3.0.txt"]
    assert "licenses-BUILD_LICENSES-pdfium.txt" in made["pypdfium2"]


def test_a_library_without_a_text_ends_the_build(recipe: Any, tmp_path: Path) -> None:
    texts = recipe("licence_texts")
    for name in ("bare", "with_text", "not_ours"):
        (tmp_path / "site" / f"{name}-1.dist-info").mkdir(parents=True)
        (tmp_path / "site" / f"{name}-1.dist-info" / "METADATA").write_text(f"Name: {name}\n", "ascii")
    (tmp_path / "site" / "with_text-1.dist-info" / "COPYING").write_text("text", "ascii")
    texts.of_wheels(tmp_path / "site", {"with-text"}, tmp_path / "out")
    assert (tmp_path / "out" / "with_text" / "COPYING").is_file()
    with pytest.raises(SystemExit, match="no licence text for bare:"):
        texts.of_wheels(tmp_path / "site", {"bare", "with-text"}, tmp_path / "out")
    with pytest.raises(SystemExit, match="no-such-package"):
        texts.of_system(["no-such-package"], tmp_path / "out")


def test_the_bill_names_posko_python_and_what_came_with_wheels(recipe: Any, tmp_path: Path) -> None:
    bill = recipe("bill")
    program = frozen(tmp_path, "libsystem.so.1", "x.libs/libssl-1.so.3", "PySide6/Qt6Core.dll")
    (program / "_internal" / "libssl-1.so.3").symlink_to("x.libs/libssl-1.so.3")
    package = bill.Package("libsystem1", "1:2-3", "amd64", "system", ("libsystem.so.1",))
    made = json.loads(bill.complete(json.dumps(TOLD), {"a-x"}, "9.8.7", [package], program))
    assert (made["metadata"]["component"]["name"], made["metadata"]["component"]["version"]) == ("posko", "9.8.7")
    named = {part["name"]: part for part in made["components"]}
    assert list(named) == ["A_x", "CPython", "libsystem1", "PySide6/Qt6Core.dll", "x.libs/libssl-1.so.3"]
    assert named["CPython"]["version"] == platform.python_version()
    assert named["libsystem1"]["purl"] == "pkg:deb/debian/libsystem1@1%3A2-3?arch=amd64"
    assert made["dependencies"][0] == {"ref": "a==1", "dependsOn": []}
    assert set(made["dependencies"][-1]["dependsOn"]) == {part["bom-ref"] for part in made["components"]}


def test_libraries_of_the_system_are_named_by_their_packages(recipe: Any, tmp_path: Path) -> None:
    tool("dpkg-query", "dpkg")
    bill, texts = recipe("bill"), recipe("licence_texts")
    (package,) = bill.system_packages(frozen(tmp_path, "libz.so.1", "libnobodys-0.so.1"))
    assert (package.name, package.source, package.files) == ("zlib1g", "zlib", ("libz.so.1",)) and package.version
    texts.of_system([package.name], tmp_path / "out")
    assert "zlib" in (tmp_path / "out" / "debian" / "zlib1g" / "copyright").read_text("utf-8")
    assert bill.system_packages(frozen(tmp_path / "other", "libnobodys-0.so.1")) == []
