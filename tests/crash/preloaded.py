"""Campaigns of rounds under the shim: the command starts itself again with it preloaded, and a ledger lets it go on later."""

from __future__ import annotations

import argparse
import gc
import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tests.crash.shim import compile_shim, is_loaded, reason_to_skip
from tests.crash.world import World, quick_lookup
from tests.ledger import Tally, campaign
from tests.remembered import remember

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path.home() / ".cache" / "posko-campaigns"


@dataclass(frozen=True)
class Trial:
    """What makes one round: its seed, the name of the control or none, and whether it is a short one for the suite."""

    seed: int
    control: str = "none"
    short: bool = False


Round = Callable[[World, Trial], Tally]
"""Plays a round in a world of its own."""


@cache
def begun() -> World:
    """A province, a post and a stick, founded once a run; each round begins from a copy."""
    world = World(Path(tempfile.mkdtemp(prefix="posko-begun-")) / "begun")
    world.found()
    return world


def judge(numbers: range, seed: str, one: Round, control: str, *, short: bool = False) -> Tally:
    """Play rounds; one that ended otherwise than promised is a survivor, its fault among the reasons."""
    tally = Tally()
    with quick_lookup():
        for number in numbers:
            root = Path(tempfile.mkdtemp(prefix="posko-round-"))
            played = one(begun().twin(root / "world"), Trial(_seed(seed, number), control, short))
            shutil.rmtree(root)
            tally.verdicts += played.verdicts
            tally.reasons += played.reasons
            if any(reason.startswith("fault:") for reason in played.reasons):
                tally.survivors.append(number)
    return tally


def _seed(seed: str, number: int) -> int:
    return int.from_bytes(f"{seed}/{number}".encode()[-8:])


def rounds_of(module: str, rounds: int, one: Round, controls: tuple[str, ...], arguments: list[str], *, block: int) -> int:
    """The command of a campaign: run what the ledger lacks, a line after each ``block`` of rounds, and say what stands in it.

    Gives 1 when a promise was broken, or none was under a control.
    """
    parser = argparse.ArgumentParser(prog=f"python3 -m {module}")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--control", choices=("none", *controls), action="append")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    if reason := reason_to_skip():
        print(reason)
        return 2
    if not is_loaded():
        return start_again(module, arguments)
    remember()
    gc.freeze()  # children are forked: what is never collected is never copied
    gc.set_threshold(20_000)
    ledger = options.ledger or CACHE / f"{module.rpartition('.')[2]}.jsonl"
    ledger.parent.mkdir(parents=True, exist_ok=True)
    fine = True
    for control in options.control or ["none"]:
        series = series_of(options.seed, control)
        played = partial(judge, seed=series, one=one, control=control, short=options.short)
        campaign(options.rounds, series, ledger, played, size=block)
        told = total(ledger, series, options.rounds)
        print(summary(told), flush=True)
        fine &= bool(told.survivors) == (control != "none")
    return int(not fine)


def series_of(seed: str, control: str) -> str:
    """The name of a series of rounds in the ledger."""
    return seed if control == "none" else f"{seed} {control}"


def start_again(module: str, arguments: list[str]) -> int:
    """The same command with the shim preloaded."""
    with tempfile.TemporaryDirectory(prefix="posko-shim-") as folder:
        environ = {**os.environ, "LD_PRELOAD": str(compile_shim(Path(folder)))}
        return subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=environ, check=False).returncode


def total(ledger: Path, series: str, rounds: int) -> Tally:
    """What the ledger says of the first so many rounds of a series."""
    tally = Tally()
    for told in map(json.loads, ledger.read_text("utf-8").splitlines()):
        if told["seed"] == series and told["to"] <= rounds:
            tally.verdicts += Counter(told["verdicts"])
            tally.reasons += Counter(told["reasons"])
            tally.survivors += told["survivors"]
    return tally


def summary(told: Tally) -> str:
    """The row for ``tests/RESULTS.md``, and what was wrong."""
    counts = ", ".join(f"{count:,} {name}" for name, count in sorted(told.verdicts.items()))
    reasons = ", ".join(f"{count:,} {name}" for name, count in told.reasons.most_common())
    return f"{counts}\n{reasons}\nrounds that broke a promise: {len(told.survivors)}"
