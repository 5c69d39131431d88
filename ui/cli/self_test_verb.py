"""The verb ``self-test``: does the program as it is installed here do its work? Tried out for real in a folder of its own."""

from __future__ import annotations

import contextlib
import io
import json
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.app.ports import Ports
from core.domain.errors import Refused, Unavailable
from core.domain.reference import DATASETS
from ui import compose, preflight
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

POST, AREA = "K0413", "19"
GOOD, SLOW, BROKEN = "good", "slow", "broken"
MARKS = {GOOD: ("baik  ", "good  "), SLOW: ("LAMBAT", "SLOW  "), BROKEN: ("GAGAL ", "FAILED")}
LIBRARIES = ("fonts/NotoSans-Regular.ttf", "translations/id.json", "icons/posko.svg")


class Failed(Exception):
    """A step did not do what it must."""


class Slow(Failed):
    """A step ran out of the time that it has: this computer is busy, and the program is not shown to be broken."""


@dataclass
class Trial:
    """A province and a post that exist for a minute, and the verbs that they are tried with."""

    folder: Path
    ports: Ports

    def say(self, *words: object, profile: str | None = None, look: bool = False) -> Any:
        """One verb of our own command line; gives its JSON, with ``look`` where it says to as well; raises ``Failed``."""
        from ui.cli.main import main

        argv = [*map(str, words), "--json", "--passphrase-file", str(self.folder / "passphrase")]
        if profile is not None:
            argv += ["--profile", str(self.folder / profile)]
        out, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            code = main(argv, self.ports)
        tree = json.loads(out.getvalue() or "{}")
        if code not in ((DONE, LOOK) if look else (DONE,)):
            raise Failed(str(tree.get("message") or said.getvalue().strip() or code))
        return tree

    def write(self, name: str, content: str) -> Path:
        """A file of the trial."""
        path = self.folder / name
        path.write_text(content, "utf-8")
        return path


def resources(_trial: Trial) -> str:
    """Reference data, fonts, words and pictures are there and read."""
    compose.load_reference()
    for name in LIBRARIES:
        compose.read_resource(name)
    return str(len(DATASETS))


def store(trial: Trial) -> str:
    """A province is founded, a post opens from its kit: keys, encrypted store, certificates."""
    trial.write("passphrase", secrets.token_hex(12) + "\n")
    trial.say("province", "create", "--name", "Uji", "--area", AREA, profile="province")
    kit = trial.folder / "kit"
    made = trial.say("kit", "create", "--post", POST, "--out", kit, profile="province")
    code = trial.write("kit-code", made["code"] + "\n")
    trial.say("post", "create", "--kit", kit, "--kit-code-file", code, profile="post")
    return POST


def report(trial: Trial) -> str:
    """A report with a photo is taken in; the photo goes through a limited process."""
    example = trial.write("report.json", json.dumps(trial.say("report", "add", "--example", "complaint")))
    photo = compose.resource_path("images", "beranda.png")
    added = trial.say("report", "add", example, "--attach", photo, profile="post")
    return str(len(added["reports"]))


def papers(trial: Trial) -> str:
    """Pacts are drawn and signed, and judged by the limited process that judges strangers' files."""
    roster = trial.write("roster.csv", trial.say("pact", "issue", "--example")["csv"])
    issued = trial.say("pact", "issue", roster, "--out", trial.folder / "pacts", profile="post")
    judged = trial.say("verify", *issued["files"], profile="post", look=True)["results"]
    if {reason for result in judged for reason in result["reasons"]} == {"verify.timeout"}:
        raise Slow("verify.timeout")
    if any(result["verdict"] != "valid" for result in judged):
        raise Failed(", ".join(sorted({result["verdict"] for result in judged})))
    return str(issued["issued"])


def stick(trial: Trial) -> str:
    """Everything goes to the province on a folder and the answer comes back."""
    medium = trial.folder / "stick"
    medium.mkdir()
    trial.say("send", medium, profile="post")
    taken = trial.say("receive", medium, profile="province")
    trial.say("send", medium, profile="province")
    trial.say("receive", medium, profile="post")
    status = trial.say("status", profile="post")
    if status["received"] != 1:
        raise Failed(json.dumps(status))
    return str(taken["entries"])


