"""Captured and carried out: the same files by Posko onto a stick, and by borg and restic into encrypted repositories.

Posko reads everything back before it calls a stick safe, which the others do by a command of their own. So each is
compared with its like: nobody reads back, and everybody reads every byte back.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

from core.domain.commands import ReportItem, SubmitReports
from sync import folder as folder_of_medium
from sync.exchange import send
from tests.bench.figures import Figure, seconds, spread
from tests.crash.world import POST, STICK, World, complaint

FILE_BYTES = 64 * 1024 * 1024
FILES, RUNS = 8, 3
SECRETS = {"BORG_PASSPHRASE": "kata sandi", "RESTIC_PASSWORD": "kata sandi"}


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Medians of three rounds, each program in turn; making the repository is not counted, a peer that is absent is left out."""
    source = folder / "files"
    source.mkdir()
    for number in range(FILES // 4 if small else FILES):
        (source / f"rekaman-{number}.mp4").write_bytes(os.urandom(FILE_BYTES))
    world = World(folder / "world")
    world.found()
    world.keep("ready")
    peers = {name: peer for name, peer in (("borg", borg), ("restic", restic)) if shutil.which(name)}
    amount = sum(each.stat().st_size for each in source.iterdir()) // 2**20
    for proven, how in ((False, "nobody reads back"), (True, "all read back")):
        times: dict[str, list[float]] = {name: [] for name in ("Posko", *peers)}
        for number in range(RUNS):
            world.put_back("ready")
            times["Posko"].append(ours(world, source, proven=proven))
            for name, peer in peers.items():
                times[name].append(peer(source, folder / f"{name}-{number}", proven=proven))
        for name in peers:
            here, there = statistics.median(times["Posko"]), statistics.median(times[name])
            yield Figure(f"capture and send {amount} MiB against {name}, {how}", here, there, "< 1x", spread(times[name]))


def ours(world: World, source: Path, *, proven: bool) -> float:
    """All files captured with one report, and sent."""
    held = nullcontext() if proven else mock.patch.object(folder_of_medium.Folder, "_holds", lambda self, path, data: True)
    with held, world.opened(POST) as post:

        def work() -> None:
            paths, taken = sorted(source.iterdir()), []
            for path in paths:
                with path.open("rb") as file:
                    taken.append(post.attach(file, path.name, size=path.stat().st_size))
            item = ReportItem(complaint(1, files=tuple(path.name for path in paths)), tuple(taken))
            post.execute(SubmitReports(post.new_command(), (item,)))
            send(post, world.live / STICK)

        return seconds(work)


def borg(source: Path, repository: Path, *, proven: bool) -> float:
    """An archive without compression: the files have none left."""
    run = _runner(repository)
    run(["borg", "init", "-e", "repokey-blake2", str(repository)])
    taken = seconds(lambda: run(["borg", "create", "--compression", "none", f"{repository}::satu", str(source)]))
    if proven:
        taken += seconds(lambda: run(["borg", "check", "--verify-data", str(repository)]))
    shutil.rmtree(repository)
    return taken


def restic(source: Path, repository: Path, *, proven: bool) -> float:
    """A snapshot without compression, where this version knows of any."""
    run = _runner(repository)
    run(["restic", "init", "-r", str(repository)])
    taken = seconds(lambda: run(["restic", "backup", "-r", str(repository), str(source)]))
    if proven:
        taken += seconds(lambda: run(["restic", "check", "--read-data", "-r", str(repository)]))
    shutil.rmtree(repository)
    return taken


def _runner(repository: Path) -> Callable[[list[str]], None]:
    home = {"HOME": str(repository.parent), "XDG_CACHE_HOME": str(repository.parent / "cache")}

    def run(command: list[str]) -> None:
        subprocess.run(command, env={**os.environ, **SECRETS, **home}, check=True, capture_output=True)
        os.sync()

    return run
