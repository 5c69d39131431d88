"""Every strange text through every field of every screen: ``python3 -m tests.hostile [TEXT...]``, see its help.

Each walk, of one text through one kind of window, is a line of the ledger; what stands there without a fault is not walked again.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
SCREEN = ROOT / "tests" / "screen-1366x768.json"
PRESSES, PATIENCE_SECONDS = 40, 60


def main(arguments: list[str]) -> int:
    """Walk what the ledger lacks; the exit code is 1 where something was found."""
    if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and sys.platform != "win32":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"
    parser = argparse.ArgumentParser(prog="python3 -m tests.hostile")
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="names of tests/hostile/corpus.py; all without any")
    parser.add_argument("--windows", default="", help="post, province, regency, nation, with commas; all without any")
    parser.add_argument("--ledger", type=Path, default=Path("hostile.jsonl"))
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.hostile.corpus import TEXTS
    from tests.hostile.world import KINDS

    done = _done(options.ledger)
    kinds = options.windows.split(",") if options.windows else KINDS
    waiting = [(kind, name) for name in options.texts or TEXTS for kind in kinds if (kind, name) not in done]
    found = 0
    with tempfile.TemporaryDirectory(prefix="posko-hostile-") as folder, options.ledger.open("a", encoding="utf-8") as ledger:
        for number, (kind, name) in enumerate(waiting, start=1):
            told = _walk(Path(folder), kind, TEXTS[name])
            print(json.dumps({"kind": kind, "text": name} | told), file=ledger, flush=True)
            found += len(told["faults"])
            print(f"{number}/{len(waiting)} {kind} {name}: {told['screens']} screens, {told['fields']} fields, "
                  f"{told['pressed']} presses, {told['seconds']} s", *told["faults"], sep="\n  ", flush=True)  # fmt: skip
    print(f"{len(done) + len(waiting)} walks in {options.ledger}; {found} faults in this run")
    return int(bool(found))


def _done(ledger: Path) -> set[tuple[str, str]]:
    lines = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    return {(told["kind"], told["text"]) for told in map(json.loads, lines) if not told["faults"]}


def _walk(folder: Path, kind: str, text: str) -> dict[str, Any]:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.gui import scene
    from tests.hostile import world
    from tests.hostile.walk import Walker, picture
    from ui import compose
    from ui.gui import opening
    from ui.gui.app import build
    from ui.gui.collector import Collector
    from ui.gui.idle import Idle

    if not (folder / "busy").exists():
        world.found(folder / "founded")
        (folder / "busy").mkdir()
        world.busy(folder / "founded", folder / "busy")
    world.beside(folder / "busy", kind)
    here, begun = folder / "walk", time.monotonic()
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(folder / "busy" / kind, here)
    application = QApplication.instance()
    if application is None:
        application = QApplication([])
        Collector(application)

    def settle(window: Any) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        application.processEvents()
        while window.desk.runner.busy and time.monotonic() < until:
            QTest.qWait(5)
        application.processEvents()

    with (
        patch.object(compose, "real_ports", lambda: scene.ports("window")),
        patch.object(Idle, "watch", lambda _idle, _minutes: None),  # nobody presses a key for many minutes
        picture(folder) as (path, was_opened),
    ):
        window = build(application, here)  # type: ignore[arg-type]
        window.show()
        window.enter(opening.unlock(here, bytearray(world.passphrase(kind).encode())))
        walker = Walker(window, settle, text, path, PRESSES)
        walker.rooms()
        faults = sorted(set(walker.faults)) + (["the picture was opened"] if was_opened() else [])
        faults += [f"check: {code}" for code, _ in window.desk.app.check().problems]
        window.desk.app.lock()
        window.desk.hold(None)
        window.close()
        window.deleteLater()
        application.processEvents()
    seconds = round(time.monotonic() - begun, 1)
    counts = {"screens": len(set(walker.screens)), "fields": walker.fields, "pressed": walker.pressed}
    return counts | {"seconds": seconds, "faults": faults}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