def proof(trial: Trial) -> str:
    """The journal's chain, signatures, attachments and tables hold."""
    checked = trial.say("check", profile="post")
    if checked["problems"]:
        raise Failed(json.dumps(checked["problems"]))
    return str(checked["entries"])


def window(trial: Trial) -> str:
    """The window opens on that profile, unseen, and paints itself."""
    width, height, colours = compose.painted_window(trial.folder / "post")
    if colours < 2:
        raise Failed("blank")
    return f"{width}x{height}"


def graphics(_trial: Trial) -> str:
    """The libraries that only this computer can bring."""
    packages = preflight.missing()
    if packages:
        raise Failed(preflight.SENTENCE.format(packages=" ".join(packages)))
    return "-"


STEPS: tuple[tuple[str, str, str, Callable[[Trial], str]], ...] = (
    ("resources", "bahan program", "the program's own files", resources),
    ("store", "penyimpanan terenkripsi dan kunci", "encrypted store and keys", store),
    ("report", "laporan dengan foto", "a report with a photo", report),
    ("papers", "pakta ditandatangani dan diperiksa", "pacts signed and judged", papers),
    ("stick", "kirim, terima, tanda terima kembali", "sent, received, acknowledged", stick),
    ("check", "rantai catatan terbukti", "the journal proved", proof),
    ("graphics", "pustaka grafik komputer ini", "this computer's graphics", graphics),
    ("window", "jendela terlukis", "the window painted", window),
)


def register(grammar: Grammar) -> None:
    """Add the verb."""
    words = "coba apakah program yang terpasang ini bekerja", "try whether the program as installed works"
    grammar.verb("self-test", run, *words)


def run(session: Session) -> Answer:
    """``self-test``: every step is told; those behind one that failed or ran out of time are tried as well. Exit 1 for either."""
    rows: list[dict[str, object]] = []
    with _folder() as folder:
        trial = Trial(folder, session.ports)
        for name, indonesian, english, step in STEPS:
            began = time.monotonic()
            state, detail = _tried(step, trial)
            spent = round(time.monotonic() - began, 2)
            rows.append({"step": name, "ok": state == GOOD, "slow": state == SLOW, "detail": detail, "seconds": spent})
            session.console.note(f"{session.say(*MARKS[state])}  {session.say(indonesian, english)}: {detail} ({spent:.0f} s)")
    failed = [str(row["step"]) for row in rows if not row["ok"] and not row["slow"]]
    slow = [str(row["step"]) for row in rows if row["slow"]]
    warnings = [session.say(f"Tidak bekerja: {name}", f"Does not work: {name}") for name in failed]
    warnings += [
        session.say(
            f"Belum terbukti, komputer ini terlalu sibuk: {name}. Ulangi saat lengang.",
            f"Not proved, this computer is too busy: {name}. Try again when it is idle.",
        )
        for name in slow
    ]
    works = session.say("Program terpasang bekerja; data contoh sudah dihapus.", "It works; the trial's data are gone.")
    tree = {"version": compose.VERSION, "steps": rows, "failed": failed, "slow": slow}
    return Answer(tree, [] if warnings else [works], LOOK if warnings else DONE, warnings)


def _tried(step: Callable[[Trial], str], trial: Trial) -> tuple[str, str]:
    """How it went, and what is told of it."""
    try:
        return GOOD, step(trial)
    except Slow as slow:
        return SLOW, str(slow)
    except Failed as failure:
        return BROKEN, str(failure)
    except Refused as refusal:
        return BROKEN, refusal.code
    except (OSError, ImportError, KeyError, ValueError) as fault:
        return BROKEN, type(fault).__name__


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(prefix="posko-self-test-") as folder:
            yield Path(folder)
    except OSError:
        raise Unavailable("file.unwritable", file=tempfile.gettempdir()) from None
