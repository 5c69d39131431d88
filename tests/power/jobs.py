"""What the machine is booted for; each job gives counts that the command prints and judges."""

from __future__ import annotations

import os
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.domain.errors import Unavailable
from sync.exchange import send
from sync.folder import Folder, sync_folder
from tests.power.device import FAILING, HONEST, LYING, PULLED, Mapped, blank, call, loop, mounted
from tests.power.judging import Judge, Truth, Verdict, fingerprint
from tests.power.writes import Chips, State, read_log, states
from tests.world import Laptop, World, complaint, dice, found, warning
from ui.messages import SENTENCES

STICK_MB, LOG_MB = 40, 128
FILES = (40_000, 180_000, 700_000, 2_600_000)
WRITERS = ("a", "b", "a")
MOMENTS = 400
"""More than a sending of :func:`_saved` has steps at which a table can be turned."""


def _textbook(self: Folder, path: Path, data: bytes) -> None:
    """The recipe of the books, which vfat does not keep: another name, fsync, rename, fsync of the folder."""
    other = path.with_suffix(".tmp")
    other.unlink(missing_ok=True)
    _put(other, data, durable=True)
    other.rename(path)
    sync_folder(self.folder)


def _unsynced(_self: Folder, path: Path, data: bytes) -> None:
    """No fsync at all."""
    path.unlink(missing_ok=True)
    _put(path, data, durable=False)


