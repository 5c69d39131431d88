"""The two servers that judge, begun when they are first needed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, Self

from tests.mutation.operators import Mutant
from tests.mutation.tree import Told, Tree, environment


class Judges:
    """``hot`` swaps code in what is imported already, ``cold`` imports anew."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._running: dict[str, subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running.values():
            if process.stdin:
                process.stdin.close()
            process.wait()
            if process.stdout:
                process.stdout.close()

    def _ask(self, kind: str, asked: dict[str, Any]) -> dict[str, Any]:
        if kind not in self._running:
            folders = self._tree.test_files() if kind == "hot" else ()
            command = [sys.executable, "-m", "tests.mutation.server", kind, *folders]
            self._running[kind] = subprocess.Popen(
                command, cwd=self._tree.path, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        process = self._running[kind]
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the {kind} server ended")
        return dict(json.loads(answer))

    def verdict(self, mutant: Mutant, source: str, tests: Sequence[Told]) -> tuple[str, str]:
        """What became of a fault, and the test that found it ("" where none did or time ran out)."""
        if not tests:
            return "survived", ""
        asked = {"path": mutant.path, "source": source, "within": mutant.within, "tests": [one.name for one in tests]}
        asked["seconds"] = sum(one.seconds for one in tests)
        importing = self._tree.imported.get(mutant.path, 0)
        first = any(importing >> line & 1 for line in range(mutant.line, mutant.last + 1))
        answer = self._ask("cold" if first or not mutant.within else "hot", asked)
        if answer["verdict"] == "cold":
            answer = self._ask("cold", asked)
        if answer["verdict"] == "broken" or (answer["verdict"] == "killed" and not answer["killer"] and not answer["signal"]):
            raise RuntimeError(f"no test judged {mutant.path}:{mutant.line}")
        return answer["verdict"], answer["killer"]

    def harm(self, mutant: Mutant, source: str, tests: Sequence[Told]) -> str:
        """The control: what fails with the file as it is, and a comment more; empty where every test passes."""
        verdict, killer = self.verdict(mutant, f"{source}# nothing\n", tests)
        return "" if verdict == "survived" else killer or verdict
