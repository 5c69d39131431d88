"""A campaign against the verifier: ``python3 -m tests.mutants [COUNT] [--seed TEXT] [--lasting] [--ledger FILE]``.

Mutant number n of a seed is always the same file. Blocks of a thousand go through one limited process; every block is a
line of the ledger (what was judged how, in what time), and blocks that stand there are not run again. A changed file
that is called valid ends the campaign with 1 and its number stands in the ledger.
"""

from __future__ import annotations

import argparse
import random
import re
import runpy
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.ledger import Tally, campaign

ROOT = Path(__file__).resolve().parents[1]
Mutator = Callable[[random.Random, bytes, Sequence[bytes]], bytes]
GROUP = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NAMES = (b"/JS", b"/AA", b"/OpenAction", b"/URI", b"/Launch", b"/EF", b"/Type", b"/Prev", b"/Encrypt", b"/XRefStm", b"/Contents")


def span(chance: random.Random, data: bytes) -> tuple[int, int]:
    """Where a piece begins and ends."""
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 2, 8, 64, 512, 4096)))


def gap(data: bytes) -> tuple[int, int]:
    """Offsets of the first and behind the last digit of the message."""
    start = data.index(b"/Contents <", data.index(b"/ByteRange") - 9000) + len(b"/Contents <")
    return start, data.index(b">", start)


