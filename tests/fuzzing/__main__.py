"""Coverage-guided fuzzing of every parser: ``python3 -m tests.fuzzing [TARGET...] [--seconds N]`` (Python 3.11, Linux).

Each target runs in a process of its own over its kept corpus; inputs that reach new code are added to the corpus, smallest
first, and what breaks a target is written beside it as ``crash-...`` and ends the command with 1. The suite reads the whole
corpus once (``tests/fuzzing/test_fuzzing_corpus.py``), so whatever was found here stays found.
"""

from __future__ import annotations

import argparse
import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).with_name("corpus")
MEMORY_MB, LONGEST_SECONDS, LARGEST = 1024, 10, 65536
KEPT = 40
"""New inputs that a run may leave in a corpus; the smallest stay."""


def fuzz(target: str, seconds: int) -> int:
    """Run a target for so long over its corpus, which grows by what reaches new code, and keep the small ones of it."""
    kept = CORPUS / target
    kept.mkdir(parents=True, exist_ok=True)
    before = set(kept.iterdir())
    limits = [f"-rss_limit_mb={MEMORY_MB}", f"-timeout={LONGEST_SECONDS}", f"-max_len={LARGEST}", "-reduce_inputs=1"]
    one = [sys.executable, "-m", "tests.fuzzing.one", target, str(kept)]
    run = [*one, f"-max_total_time={seconds}", f"-artifact_prefix={kept}-", *limits]
    code = subprocess.run(run, cwd=ROOT, check=False).returncode
    fresh = sorted(set(kept.iterdir()) - before, key=lambda path: path.stat().st_size)
    for path in fresh[KEPT:]:
        path.unlink()
    return code


def main(arguments: list[str]) -> int:
    """Fuzz the named targets, or all."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.fuzzing")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args(arguments)
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    from tests.fuzzing.targets import TARGETS

    broken = [name for name in options.targets or TARGETS if fuzz(name, options.seconds)]
    print(f"broken: {' '.join(broken)}" if broken else "nothing broke")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