def _put(path: Path, data: bytes, *, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(file.fileno())


WAYS: dict[str, Callable[[Folder, Path, bytes], None] | None] = {"ours": None, "textbook": _textbook, "unsynced": _unsynced}
"""How an object is written: by the program, and by two planted faults that must be caught."""


@contextmanager
def _written(way: str) -> Iterator[None]:
    true, planted = Folder._write, WAYS[way]
    if planted is not None:
        Folder._write = planted  # type: ignore[method-assign]
    try:
        yield
    finally:
        Folder._write = true  # type: ignore[method-assign]


def _room() -> Path:
    return Path(tempfile.mkdtemp(prefix="sticks-"))


def _saved(laptop: Laptop, name: str, files: tuple[int, ...] = FILES[:2]) -> list[str]:
    """Two reports, one with files of these sizes."""
    attached = [laptop.attach(dice((name, size))(size)) for size in files]
    plain, full = warning(summary=f"Peringatan {name}"), complaint(summary=f"Pengaduan {name}")
    return [laptop.submit(plain).id, laptop.submit(full, *attached).id]


def cuts(way: str, count: int, seed: str, again: int) -> dict[str, Any]:
    """Record what three sendings of two laptops write, then read ``count`` power cuts as the province would.

    After every ``again``-th new state of a sending under way the post sends to that very stick again, and what it then
    calls safe must be there.
    """
    world, truth, room = found(("power", seed), "a", "b"), Truth(), _room()
    image = blank(room / "stick", STICK_MB)
    blank(room / "chips", 1).write_bytes(image.read_bytes())
    before = _record(world, truth, way, image, room / "log")
    with (room / "log").open("rb") as file:
        writes = read_log(file)
    (room / "log").unlink()
    judge, tally = Judge(world, truth), Counter[str]()
    seen: dict[bytes, Verdict] = {}
    kinds: Counter[str] = Counter()
    chance = random.Random(f"{seed}/{way}")
    with (room / "chips").open("r+b", buffering=0) as file:
        chips = Chips(file, writes)
        for state in states(writes, count, chance):
            left = chips.become(state)
            verdict = _look(room, judge, seen, tally)
            lost = judge.lacking(verdict, state.told) if verdict else truth.told.get(state.told, 0)
            tally["states"] += 1
            tally["with something told safe"] += bool(truth.told.get(state.told))
            tally["lost"] += bool(lost)
            kinds[f"{state.kind}: lost" if lost else state.kind] += 1
            if verdict:
                tally["set aside"] += bool(verdict.aside)
                tally["invalid"] += bool(verdict.invalid)
            if again and verdict and tally["states"] % again == 0:
                _send_again(world, judge, truth, before, room, state, tally)
            chips.restore(left)
    world.close()
    return {"writes": len(writes), "flushes": sum(write.durable for write in writes), "looks": len(seen), **tally, "kinds": kinds}


def _record(world: World, truth: Truth, way: str, image: Path, log: Path) -> list[Laptop]:
    """Three sendings through dm-log-writes, each with its mark; returns a copy of each writer from before its sending."""
    with log.open("wb") as file:
        file.truncate(LOG_MB * 1024 * 1024)
    keeper, before = loop(log), []
    stick = Mapped("stick", image, f"log-writes {{lower}} {keeper}")
    with mounted(stick.upper, image.parent / "place") as place, _written(way):
        for number, name in enumerate(WRITERS, start=1):
            laptop = world.laptops[name]
            for report in _saved(laptop, f"{number}", FILES[: number + 1]):
                truth.add(laptop, report)
            before.append(laptop.clone(world.room / f"before-{number}"))
            laptop.send(place)
            truth.told[str(number)] = len(truth.reports)
            stick.mark(str(number))
    truth.told["dm-log-writes-end"] = len(truth.reports)
    truth.know(*(world.laptops[name] for name in set(WRITERS)))
    stick.remove()
    call("losetup", "-d", keeper)
    return before


def _look(room: Path, judge: Judge, seen: dict[bytes, Verdict], tally: Counter[str]) -> Verdict | None:
    """What the province takes from the chips as they are now; None where they cannot be mounted."""
    device = loop(room / "chips")
    try:
        with mounted(device, room / "place", "ro,utf8=1") as place:
            looks = fingerprint(place)
            if looks not in seen:
                seen[looks] = judge.read(place)
            return seen[looks]
    except OSError:
        tally["not mounted"] += 1
        return None
    finally:
        call("losetup", "-d", device)


def _send_again(
    world: World, judge: Judge, truth: Truth, before: list[Laptop], room: Path, state: State, tally: Counter[str]
) -> None:
    """The sending that the cut broke off is begun anew, with the same stick."""
    number = sum(count <= truth.told.get(state.told, 0) for count in list(truth.told.values())[: len(WRITERS)])
    if number == len(WRITERS):
        return
    copy = room / "again"
    copy.write_bytes((room / "chips").read_bytes())
    laptop = before[number].clone(world.room / f"again-{tally['again']}-{tally['again refused']}")
    device = loop(copy)
    try:
        with mounted(device, room / "place") as place:
            laptop.send(place)
        truth.know(laptop)
        with mounted(device, room / "place", "ro,utf8=1") as place:
            verdict = judge.read(place)
        tally["again"] += 1
        tally["again lost"] += bool(judge.lacking(verdict, str(number + 1)))
        tally["again invalid"] += bool(verdict.invalid)
    except Unavailable as refusal:
        tally["again refused"] += 1
        tally[f"again refused {refusal.code}"] += 1
    finally:
        laptop.close()
        call("losetup", "-d", device)


TABLES = {"lying": LYING, "failing": FAILING, "pulled": PULLED}


def turned(table: str, every: int) -> dict[str, Any]:
    """Send to a stick that turns bad at every ``every``-th moment of the sending; what is called safe must be on its chips.

    Once it has refused the stick is plugged in anew, read as the province would, and sent to again.
    """
    world, truth, room = found(("power", table), "a"), Truth(), _room()
    for report in _saved(world.a, table, FILES):
        truth.add(world.a, report)
    truth.told["safe"] = len(truth.reports)
    truth.know(world.a)
    judge, post = Judge(world, truth), world.a.clone(world.room / "post")
    tally, codes = Counter[str](), Counter[str]()
    for moment in range(0, MOMENTS, every):
        laptop = post.clone(world.room / f"post-{moment}")
        stick = Mapped("stick", blank(room / "stick", STICK_MB))
        done, reached = _send_until(laptop, stick, room / "place", TABLES[table], moment)
        codes[done or "safe"] += 1
        tally["sendings"] += 1
        tally["without a sentence"] += bool(done and done not in SENTENCES)
        truth.know(laptop)
        stick.turn(HONEST)
        with mounted(stick.upper, room / "place") as place:
            verdict = judge.read(place)
            tally["called safe"] += not done
            tally["lost"] += bool(not done and judge.lacking(verdict, "safe"))
            tally["invalid"] += bool(verdict.invalid)
            laptop.send(place)
        with mounted(stick.upper, room / "place", "ro,utf8=1") as place:
            tally["again lost"] += bool(judge.lacking(judge.read(place), "safe"))
        laptop.close()
        stick.remove()
        if not reached:
            break
    world.close()
    return {**tally, "codes": codes}


def _send_until(laptop: Laptop, stick: Mapped, place: Path, table: str, moment: int) -> tuple[str, bool]:
    """Send to a stick that turns bad at a moment; returns the refusal's code, or nothing, and whether the moment came."""
    calls = 0

    def turn(_stage: str, _done: int, _total: int) -> None:
        nonlocal calls
        if calls == moment:
            stick.turn(table)
        calls += 1

    with mounted(stick.upper, place) as root:
        if moment == 0:
            turn("", 0, 0)
        try:
            send(laptop.app, root, watch=turn)
        except Unavailable as refusal:
            return refusal.code, True
    return "", calls > moment


JOBS: dict[str, Callable[..., dict[str, Any]]] = {"cuts": cuts, "turned": turned}