def flipped(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Turn bits over."""
    changed = bytearray(data)
    for _time in range(chance.choice((1, 1, 1, 2, 8))):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut_out(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Leave a piece out."""
    start, end = span(chance, data)
    return data[:start] + data[end:]


def doubled(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Put a piece somewhere a second time."""
    start, end = span(chance, data)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def overwritten(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Write zeros, blanks or chance over a piece."""
    start, end = span(chance, data)
    fill = chance.choice((b"\0" * (end - start), b" " * (end - start), chance.randbytes(end - start)))
    return data[:start] + fill + data[end:]


def ended(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Stop early, or go on."""
    if chance.random() < 0.5:
        return data[: chance.randrange(len(data))]
    return data + chance.choice((b"\n", b" ", b"%x\n", b"\0", b"%%EOF\n", data[-200:], chance.randbytes(40)))


def renumbered(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Change a digit somewhere: a length, an offset, a reference, a date."""
    at = chance.randrange(len(data))
    places = [found.start() for found in re.finditer(rb"\d", data[at : at + 400])]
    if not places:
        return data[:at] + b"1" + data[at:]
    place = at + chance.choice(places)
    return data[:place] + b"%d" % chance.randrange(10) + data[place + 1 :]


def renamed(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Put another name for a name."""
    found = chance.choice(list(re.finditer(rb"/[A-Za-z]+", data[-12_000:])))
    at = max(0, len(data) - 12_000)
    return data[: at + found.start()] + chance.choice(NAMES) + data[at + found.end() :]


def message(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Change digits of the message or its padding."""
    start, end = gap(data)
    used = start + len(data[start:end].rstrip(b"0"))
    place = chance.randrange(start, used) if chance.random() < 0.7 else chance.randrange(used, end)
    digits = b"".join(chance.choice((b"0", b"1", b"7", b"F", b"a", b"f")) for _time in range(chance.choice((1, 1, 2, 8))))
    return data[:place] + digits + data[place + len(digits) :] if place + len(digits) <= end else data[:place] + data[place + 1 :]


def mirrored(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """The other number that satisfies the curve's equation, in place of the signature's second one."""
    start, end = gap(data)
    raw = bytearray.fromhex(data[start:end].decode())
    size = 4 + int.from_bytes(raw[2:4], "big")
    second = int.from_bytes(raw[size - 32 : size], "big")
    raw[size - 32 : size] = ((GROUP - second) % GROUP).to_bytes(32, "big")
    return data[:start] + raw.hex().upper().encode() + data[end:]


def ranged(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Say that something else is covered."""
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", data)
    assert found
    numbers = [int(number) for number in found.groups()]
    numbers[chance.randrange(4)] += chance.choice((-1000, -2, -1, 1, 2, 1000))
    told = b"/ByteRange [%d %d %d %d" % tuple(max(0, number) for number in numbers)
    room = data[found.start() : data.index(b"]", found.start())]
    return data.replace(room, told.ljust(len(room)), 1)


def grafted(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Put a piece, the message or the end of another signed file in."""
    other = chance.choice(others)
    way = chance.randrange(3)
    if way == 0:
        at = chance.randrange(min(len(data), len(other)))
        return data[:at] + other[at:]
    (start, end), (first, last) = (gap(data), gap(other)) if way == 1 else (span(chance, data), span(chance, other))
    return data[:start] + other[first:last] + data[end:]


def revised(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """One more revision that puts another object in place of one."""
    number, root = chance.randrange(1, 80), re.findall(rb"/Root (\d+) 0 R", data)[-1]
    before = re.findall(rb"startxref\s+(\d+)", data)[-1]
    body = b"%d 0 obj\n<</Type /Annot /Contents (x)>>\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 200 /Root %s 0 R /Prev %s>>\n" % (number, len(data), root, before)
    return data + body + table + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(body))


MUTATORS: tuple[Mutator, ...] = (
    *(flipped, flipped, flipped, cut_out, doubled, overwritten, ended, renumbered, renamed),
    *(message, message, mirrored, ranged, grafted, revised),
)


def bases() -> list[bytes]:
    """Signed files of several people, in one go and the plain way, one of another official of the province."""
    from tests.unit.documents import world

    with world.press() as press:
        made = [press.issue(world.PERSON, f"{number}/X", bytes([number]) * 16, world.ISSUED).pdf for number in range(3)]
        made.append(press.issue_plainly(world.PERSON, "8/X", bytes([8]) * 16, world.ISSUED).pdf)
    with world.press(world.province(officer="Kantor Lain").signer) as press:
        return [*made, press.issue(world.PERSON, "9/X", bytes([9]) * 16, world.ISSUED).pdf]


def lasting() -> list[bytes]:
    """Every file that can be made by stamping two pacts: with a token alone, whole, renewed; and the pacts without any."""
    from tests.unit.documents.stamped import Clock

    clock, stranger = Clock("Penyedia Waktu Contoh"), Clock("Penyedia Asing")
    _, second, _, plain, _ = bases()
    whole = [each.whole(pact) for each in (clock, stranger) for pact in (second, plain)]
    renewed = [stranger.stamped(whole[0]), clock.stamped(whole[3])]
    return [
        *whole,
        *renewed,
        clock.stamped(clock.stored(second)),
        *(each.beside(pact) for each in (clock, stranger) for pact in (second, plain)),
        second,
        plain,
    ]


def mutant(seed: str, number: int, files: Sequence[bytes]) -> bytes:
    """The changed file with this number."""
    chance = random.Random(f"{seed}/{number}")
    data = chance.choice(files)
    for _ in range(chance.choice((1, 1, 1, 1, 2))):
        try:
            data = chance.choice(MUTATORS)(chance, data, files)
        except (ValueError, IndexError, AssertionError):  # an earlier change left nothing to change
            data += b"\n"
    return data


def judge(numbers: range, seed: str, files: Sequence[bytes], verify_each: Callable[[Iterable[bytes]], Iterable[Any]]) -> Tally:
    """Judge a range of mutants as one batch; the untouched files are judged first and must be valid."""
    if any(finding.verdict != "valid" for finding in verify_each(files)):
        raise RuntimeError("an untouched file is not valid: nothing can be concluded")
    tally, asked, untouched = Tally(), deque[int](), set(files)

    def changed() -> Iterator[bytes]:
        for number in numbers:
            data = mutant(seed, number, files)
            if data in untouched:
                tally.verdicts["unchanged"] += 1
            else:
                asked.append(number)
                yield data

    for finding in verify_each(changed()):
        number = asked.popleft()
        tally.verdicts[finding.verdict] += 1
        tally.reasons[" ".join(finding.reasons)] += 1
        if finding.verdict == "valid":
            tally.survivors.append(number)
    if asked:
        raise RuntimeError("a mutant was not judged")
    return tally


def main(arguments: list[str]) -> int:
    """Run what the ledger lacks of a campaign."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.mutants")
    parser.add_argument("count", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--lasting", action="store_true", help="files with timestamps of their own")
    parser.add_argument("--ledger", type=Path, default=Path("mutants.jsonl"))
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from core.documents.verify_apart import VerifyWorker
    from tests import fixed_tsa
    from tests.unit.documents import world

    trust = replace(world.province().trust, clocks=(fixed_tsa.certificate("Penyedia Waktu Contoh"),))
    files, seed = (lasting(), f"{options.seed}/lasting") if options.lasting else (bases(), options.seed)
    with VerifyWorker(trust) as worker:
        survivors = campaign(options.count, seed, options.ledger, lambda numbers: judge(numbers, seed, files, worker.verify_each))
    print(f"{options.count} mutants of seed {seed}: {survivors} called valid in this run; see {options.ledger}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
