"""The program as a shell runs it: exit codes, streams, start-up, an interrupt, and the whole demo."""

from __future__ import annotations

import functools
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripts.shell import PASSPHRASE, ROOT, Shell

FAULTY = """
import sys
from core.app.application import Application
from ui.cli.main import main
def ask(*_):
    raise ValueError("Sutini melaporkan")
Application.ask = ask
sys.exit(main(sys.argv[1:]))
"""
PLAYED = """
import sys
from tests.remembered import remember
from ui.start import start
remember()
sys.exit(start(sys.argv[1:]))
"""
"""The program with what the tests themselves remember: look-up codes that cost nothing, a store that does not empty what it
frees. Forty stretched codes are half of what the whole demo takes."""
MAIN = (str(ROOT / "main.py"),)
HEAVY = "('sqlalchemy', 'PySide6', 'reportlab', 'pyhanko')"


def posko(
    *words: object, env: dict[str, str] | None = None, stdin: bytes = b"", program: tuple[str, ...] = MAIN
) -> subprocess.CompletedProcess[bytes]:
    """Run main.py itself, or another ``program``, where files are for everybody unless a program says otherwise."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("POSKO_")}
    environ |= {"POSKO_NO_BOOTSTRAP": "1", **(env or {})}
    command = [sys.executable, *program, *map(str, words)]
    usual = {} if sys.platform == "win32" else {"umask": 0o022}
    return subprocess.run(command, input=stdin, capture_output=True, env=environ, cwd=ROOT, timeout=170, check=False, **usual)


def test_version_is_fast_and_light() -> None:
    done = posko("--version")
    assert (done.returncode, done.stderr) == (0, b"") and done.stdout.startswith(b"Posko ")
    code = (
        f"import sys; from ui.cli.main import main; code = main(['--version']); "
        f"heavy = [n for n in {HEAVY} if n in sys.modules]; sys.exit(code or bool(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_help() -> None:
    done = posko("--help")
    assert done.returncode == 0 and b"--profile" in done.stdout and done.stderr == b""
    assert done.stdout.count(b"pemakaian: ") == 1


@pytest.mark.parametrize("verb", ["demo", "province create", "report add", "pact issue", "verify", "send", "check"])
def test_help_of_a_verb(shell: Shell, verb: str) -> None:
    done = shell.run(*verb.split(), "--help", as_json=False)
    assert done.code == 0 and "--profile" in done.out and done.err == ""
    assert done.out.count("pemakaian: ") == 1


def test_usage_error_is_one_line_and_one_document() -> None:
    done = posko("nothing", "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"] == "usage"
    assert len(done.stderr.decode().splitlines()) == 1


def test_no_passphrase_and_no_terminal(shell: Shell) -> None:
    done = posko("status", "--profile", shell.home / "post", "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"] == "passphrase.none"


def test_a_post_from_its_kit_with_a_measured_passphrase(shell: Shell) -> None:
    env = {"POSKO_PROFILE": str(shell.home / "real"), "POSKO_PASSPHRASE_FILE": str(shell.home / "passphrase")}
    kit = ["--kit", shell.home / "post.kit", "--kit-code-file", shell.home / "post.code"]
    made = posko("post", "create", *kit, "--officer", "Dewi", "--json", env=env)
    assert made.returncode == 0 and json.loads(made.stdout)["post"] == "K0413", made
    tree = json.dumps(shell.example("information")).encode()
    added = posko("report", "add", "-", "--json", env=env, stdin=tree)
    assert added.returncode == 0 and len(json.loads(added.stdout)["reports"]) == 1
    text = posko("report", "list", env=env)
    assert text.returncode == 0 and "menunggu" in text.stdout.decode()
    _is_its_own_accounts_alone(shell.home / "real")


def test_a_wrong_passphrase_opens_nothing_and_an_export_is_its_own_accounts_alone(shell: Shell) -> None:
    shell.add(shell.example("information"))
    env = {"POSKO_PROFILE": str(shell.home / "post"), "POSKO_PASSPHRASE_FILE": str(shell.home / "passphrase")}
    assert posko("status", env={**env, "POSKO_PASSPHRASE_FILE": str(shell.home / "post.code")}).returncode == 2
    assert posko("export-all", shell.home / "terang", env=env).returncode == 0
    _is_its_own_accounts_alone(shell.home / "terang")


def _is_its_own_accounts_alone(path: Path) -> None:
    """Neither a folder nor a file gives another account of the computer any right."""
    places = [path, *path.rglob("*")]
    assert os.name == "nt" or not [each for each in places if each.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    assert path.is_file() or len(places) > 5


def test_the_answer_is_utf8_whatever_the_locale(shell: Shell) -> None:
    shell.add(shell.example("early_warning", summary="Ēmoji 🙂 ꦲꦏ"))
    env = {"POSKO_PASSPHRASE_FILE": str(shell.home / "passphrase"), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = posko("report", "list", "--profile", shell.home / "post", "--json", env=env)
    assert done.returncode == 0 and json.loads(done.stdout.decode("utf-8"))["reports"][0]["summary"] == "Ēmoji 🙂 ꦲꦏ"


@pytest.mark.fault("ST-11")
def test_an_unexpected_fault_is_one_line_without_words_of_a_report(shell: Shell) -> None:
    files = ["--profile", str(shell.home / "post"), "--passphrase-file", str(shell.home / "passphrase"), "--json"]
    done = subprocess.run([sys.executable, "-c", FAULTY, "status", *files], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 2 and len(done.stderr.decode().splitlines()) == 1
    told = json.loads(done.stdout)
    assert told["error"] == "internal" and set(told) == {"error", "message"} and "ValueError" in told["message"]
    assert b"Traceback" not in done.stderr and b"Sutini" not in done.stderr + done.stdout


@pytest.mark.fault("PO-9")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one child")
def test_an_interrupt_exits_130_and_leaves_nothing_behind(shell: Shell) -> None:
    big, pipe = shell.home / "besar.mp4", shell.home / "report.json"
    with big.open("wb") as file:
        file.truncate(400 << 20)  # long to seal, quick to make
    pipe.write_text(json.dumps(shell.example("complaint")))
    vault = shell.home / "post" / "vault"
    words = ["report", "add", pipe, "--attach", big, "--profile", shell.home / "post"]
    words += ["--passphrase-file", shell.home / "passphrase", "--json"]
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    environ = {**os.environ, "POSKO_NO_BOOTSTRAP": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A shell that runs the suite in the background lets it ignore Ctrl-C, and a child inherits that.
    listening = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, env=environ, cwd=ROOT, preexec_fn=listening, **pipes) as process:
        wait_for(lambda: any(vault.glob("*.part")), process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert json.loads(out)["error"] == "cancelled" and b"Traceback" not in err
    assert not any(vault.iterdir())
    assert shell.good("status", profile="post")["reports"] == 0


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Look again and again until it happened; the process must still be there."""
    until = time.monotonic() + 60
    while not happened():
        assert process.poll() is None and time.monotonic() < until


