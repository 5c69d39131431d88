"""The house rules that no linter knows: who imports whom, what lies where, what the locks may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.__main__ import PIECES

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("core", "sync", "ui")
LOCKS = sorted((ROOT / "packaging").glob("*.lock"))
LEFT_BEHIND = {"build", "dist", "__pycache__"}
# Taken apart so that this file passes its own check.
REGISTRIES = ("pypi." + "org", "python" + "hosted", "registry." + "npmjs", "crates." + "io", "proxy." + "golang")


def own_files() -> Iterator[Path]:
    """Yield every file of the checkout that people wrote: no environment, no cache, no history."""
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_file():
                yield path
            elif path.name == ".ci" or (not path.name.startswith(".") and path.name not in LEFT_BEHIND):
                folders.append(path)


def pins(lock: Path) -> set[str]:
    """Return the ``name==version`` parts of a lock."""
    return set(re.findall(r"^[a-z0-9][\w.-]*==[\w.]+", lock.read_text("utf-8"), re.MULTILINE))


def imported_tops(path: Path) -> set[str]:
    """Return the top names of all imports of a file, also of those inside functions."""
    tops = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            tops |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            tops.add(node.module.partition(".")[0])
    return tops


def test_import_contracts_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for layer in LAYERS for path in (ROOT / layer).rglob("*.py")}
    assert folders
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_folder_with_tests_is_forgotten() -> None:
    folders = {path.relative_to(ROOT).parts[:2] for path in (ROOT / "tests").rglob("test_*.py")}
    words = [word for piece in PIECES for word in piece]
    assert {"/".join(parts) for parts in folders} == {word for word in words if word.count("/") == 1}
    assert {word.removeprefix("--ignore=") for word in words} == {word for word in words if not word.startswith("-")}


def test_packaging_is_left_to_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    code = "import packaging.version; print(packaging.version.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not Path(done.stdout.strip()).is_relative_to(ROOT / "packaging")


def test_only_the_gui_imports_qt() -> None:
    sources = [ROOT / "main.py", *(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))]
    offenders = [p for p in sources if "PySide6" in imported_tops(p) and not p.is_relative_to(ROOT / "ui" / "gui")]
    assert offenders == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_locks_name_no_place_and_hash_everything(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", re.sub(r"^ +--hash=sha256:[0-9a-f]{64}( \\)?$", "", text, flags=re.M), re.M)
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    assert [block for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


def test_the_test_lock_holds_all_of_the_other() -> None:
    assert [lock.name for lock in LOCKS] == ["requirements-test.lock", "requirements.lock"]
    test, run = map(pins, LOCKS)
    assert run < test


def test_locks_follow_the_lists() -> None:
    def wanted(name: str) -> set[str]:
        lines = (ROOT / "packaging" / name).read_text("utf-8").splitlines()
        return {line.lower().partition(" ;")[0] for line in lines if line and not line.startswith(("#", "-r"))}

    assert wanted("requirements.in") <= pins(ROOT / "packaging" / "requirements.lock")
    assert wanted("requirements-test.in") <= pins(ROOT / "packaging" / "requirements-test.lock")


def test_no_file_names_a_registry() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), name)
        for path in own_files()
        for name in REGISTRIES
        if name.encode() in path.read_bytes().lower()
    ]
    assert found == []


def test_main_is_at_most_a_dozen_lines() -> None:
    tree = ast.parse((ROOT / "main.py").read_bytes())
    (main,) = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    statements = [node for node in ast.walk(main) if isinstance(node, ast.stmt) and node is not main]
    assert 1 < len(statements) - 1 <= 12  # the docstring is not one of them
