"""Days at the posts as they come: reports, cases, sticks that get lost, copied, cut, and laptops that restart.

An oracle outside the program remembers what was typed and what the province can have told. Long run:
HYPOTHESIS_PROFILE=long (more and longer days).
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, initialize, invariant, multiple, rule

from core.app.views import RECEIVED
from core.domain.device_key import RenewDeviceKey
from core.domain.report import AT_PROVINCE, RECORDED
from tests.world import POSTS, World, forms, found, receive_if_any

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
names = st.sampled_from(sorted(POSTS))


@dataclass
class Typed:
    """What the oracle knows of one report."""

    laptop: str
    summary: str
    sealed: bool
    attached: bool
    agenda: str = ""


@dataclass
class Stick:
    """A stick, and for each writer what it told when it wrote."""

    folder: Path
    told: set[str] = field(default_factory=set)


class Days(RuleBasedStateMachine):
    """The posts, the province, and the drawer of sticks."""

    sticks = Bundle("sticks")

    def __init__(self) -> None:
        super().__init__()
        self.world = found("machine")
        self.typed: dict[str, Typed] = {}
        self.told: dict[str, set[str]] = {name: set() for name in POSTS}
        self.dirty: set[str] = set()

    @property
    def now(self) -> World:
        return self.world

    @initialize(target=sticks)
    def drawer(self) -> MultipleResults[Stick]:
        return multiple(*(Stick(self.now.stick()) for _ in range(3)))

    @rule(name=names, form=forms(), content=st.one_of(st.none(), st.binary(min_size=1, max_size=2000)))
    def submit(self, name: str, form: dict[str, object], content: bytes | None) -> None:
        laptop = self.now.laptops[name]
        files = ()
        if content is not None and form["kind"] != "situation":
            form = form | {"evidence": [{"title": "Bukti", "file": "bukti.bin"}]}
            files = (laptop.attach(content, "bukti.bin"),)
        submitted = laptop.submit(form, *files)
        summary = "" if submitted.sealed else str(form.get("summary", ""))
        self.typed[submitted.id] = Typed(name, summary, submitted.sealed, bool(files))
        self.dirty.add(name)

    @rule(number=st.integers(0, 10**6))
    def open_a_case(self, number: int) -> None:
        waiting = [row for row in self.now.province.rows() if row.case_status == RECORDED]
        if waiting:
            chosen = waiting[number % len(waiting)].id
            agenda = f"{number}/{len(self.typed)}"
            self.now.province.open_case(chosen, agenda)
            self.typed[chosen].agenda = agenda
            self.dirty.add("province")

    @rule(name=names, stick=sticks)
    def post_sends(self, name: str, stick: Stick) -> None:
        self.now.laptops[name].send(stick.folder)

    @rule(stick=sticks)
    def province_sends(self, stick: Stick) -> None:
        self.now.province.send(stick.folder)
        stick.told |= {row.id for row in self.now.province.rows()}

    @rule(stick=sticks)
    def province_receives(self, stick: Stick) -> None:
        receive_if_any(self.now.province, stick.folder)

    @rule(name=names, stick=sticks)
    def post_receives(self, name: str, stick: Stick) -> None:
        if receive_if_any(self.now.laptops[name], stick.folder) is not None:
            self.told[name] |= stick.told

    @rule(stick=sticks)
    def lose(self, stick: Stick) -> None:
        shutil.rmtree(stick.folder)
        stick.folder.mkdir()
        stick.told.clear()

    @rule(target=sticks, stick=sticks)
    def duplicate(self, stick: Stick) -> Stick:
        return Stick(self.now.copy_of(stick.folder), set(stick.told))

    @rule(stick=sticks, number=st.integers(0, 1000), place=st.integers(1, 10**6), cut=st.booleans())
    def damage(self, stick: Stick, number: int, place: int, cut: bool) -> None:
        paths = sorted(stick.folder.rglob("*.bin"))
        if paths:
            path = paths[number % len(paths)]
            data = path.read_bytes()
            at = place % max(len(data), 1)
            path.write_bytes(data[:at] if cut else data[:at] + bytes([data[at] ^ 64]) + data[at + 1 :] if data else b"")

    @rule(name=st.sampled_from(["province", *sorted(POSTS)]))
    def restart(self, name: str) -> None:
        self.now.laptops[name].restart()

    @rule(name=st.sampled_from(["province", *sorted(POSTS)]), copied=st.booleans())
    def renew(self, name: str, copied: bool) -> None:
        app = self.now.laptops[name].app
        app.execute(RenewDeviceKey(app.new_command(), copied))

    @invariant()
    def what_was_typed_stays(self) -> None:
        for name in POSTS:
            shown = {row.id: row for row in self.now.laptops[name].rows()}
            for report, typed in self.typed.items():
                if typed.laptop != name:
                    continue
                assert shown[report].summary == typed.summary
                assert shown[report].sealed == typed.sealed
                assert shown[report].status != RECEIVED or report in self.told[name], "received, yet nobody said so"

    @invariant()
    def the_province_shows_nothing_that_nobody_typed(self) -> None:
        assert {row.id for row in self.now.province.rows()} <= set(self.typed)

    def teardown(self) -> None:
        try:
            self.in_the_end_everything_arrives()
        finally:
            self.world.close()

    def in_the_end_everything_arrives(self) -> None:
        laptops = [self.now.laptops[name] for name in sorted(POSTS)]
        self.now.settle(*laptops)
        assert {row.id for row in self.now.province.rows()} == set(self.typed)
        for report, typed in self.typed.items():
            row = self.now.laptops[typed.laptop].report(report).row
            assert not row.revoked and not self.now.province.report(report).row.revoked, "whatever key signed it"
            assert row.status == RECEIVED
            assert row.case_status == (AT_PROVINCE if typed.agenda else RECORDED)
            assert row.attachments == (0 if typed.sealed else int(typed.attached))
            assert self.now.province.report(report).row.case_status == row.case_status
            assert all(file.missing == 0 for file in self.now.province.report(report).attachments)
        assert self.now.a.entries() == self.now.b.entries()
        assert self.now.a.shared_snapshot() == self.now.b.shared_snapshot()
        for laptop in (self.now.province, *laptops):
            assert laptop.problems() == ()
            assert laptop.send(self.now.stick()).objects == 0, "both hold everything"


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=200 if LONG else 3,
    stateful_step_count=60 if LONG else 20,
    phases=tuple(Phase) if LONG else (Phase.explicit, Phase.reuse, Phase.generate),
)
