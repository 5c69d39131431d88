"""A small screen reader: hears what programs say over AT-SPI, walks with Tab, presses and types; it never sees a pixel.

Run by the system's Python with ``pyatspi``, apart from the program that it reads.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pyatspi
from gi.repository import GLib

PATIENCE_S = 30.0
QUIET_S = 0.1
KEYS = {"Tab": 0xFF09, "Enter": 0xFF0D, "Space": 0x0020, "Escape": 0xFF1B, "Right": 0xFF53}


class Deaf(AssertionError):
    """What should have been heard was not."""


class Reader:
    """``heard`` is everything said so far, in order; :meth:`hears` waits for words and goes on from there."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.focus: Any = None
        self._from = 0
        pyatspi.Registry.registerEventListener(self._focused, "object:state-changed:focused")
        pyatspi.Registry.registerEventListener(self._announced, "object:announcement")

    def _focused(self, event: Any) -> None:
        if event.detail1 and event.source is not None:
            self.focus = event.source
            self.heard.append(spoken(event.source))

    def _announced(self, event: Any) -> None:
        self.heard.append(str(event.any_data))

    def listen(self) -> None:
        """Take in what was said meanwhile."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass

    def wait(self, until: Callable[[], object], what: str) -> None:
        """Listen until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not until():
            if time.monotonic() > end:
                raise Deaf(f"{what}; heard since: {self.heard[self._from :]}")
            self.listen()
            time.sleep(0.01)

    def hears(self, *words: str) -> str:
        """Wait until one utterance holds all these words, and give it; what came before is over."""
        found: list[int] = []

        def search() -> bool:
            found[:] = [at for at in range(self._from, len(self.heard)) if all(each in self.heard[at] for each in words)]
            return bool(found)

        self.wait(search, f"not heard: {words}")
        self._from = found[0] + 1
        return self.heard[found[0]]

    def key(self, name: str) -> None:
        """Press one key."""
        pyatspi.Registry.generateKeyboardEvent(KEYS[name], None, pyatspi.KEY_SYM)
        self.listen()

    def chord(self, key: str) -> None:
        """Press a key with Ctrl, as the name of a room tells."""
        control = 37
        pyatspi.Registry.generateKeyboardEvent(control, None, pyatspi.KEY_PRESS)
        pyatspi.Registry.generateKeyboardEvent(ord(key), None, pyatspi.KEY_SYM)
        pyatspi.Registry.generateKeyboardEvent(control, None, pyatspi.KEY_RELEASE)
        self.rest()

    def type(self, text: str) -> None:
        """Type a text."""
        pyatspi.Registry.generateKeyboardEvent(0, text, pyatspi.KEY_STRING)
        self.listen()

    @property
    def here(self) -> str:
        """What the thing that has the keyboard is called."""
        return called(self.focus)

    def tab(self) -> str:
        """One Tab, and the name of what has the keyboard then."""
        before = len(self.heard)
        self.key("Tab")
        self.wait(lambda: len(self.heard) > before, "Tab led nowhere that has a name")
        return self.here

    def rest(self) -> None:
        """Listen until it is quiet for a moment, as a person does before the next key."""
        heard, end = -1, 0.0
        while heard != len(self.heard) or time.monotonic() < end:
            if heard != len(self.heard):
                heard, end = len(self.heard), time.monotonic() + QUIET_S
            self.listen()
            time.sleep(0.01)

    def go(self, name: str) -> None:
        """Tab until something of this name has the keyboard, once around."""
        self.rest()
        self.wait(lambda: self.focus is not None, "nothing has the keyboard")
        start, passed = self.focus, [self.here]
        while passed[-1] != name and (len(passed) == 1 or self.focus != start):
            passed.append(self.tab())
        if passed[-1] == name:
            return
        raise Deaf(f"{name!r} is not reached by Tab; passed {passed}")

    def press(self, name: str) -> None:
        """Go there and press Space."""
        self.go(name)
        self._from = len(self.heard)
        self.key("Space")

    def tick(self, name: str) -> None:
        """Press it and hear that it is ticked; who hears nothing presses once more."""
        self.press(name)
        try:
            self.wait(self._ticked, f"{name!r} is not ticked")
        except Deaf:
            self.key("Space")
            self.wait(self._ticked, f"{name!r} is not ticked")

    def _ticked(self) -> bool:
        return bool(self.focus.getState().contains(pyatspi.STATE_CHECKED))

    def write(self, name: str, text: str) -> None:
        """Go there and type."""
        self.go(name)
        self.type(text)

    def turn(self, first: str, name: str) -> None:
        """Go to the tabs, of which the first is open, and walk right to another."""
        self.go(first)
        while self.here != name:
            before = self.here
            self.key("Right")
            self.wait(lambda: self.here != before, f"no tab {name!r}")  # noqa: B023

    def choose(self, name: str, words: str) -> None:
        """Go to a list of choices and type how one begins."""
        self.go(name)
        self.type(words)
        self.wait(lambda: str(self.focus.name).startswith(words), f"{words!r} is not among the choices of {name!r}")


def called(thing: Any) -> str:
    """Its label where one stands beside it, as a screen reader prefers it, or its own name."""
    for each in thing.getRelationSet():
        if each.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return str(each.getTarget(0).name)
    return str(thing.name)


def spoken(thing: Any) -> str:
    """Name, role, state and description, as a screen reader says what was just reached."""
    try:
        state = thing.getState()
        name = called(thing)
        parts = [name, thing.getRoleName(), *([thing.name] if thing.name != name else [])]
        if thing.getRole() in (pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_RADIO_BUTTON):
            parts.append("checked" if state.contains(pyatspi.STATE_CHECKED) else "not checked")
        if thing.description:
            parts.append(thing.description)
    except (RuntimeError, LookupError, GLib.GError):  # it went away while it was asked
        return "gone"
    return " | ".join(parts)