def test_the_demo(tmp_path: Path) -> None:
    home = tmp_path / "contoh"
    done = posko("demo", home, "--json", program=("-c", PLAYED))
    assert done.returncode == 0, done.stderr.decode()
    tree = json.loads(done.stdout)
    assert tree["failed"] == [] and len(tree["proved"]) >= 9 and tree["steps"]
    assert {"t03", "t08", "t09", "deklarasi"} <= {Path(name).name.partition("-")[0] for name in tree["documents"]}
    assert [Path(name).name for name in tree["profiles"]] == ["province", "post-1", "post-2"]
    assert sum(Path(name).name.startswith("pakta-") for name in tree["documents"]) == 200
    assert all(Path(name).read_bytes().startswith(b"%PDF") for name in tree["documents"])
    assert re.search(rb"BEGIN CERTIFICATE", (home / "trust.pem").read_bytes())
    passphrase = ["--passphrase-file", home / "passphrase.txt", "--json"]
    for name, received in (("post-1", 23), ("post-2", 16)):  # one report of post 1 is guarded: nothing there counts it
        status = json.loads(posko("status", "--profile", home / name, *passphrase).stdout)
        assert (status["queued"], status["sent"], status["received"]) == (0, 0, received)
    checked = posko("check", "--profile", home / "province", *passphrase)
    assert checked.returncode == 0 and json.loads(checked.stdout)["problems"] == []
    papers = tree["documents"][:2] + tree["documents"][-2:]
    verified = posko("verify", *papers, "--trust", home / "trust.pem", "--json")
    assert verified.returncode == 0, verified.stdout.decode()
    again = posko("demo", home, "--json")
    assert again.returncode == 2 and json.loads(again.stdout)["error"] == "folder.not_empty"
    assert PASSPHRASE.encode() not in done.stdout
