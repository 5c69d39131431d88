"""How many small faults the tests find: ``python3 -m tests.mutation core/crypto core/journal sync core/domain --sample 300``.

Every fault of the files named is numbered by what it changes; a seed draws the sample. One run of the tests tells which test runs
which line; a fault is then judged by the tests that run its line, the quickest first, within a budget of seconds. Verdicts stand
in ``FOLDER/ledger.jsonl`` and are not given twice: found stays found while the file is the same, not found while the tests are.

The score is printed twice: as it is, and without the faults that ``tests/mutation/survivors.json`` gives a reason for.
"""

from __future__ import annotations

import argparse
import json
import math
import runpy
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.mutation.operators import Mutant, mutants

if TYPE_CHECKING:
    from tests.mutation.asking import Judges
    from tests.mutation.choosing import Choice
    from tests.mutation.tree import Tree

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core/crypto", "core/journal", "sync", "core/domain")
TESTS = ("tests/unit", "tests/property", "tests/vectors", "tests/links")
REASONS = Path(__file__).with_name("survivors.json")
FOUND = {"killed", "timeout"}


@dataclass(frozen=True)
class Judged:
    """A fault and what became of it: killed, timeout, survived, or unimportable (counted on neither side)."""

    mutant: Mutant
    verdict: str
    seconds: float


def sample(found: Iterable[Mutant], size: int, seed: str) -> list[Mutant]:
    """The same faults for the same seed, also where others were added or taken away; any beginning of it is a sample too."""
    return sorted(found, key=lambda one: sha256(f"{seed}:{one.ident}".encode()).digest())[: size or None]


def interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return middle - reach, middle + reach


class Ledger:
    """Verdicts that hold."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self._known: dict[str, dict[str, Any]] = {told["ident"]: told for told in map(json.loads, lines)}

    def verdict(self, mutant: Mutant, file: str, tests: str) -> str | None:
        """What was found out and still holds."""
        told = self._known.get(mutant.ident)
        if told is None or told["file"] != file or (told["verdict"] not in FOUND and told["tests"] != tests):
            return None
        return str(told["verdict"])

    def write(self, mutant: Mutant, told: dict[str, Any]) -> None:
        """One line more."""
        self._known[mutant.ident] = told
        with self._path.open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps({"ident": mutant.ident} | told) + "\n")


def judged(tree: Tree, choice: Choice, judges: Judges, ledger: Ledger, chosen: Sequence[Mutant]) -> Iterator[Judged]:
    """Every fault's verdict, from the ledger or newly found."""
    digests = {file: sha256(tree.source(file)).hexdigest()[:8] for file in tree.test_files()}
    for mutant in chosen:
        source = tree.source(mutant.path)
        file = sha256(source).hexdigest()[:16]
        tests = choice.candidates(mutant)
        names = sorted({digests[one.file] for one in tests}) + sorted(one.name for one in tests)
        key = sha256("".join(names).encode()).hexdigest()[:16]
        verdict = ledger.verdict(mutant, file, key)
        started = time.monotonic()
        if verdict is None:
            within = choice.within_budget(mutant, tests)
            verdict, killer = judges.verdict(mutant, mutant.applied(source).decode(), within)
            if killer:
                choice.learned(mutant, killer)
            seconds = round(time.monotonic() - started, 2)
            ledger.write(mutant, {"file": file, "tests": key, "verdict": verdict, "killer": killer, "seconds": seconds})
        yield Judged(mutant, verdict, time.monotonic() - started)


def require_unharmed(tree: Tree, choice: Choice, judges: Judges, chosen: Sequence[Mutant]) -> None:
    """End the campaign where tests fail without any fault: three places of each way of judging are tried."""
    for importing in (True, False):
        for mutant in [one for one in chosen if importing is not bool(one.within)][::-1][:3]:
            tests = choice.within_budget(mutant, choice.candidates(mutant))
            if found := judges.harm(mutant, tree.source(mutant.path).decode(), tests):
                sys.exit(f"a test fails without any fault: {found}")


def shown(one: Judged, reasons: dict[str, str]) -> str:
    """A fault that was not found, as a small difference."""
    mutant = one.mutant
    head = f"{mutant.path}:{mutant.line} {mutant.within} [{mutant.ident}]"
    body = [f"  - {line}" for line in mutant.was.split("\n")] + [f"  + {line}" for line in mutant.text.split("\n")]
    return "\n".join([head, *body, *([f"  because: {reasons[mutant.ident]}"] if mutant.ident in reasons else [])])


def summed(package: str, generated: int, results: Sequence[Judged], reasons: dict[str, str]) -> str:
    """One package's line."""
    counts = Counter(one.verdict for one in results)
    found = sum(counts[one] for one in FOUND)
    survivors = [one for one in results if one.verdict == "survived"]
    explained = sum(one.mutant.ident in reasons for one in survivors)
    judged = found + len(survivors)
    low, high = interval(found, judged)
    beside = found / max(1, judged - explained)
    return (
        f"{package}: {generated} faults, {len(results)} run, {counts['killed']} killed, {counts['timeout']} ended by time, "
        f"{len(survivors)} survived ({explained} explained), {counts['unimportable']} not importable and not counted; "
        f"score {found / max(1, judged):.1%} (95 %: {low:.1%} to {high:.1%}), without explained {beside:.1%}"
    )


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=PACKAGES, help="packages or files; all four packages")
    parser.add_argument("--sample", type=int, default=300, help="faults drawn per path; 0: all")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop then, with the figures of what was judged")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--budget", type=float, default=5.0, help="seconds of tests per fault")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="folders or files of tests that judge")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "posko-mutation")
    parser.add_argument("--quiet", action="store_true", help="only the lines of figures")
    return parser.parse_args()


def main() -> int:
    """Judge and print; 0 where every survivor is explained."""
    asked = options()
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.mutation.asking import Judges
    from tests.mutation.choosing import Choice
    from tests.mutation.tree import Tree

    tree = Tree(asked.folder, asked.tests)
    tree.copied()
    tree.traced()
    reasons: dict[str, str] = json.loads(REASONS.read_text("utf-8"))
    choice, ledger, started = Choice(tree, asked.budget), Ledger(asked.folder / "ledger.jsonl"), time.monotonic()
    found = {path: list(every(tree, path)) for path in asked.paths}
    samples = {path: sample(faults, asked.sample, asked.seed) for path, faults in found.items()}
    chosen = {one.ident: path for path, faults in samples.items() for one in faults}
    faults = [one for row in zip_longest(*samples.values()) for one in row if one is not None]
    results: dict[str, list[Judged]] = defaultdict(list)
    with Judges(tree) as judges:
        require_unharmed(tree, choice, judges, faults)
        for one in judged(tree, choice, judges, ledger, faults):
            results[chosen[one.mutant.ident]].append(one)
            if one.verdict == "survived" and not asked.quiet:
                print(shown(one, reasons), flush=True)
            if time.monotonic() - started > 60 * asked.minutes:
                break
    print("", *(summed(path, len(found[path]), results[path], reasons) for path in asked.paths), sep="\n")
    return int(any(one.verdict == "survived" and one.mutant.ident not in reasons for row in results.values() for one in row))


def every(tree: Tree, path: str) -> Iterator[Mutant]:
    """The faults of a package or file of the tree."""
    for one in tree.files(path):
        name = one.relative_to(tree.path).as_posix()
        yield from mutants(name, tree.source(name))


if __name__ == "__main__":
    sys.exit(main())
