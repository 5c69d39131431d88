"""A campaign against the opening of objects: ``python3 -m tests.bundles [COUNT] [--seed TEXT] [--processes N] [--ledger FILE]``.

Every change is made where a thief could make it, and where only somebody with more than a thief's means could: on the
sealed bytes of the stick, on the padded frame inside, on the list of manifest and records, on the manifest's own fields.
What opens must say what the device signed, word by word; anything else that opens ends the campaign with 1.
"""

from __future__ import annotations

import argparse
import random
import runpy
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tests.ledger import PROCESSES, Tally, campaign

ROOT = Path(__file__).resolve().parents[1]
BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Base:
    """One true object at every depth, with what it says."""

    sealed: bytes
    body: bytes
    content: bytes
    says: object


@dataclass(frozen=True, slots=True)
class Trial:
    """The objects of a campaign, how deep a change goes, and how each depth is opened."""

    bases: Sequence[Base]
    depths: Sequence[tuple[str, Callable[[bytes], object]]]


@cache
def trial() -> Trial:
    """Objects of a post for the desks, one report in one, three in another; each opened by the desk's own key."""
    from sync import bundle
    from sync.folder import FOLDER
    from tests.world import complaint, found, information, warning

    world = found("mutated objects", "a")
    province, laptop = world.province.app, world.a
    sealed = []
    for forms in ((warning(),), (warning(), information(), complaint())):
        for form in forms:
            laptop.submit(form)
        stick = world.stick()
        laptop.send(stick)
        world.province.receive(stick)
        sealed += [path.read_bytes() for path in sorted((stick / FOLDER).iterdir())]
    identities = province.identities
    bases = []
    for data in sealed:
        body = bundle.open_sealed(data, identities)
        assert body is not None
        content = bundle._decompress(body)
        bases.append(Base(data, body, content, bundle.open_bundle(data, identities)))
    world.close()
    depths = (
        ("sealed", lambda data: bundle.open_bundle(data, identities)),
        ("body", lambda data: bundle.read_content(bundle._decompress(data))),
        ("content", bundle.read_content),
    )
    return Trial(bases, depths)


def changed(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """One change of any kind: a bit turned, a piece left out, doubled, overwritten, replaced by another object's."""
    at, size = chance.randrange(len(data)), chance.choice((1, 1, 2, 4, 8, 64, 512))
    piece, rest = data[at : at + size], data[at + size :]
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :],
        lambda: data[:at] + rest,
        lambda: data[:at] + piece + data[at:],
        lambda: data[:at] + chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size))) + rest,
        lambda: data[:at],
        lambda: data + chance.choice((b"\0", bytes(size), chance.randbytes(size))),
        lambda: data[:at] + other[chance.randrange(len(other)) :][:size] + rest,
        lambda: data[:at] + other[at:],
    )
    return chance.choice(ways)()


def judge(numbers: range, seed: str) -> Tally:
    """Open a range of mutants; the untouched objects are opened first and must say what they say."""
    from core.domain.errors import Untrusted

    tried = trial()
    for base in tried.bases:
        if any(opening(getattr(base, depth)) != base.says for depth, opening in tried.depths):
            raise RuntimeError("an untouched object does not open: nothing can be concluded")
    tally = Tally()
    for number in numbers:
        chance = random.Random(f"{seed}/{number}")
        base, other = chance.choice(tried.bases), chance.choice(tried.bases)
        depth, opening = chance.choice(tried.depths)
        before, foreign = getattr(base, depth), getattr(other, depth)
        data = before
        for _ in range(chance.choice((1, 1, 1, 2))):
            data = changed(chance, data, foreign) if data else b"\0"
        if data in (before, foreign):
            tally.verdicts["unchanged"] += 1
            continue
        try:
            says = opening(data)
        except Untrusted as refusal:
            tally.verdicts["refused"] += 1
            tally.reasons[f"{depth} {refusal.code}"] += 1
            continue
        if says is None:
            tally.verdicts["for others"] += 1
        elif says in (base.says, other.says):
            tally.verdicts["the same words"] += 1
            tally.reasons[f"{depth} the same words"] += 1
        else:
            tally.verdicts["accepted"] += 1
            tally.survivors.append(number)
    return tally


def main(arguments: list[str]) -> int:
    """Run what the ledger lacks of a campaign."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.bundles")
    parser.add_argument("count", nargs="?", type=int, default=10_000_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--ledger", type=Path, default=Path("bundles.jsonl"))
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    one = partial(judge, seed=options.seed)
    survivors = campaign(options.count, options.seed, options.ledger, one, size=BLOCK, processes=options.processes)
    print(f"{options.count} mutants of seed {options.seed}: {survivors} accepted in this run; see {options.ledger}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
