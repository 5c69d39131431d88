"""Which tests judge a fault: those that run its lines, the quickest first, as long as a budget of seconds lasts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property

from tests.mutation.operators import Mutant
from tests.mutation.tree import Told, Tree


def bits(first: int, last: int) -> int:
    """Lines ``first`` to ``last`` as bits."""
    return (1 << (last + 1)) - (1 << first)


class Choice:
    """Chooses tests of a tree; those that found faults of a function before come first."""

    def __init__(self, tree: Tree, budget: float) -> None:
        self._tree, self._budget = tree, budget
        self._found: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._mentions = cache(self._mentioning)

    @cached_property
    def _texts(self) -> dict[str, set[str]]:
        """The words of every file of tests and of the data that it names beside itself."""
        return {file: set(re.findall(r"\w+", self._with_data(file))) for file in self._tree.test_files()}

    def _with_data(self, file: str) -> str:
        text = self._tree.source(file).decode()
        beside = [self._tree.path / file / ".." / name for name in re.findall(r"[\w-]+\.json", text)]
        return text + "".join(one.resolve().read_text("utf-8") for one in beside if one.resolve().is_file())

    @cached_property
    def _lines(self) -> dict[str, list[set[str]]]:
        """The words of every line of the traced files."""
        paths = {path for one in self._tree.told.values() for path in one.lines}
        texts = {path: ["", *self._tree.source(path).decode().split("\n")] for path in paths}
        return {path: [set(re.findall(r"\w+", line)) for line in lines] for path, lines in texts.items()}

    def _mentioning(self, word: str) -> dict[str, int]:
        """Lines of the traced files with a word."""
        found = {path: sum(1 << n for n, words in enumerate(lines) if word in words) for path, lines in self._lines.items()}
        return {path: lines for path, lines in found.items() if lines}

    def _touching(self, lines: dict[str, int]) -> list[Told]:
        return [one for one in self._tree.told.values() if any(one.lines.get(path, 0) & wanted for path, wanted in lines.items())]

    def candidates(self, mutant: Mutant) -> list[Told]:
        """All that may judge it, the likeliest and quickest first."""
        if mutant.within:
            return (
                self._touching({mutant.path: bits(mutant.line, mutant.last)})
                or self._touching({mutant.path: bits(*mutant.scope)})
                or self._touching({mutant.path: ~self._tree.imported.get(mutant.path, 0)})
            )
        last = mutant.names[-1:]  # the field, before the class that holds it
        named = [one for one in self._tree.told.values() if any(word in self._texts[one.file] for word in last)]
        using = [one for word in last for one in self._touching(self._mentions(word))]
        rest = self._touching({mutant.path: ~self._tree.imported.get(mutant.path, 0)})
        module = mutant.path.removesuffix(".py").replace("/", ".")
        own = [one for one in named if f"[{module}]" in one.name]  # the register's
        return list({one.name: one for one in [*own, *named, *using, *rest]}.values())

    def within_budget(self, mutant: Mutant, candidates: Sequence[Told]) -> list[Told]:
        """As many as the budget allows, one at least; what found a fault here before comes first."""
        chosen: dict[str, Told] = {}
        spent = 0.0
        first = [self._tree.told[name] for name in self._found[mutant.path, mutant.within] if name in self._tree.told]
        for one in [*first[:5], *candidates]:
            if one.name not in chosen and (spent + one.seconds <= self._budget or not chosen):
                chosen[one.name] = one
                spent += one.seconds
        return list(chosen.values())

    def learned(self, mutant: Mutant, killer: str) -> None:
        """This test found a fault here: it may find the next one."""
        before = self._found[mutant.path, mutant.within]
        killer = killer if killer in self._tree.told else killer.partition("::")[0]
        if killer in before:
            before.remove(killer)
        before.insert(0, killer)
