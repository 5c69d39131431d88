"""The set-up of a fresh machine: played for real in a small copy of the tree whose locks are empty."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "packaging" / "bootstrap.py"
ENTRY = """
import runpy, sys
from pathlib import Path
runpy.run_path(str(Path(__file__).parent / "packaging" / "bootstrap.py"))["prepare"](sys.argv[1])
print(sys.prefix, *sys.argv[2:], sep="|")
"""
NO_SUCH = "no-such-library==1 --hash=sha256:" + "0" * 64 + "\n"


class Tree:
    """A checkout in small: the bootstrap, two locks and one entry point that says where it runs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        (root / "packaging").mkdir(parents=True)
        shutil.copy(SOURCE, root / "packaging")
        (root / "entry.py").write_text(ENTRY, "utf-8")
        self.lock("run", "")
        self.lock("test", "")

    def lock(self, purpose: str, text: str) -> None:
        """Write the lock of a purpose."""
        name = {"run": "requirements.lock", "test": "requirements-test.lock"}[purpose]
        (self.root / "packaging" / name).write_text("# locked\n" + text, "utf-8")

    def stamps(self) -> list[str]:
        """Return the names of the stamps."""
        return sorted(path.name for path in self.venv.glob("*.stamp"))

    def start(self, *arguments: str, **environ: str) -> subprocess.Popen[str]:
        """Start the entry point with the interpreter of the tests, away from any network."""
        inherited = {name: value for name, value in os.environ.items() if name != "POSKO_NO_BOOTSTRAP"}
        return subprocess.Popen(
            [sys.executable, "entry.py", *arguments],
            cwd=self.root,
            env={**inherited, "PIP_NO_INDEX": "1", **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **environ: str) -> tuple[int, str, str]:
        """Run the entry point to its end: exit code, stdout, stderr."""
        with self.start(*arguments, **environ) as process:
            out, err = process.communicate()
        return process.returncode, out, err


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A tree that two processes have set up at the same time."""
    tree = Tree(tmp_path_factory.mktemp("checkout") / "posko dengan spasi")
    both = [tree.start("run", "a b", "--c"), tree.start("run", "a b", "--c")]
    answers = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert [out for out, _ in answers] == [f"{tree.venv}|a b|--c\n"] * 2
    assert sum("Membuat lingkungan" in err for _, err in answers) == 1
    return tree


def test_the_second_start_sets_nothing_up(tree: Tree) -> None:
    assert tree.run("run", "x") == (0, f"{tree.venv}|x\n", "")


def test_a_new_lock_is_installed_into_the_same_environment(tree: Tree) -> None:
    before = (tree.venv / "pyvenv.cfg").stat().st_mtime_ns
    tree.lock("run", "# newer\n")
    assert "Persiapan selesai" in tree.run("run")[2]
    assert (tree.venv / "pyvenv.cfg").stat().st_mtime_ns == before
    assert tree.run("run")[2] == ""


def test_the_tests_bring_what_the_program_needs_too(tree: Tree) -> None:
    assert "Persiapan selesai" in tree.run("test")[2]
    assert tree.stamps() == ["posko-run.stamp", "posko-test.stamp"]
    assert tree.run("run")[2] == ""


def test_a_missing_network_spoils_nothing(tree: Tree) -> None:
    tree.lock("test", NO_SUCH)
    try:
        code, out, err = tree.run("test")
    finally:
        tree.lock("test", "")
    assert (code, out) == (2, "")
    assert "Periksa jaringan" in err
    assert tree.run("run")[::2] == (0, "")


@pytest.mark.fault("UP-15")
def test_a_half_made_environment_is_made_anew(tree: Tree) -> None:
    for stamp in tree.venv.glob("*.stamp"):
        stamp.unlink()
    leftover = tree.venv / "half-a-library"
    leftover.touch()
    code, out, err = tree.run("run")
    assert (code, out) == (0, f"{tree.venv}\n"), err
    assert not leftover.exists()


def test_a_link_to_itself_is_replaced(tree: Tree) -> None:
    shutil.rmtree(tree.venv)
    tree.venv.symlink_to(tree.venv)  # what a copied or committed link in a checkout becomes
    code, out, err = tree.run("run")
    assert (code, out) == (0, f"{tree.venv}\n"), err
    assert not tree.venv.is_symlink()


def test_it_steps_aside_when_told_to(tree: Tree) -> None:
    assert tree.run("run", POSKO_NO_BOOTSTRAP="1") == (0, f"{sys.prefix}\n", "")


# --- without a second process -------------------------------------------------------------------------------------


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """The names of the script, bound to an empty tree and asking the system for one library that no one has."""
    monkeypatch.delenv("POSKO_NO_BOOTSTRAP", raising=False)
    names: dict[str, Any] = runpy.run_path(str(SOURCE))["prepare"].__globals__
    names.update(ROOT=tmp_path, VENV=tmp_path / ".venv", QT_LIBRARIES={"libnot-there.so.9": "libnot-there9"})
    return names


def test_an_old_interpreter_can_read_as_far_as_the_sentence(
    bootstrap: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    with pytest.raises(SystemExit) as ended:
        bootstrap["prepare"]("run")
    assert ended.value.code == 2
    assert "Python 3.11, 3.12, atau 3.13" in capsys.readouterr().err


def test_a_frozen_program_sets_nothing_up(bootstrap: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    bootstrap["prepare"]("run")
    assert not bootstrap["VENV"].exists()


@pytest.fixture
def apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A recording apt-get, first on PATH; returns its record."""
    record = tmp_path / "apt.txt"
    program = tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$*" >> "{record}"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return record


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="apt is looked for on Linux alone")


@linux_only
def test_a_plain_user_gets_one_command_to_type(
    bootstrap: dict[str, Any], apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        bootstrap["need_system"]({}, "linux")
    assert ended.value.code == 2
    commands = [line for line in capsys.readouterr().err.splitlines() if "sudo" in line]
    assert len(commands) == 1
    assert "sudo apt-get update && sudo apt-get install -y libnot-there9" in commands[0]
    assert not apt.exists()


@linux_only
def test_root_has_it_installed_after_an_update(bootstrap: dict[str, Any], apt: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root installs system packages")
    with pytest.raises(SystemExit) as ended:  # the recording apt brings no library, so the set-up still stops
        bootstrap["need_system"]({}, "linux")
    assert ended.value.code == 2
    update, install = apt.read_text("utf-8").splitlines()
    assert update.endswith("update")
    assert "install -y --no-install-recommends libnot-there9" in install


@linux_only
def test_a_screen_makes_its_libraries_necessary(bootstrap: dict[str, Any]) -> None:
    bootstrap.update(QT_LIBRARIES={}, QT_SCREEN_LIBRARIES={"libno-screen.so.9": "libno-screen9"})
    assert "libno-screen9" in bootstrap["wanted_packages"]({"DISPLAY": ":0"}, "linux")[0]
    assert "libno-screen9" in bootstrap["wanted_packages"]({}, "linux")[1]


@linux_only
def test_without_ensurepip_the_venv_package_is_asked_for_with_the_libraries(
    bootstrap: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    bootstrap["has_module"] = lambda name: False
    assert bootstrap["wanted_packages"]({}, "linux")[0] == ["libnot-there9", package]
    bootstrap["has_module"] = lambda name: name == "pip"
    assert bootstrap["wanted_packages"]({}, "linux")[0] == ["libnot-there9"]
