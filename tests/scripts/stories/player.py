"""Plays stories over three devices and two sticks in one world: all reports go with one trip, all answers with one back.

It asserts nothing. What each verb said is kept, and the tests look at that, so that one broken story breaks one test.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from core.app.application import Application
from tests.scripts.shell import OTHER_POST, POST, Result, Shell
from tests.scripts.stories import story as wire
from tests.scripts.stories.story import Step, Story
from ui.cli.session import Session

STICKS = ((wire.POST, POST, "stick-a"), (wire.OTHER, OTHER_POST, "stick-b"))
OFFICERS = {wire.LIAISON: ("Petugas Penghubung", "liaison"), wire.SECOND: ("Petugas Kedua", "triage")}
PARTS = ("referred", "answered", "ended")
REPORTER, WITNESS = "Zulfahmi", "Kartawi"
"""Names that nothing but a sealed identity may hold; the story's own name follows them."""


@dataclass
class Played:
    """What one story's verbs said, and what each party saw at each time."""

    story: Story
    kept: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[Step, Result]] = field(default_factory=list)
    looked: list[Result] = field(default_factory=list)
    clock: list[set[str]] = field(default_factory=list)
    seen: dict[str, Result] = field(default_factory=dict)


class Player:
    """One world; ``heard`` is all that any verb printed, by who ran it.

    A profile stays open from verb to verb, as in the window, until another officer takes his turn there.
    """

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.open: dict[Path, tuple[str, Application, Any]] = {}
        self.heard: dict[str, list[str]] = {}
        self.trips: list[Result] = []
        for by, (name, role) in OFFICERS.items():
            file = shell.write(by, f"kata sandi {name} sendiri\n")
            shell.good("officer", "add", name, "--role", role, "--new-passphrase-file", file, profile=wire.PROVINCE)

    def run(self, words: Sequence[object], by: str, stdin: bytes = b"") -> Result:
        """One verb by a device or an officer of the province."""
        home = self.shell.home
        profile, file = (wire.PROVINCE, by) if by in OFFICERS else (by, "passphrase")
        with patch.object(Session, "profile", self.profile_of(Session.profile)):
            result = self.shell.run(*words, "--profile", home / profile, "--passphrase-file", home / file, stdin=stdin)
        self.heard.setdefault(by, []).append(f"{result.out}\n{result.err}")
        return result

    def profile_of(self, opened: Callable[[Session], Any]) -> Callable[[Session], Any]:
        """A session's own way to open its profile, once for each turn of an officer."""

        @contextmanager
        def profile(session: Session) -> Iterator[Application]:
            who = str(session.options.passphrase_file)
            if session.folder not in self.open or self.open[session.folder][0] != who:
                self.close(session.folder)
                manager = opened(session)
                self.open[session.folder] = (who, manager.__enter__(), manager)
            yield self.open[session.folder][1]

        return profile

    def close(self, folder: Path) -> None:
        """Lock a profile that is open."""
        if folder in self.open:
            self.open.pop(folder)[2].__exit__(None, None, None)

    def end(self) -> None:
        """Lock whatever is open."""
        for folder in tuple(self.open):
            self.close(folder)

    def intake(self, stories: Iterable[Story]) -> list[Played]:
        """Take all reports in at their posts, play what is done there, and bring them to the province."""
        played = [Played(each) for each in stories]
        for post, _, _ in STICKS:
            mine = [each for each in played if each.story.post == post]
            if not mine:
                continue
            lines = "\n".join(json.dumps(self._form(each.story)) for each in mine).encode()
            added = self.run(("report", "add", "-"), post, lines)
            if added.code != 0:
                raise ValueError(added.err)
            for each, row in zip(mine, added.tree["reports"], strict=True):
                each.kept |= {"report": row["id"], "code": row["code"], "mark": f"MEJA-{each.story.name}"}
                each.kept["typed"] = str(self.shell.write(f"kode {each.story.name}", row["code"]))
                each.kept["text"] = str(self.shell.write("teks", "Foto menyusul"))
                self.steps(each, each.story.at_post)
        names = {each.story.name: each.kept["report"] for each in played}
        for each in played:
            each.kept |= names
        self.there()
        self.back()
        self.look(played)
        return played

    def era(self, stories: Sequence[Story], days: Sequence[datetime]) -> list[Played]:
        """All stories of one election: the visitors' day and the three days of the office's work."""
        visit, *work = days
        self.at(visit)
        played = self.intake(stories)
        for name, day in zip(PARTS, work, strict=True):
            self.part(played, name, day)
        self.see(played)
        return played

    def _form(self, story: Story) -> dict[str, Any]:
        tree = self.shell.example(story.kind)
        if story.kind == "complaint":
            tree["reporter"] = {**tree["reporter"], "name": f"{REPORTER} {story.name}"}  # type: ignore[dict-item]
            tree["witnesses"] = [{"name": f"{WITNESS} {story.name}", "address": "Jalan Kenanga 9"}]
        return {name: value for name, value in {**tree, **story.form}.items() if value is not None}

    def there(self) -> None:
        """Both sticks to the province."""
        for post, _, stick in STICKS:
            folder = self.shell.home / stick
            folder.mkdir(exist_ok=True)
            self.trips += [self.run(("send", folder), post), self.run(("receive", folder), wire.PROVINCE)]

    def back(self) -> None:
        """Both sticks back, each with what is for its post."""
        for post, code, stick in STICKS:
            folder = self.shell.home / stick
            self.trips += [self.run(("send", folder, "--to", code), wire.PROVINCE), self.run(("receive", folder), post)]

    def part(self, played: Sequence[Played], name: str, when: datetime) -> None:
        """One part of the office's work on all cases, on one day, and the way back to the posts."""
        self.at(when)
        for each in played:
            self.steps(each, getattr(each.story, name))
        self.there()
        self.back()
        self.look(played)

    def at(self, when: datetime) -> None:
        """The clock of all devices, never back."""
        self.shell.when = max(when, self.shell.when + timedelta(seconds=1))

    def steps(self, each: Played, steps: Iterable[Step]) -> None:
        """Play steps; what the answers name is kept for later ones."""
        for step in steps:
            line = step.line
            for name, value in each.kept.items():
                line = line.replace("{" + name + "}", value)
            result = self.run(shlex.split(line), step.by)
            each.steps.append((step, result))
            if step.keep and isinstance(result.tree, dict):
                each.kept[step.keep] = str(result.tree.get("pending") or result.tree.get("id") or "")
                for sent in result.tree.get("referrals", ()):
                    each.kept[sent["institution"]] = sent["id"]

    def look(self, played: Sequence[Played]) -> None:
        """What each code tells at the post, and which clocks of the reporter run at the province; each party in one turn."""
        for each in played:
            if each.kept["code"]:
                each.looked.append(self.run(("report", "lookup", each.kept["code"]), each.story.post))
        for each in played:
            shown = self.run(("report", "show", each.kept["report"]), wire.PROVINCE)
            deadlines = () if shown.tree is None else shown.tree.get("deadlines", ())
            each.clock.append({row["state"] for row in deadlines if row["duty"] == "reporter"})

    def see(self, played: Sequence[Played]) -> None:
        """What each party is shown of each report at last, each in one turn."""
        for by in (wire.POST, wire.OTHER, wire.PROVINCE, wire.LIAISON):
            for each in played:
                each.seen[by] = self.run(("report", "show", each.kept["report"]), by)
        for each in played:
            each.seen["referrals"] = self.run(("referral", "list", "--report", each.kept["report"]), wire.LIAISON)
            if "BAWASLU" in each.kept:
                each.seen["referral"] = self.run(("referral", "show", each.kept["BAWASLU"]), wire.LIAISON)
        for each in played:
            each.seen["case"] = self.run(("case", "show", each.kept["report"]), wire.PROVINCE)

    def everywhere(self) -> Callable[[bytes], list[Path]]:
        """Files of posts and sticks that hold some bytes as they are."""
        below = [self.shell.home / name for name in (wire.POST, wire.OTHER, *(stick for _, _, stick in STICKS))]
        held = [(path, path.read_bytes()) for folder in below for path in folder.rglob("*") if path.is_file()]
        return lambda words: [path for path, content in held if words in content]
